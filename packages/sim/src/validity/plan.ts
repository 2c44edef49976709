import type { Observation } from '../run/observation.ts'
import type { OutsideSpec } from '../run/outside/outside.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { type Expected, expectedOf } from './expected.ts'
import { type Figure, needsThreshold } from './figures.ts'
import { type ReferenceCase, Refusal } from './reference-case.ts'
import { type RunLength, type ScenarioText, steadyScenario } from './scenario-text.ts'

/** A figure of a replication whose mean is known to be 0; what it shows by chance is taken out of the measures. */
export type Control = (seen: Observation) => number

/** How much is simulated for a case. */
export interface Effort {
  /** Counted calls of a case, about. */
  readonly calls: number
  readonly seed: number
}

/** One scenario to run and what to compare. A case has one for each threshold of its service levels. */
export interface Run {
  readonly scenario: Scenario
  readonly replications: number
  readonly controls: readonly Control[]
  /** A host beside the scenario. */
  readonly outside?: OutsideSpec
  readonly compared: readonly { readonly expected: Expected; readonly figure: Figure }[]
}

/** Measures by theory of this project, as far as it has them; undefined for the others. */
export type Theory = (measure: string) => number | undefined

/** How a case is judged. */
export interface Plan {
  readonly runs: readonly Run[]
  /** Measure → why it is not judged. */
  readonly refused: ReadonlyMap<string, string>
  readonly theory: Theory
}

/** A case understood: a model in steady state, and where its measures are read. */
export interface SteadyModel {
  readonly text: Omit<ScenarioText, 'threshold'>
  /** Threshold of service levels that name none of their own. */
  readonly threshold: number | undefined
  /** Calls per time unit. */
  readonly rate: number
  /** Time after which the start is forgotten by a factor e. */
  readonly relaxation: number
  readonly controls: (length: RunLength) => readonly Control[]
  readonly figure: (measure: string, length: RunLength) => Figure | undefined
  readonly theory: Theory
}

const RELAXATIONS_OF_WARM_UP = 15
const RELAXATIONS_COUNTED = 40
const MOST_REPLICATIONS = 64
const LEAST_REPLICATIONS = 20

/**
 * Plans the runs of a steady model: as many replications as stay long beside the model's memory, 64 at most.
 *
 * @throws Refusal when nothing is expected.
 */
export function steadyPlan(reference: ReferenceCase, model: SteadyModel, { calls }: Effort): Plan {
  const { figures, refused } = expectedOf(reference.given)
  const total = calls / model.rate
  const most = total / (RELAXATIONS_COUNTED * model.relaxation)
  const replications = Math.round(Math.min(MOST_REPLICATIONS, Math.max(LEAST_REPLICATIONS, most)))
  const length = { warmUp: RELAXATIONS_OF_WARM_UP * model.relaxation, duration: total / replications }
  const reasons = new Map(refused)
  const byThreshold = new Map<number, { expected: Expected; figure: Figure }[]>()
  const asNamed = model.threshold ?? 0
  for (const expected of figures) {
    const figure = model.figure(expected.measure, length)
    if (figure === undefined) reasons.set(expected.measure, 'this measure is not known here')
    else if (figure.threshold === undefined && model.threshold === undefined && needsThreshold(lastPart(expected))) {
      reasons.set(expected.measure, 'awt, the threshold of the service level, is missing')
    } else {
      const threshold = figure.threshold ?? asNamed
      // A measure without threshold takes whichever run there is.
      const group = needsThreshold(lastPart(expected)) ? threshold : -1
      byThreshold.set(group, [...(byThreshold.get(group) ?? []), { expected, figure }])
    }
  }
  const anywhere = byThreshold.get(-1) ?? []
  byThreshold.delete(-1)
  if (byThreshold.size === 0 && anywhere.length > 0) byThreshold.set(0, [])
  const runs = [...byThreshold].map(([threshold, compared], at) => ({
    scenario: steadyScenario(reference.id, { ...model.text, threshold }, length),
    replications,
    controls: model.controls(length),
    compared: at === 0 ? [...anywhere, ...compared] : compared,
  }))
  return { runs, refused: reasons, theory: model.theory }
}

/** Name of the measure without the type or place in a list. */
function lastPart({ measure }: Expected): string {
  return measure.replace(/\[\d+\]$/, '').replace(/^.*\./, '')
}

/**
 * Steady-state memory of a queue in mean service times: (√n − √a)⁻² of M/M/n without patience (after F. Karpelevich &
 * A. Kreinin 1987), at most what patience, or the places to wait, leave of it; 1 for the services under way.
 */
export function relaxationOf(load: number, agents: number, longest: number): number {
  const unbounded = 1 / (Math.sqrt(agents) - Math.sqrt(load)) ** 2
  if (!(Math.min(unbounded, longest) < Infinity) || (load >= agents && longest === Infinity)) {
    throw new Refusal('the queue grows without end: there is no steady state')
  }
  return 1 + Math.min(unbounded, longest)
}
