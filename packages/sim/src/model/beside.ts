import type { ContactTypeConfig, PreferenceConfig } from '@strowger/acd'
import type { Distribution } from '../random/distribution.ts'
import type { ConsultSpec, PreferenceSpec, SupervisionSpec } from '../scenario/beside-spec.ts'
import type { ContactTypeSpec, Scenario } from '../scenario/scenario.ts'
import { requirementOf } from './requirement.ts'
import { sampler } from './sampler.ts'

/** Agents of a type's contacts who ask somebody. */
export interface ConsultModel {
  /** Number of the type whose agents are asked; −1: somebody outside. */
  readonly withType: number
  readonly outside: string
  /** By number of the group whose agent asks. */
  readonly probability: Float64Array
  readonly atEnd: boolean
  readonly takes: Distribution
  readonly waits: Distribution
  readonly transfers: number
  readonly conference: { readonly probability: number; readonly takes: Distribution } | undefined
}

/** An order on the timetable. */
export interface OrderModel {
  readonly atMs: number
  readonly order: 'not-ready' | 'ready' | 'sign-out'
  readonly group: number
  readonly agents: number
}

/** What supervisors do. */
export interface SupervisionModel {
  readonly group: number
  readonly listens: number
  /** Undefined: to the end of the talk. */
  readonly takes: Distribution | undefined
  readonly whispers: number
  readonly bargesIn: number
  readonly intercepts: number
  readonly orders: readonly OrderModel[]
}

/** Who takes part in a conversation beside caller and agent, and rings beside the one who answers. */
export interface BesideModel {
  /** By type; undefined: nobody is asked. */
  readonly consults: readonly (ConsultModel | undefined)[]
  readonly supervision: SupervisionModel | undefined
}

/** Undefined where a contact rings at one agent, and nobody takes part but caller and agent. */
export function besideModel(scenario: Scenario): BesideModel | undefined {
  const { types, supervision } = scenario
  const rings = ({ ring, relaxation = [] }: ContactTypeSpec) =>
    ring !== undefined || relaxation.some((stage) => stage.ring !== undefined)
  const isUsed = types.some((type) => rings(type) || type.consult !== undefined)
  if (!isUsed && supervision === undefined) return undefined
  return {
    consults: types.map(({ consult }) => consult && consultModel(consult, scenario)),
    supervision: supervision && supervisionModel(supervision, scenario),
  }
}

/** What the engine is told of how a type rings and whom it prefers. */
export function besideConfig({ ring, prefers }: ContactTypeSpec): Pick<ContactTypeConfig, 'prefers' | 'ring'> {
  return {
    ...(ring !== undefined && { ring }),
    ...(prefers !== undefined && { prefers: prefers.map(preferenceConfig) }),
  }
}

/** What the engine is told of whom a type prefers. */
export function preferenceConfig({ skills, requirement, weight }: PreferenceSpec): PreferenceConfig {
  return { skills: requirementOf({ requires: skills, ...(requirement !== undefined && { requirement }) }), weight }
}

function consultModel(consult: ConsultSpec, { types, groups }: Scenario): ConsultModel {
  const { with: asked, outside = '', probability, atEnd, from, takes, waits, transfers, conference } = consult
  return {
    withType: asked === undefined ? -1 : types.findIndex(({ id }) => id === asked),
    outside,
    probability: Float64Array.from(groups, ({ id }) => (from === undefined || from.includes(id) ? probability : 0)),
    atEnd,
    takes: sampler(takes),
    waits: sampler(waits),
    transfers,
    conference: conference && { probability: conference.probability, takes: sampler(conference.takes) },
  }
}

function supervisionModel(supervision: SupervisionSpec, { groups }: Scenario): SupervisionModel {
  const { group, listens, takes, whispers, bargesIn, intercepts, orders } = supervision
  const numberOf = (id: string) => groups.findIndex((each) => each.id === id)
  return {
    group: numberOf(group),
    listens,
    takes: takes && sampler(takes),
    whispers,
    bargesIn,
    intercepts,
    orders: orders
      .flatMap(({ atMs, order, group: to, agents, forMs }): OrderModel[] => {
        const given = { atMs, order, group: numberOf(to), agents }
        return forMs === Infinity ? [given] : [given, { ...given, atMs: atMs + forMs, order: 'ready' }]
      })
      .toSorted((a, b) => a.atMs - b.atMs),
  }
}
