import { RETURN_CAUSES, type ReturnCause } from '../scenario/return-cause.ts'
import type { Callers } from './callers.ts'
import { countOne } from './flow-tally.ts'

/** What callers of one type did that the engine cannot know: contacts that arrived inside the counted window. */
export interface CallerTally {
  /** Hung up at once because they would have had to wait; part of the abandoned. */
  balked: number
  /** Contacts of people who call again, by why: gave up, was blocked, a new matter after service, a matter unresolved. */
  readonly again: Record<ReturnCause, number>
  /** Would have called again after the doors had closed, and did not. */
  cameTooLate: number
  /** Conversations in which the matter was settled, and in which not. */
  resolved: number
  unresolved: number
  /** Settled in the first conversation about it, without a call before: the numerator of first-call resolution. */
  resolvedAtOnce: number
  /** First conversations about a matter: the denominator of first-call resolution. */
  firstConversations: number
  /** Sent elsewhere, by reason. */
  readonly diverted: Record<string, number>
}

/** Counts what callers do, by type. */
export class CallerTallies {
  declare readonly byType: readonly CallerTally[]
  declare private readonly callers: Callers
  readonly #fromMs: number = NaN
  readonly #toMs: number = NaN

  constructor(types: number, callers: Callers, fromMs: number, toMs: number) {
    this.byType = Array.from({ length: types }, emptyCallerTally)
    this.callers = callers
    this.#fromMs = fromMs
    this.#toMs = toMs
  }

  /** Whether a contact that arrived then is counted. */
  counts(arrivedMs: number): boolean {
    return arrivedMs >= this.#fromMs && arrivedMs < this.#toMs
  }

  balked(caller: number, arrivedMs: number): void {
    if (this.counts(arrivedMs)) this.#of(caller).balked += 1
  }

  calledAgain(caller: number, nowMs: number): void {
    if (this.counts(nowMs)) this.#of(caller).again[RETURN_CAUSES[this.callers.cause[caller]!]!] += 1
  }

  cameTooLate(caller: number): void {
    this.#of(caller).cameTooLate += 1
  }

  resolved(caller: number, arrivedMs: number, resolved: boolean): void {
    if (!this.counts(arrivedMs)) return
    const tally = this.#of(caller)
    if (resolved) tally.resolved += 1
    else tally.unresolved += 1
    if (this.callers.conversations[caller] !== 0) return
    tally.firstConversations += 1
    if (resolved) tally.resolvedAtOnce += 1
  }

  diverted(type: number, arrivedMs: number, reason: string): void {
    if (!this.counts(arrivedMs)) return
    countOne(this.byType[type]!.diverted, reason)
  }

  #of(caller: number): CallerTally {
    return this.byType[this.callers.type[caller]!]!
  }
}

/** A tally of nothing. */
export function emptyCallerTally(): CallerTally {
  return {
    balked: 0,
    again: { abandoned: 0, blocked: 0, served: 0, unresolved: 0 },
    cameTooLate: 0,
    resolved: 0,
    unresolved: 0,
    resolvedAtOnce: 0,
    firstConversations: 0,
    diverted: {},
  }
}
