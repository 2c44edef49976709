import type { DistributionSpec } from './distribution-spec.ts'
import type { Label } from './scenario.ts'

/** Weights of ratings that add up to 1, ascending by rating. */
export type RatingShares = readonly { readonly rating: number; readonly share: number }[]

/** How callers rate a conversation. */
export interface RatingSpec {
  readonly answers: number
  readonly ratings: RatingShares
  /** When the matter is not settled; absent: as otherwise. */
  readonly unresolved?: RatingShares
  /** When it is, of those who waited longer. */
  readonly waited?: { readonly overMs: number; readonly ratings: RatingShares }
  readonly satisfied: readonly [number, number]
  readonly dissatisfied: readonly [number, number]
}

/** What opens a case after a conversation. */
export interface CaseOpeningSpec {
  readonly matter: string
  readonly probability: number
  readonly unresolved: boolean
  readonly rated?: readonly [number, number]
}

/** A department. */
export interface CaseNodeSpec {
  readonly id: string
  readonly label: Label
  readonly owner: string
  readonly limitMs: number
  readonly remindBeforeMs: readonly number[]
  readonly escalateTo?: string
  /** Who work there, one case each; undefined: as many as are needed. */
  readonly hands?: number
  readonly takes: DistributionSpec
}

/** What cases are about. */
export interface CaseMatterSpec {
  readonly id: string
  readonly label: Label
  readonly node: string
  readonly promisedMs?: number
  readonly complex: number
  readonly complexTo?: string
  /** Id of the campaign that calls. */
  readonly followUp?: string
  readonly order?: {
    readonly to: string
    readonly withinMs: number
    readonly takes: DistributionSpec
    readonly probability: number
  }
}

/** The network of departments. */
export interface CasesSpec {
  readonly nodes: readonly CaseNodeSpec[]
  readonly matters: readonly CaseMatterSpec[]
}
