import type { AcdEvent, WaitEstimator, WaitQuery } from '@strowger/acd'

/**
 * Several estimators in the place of one: all learn from the same events and are asked the same question, so that the
 * engine that routes real calls says what each would have said. Rules of the scenario hear the first.
 */
export class Panel implements WaitEstimator {
  readonly name = 'panel'
  /** What each said last, ms; overwritten by the next question. */
  readonly answers: Float64Array
  readonly #members: readonly WaitEstimator[]

  /** @param members - at least one */
  constructor(members: readonly WaitEstimator[]) {
    this.#members = members
    this.answers = new Float64Array(members.length)
  }

  observe(event: AcdEvent): void {
    for (const member of this.#members) member.observe(event)
  }

  expectedWaitMs(query: WaitQuery): number {
    for (const [at, member] of this.#members.entries()) this.answers[at] = member.expectedWaitMs(query)
    return this.answers[0]!
  }
}
