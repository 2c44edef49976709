import type { Condition } from '../condition/condition.ts'
import type { CompiledAnnouncements } from '../announce/compile-announcements.ts'
import type { CompiledDialling } from '../outbound/compile-campaigns.ts'
import type { RoutingTable } from '../schedule/routing-table.ts'

/** What has changed of a queue, as bits; `any` is an event anywhere, after which an expected wait may be another. */
export const Change = { queue: 1, agents: 2, any: 4 } as const

/** What a rule does, with its names resolved. */
export type CompiledAction =
  | { readonly do: 'move'; readonly type: number }
  | { readonly do: 'divert' | 'refuse' | 'announce'; readonly what: string }
  | { readonly do: 'callback'; readonly what: string }

/** A condition on one type's queue, and which changes of it may turn it. */
export interface Asked {
  readonly type: number
  readonly condition: Condition
  readonly changes: number
}

/** A rule of a type with names resolved and conditions compiled. */
export interface CompiledRule {
  readonly name: string
  readonly type: number
  readonly afterMs: number
  /** All of them must hold. */
  readonly asked: readonly Asked[]
  /** By agent state, 1 where an agent of the type does not count as present; undefined when nobody is counted. */
  readonly absent: Uint8Array | undefined
  readonly action: CompiledAction
  /** Among the rules of the type that go on afterwards, so that each applies once to a contact; −1 otherwise. */
  readonly once: number
}

/** A reserve of a type: groups behind a gate. */
export interface CompiledReserve {
  readonly name: string
  readonly type: number
  /** Numbers of its groups. */
  readonly groups: readonly number[]
  readonly opens: Condition
  readonly closes: Condition
  readonly changes: number
}

/** What a type's contacts become, by the clock. */
export interface CompiledRoute {
  readonly table: RoutingTable
  /** Numbers of the types that the table names. */
  readonly types: ReadonlyMap<string, number>
}

/** All rules of a configuration. */
export interface CompiledRules {
  /** By type: asked when a contact arrives. */
  readonly admission: readonly (readonly CompiledRule[])[]
  /** By type: asked about contacts that wait. */
  readonly overflow: readonly (readonly CompiledRule[])[]
  readonly reserves: readonly CompiledReserve[]
  /** By type. */
  readonly routes: readonly (CompiledRoute | undefined)[]
  /** Epoch ms of time 0, from which the tables of `routes` count. */
  readonly epochMs: number
  readonly dialling: CompiledDialling
  /** By type. */
  readonly announcements: readonly (CompiledAnnouncements | undefined)[]
  /** True when there is anything that looks at the floor. */
  readonly any: boolean
}
