import type { TransactionMachine, TransactionPort, TransactionState } from './machine.ts'
import type { SipTimers } from './timers.ts'

/**
 * INVITE server transaction. RFC 3261 §17.2.1 with RFC 6026 §7.1.
 *
 * ```
 *             3xx–6xx             ACK
 * proceeding ────────► completed ─────► confirmed ─ I ─► terminated
 *     │ 2xx                └ H: timed out
 *     ▼
 * accepted ─ L ─► terminated
 * ```
 * In `accepted` the user repeats its 2xx until the ACK comes: that is the dialog's matter, not the transaction's.
 */
export class InviteServer implements TransactionMachine {
  state: TransactionState = 'proceeding'
  nextMs: number = Infinity
  readonly #port: TransactionPort
  readonly #timers: SipTimers
  readonly #reliable: boolean
  #last: Uint8Array | undefined
  #giveUpMs = Infinity
  #intervalMs = 0

  constructor(port: TransactionPort, timers: SipTimers, reliable: boolean) {
    this.#port = port
    this.#timers = timers
    this.#reliable = reliable
  }

  /** Sends a response of the user. False when the state allows none. */
  respond(status: number, response: Uint8Array, nowMs: number): boolean {
    if (this.state === 'accepted' && status >= 200 && status < 300) {
      this.#port.send(response)
      return true
    }
    if (this.state !== 'proceeding') return false
    this.#last = response
    this.#port.send(response)
    if (status < 200) return true
    if (status < 300) {
      this.state = 'accepted'
      this.nextMs = nowMs + this.#timers.lMs
      return true
    }
    this.state = 'completed'
    this.#giveUpMs = nowMs + this.#timers.hMs
    this.#intervalMs = this.#timers.gMs
    this.nextMs = this.#reliable ? this.#giveUpMs : nowMs + this.#intervalMs
    return true
  }

  /** The INVITE came again. */
  repeated(): void {
    // In `accepted` the user repeats its 2xx by itself (RFC 6026 §7.1: a retransmission is absorbed).
    if (this.state !== 'proceeding' && this.state !== 'completed') return
    if (this.#last !== undefined) this.#port.send(this.#last)
  }

  /** The ACK of a response other than 2xx came. */
  acknowledged(nowMs: number): void {
    if (this.state !== 'completed') return
    this.state = this.#reliable ? 'terminated' : 'confirmed'
    this.nextMs = this.#reliable ? Infinity : nowMs + this.#timers.iMs
  }

  fire(nowMs: number): void {
    if (this.state !== 'completed' || nowMs >= this.#giveUpMs) {
      const late = this.state === 'completed'
      this.state = 'terminated'
      this.nextMs = Infinity
      if (late) this.#port.timedOut()
      return
    }
    this.#intervalMs = Math.min(2 * this.#intervalMs, this.#timers.t2Ms)
    this.nextMs = Math.min(nowMs + this.#intervalMs, this.#giveUpMs)
    // Completed has a response: it is what completed it.
    this.#port.send(this.#last!)
  }
}
