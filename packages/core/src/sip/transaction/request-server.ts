import type { TransactionMachine, TransactionPort, TransactionState } from './machine.ts'
import type { SipTimers } from './timers.ts'

/**
 * Server transaction of a request other than INVITE and ACK. RFC 3261 §17.2.2
 *
 * ```
 *        1xx             2xx–6xx
 * trying ───► proceeding ───────► completed ─ J ─► terminated
 * ```
 */
export class RequestServer implements TransactionMachine {
  state: TransactionState = 'trying'
  nextMs: number = Infinity
  readonly #port: TransactionPort
  readonly #timers: SipTimers
  readonly #reliable: boolean
  #last: Uint8Array | undefined

  constructor(port: TransactionPort, timers: SipTimers, reliable: boolean) {
    this.#port = port
    this.#timers = timers
    this.#reliable = reliable
  }

  /** Sends a response of the user. False when the state allows none. */
  respond(status: number, response: Uint8Array, nowMs: number): boolean {
    if (this.state !== 'trying' && this.state !== 'proceeding') return false
    this.#last = response
    this.#port.send(response)
    if (status < 200) this.state = 'proceeding'
    else if (this.#reliable) this.state = 'terminated'
    else {
      this.state = 'completed'
      this.nextMs = nowMs + this.#timers.jMs
    }
    return true
  }

  /** The request came again. */
  repeated(): void {
    if (this.#last !== undefined) this.#port.send(this.#last)
  }

  fire(): void {
    this.state = 'terminated'
    this.nextMs = Infinity
  }
}
