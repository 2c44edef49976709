import { type Estimates, estimates } from '../measure/estimates.ts'
import { ofGroup, ofTypes, overall, type Samples } from '../measure/population.ts'
import type { Replications } from '../run/replications.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** What was estimated of one scenario: the floor, each contact type, each agent group. */
export interface Summary {
  readonly scenario: Scenario
  /** The file it came from, as given. */
  readonly file: string
  readonly seed: number
  readonly replications: number
  readonly all: Samples
  readonly measures: Estimates
  readonly byType: ReadonlyMap<string, Estimates>
  readonly byGroup: ReadonlyMap<string, Estimates>
  /** Counted contacts, over all replications, that had not ended when nothing more could happen. */
  readonly unfinished: number
  /** Contacts simulated, counted or not. */
  readonly simulated: number
}

/** Forms all measures of a scenario's replications. */
export function summarise(replications: Replications, file: string): Summary {
  const { scenario, seed, observations } = replications
  const all = overall(observations)
  return {
    scenario,
    file,
    seed,
    replications: observations.length,
    all,
    measures: estimates(all),
    byType: new Map(scenario.types.map(({ id }, type) => [id, estimates(ofTypes(observations, [type]))])),
    byGroup: new Map(scenario.groups.map(({ id }, group) => [id, estimates(ofGroup(observations, group))])),
    unfinished: observations.reduce((sum, seen) => sum + seen.unfinished, 0),
    simulated: observations.reduce((sum, seen) => sum + seen.simulated, 0),
  }
}
