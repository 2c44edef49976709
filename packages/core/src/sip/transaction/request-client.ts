import type { SipView } from '../message/sip-view.ts'
import type { TransactionMachine, TransactionPort, TransactionState } from './machine.ts'
import type { SipTimers } from './timers.ts'

/**
 * Client transaction of a request other than INVITE and ACK. RFC 3261 §17.1.2
 *
 * ```
 *        1xx             2xx–6xx
 * trying ───► proceeding ───────► completed ─ K ─► terminated
 *    └ F: timed out ┘
 * ```
 */
export class RequestClient implements TransactionMachine {
  state: TransactionState = 'trying'
  nextMs: number
  readonly #port: TransactionPort
  readonly #timers: SipTimers
  readonly #request: Uint8Array
  readonly #reliable: boolean
  readonly #giveUpMs: number
  #repeatMs: number
  #intervalMs: number

  /** Sends the request. */
  constructor(port: TransactionPort, timers: SipTimers, request: Uint8Array, reliable: boolean, nowMs: number) {
    this.#port = port
    this.#timers = timers
    this.#request = request
    this.#reliable = reliable
    this.#giveUpMs = nowMs + timers.fMs
    this.#intervalMs = timers.eMs
    this.#repeatMs = reliable ? Infinity : nowMs + timers.eMs
    this.nextMs = Math.min(this.#repeatMs, this.#giveUpMs)
    port.send(request)
  }

  receive(response: SipView, nowMs: number): void {
    if (this.state !== 'trying' && this.state !== 'proceeding') return
    if (response.status < 200) {
      this.state = 'proceeding'
      this.#intervalMs = this.#timers.t2Ms
    } else if (this.#reliable) {
      this.state = 'terminated'
      this.nextMs = Infinity
    } else {
      this.state = 'completed'
      this.nextMs = nowMs + this.#timers.kMs
    }
    this.#port.deliver(response)
  }

  /** It could not be sent: that is as if nobody had answered. RFC 3261 §17.1.4 */
  failed(): void {
    this.state = 'terminated'
    this.nextMs = Infinity
    this.#port.timedOut()
  }

  fire(nowMs: number): void {
    if (this.state === 'completed' || nowMs >= this.#giveUpMs) {
      const late = this.state !== 'completed'
      this.state = 'terminated'
      this.nextMs = Infinity
      if (late) this.#port.timedOut()
      return
    }
    this.#intervalMs = Math.min(2 * this.#intervalMs, this.#timers.t2Ms)
    this.#repeatMs = nowMs + this.#intervalMs
    this.nextMs = Math.min(this.#repeatMs, this.#giveUpMs)
    this.#port.send(this.#request)
  }
}
