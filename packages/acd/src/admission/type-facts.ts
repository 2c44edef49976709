import type { QueueFacts } from '../condition/queue-facts.ts'
import { NONE } from '../contact/contact-table.ts'
import type { FloorWatch } from './floor-watch.ts'

/** What conditions may ask of one type's queue, read from the floor when it is asked. */
export class TypeFacts implements QueueFacts {
  readonly #watch: FloorWatch
  readonly #type: number
  readonly #priority: number

  /** @param priority - of a contact that joins, for its expected wait */
  constructor(watch: FloorWatch, type: number, priority: number) {
    this.#watch = watch
    this.#type = type
    this.#priority = priority
  }

  get nowMs(): number {
    return this.#watch.floor.nowMs
  }

  get waiting(): number {
    return this.#watch.ages.length(this.#type)
  }

  get longestWaitMs(): number {
    const head = this.#watch.ages.head(this.#type)
    return head === NONE ? 0 : this.nowMs - this.#watch.floor.contacts.queuedMs[head]!
  }

  get waitedMs(): number {
    return Number.NaN
  }

  get ewtMs(): number {
    return this.#watch.estimator.expectedWaitMs(this.#watch.queries.ofJoining(this.#type, this.#priority))
  }

  get ready(): number {
    return this.#watch.census.able(this.#type)
  }

  get signedIn(): number {
    return this.#watch.census.signedIn(this.#type)
  }

  get inside(): number {
    return this.#watch.insideOf(this.#type)
  }
}
