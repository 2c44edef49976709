import { type Estimates, estimates } from '../measure/estimates.ts'
import { overall } from '../measure/population.ts'
import type { ReadLog } from '../replay/read-log.ts'
import { type RecordedFigures, recordedFigures } from '../replay/recorded-figures.ts'
import type { Replay } from '../replay/replay.ts'
import type { Weekday } from '../scenario/clock.ts'
import { type Summary, summarise } from './summary.ts'

/** What a replay showed, beside what happened. */
export interface ReplaySummary {
  /** The log files, as given. */
  readonly files: readonly string[]
  readonly log: ReadLog
  /** Calls of the log outside the scenario's window: neither in the recorded nor in the replayed figures. */
  readonly outsideWindow: number
  /** Set where the agents are those of the log, see `ReplayOptions`; ms. */
  readonly longestPauseMs: number | undefined
  readonly recorded: RecordedFigures
  readonly replayed: Summary
  /** In order of date. */
  readonly days: readonly DaySummary[]
}

/** One day of it. */
export interface DaySummary {
  /** As `1999-01-31`. */
  readonly date: string
  readonly weekday: Weekday
  readonly recorded: Estimates
  readonly replayed: Estimates
}

/** Forms all measures of a replay and of the log that was replayed. */
export function summariseReplay(
  replay: Replay,
  log: ReadLog,
  files: readonly string[],
  scenarioFile: string,
  longestPauseMs: number | undefined,
): ReplaySummary {
  const { scenario, days, outsideWindow } = replay
  const types = scenario.types.map(({ id }) => id)
  const { thresholdMs } = scenario.serviceLevel
  const calls = days.flatMap(({ day }) => day.calls)
  return {
    files,
    log,
    outsideWindow,
    longestPauseMs,
    recorded: recordedFigures(calls, types, thresholdMs),
    replayed: summarise(replay, scenarioFile),
    days: days.map(({ day, observations }) => ({
      date: day.date,
      weekday: day.weekday,
      recorded: recordedFigures(day.calls, [], thresholdMs).measures,
      replayed: estimates(overall(observations)),
    })),
  }
}
