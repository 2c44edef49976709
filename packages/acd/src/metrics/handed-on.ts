import type { PairEvent } from '../event/event.ts'
import { enlarged } from '../memory/enlarge.ts'

const FIRST_CAPACITY = 64

/** Of each agent's last conversation that was handed on: the contact, when its leg began, how long they talked. */
export class HandedOn {
  #contact: Int32Array = new Int32Array(FIRST_CAPACITY)
  enteredMs: Float64Array = new Float64Array(FIRST_CAPACITY)
  talkMs: Float64Array = new Float64Array(FIRST_CAPACITY)

  /** True when the agent's last one was of this contact. */
  is(agent: number, contact: number): boolean {
    return this.#contact[agent] === contact
  }

  remember({ agent, contact }: PairEvent, enteredMs: number, talkMs: number): void {
    if (agent >= this.#contact.length) {
      this.#contact = enlarged(this.#contact, new Int32Array(2 * agent))
      this.enteredMs = enlarged(this.enteredMs, new Float64Array(2 * agent))
      this.talkMs = enlarged(this.talkMs, new Float64Array(2 * agent))
    }
    this.#contact[agent] = contact
    this.enteredMs[agent] = enteredMs
    this.talkMs[agent] = talkMs
  }

  /** The agent has had this contact again. */
  forget(agent: number, contact: number): void {
    if (this.is(agent, contact)) this.#contact[agent] = 0
  }
}
