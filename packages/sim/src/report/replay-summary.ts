import { type Estimates, estimates } from '../measure/estimates.ts'
import { overall } from '../measure/population.ts'
import type { ReadLog } from '../replay/read-log.ts'
import { type RecordedFigures, recordedFigures } from '../replay/recorded-figures.ts'
import type { HandlingSource, Replay } from '../replay/replay.ts'
import type { Weekday } from '../scenario/clock.ts'
import { type Summary, summarise } from './summary.ts'

/** Where the agents of a replay come from, see `ReplayOptions`. */
export type AgentSource =
  | { readonly from: 'scenario' }
  | { readonly from: 'log'; readonly longestPauseMs: number }
  | { readonly from: 'log'; readonly presence: string }

/** What a replay showed, beside what happened. */
export interface ReplaySummary {
  /** The log files, as given. */
  readonly files: readonly string[]
  readonly log: ReadLog
  /** Calls of the log outside the scenario's window: neither in the recorded nor in the replayed figures. */
  readonly outsideWindow: number
  /** Conversations that were cut short, see `Replay`. */
  readonly overlapping: number
  readonly agents: AgentSource
  /** Where the handling times of answered callers come from. */
  readonly handling: HandlingSource
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
  agents: AgentSource,
  handling: HandlingSource,
): ReplaySummary {
  const { scenario, days, outsideWindow, overlapping } = replay
  const types = scenario.types.map(({ id }) => id)
  const { thresholdMs } = scenario.serviceLevel
  const calls = days.flatMap(({ day }) => day.calls)
  return {
    files,
    log,
    outsideWindow,
    overlapping,
    agents,
    handling,
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
