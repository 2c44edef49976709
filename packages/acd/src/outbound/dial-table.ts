import { enlarged } from '../memory/enlarge.ts'
import { NONE } from '../contact/contact-table.ts'

/** What is known of contacts that are dialled, by slot; sized when the first of them comes. */
export class DialTable {
  /** Number of the campaign; NONE for a callback. */
  campaign: Int32Array = new Int32Array(0)
  /** Calls so far. */
  attempts: Int32Array = new Int32Array(0)
  /** When it accepted the callback, or was listed. */
  acceptedMs: Float64Array = new Float64Array(0)
  /** By when a call is promised; Infinity once that has come, or where nothing is. */
  promisedMs: Float64Array = new Float64Array(0)
  /** When it is given up. */
  expiresMs: Float64Array = new Float64Array(0)
  /** When it is dialled again. */
  dueMs: Float64Array = new Float64Array(0)

  /** Begins the record of a contact. */
  begin(slot: number, campaign: number, nowMs: number): void {
    if (slot >= this.campaign.length) this.#grow(2 * Math.max(slot, 32))
    this.campaign[slot] = campaign
    this.attempts[slot] = 0
    this.acceptedMs[slot] = nowMs
    this.promisedMs[slot] = Infinity
    this.expiresMs[slot] = Infinity
    this.dueMs[slot] = nowMs
  }

  #grow(capacity: number): void {
    this.campaign = enlarged(this.campaign, new Int32Array(capacity).fill(NONE))
    this.attempts = enlarged(this.attempts, new Int32Array(capacity))
    this.acceptedMs = enlarged(this.acceptedMs, new Float64Array(capacity))
    this.promisedMs = enlarged(this.promisedMs, new Float64Array(capacity))
    this.expiresMs = enlarged(this.expiresMs, new Float64Array(capacity))
    this.dueMs = enlarged(this.dueMs, new Float64Array(capacity))
  }
}
