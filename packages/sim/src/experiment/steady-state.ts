import { StrowgerError } from '@strowger/acd'
import { type MeasureName, MEASURES } from '../measure/measure.ts'
import type { Sample } from '../measure/measure.ts'
import { compileModel } from '../model/compile.ts'
import { IntervalSeries } from '../run/interval-series.ts'
import { Simulation } from '../run/simulation.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type BatchEstimate, batchRatio } from '../stats/batch-means.ts'
import { mser5 } from '../stats/mser.ts'

/** One long run of a scenario in its steady state. */
export interface SteadyState {
  readonly scenario: Scenario
  readonly seed: number
  /** Length of the run, its warm-up included, ms. */
  readonly lengthMs: number
  /** Found by MSER-5 from the waits, not given. */
  readonly warmUpMs: number
  /** False when the run is too short to see the end of its warm-up. */
  readonly warmUpFound: boolean
  readonly estimates: ReadonlyMap<MeasureName, BatchEstimate>
  readonly simulated: number
}

/** Intervals of the series: enough for 64 batches after the warm-up, and for five to see its end. */
const INTERVALS = 3200
/** Measures that waits and talks show; agents' time is not cut into intervals here. */
const SHOWN: ReadonlySet<MeasureName> = new Set(['serviceLevel', 'asaMs', 'meanWaitMs', 'abandonRate', 'ahtMs'])

/**
 * Runs a scenario once, for long, from an empty floor; finds the warm-up and estimates by batch means what follows.
 *
 * Needs `mode: steady`; the scenario's own warm-up is not used. In this thread: one run cannot be divided.
 *
 * @throws StrowgerError `not-in-this-mode` for a scenario of days
 */
export function steadyState(scenario: Scenario, seed: number, lengthMs: number): SteadyState {
  if (scenario.run.mode !== 'steady') {
    throw new StrowgerError('not-in-this-mode', 'run.mode', scenario.run.mode, 'steady: a day has no steady state')
  }
  const intervalMs = lengthMs / INTERVALS
  const long = { ...scenario, run: { ...scenario.run, warmUpMs: 0, durationMs: lengthMs } }
  const model = compileModel(long)
  const series = new IntervalSeries(INTERVALS, intervalMs, model.thresholdsMs)
  const { simulated } = new Simulation(model, seed, 0, { observe: series.observe }).run()
  const samples = series.tallies.map((tally): Sample => ({ tally, busyMs: 0, staffedMs: 0 }))
  const { values, found } = mser5(samples.map(meanWait))
  const rest = samples.slice(values)
  return {
    scenario,
    seed,
    lengthMs,
    warmUpMs: values * intervalMs,
    warmUpFound: found,
    estimates: new Map(
      MEASURES.filter(({ name }) => SHOWN.has(name)).map(({ name, numerator, denominator }) => [
        name,
        batchRatio(rest.map(numerator), rest.map(denominator)),
      ]),
    ),
    simulated,
  }
}

/** Mean wait in an interval; 0 where nobody came, as on an empty floor. */
function meanWait({ tally }: Sample): number {
  const ended = tally.answered + tally.abandoned
  return ended === 0 ? 0 : (tally.answeredWaitMs + tally.abandonedWaitMs) / ended
}
