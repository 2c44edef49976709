import { ScenarioError } from '../errors/scenario-error.ts'
import { type Runner, replicationsFrom } from '../run/batch.ts'
import type { Observation } from '../run/observation.ts'
import { controlledRatio } from '../stats/control-variate.ts'
import { jackknifeRatio } from '../stats/jackknife.ts'
import { Moments } from '../stats/moments.ts'
import { studentQuantile } from '../stats/student.ts'
import { differentialCase, isDifferential } from './differential.ts'
import type { Expected } from './expected.ts'
import { planOf } from './kinds/kinds.ts'
import type { Effort, Run, Theory } from './plan.ts'
import { type ReferenceCase, Refusal } from './reference-case.ts'

/** A figure of a case beside what the simulation showed. Plain data. */
export interface Measured {
  readonly expected: Expected
  /** Standard error of the expected figure; 0 if exact. */
  readonly expectedError: number
  /** By the theory of this project, where it has an answer. */
  readonly theory: number | undefined
  readonly simulated: number
  readonly standardError: number
  readonly degrees: number
  /**
   * Contacts for or against, whichever are fewer, over all replications: as expected or as seen, whichever are more;
   * Infinity for what is no share.
   */
  readonly events: number
  /** Present where the two must be the same to the last digits but a few: whether they are. */
  readonly same?: boolean
}

/** What a case showed. Plain data. */
export interface MeasuredCase {
  readonly id: string
  readonly source: string
  readonly measured: readonly Measured[]
  /** Measure, or '' for the whole case, → why it is not judged. */
  readonly refused: ReadonlyMap<string, string>
  /** Contacts simulated. */
  readonly simulated: number
}

/**
 * Simulates a case.
 *
 * @param onProgress - told which share of the case is done
 */
export async function measureCase(
  reference: ReferenceCase,
  effort: Effort,
  runner: Runner,
  onProgress: (share: number) => void = () => {},
): Promise<MeasuredCase> {
  const { id, source } = reference
  try {
    if (isDifferential(reference)) return await differentialCase(reference, effort.seed, runner, onProgress)
    const { runs, refused, theory } = planOf(reference, effort)
    const all = runs.reduce((sum, { replications }) => sum + replications, 0)
    let done = 0
    const observed = await Promise.all(
      runs.map(({ scenario, replications, outside }) => {
        const host = outside === undefined ? {} : { outside }
        const batch = { scenario, seed: effort.seed, replications: replicationsFrom(0, replications), ...host }
        return runner.run(batch, () => {
          done += 1
          onProgress(done / all)
        })
      }),
    )
    onProgress(1)
    return {
      id,
      source,
      measured: runs.flatMap((run, at) => measures(run, observed[at]!, theory)),
      refused,
      simulated: observed.flat().reduce((sum, seen) => sum + seen.simulated, 0),
    }
  } catch (error) {
    // A case may ask for what no scenario can say, such as a law without spread that must have one.
    if (!(error instanceof Refusal || error instanceof ScenarioError)) throw error
    onProgress(1)
    return { id, source, measured: [], refused: new Map([['', error.message]]), simulated: 0 }
  }
}

function measures({ compared, controls }: Run, observations: readonly Observation[], theory: Theory): Measured[] {
  const known = controls.map((control) => ({ values: observations.map(control), expectation: 0 }))
  return compared.map(({ expected, figure }) => {
    const denominators = observations.map(figure.denominator)
    const estimate = controlledRatio(observations.map(figure.numerator), denominators, known)
    const degrees = Math.max(1, observations.length - estimate.controls - 1)
    const standardError = (estimate.ci95[1] - estimate.mean) / studentQuantile(0.975, degrees)
    const { contacts } = figure
    const trials = contacts && observations.reduce((sum, seen) => sum + contacts(seen), 0)
    const rarer = (share: number): number => Math.min(share, 1 - share)
    const events = trials === undefined ? Infinity : trials * Math.max(rarer(expected.value), rarer(estimate.mean))
    // As many replications as the source had would have had this error.
    const plain = new Moments()
    for (const deviation of jackknifeRatio(observations.map(figure.numerator), denominators).deviations) {
      plain.add(deviation)
    }
    const published = expected.replications > 0 ? Math.sqrt(plain.variance / expected.replications) : 0
    const expectedError = Math.max(published, expected.plusMinus / 1.96)
    return {
      expected,
      expectedError,
      theory: theory(expected.measure),
      simulated: estimate.mean,
      standardError,
      degrees,
      events,
    }
  })
}
