import type { Estimates } from '../measure/estimates.ts'
import type { Theory } from '../replay/theory-by-hour.ts'
import { csvNumber, csvText } from './csv.ts'
import { jsonEstimates } from './json.ts'
import type { MonthComparison, PredictedMonth } from './month-comparison.ts'

type JsonMeasures = ReturnType<typeof jsonEstimates>

interface JsonFigures {
  readonly measures: JsonMeasures
  readonly byType: Readonly<Record<string, JsonMeasures>>
}

/** What `replay --compare-theory --json` prints below the head; NaN, where a formula has no figure, becomes null. */
export interface JsonMonths {
  readonly months: readonly {
    readonly month: string
    readonly days: number
    readonly recorded: JsonFigures
    readonly withRecordedHandling: JsonFigures
    readonly withForecastHandling: JsonFigures
    readonly withFittedHandling: JsonFigures
    readonly theory: Theory
  }[]
}

/** A comparison as plain data. */
export function jsonMonths({ months }: MonthComparison): JsonMonths {
  return {
    months: months.map(({ month, days, recorded, withRecorded, withForecast, withFitted, theory }) => ({
      month,
      days,
      recorded: plain(recorded),
      withRecordedHandling: plain(withRecorded),
      withForecastHandling: plain(withForecast),
      withFittedHandling: plain(withFitted),
      theory,
    })),
  }
}

function plain({ measures, byType }: PredictedMonth): JsonFigures {
  const types = [...byType].map(([type, each]) => [type, jsonEstimates(each)] as const)
  return { measures: jsonEstimates(measures), byType: Object.fromEntries(types) }
}

const MEASURES = ['abandonRate', 'meanWaitMs', 'serviceLevel'] as const

/** A comparison as CSV (RFC 4180), one figure a line; shares of 1, times in ms; empty: no figure. */
export function monthCsv({ months }: MonthComparison): string {
  const rows = months.flatMap(({ month, recorded, withRecorded, withForecast, withFitted, theory }) => [
    ...estimateRows(month, 'recorded', recorded.measures),
    ...estimateRows(month, 'replay-recorded-handling', withRecorded.measures),
    ...estimateRows(month, 'replay-forecast-handling', withForecast.measures),
    ...estimateRows(month, 'replay-fitted-handling', withFitted.measures),
    ...MEASURES.map((measure) => [month, 'erlang-a', measure, csvNumber(theory.erlangA[measure]), '', '']),
    ...MEASURES.map((measure) => [month, 'erlang-c', measure, csvNumber(theory.erlangC[measure]), '', '']),
  ])
  return csvText([['month', 'source', 'measure', 'mean', 'ci95_low', 'ci95_high'], ...rows])
}

function estimateRows(month: string, source: string, estimates: Estimates): string[][] {
  return MEASURES.map((measure) => {
    const { mean, ci95 } = estimates[measure]
    return [month, source, measure, csvNumber(mean), csvNumber(ci95[0]), csvNumber(ci95[1])]
  })
}
