import type { SipView } from '../message/sip-view.ts'
import type { TransactionMachine, TransactionPort, TransactionState } from './machine.ts'
import type { SipTimers } from './timers.ts'

/**
 * INVITE client transaction. RFC 3261 §17.1.1 with RFC 6026 §7.2.
 *
 * ```
 *            1xx              2xx
 * calling ────────► proceeding ───► accepted ─ M ─► terminated
 *    │ B: timed out     │ 3xx–6xx: ACK
 *    ▼                  ▼
 * terminated        completed ─ D ─► terminated
 * ```
 */
export class InviteClient implements TransactionMachine {
  state: TransactionState = 'calling'
  nextMs: number
  readonly #port: TransactionPort
  readonly #timers: SipTimers
  readonly #request: Uint8Array
  readonly #acknowledge: (response: SipView) => Uint8Array
  readonly #reliable: boolean
  #giveUpMs: number
  #repeatMs: number
  #intervalMs: number
  #ack: Uint8Array | undefined

  /**
   * Sends the request.
   *
   * @param acknowledge - makes the ACK of a response other than 2xx, RFC 3261 §17.1.1.3
   */
  constructor(
    port: TransactionPort,
    timers: SipTimers,
    request: Uint8Array,
    acknowledge: (response: SipView) => Uint8Array,
    reliable: boolean,
    nowMs: number,
  ) {
    this.#port = port
    this.#timers = timers
    this.#request = request
    this.#acknowledge = acknowledge
    this.#reliable = reliable
    this.#giveUpMs = nowMs + timers.bMs
    this.#intervalMs = timers.aMs
    this.#repeatMs = reliable ? Infinity : nowMs + timers.aMs
    this.nextMs = Math.min(this.#repeatMs, this.#giveUpMs)
    port.send(request)
  }

  receive(response: SipView, nowMs: number): void {
    const { status } = response
    if (this.state === 'calling' || this.state === 'proceeding') {
      if (status < 200) {
        // Further provisional responses do not put off the end that a CANCEL has set.
        if (this.state === 'calling') this.#enter('proceeding', Infinity)
        this.#port.deliver(response)
      } else if (status < 300) {
        this.#enter('accepted', nowMs + this.#timers.mMs)
        this.#port.deliver(response)
      } else {
        this.#ack = this.#acknowledge(response)
        this.#port.send(this.#ack)
        if (this.#reliable) this.#enter('terminated', Infinity)
        else this.#enter('completed', nowMs + this.#timers.dMs)
        this.#port.deliver(response)
      }
    } else if (this.state === 'completed' && status >= 300) {
      // Completed has an ACK: it is made on the way in.
      this.#port.send(this.#ack!)
    } else if (this.state === 'accepted' && status >= 200 && status < 300) this.#port.deliver(response)
  }

  /** A CANCEL has gone: who does not answer the INVITE within 64 T1 never will. RFC 3261 §9.1 */
  cancelled(nowMs: number): void {
    if (this.state !== 'proceeding') return
    this.#giveUpMs = nowMs + 64 * this.#timers.t1Ms
    this.nextMs = this.#giveUpMs
  }

  /** It could not be sent: that is as if nobody had answered. RFC 3261 §17.1.4 */
  failed(): void {
    this.state = 'terminated'
    this.nextMs = Infinity
    this.#port.timedOut()
  }

  fire(nowMs: number): void {
    if (this.state !== 'calling' && this.state !== 'proceeding') {
      this.#enter('terminated', Infinity)
      return
    }
    if (nowMs >= this.#giveUpMs) {
      this.#enter('terminated', Infinity)
      this.#port.timedOut()
      return
    }
    this.#intervalMs *= 2
    this.#repeatMs = nowMs + this.#intervalMs
    this.nextMs = Math.min(this.#repeatMs, this.#giveUpMs)
    this.#port.send(this.#request)
  }

  #enter(state: TransactionState, untilMs: number): void {
    this.state = state
    this.nextMs = untilMs
  }
}
