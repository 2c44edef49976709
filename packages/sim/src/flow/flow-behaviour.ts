import type { AttributeValues } from '@strowger/acd'
import type { DistributionSpec } from '../scenario/distribution-spec.ts'

/** What callers press at a menu: weights by digit, and of those who press nothing or hang up. */
export interface MenuBehaviour {
  readonly digits: Readonly<Record<string, number>>
  readonly silent?: number
  readonly hangsUp?: number
}

/** How a number is keyed in: the digits that are meant, with the terminator; and how often nothing is keyed at all. */
export interface EntryBehaviour {
  readonly digits: string
  /** Probability. Default 0. */
  readonly silent?: number
}

/** How callers rate: weights by rating, and how many answer at all. */
export interface RatingBehaviour {
  readonly ratings: Readonly<Record<string, number>>
  /** Probability that a caller who is asked answers. Default 1. */
  readonly answers?: number
  /** Lowest and highest rating that is satisfied, and that is dissatisfied; undefined: none is. */
  readonly scale?: {
    readonly satisfied: readonly [number, number]
    readonly dissatisfied: readonly [number, number]
  }
}

/** How the world answers what a flow asks (a look-up, self-service, a recording, a transfer). */
export interface RequestBehaviour {
  /** Weights by outcome, such as `{ found: 9, 'not-found': 1 }`. */
  readonly outcomes: Readonly<Record<string, number>>
  readonly takes: DistributionSpec
  /** What is found out with an outcome. */
  readonly attributes?: Readonly<Record<string, AttributeValues>>
}

/**
 * How callers behave in flows, as plain data. Nodes by their names; at a question that is not here a caller presses
 * nothing, and a request that is not here has no answer.
 */
export interface FlowBehaviour {
  readonly menus?: Readonly<Record<string, MenuBehaviour>>
  readonly entries?: Readonly<Record<string, EntryBehaviour>>
  readonly surveys?: Readonly<Record<string, RatingBehaviour>>
  /** By what is asked: the subject. */
  readonly requests?: Readonly<Record<string, RequestBehaviour>>
  /** From the end of a prompt to the first digit. */
  readonly reaction: DistributionSpec
  /** Between digits. Default 400 ms. */
  readonly betweenDigits?: DistributionSpec
  /** Probability that a caller presses during the prompt, at any moment of it alike, where it may. Default 0. */
  readonly bargeIn?: number
  /** Probability that another digit of 0–9 is pressed than is meant, for each digit. Default 0. */
  readonly wrongDigit?: number
  /** How long a caller stays without having been answered by an agent, menus and queue together. Default: for ever. */
  readonly patience?: DistributionSpec
}
