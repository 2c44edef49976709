import type { AbsentState } from '@strowger/acd'

/** What a rule does with a contact. */
export type RuleActionSpec =
  /** `where`: only if this holds of the other type's queue. */
  | { readonly type: string; readonly where?: string }
  | { readonly divert: string }
  | { readonly refuse: string }
  | { readonly announce: string }
  | { readonly callback: true }

/** A rule of admission or overflow. */
export interface RuleSpec {
  readonly name: string
  /** A condition of the engine; absent: always. */
  readonly when?: string
  /** Only while nobody is there: all are signed out, or in one of these states; absent: also otherwise. */
  readonly empty?: readonly AbsentState[]
  /** 0 for a rule of admission. */
  readonly afterMs: number
  readonly do: RuleActionSpec
}

/** Groups that take a type only while a gate is open. */
export interface ReserveSpec {
  readonly name: string
  readonly groups: readonly string[]
  readonly opens: string
  readonly closes: string
}

/** Trunks of some types. */
export interface TrunkGroupSpec {
  readonly name: string
  readonly trunks: number
  /** Type ids. */
  readonly types: readonly string[]
}
