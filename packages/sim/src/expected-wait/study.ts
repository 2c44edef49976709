import type { WaitEstimator } from '@strowger/acd'
import { compileModel } from '../model/compile.ts'
import type { Model } from '../model/model.ts'
import { Simulation } from '../run/simulation.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type Estimate, estimateRatio } from '../stats/estimate.ts'
import { pairedRatioDifference, type RatioSample } from '../stats/paired.ts'
import { contenders } from './contenders.ts'
import { EstimateErrors, type ErrorSums } from './estimate-errors.ts'
import { Panel } from './panel.ts'

/** How wrong one estimator was; intervals over replications. */
export interface EstimatorScore {
  readonly name: string
  /** Mean squared error, ms². */
  readonly mse: Estimate
  /** By how much its mean squared error is above that of the best, on the same contacts, ms²; 0 for the best. */
  readonly behind: Estimate
  /** Mean absolute error, ms. */
  readonly mae: Estimate
  /** Mean of estimate − wait, ms: above 0 where it says too much. */
  readonly bias: Estimate
}

/** Estimators of the expected wait, held against the waits that followed. */
export interface ExpectedWaitStudy {
  readonly scenario: Scenario
  readonly seed: number
  readonly replications: number
  /** Contacts judged, and those that could not be, over all replications: see {@link ErrorSums}. */
  readonly counted: number
  readonly unserved: number
  readonly unestimated: number
  /** Mean wait of the contacts judged, ms. */
  readonly meanWait: Estimate
  /** Smallest mean squared error first. */
  readonly scores: readonly EstimatorScore[]
  readonly simulated: number
}

/** How often, from which random numbers, and who competes; defaults are the scenario's, and {@link contenders}. */
export interface StudyOptions {
  readonly replications?: number
  readonly seed?: number
  /** Fresh estimators for each replication, the same ones each time. */
  readonly estimators?: (scenario: Scenario) => readonly WaitEstimator[]
  readonly onProgress?: (done: number, of: number) => void
}

/**
 * Asks every estimator at the moment a contact begins to wait, and compares with the wait until it is answered.
 *
 * One simulation serves all of them: what they say changes nothing, so that the callers, the routing and the waits are
 * the same for all. Contacts that are not answered are left out, and counted: their wait is not known.
 */
export function expectedWaitStudy(scenario: Scenario, options: StudyOptions = {}): ExpectedWaitStudy {
  const { seed = scenario.run.seed, replications = scenario.run.replications, estimators = contenders } = options
  const model = compileModel(scenario)
  const names = estimators(scenario).map(({ name }) => name)
  let simulated = 0
  const sums = Array.from({ length: replications }, (_, replication) => {
    const seen = replicationOf(model, seed, replication, estimators(scenario))
    simulated += seen.simulated
    options.onProgress?.(replication + 1, replications)
    return seen.sums
  })
  const total = (of: (each: ErrorSums) => number) => sums.reduce((sum, each) => sum + of(each), 0)
  return {
    scenario,
    seed,
    replications,
    counted: total(({ counted }) => counted),
    unserved: total(({ unserved }) => unserved),
    unestimated: total(({ unestimated }) => unestimated),
    meanWait: ratio(sampleOf(sums, ({ waitMs }) => waitMs)),
    scores: scoresOf(names, sums),
    simulated,
  }
}

function replicationOf(
  model: Model,
  seed: number,
  replication: number,
  estimators: readonly WaitEstimator[],
): { readonly sums: ErrorSums; readonly simulated: number } {
  const panel = new Panel(estimators)
  const ask = (contact: number): Float64Array => {
    simulation.engine.calls.expectedWaitMs(contact)
    return panel.answers
  }
  const errors = new EstimateErrors(estimators.length, ask, model.warmUpMs, model.warmUpMs + model.durationMs)
  const asked = { ...model, acd: { ...model.acd, estimator: panel } }
  const simulation = new Simulation(asked, seed, replication, { observe: errors.observe })
  const { simulated } = simulation.run()
  return { sums: errors.sums(), simulated }
}

function scoresOf(names: readonly string[], sums: readonly ErrorSums[]): EstimatorScore[] {
  const squared = names.map((_, at) => sampleOf(sums, ({ squares }) => squares[at]!))
  const measured = names.map((name, at) => ({
    name,
    squared: squared[at]!,
    mse: ratio(squared[at]!),
    mae: ratio(sampleOf(sums, ({ absolutes }) => absolutes[at]!)),
    bias: ratio(sampleOf(sums, ({ errors }) => errors[at]!)),
  }))
  measured.sort((a, b) => a.mse.mean - b.mse.mean)
  return measured.map(({ squared, ...score }) => ({
    ...score,
    behind: pairedRatioDifference(measured[0]!.squared, squared),
  }))
}

function sampleOf(sums: readonly ErrorSums[], numerator: (each: ErrorSums) => number): RatioSample {
  return { numerators: sums.map(numerator), denominators: sums.map(({ counted }) => counted) }
}

function ratio({ numerators, denominators }: RatioSample): Estimate {
  return estimateRatio(numerators, denominators)
}
