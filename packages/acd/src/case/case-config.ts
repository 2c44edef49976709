import type { BilingualLabel } from '../metrics/label.ts'

/** A node of the network: a department with an owner and a time limit (部门、责任人、时限). */
export interface CaseNodeConfig {
  readonly owner: string
  /** A case that is here for so long without being closed or passed on is overdue, ms. */
  readonly limitMs: number
  /** The owner is reminded so long before the limit, ms. Default: never. */
  readonly remindBeforeMs?: readonly number[]
  /** Where an overdue case goes by itself. Default: nowhere, it stays and is told to be overdue. */
  readonly escalateTo?: string
  readonly label?: BilingualLabel
}

/** What cases are about. */
export interface CaseMatterConfig {
  /** Where they begin. */
  readonly node: string
  /** The caller was promised an answer within, ms. Default: nothing was promised. */
  readonly promisedMs?: number
  /** Where a complex one is escalated at once. Default: where its node escalates to. */
  readonly complexTo?: string
  /** The contact type of a follow-up call (回访) that opening one asks for. Default: none. */
  readonly followUp?: string
  readonly label?: BilingualLabel
}

/** Ratings that open a case. */
export interface BadRatingConfig {
  readonly survey: string
  /** Lowest and highest rating that is bad. */
  readonly from: number
  readonly to: number
  readonly matter: string
}

/** A network of departments and the matters that go through it. */
export interface CaseConfig {
  readonly nodes: Readonly<Record<string, CaseNodeConfig>>
  readonly matters: Readonly<Record<string, CaseMatterConfig>>
  readonly badRatings?: readonly BadRatingConfig[]
}
