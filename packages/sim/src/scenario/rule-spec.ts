/** What a rule does with a contact. */
export type RuleActionSpec =
  | { readonly type: string }
  | { readonly divert: string }
  | { readonly refuse: string }
  | { readonly announce: string }
  | { readonly callback: true }

/** A rule of admission or overflow. */
export interface RuleSpec {
  readonly name: string
  /** A condition of the engine; absent: always. */
  readonly when?: string
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
