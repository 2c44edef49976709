import type { ContactTypeSpec, Scenario } from '../scenario/scenario.ts'

/** Where a conversation goes on, and with what probability. */
export interface TransferRule {
  /** Number of the contact type; −1: out of the house. */
  readonly toType: number
  /** What the place outside is called; empty inside. */
  readonly out: string
  /** Probability by number of the agent group that talked. */
  readonly probability: Float64Array
}

/** The transfers of a type with numbers for names; undefined where there are none. */
export function transferRules({ transfers }: ContactTypeSpec, { types, groups }: Scenario): TransferRule[] | undefined {
  return transfers?.map(({ to, out = '', probability, from }) => ({
    toType: to === undefined ? -1 : types.findIndex(({ id }) => id === to),
    out,
    probability: Float64Array.from(groups, ({ id }) => (from === undefined || from.includes(id) ? probability : 0)),
  }))
}
