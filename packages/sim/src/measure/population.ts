import { addTally, emptyTally, type Tally } from '@strowger/acd'
import type { Observation } from '../run/observation.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'
import type { Sample } from './measure.ts'
import { timelyBy } from './timely.ts'

/** Samples of a population, one per replication. */
export type Samples = readonly Sample[]

/** Everyone: all contacts, all agents. */
export function overall(observations: readonly Observation[]): Samples {
  return observations.map((seen) => ({
    tally: summed(seen.byType),
    ...timelyOf(
      seen,
      seen.byType.map((_, type) => type),
    ),
    busyMs: seen.agentMs.reduce((sum, times) => sum + busy(times), 0),
    staffedMs: staffed(seen),
  }))
}

/**
 * The contacts of some types. Their occupancy is the share of all staffed time that conversations and after-call work
 * of these contacts took: over all types the shares add up to the floor's occupancy without ringing.
 */
export function ofTypes(observations: readonly Observation[], types: readonly number[]): Samples {
  return observations.map((seen) => {
    const tally = summed(types.map((type) => seen.byType[type]!))
    return { tally, ...timelyOf(seen, types), busyMs: tally.talkMs + tally.wrapUpMs, staffedMs: staffed(seen) }
  })
}

/** The contacts that a group answered or that gave up while ringing there, and the group's own time. */
export function ofGroup(observations: readonly Observation[], group: number): Samples {
  return observations.map((seen) => {
    const times = seen.agentMs[group]!
    return { tally: seen.byGroup[group]!, busyMs: busy(times), staffedMs: busy(times) + times.ready }
  })
}

/** The contacts of a tenant's types, and the time of its groups' agents. */
export function ofTenant(observations: readonly Observation[], { types, groups }: Tenant): Samples {
  return observations.map((seen) => {
    const times = groups.map((group) => seen.agentMs[group]!)
    const busyMs = times.reduce((sum, each) => sum + busy(each), 0)
    return {
      tally: summed(types.map((type) => seen.byType[type]!)),
      ...timelyOf(seen, types),
      busyMs,
      staffedMs: times.reduce((sum, each) => sum + each.ready, busyMs),
    }
  })
}

/** A tenant: numbers of its types and groups. */
export interface Tenant {
  readonly id: string
  readonly types: readonly number[]
  readonly groups: readonly number[]
}

/** The tenants of a scenario, in the order in which types and groups name them. */
export function tenantsOf({ types, groups }: Scenario): Tenant[] {
  const ids = new Set([...types, ...groups].flatMap(({ tenant }) => tenant ?? []))
  const numbers = (list: readonly { readonly tenant?: string }[], id: string) =>
    list.flatMap(({ tenant }, at) => (tenant === id ? [at] : []))
  return [...ids].map((id) => ({ id, types: numbers(types, id), groups: numbers(groups, id) }))
}

/** Numbers of the types that a name means: one type, or all parts of a split type. */
export function typesNamed(scenario: Scenario, name: string): number[] {
  return scenario.types.flatMap((type, at) => (type.id === name || type.base === name ? [at] : []))
}

/** A contact type as the scenario writes it: one type, or all parts of a split one. */
export interface TypeFamily {
  readonly id: string
  readonly label: Label
  readonly types: readonly number[]
}

/** The contact types as the scenario writes them, in its order. */
export function families(scenario: Scenario): TypeFamily[] {
  const byBase = new Map<string, { id: string; label: Label; types: number[] }>()
  for (const [at, { base, label, split }] of scenario.types.entries()) {
    const family = byBase.get(base)
    if (family === undefined) byBase.set(base, { id: base, label: split?.whole ?? label, types: [at] })
    else family.types.push(at)
  }
  return [...byBase.values()]
}

/** Types by the value of what they were split by, e.g. by city: one entry per city with all its types. */
export function typesByPart(scenario: Scenario, splitBy: string): Map<string, number[]> {
  const parts = new Map<string, number[]>()
  for (const [at, { split }] of scenario.types.entries()) {
    if (split?.by !== splitBy) continue
    const types = parts.get(split.value)
    if (types === undefined) parts.set(split.value, [at])
    else types.push(at)
  }
  return parts
}

/** Service level of types, each by its own definition. */
function timelyOf({ byType, definitions }: Observation, types: readonly number[]): Pick<Sample, 'timely'> {
  if (definitions === undefined) return {}
  let [contacts, of] = [0, 0]
  for (const type of types) {
    const level = timelyBy(definitions[type]!, byType[type]!)
    contacts += level.contacts
    of += level.of
  }
  return { timely: { contacts, of } }
}

function summed(tallies: readonly Tally[]): Tally {
  const sum = emptyTally()
  for (const tally of tallies) addTally(sum, tally)
  return sum
}

function busy(times: Observation['agentMs'][number]): number {
  return times.ringing + times.talking + times.wrapUp
}

function staffed(seen: Observation): number {
  return seen.agentMs.reduce((sum, times) => sum + busy(times) + times.ready, 0)
}
