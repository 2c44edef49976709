import { emptyTally, type Tally } from '@strowger/acd'
import { type Estimates, estimates } from '../measure/estimates.ts'
import type { RecordedCall } from './recorded-call.ts'

/** What really happened, in the measures of a simulation. */
export interface RecordedFigures {
  readonly measures: Estimates
  /** Of every type of the scenario, in its order. */
  readonly byType: ReadonlyMap<string, Estimates>
}

/**
 * The measures of recorded calls, by the formulas of the simulated ones. There is nothing to estimate: no figure has an
 * interval. Occupancy has no figure, since a log does not know when agents were there and free, and the handling time
 * is the conversation alone, since it does not know of after-call work either.
 */
export function recordedFigures(
  calls: readonly RecordedCall[],
  types: readonly string[],
  thresholdMs: number,
): RecordedFigures {
  const figuresOf = (some: readonly RecordedCall[]) =>
    estimates([{ tally: tallyOf(some, thresholdMs), busyMs: NaN, staffedMs: NaN }])
  return {
    measures: figuresOf(calls),
    byType: new Map(types.map((type) => [type, figuresOf(calls.filter((call) => call.type === type))])),
  }
}

/** Counts recorded calls as the engine's metrics count simulated ones. O(n). */
export function tallyOf(calls: readonly RecordedCall[], thresholdMs: number): Tally {
  const tally = emptyTally()
  for (const { outcome, waitMs, handlingMs } of calls) {
    const within = waitMs <= thresholdMs ? 1 : 0
    tally.offered += 1
    if (waitMs > 0) tally.waited += 1
    if (outcome === 'abandoned') {
      tally.abandoned += 1
      tally.abandonedWithin += within
      tally.abandonedWaitMs += waitMs
    } else {
      tally.answered += 1
      tally.answeredWithin += within
      tally.answeredWaitMs += waitMs
      if (!Number.isNaN(handlingMs)) {
        tally.handled += 1
        tally.talkMs += handlingMs
      }
    }
  }
  return tally
}
