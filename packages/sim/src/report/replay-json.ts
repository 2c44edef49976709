import type { Estimates } from '../measure/estimates.ts'
import type { RemarkedRows } from '../replay/read-log.ts'
import type { HandlingSource } from '../replay/replay.ts'
import { type JsonSummary, jsonEstimates, jsonLeftOut, jsonSummary } from './json.ts'
import type { AgentSource, ReplaySummary } from './replay-summary.ts'

type JsonMeasures = ReturnType<typeof jsonEstimates>

/** Rows of a log to which one remark applies. */
export interface JsonRemark {
  readonly reason: string
  readonly rows: number
  readonly firstLine: number
}

/** What `replay --json` prints below the head. The recorded figures have no intervals: nothing is estimated. */
export interface JsonReplay extends JsonSummary {
  readonly log: {
    readonly files: readonly string[]
    readonly format: string
    readonly rows: number
    readonly calls: number
  }
  /** Where the agents come from; with the longest pause between two calls of one who is there, or the presence model. */
  readonly agents: AgentSource
  readonly handling: HandlingSource
  readonly recorded: { readonly measures: JsonMeasures; readonly byType: Readonly<Record<string, JsonMeasures>> }
  readonly days: readonly {
    readonly date: string
    readonly weekday: string
    readonly recorded: JsonMeasures
    readonly measures: JsonMeasures
  }[]
  readonly dropped: readonly JsonRemark[]
  readonly mended: readonly JsonRemark[]
  readonly outsideWindow: number
  readonly overlapping: number
  readonly leftOut: readonly string[]
}

/** A replay as plain data. */
export function jsonReplay(summary: ReplaySummary): JsonReplay {
  const { log, recorded, agents, handling, overlapping } = summary
  return {
    ...jsonSummary(summary.replayed),
    log: { files: summary.files, format: log.format, rows: log.rows, calls: log.calls.length },
    agents,
    handling,
    recorded: { measures: jsonEstimates(recorded.measures), byType: byName(recorded.byType) },
    days: summary.days.map((day) => ({
      date: day.date,
      weekday: day.weekday,
      recorded: jsonEstimates(day.recorded),
      measures: jsonEstimates(day.replayed),
    })),
    dropped: log.dropped.map(jsonRemark),
    mended: log.mended.map(jsonRemark),
    outsideWindow: summary.outsideWindow,
    overlapping,
    leftOut: jsonLeftOut(summary.replayed.scenario),
  }
}

function jsonRemark({ reason, rows, firstLine }: RemarkedRows): JsonRemark {
  return { reason, rows, firstLine }
}

function byName(estimates: ReadonlyMap<string, Estimates>): Record<string, JsonMeasures> {
  return Object.fromEntries([...estimates].map(([name, each]) => [name, jsonEstimates(each)]))
}
