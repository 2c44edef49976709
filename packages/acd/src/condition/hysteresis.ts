import type { Condition } from './condition.ts'
import type { QueueFacts } from './queue-facts.ts'

/**
 * A gate with two thresholds, so that it does not flutter about one: reserve agents open above a wait of 60 s and close
 * below 20 s. While both conditions hold it is closed.
 */
export class Hysteresis {
  readonly #opens: Condition
  readonly #closes: Condition
  #isOpen: boolean

  /**
   * @param opens - opens the gate when it holds and `closes` does not
   * @param closes - closes the gate when it holds
   * @param isOpen - how the gate stands at first, for restoring it. Default closed
   */
  constructor(opens: Condition, closes: Condition, isOpen: boolean = false) {
    this.#opens = opens
    this.#closes = closes
    this.#isOpen = isOpen
  }

  /** How the gate stands since the last {@link update}. */
  get isOpen(): boolean {
    return this.#isOpen
  }

  /** Lets the facts move the gate. True when it moved. O(length of both texts), allocates nothing. */
  update(facts: QueueFacts): boolean {
    const isOpen = !this.#closes.holds(facts) && (this.#isOpen || this.#opens.holds(facts))
    const moved = isOpen !== this.#isOpen
    this.#isOpen = isOpen
    return moved
  }

  /** When {@link update} must be called although nothing has happened but time, ms; Infinity when never. */
  nextTurnMs(facts: QueueFacts): number {
    const closesMs = this.#closes.nextTurnMs(facts)
    return this.#isOpen ? closesMs : Math.min(closesMs, this.#opens.nextTurnMs(facts))
  }
}
