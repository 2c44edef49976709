import { besideLines } from '../measure/beside.ts'
import { caseFigures, type CaseTable } from '../measure/case-figures.ts'
import { callsAsked, type CallsTable } from '../measure/calls-asked.ts'
import { type Daily, daily } from '../measure/daily.ts'
import { ends } from '../measure/ends.ts'
import type { Line } from '../measure/line.ts'
import { type Estimates, estimates } from '../measure/estimates.ts'
import { type FlowEnds, flowEnds } from '../measure/flow-ends.ts'
import { type RatingLine, ratingLines } from '../measure/ratings.ts'
import { type SalesLine, salesLines } from '../measure/sales.ts'
import { movedCalls } from '../measure/moved-calls.ts'
import { measureNamed } from '../measure/measure.ts'
import {
  families,
  ofGroup,
  ofTenant,
  ofTypes,
  overall,
  type Samples,
  tenantsOf,
  typesByPart,
} from '../measure/population.ts'
import type { Replications } from '../run/replications.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** What was estimated of one scenario: the floor, each contact type, each agent group. */
export interface Summary {
  readonly scenario: Scenario
  /** The file it came from, as given. */
  readonly file: string
  readonly seed: number
  readonly replications: number
  /** In pairs with mirrored random numbers. */
  readonly antithetic: boolean
  readonly all: Samples
  readonly measures: Estimates
  /** By type id; a split type also as a whole, before its parts. */
  readonly byType: ReadonlyMap<string, Estimates>
  /** What types were split by (a city, a region) → name of the part → all contacts of that part. */
  readonly byPart: ReadonlyMap<string, ReadonlyMap<string, Estimates>>
  readonly byGroup: ReadonlyMap<string, Estimates>
  /** By tenant; empty where the scenario names none. */
  readonly byTenant: ReadonlyMap<string, Estimates>
  /** The service level day by day; absent where replications are no days, or their means. */
  readonly days?: DailyFigures
  /** What became of contacts, beyond the measures. */
  readonly ends: readonly Line[]
  /** What became of callers in flows; absent: there are none. */
  readonly flows?: FlowEnds
  /** Calls moved between sites; empty: there is one. */
  readonly moved: readonly Line[]
  /** Ratings of who was asked without a flow; empty: nobody was. */
  readonly ratings: readonly RatingLine[]
  /** Offers after the service; empty: none are made. */
  readonly sales: readonly SalesLine[]
  /** Cases by matter; empty: none are opened. */
  readonly cases: readonly CaseTable[]
  /** Consultations and supervisors' orders; empty: there were none. */
  readonly beside: readonly Line[]
  /** Callbacks and campaigns; empty: nobody is ever called. */
  readonly calls: readonly CallsTable[]
  /** Counted contacts, over all replications, that had not ended when nothing more could happen. */
  readonly unfinished: number
  /** Contacts simulated, counted or not. */
  readonly simulated: number
}

/** The service level of days: of all contacts, of every type as the scenario writes it, and of every tenant. */
export interface DailyFigures {
  readonly all: Daily
  readonly byType: ReadonlyMap<string, Daily>
  readonly byTenant: ReadonlyMap<string, Daily>
}

/** What a day should reach unless somebody says otherwise: 80 %. */
export const DAY_TARGET = 0.8

/** Forms all measures of a scenario's replications. @param target - service level that a day should reach */
export function summarise(replications: Replications, file: string, target: number = DAY_TARGET): Summary {
  const { scenario, seed, observations, perObservation = 1 } = replications
  const all = overall(observations)
  const flows = flowEnds(scenario, observations)
  return {
    scenario,
    file,
    seed,
    replications: observations.length * perObservation,
    antithetic: perObservation === 2,
    all,
    measures: estimates(all),
    byType: byType(replications),
    byPart: byPart(replications),
    byGroup: new Map(scenario.groups.map(({ id }, group) => [id, estimates(ofGroup(observations, group))])),
    byTenant: new Map(tenantsOf(scenario).map((tenant) => [tenant.id, estimates(ofTenant(observations, tenant))])),
    ...(scenario.run.mode === 'day' && perObservation === 1 && { days: dailyFigures(replications, all, target) }),
    ends: ends(observations),
    ...(flows !== undefined && { flows }),
    ratings: ratingLines(
      scenario,
      observations.map(({ ratings = {} }) => ratings),
    ),
    sales: salesLines(
      scenario,
      observations.map(({ sales = {} }) => sales),
    ),
    cases: caseFigures(scenario, observations),
    moved: movedCalls(scenario, observations),
    beside: besideLines(observations),
    calls: callsAsked(scenario, observations),
    unfinished: observations.reduce((sum, seen) => sum + seen.unfinished, 0),
    simulated: observations.reduce((sum, seen) => sum + seen.simulated, 0),
  }
}

function dailyFigures({ scenario, observations }: Replications, all: Samples, target: number): DailyFigures {
  const of = (samples: Samples) => daily(measureNamed('serviceLevel'), samples, target)
  return {
    all: of(all),
    byType: new Map(families(scenario).map(({ id, types }) => [id, of(ofTypes(observations, types))])),
    byTenant: new Map(tenantsOf(scenario).map((tenant) => [tenant.id, of(ofTenant(observations, tenant))])),
  }
}

function byType({ scenario, observations }: Replications): Map<string, Estimates> {
  const all = new Map<string, Estimates>()
  for (const { id, types } of families(scenario)) {
    all.set(id, estimates(ofTypes(observations, types)))
    for (const type of types) all.set(scenario.types[type]!.id, estimates(ofTypes(observations, [type])))
  }
  return all
}

function byPart({ scenario, observations }: Replications): Map<string, Map<string, Estimates>> {
  const splits = new Set(scenario.types.flatMap(({ split }) => split?.by ?? []))
  const ofPart = (types: readonly number[]) => estimates(ofTypes(observations, types))
  return new Map(
    [...splits].map((by) => [
      by,
      new Map([...typesByPart(scenario, by)].map(([part, types]) => [part, ofPart(types)])),
    ]),
  )
}
