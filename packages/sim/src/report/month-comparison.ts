import type { Estimates } from '../measure/estimates.ts'
import { recordedFigures, type RecordedFigures } from '../replay/recorded-figures.ts'
import type { HandlingSource, Replay } from '../replay/replay.ts'
import { summedObservation } from '../run/summed-observation.ts'
import { type Theory, theoryByHour } from '../replay/theory-by-hour.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type Summary, summarise } from './summary.ts'

/** One calendar month of a log, as it was and as it is predicted. */
export interface ComparedMonth {
  /** As `1999-04`. */
  readonly month: string
  readonly days: number
  readonly recorded: RecordedFigures
  /** Replayed with the log's handling times. */
  readonly withRecorded: PredictedMonth
  /** Replayed with handling times drawn from the scenario, adjusted by the days before. */
  readonly withForecast: PredictedMonth
  /** Replayed with handling times drawn from the scenario. */
  readonly withFitted: PredictedMonth
  readonly theory: Theory
}

/** Figures of one replay of a month, with intervals. */
export interface PredictedMonth {
  readonly measures: Estimates
  readonly byType: ReadonlyMap<string, Estimates>
}

/** A log month by month, beside what the replays and the formulas make of it. */
export interface MonthComparison {
  readonly scenario: Scenario
  readonly seed: number
  readonly replications: number
  readonly months: readonly ComparedMonth[]
}

/** Compares replays of the same calls, one with each source of handling times, month by month. */
export function compareMonths(
  replays: Readonly<Record<HandlingSource, Replay>>,
  scenarioFile: string,
): MonthComparison {
  const { scenario, seed, days, observations } = replays.recorded
  const types = scenario.types.map(({ id }) => id)
  const monthOf = (date: string) => date.slice(0, 7)
  const months = [...new Set(days.map(({ day }) => monthOf(day.date)))].map((month): ComparedMonth => {
    const isOwn = ({ day }: Replay['days'][number]) => monthOf(day.date) === month
    const own = days.filter(isOwn)
    return {
      month,
      days: own.length,
      recorded: recordedFigures(
        own.flatMap(({ day }) => day.calls),
        types,
        scenario.serviceLevel.thresholdMs,
      ),
      withRecorded: predicted(replays.recorded, isOwn, scenarioFile),
      withForecast: predicted(replays.forecast, isOwn, scenarioFile),
      withFitted: predicted(replays.scenario, isOwn, scenarioFile),
      theory: theoryByHour(own, scenario),
    }
  })
  return { scenario, seed, replications: observations.length, months }
}

function predicted(replay: Replay, isOwn: (day: Replay['days'][number]) => boolean, file: string): PredictedMonth {
  const own = replay.days.filter(isOwn)
  const observations = replay.observations.map((_, replication) =>
    summedObservation(own.map((day) => day.observations[replication]!)),
  )
  const summary: Summary = summarise({ scenario: replay.scenario, seed: replay.seed, observations }, file)
  return { measures: summary.measures, byType: summary.byType }
}
