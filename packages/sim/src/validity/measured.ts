import { ScenarioError } from '../errors/scenario-error.ts'
import { compileModel } from '../model/compile.ts'
import type { Observation } from '../run/observation.ts'
import { Simulation } from '../run/simulation.ts'
import { controlledMean } from '../stats/controlled.ts'
import { jackknifeRatio } from '../stats/jackknife.ts'
import type { Expected } from './expected.ts'
import { planOf } from './kinds/kinds.ts'
import type { Effort, Run, Theory } from './plan.ts'
import { type ReferenceCase, Refusal } from './reference-case.ts'

/** A figure of a case beside what the simulation showed. Plain data. */
export interface Measured {
  readonly expected: Expected
  /** By the theory of this project, where it has an answer. */
  readonly theory: number | undefined
  readonly simulated: number
  readonly standardError: number
  readonly degrees: number
  /** Contacts of a replication expected for or against, whichever are fewer; Infinity for what is no share. */
  readonly events: number
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

/** Simulates a case. */
export function measureCase(
  reference: ReferenceCase,
  effort: Effort,
  onProgress: (share: number) => void = () => {},
): MeasuredCase {
  const { id, source } = reference
  try {
    const { runs, refused, theory } = planOf(reference, effort)
    let simulated = 0
    const measured = runs.flatMap((run, at) => {
      const observations = observe(run, effort.seed, (share) => onProgress((at + share) / runs.length))
      simulated += observations.reduce((sum, seen) => sum + seen.simulated, 0)
      return measures(run, observations, theory)
    })
    return { id, source, measured, refused, simulated }
  } catch (error) {
    // A case may ask for what no scenario can say, such as a law without spread that must have one.
    if (!(error instanceof Refusal || error instanceof ScenarioError)) throw error
    return { id, source, measured: [], refused: new Map([['', error.message]]), simulated: 0 }
  }
}

function observe({ scenario, replications }: Run, seed: number, onProgress: (share: number) => void): Observation[] {
  const model = compileModel(scenario)
  return Array.from({ length: replications }, (_, replication) => {
    const seen = new Simulation(model, seed, replication).run()
    onProgress((replication + 1) / replications)
    return seen
  })
}

function measures({ compared, controls }: Run, observations: readonly Observation[], theory: Theory): Measured[] {
  const controlled = controls.map((control) => observations.map(control))
  return compared.map(({ expected, figure }) => {
    const denominators = observations.map(figure.denominator)
    const { ratio, deviations } = jackknifeRatio(observations.map(figure.numerator), denominators)
    // A ratio of sums as a mean of independent values, one for each replication.
    const { mean, standardError, degrees } = controlledMean(
      deviations.map((deviation) => ratio + deviation),
      controlled,
    )
    const { contacts } = figure
    const trials = contacts && observations.reduce((sum, seen) => sum + contacts(seen), 0) / observations.length
    const events = trials === undefined ? Infinity : trials * Math.min(expected.value, 1 - expected.value)
    return { expected, theory: theory(expected.measure), simulated: mean, standardError, degrees, events }
  })
}
