import { StrowgerError } from '../../error/strowger-error.ts'
import { DEFAULT_LIMITS } from '../message/limits.ts'
import type { SipFault } from '../message/head.ts'
import { parseSip } from '../message/parse.ts'
import type { SipView } from '../message/sip-view.ts'
import type { SipMessage } from '../message/write.ts'
import { ClientTransactions } from './client-transactions.ts'
import type { SipCounters, SipEvent } from './event.ts'
import type { TransactionLayerOptions } from './options.ts'
import { Outbox } from './outbox.ts'
import type { Peer } from './peer.ts'
import type { SipReply } from './respond.ts'
import { ServerTransactions } from './server-transactions.ts'
import { timersOf } from './timers.ts'

/**
 * The transaction layer of SIP without I/O: bytes and the time go in, bytes to send and what happened come out. Repetitions, timers,
 * ACKs of refusals and CANCEL are handled here; what a request means is the user's. RFC 3261 §17, RFC 6026, RFC 3581.
 */
export class TransactionLayer {
  readonly counters: SipCounters = {
    received: 0,
    malformed: 0,
    incomplete: 0,
    overload: 0,
    merged: 0,
    keepAlives: 0,
    repeated: 0,
  }
  readonly #limits
  readonly #outbox = new Outbox()
  readonly #client: ClientTransactions
  readonly #server: ServerTransactions

  constructor(options: TransactionLayerOptions) {
    const timers = timersOf(options.timers)
    this.#limits = options.limits ?? DEFAULT_LIMITS
    this.#client = new ClientTransactions(options, timers, this.#outbox, this.counters)
    this.#server = new ServerTransactions(options, timers, this.#outbox, this.counters)
  }

  /** Transactions that are open. */
  get open(): number {
    return this.#client.table.size + this.#server.table.size
  }

  /** When {@link advance} must be called next, ms; `Infinity` when nothing is due. */
  nextDeadlineMs(): number {
    return Math.min(this.#client.table.nextMs(), this.#server.table.nextMs())
  }

  /** Does what is due up to and including `nowMs`, in the order of time; at one instant, this side's requests first. */
  advance(nowMs: number): void {
    for (let dueMs = this.nextDeadlineMs(); dueMs <= nowMs; dueMs = this.nextDeadlineMs()) {
      if (!this.#client.table.fireNext(dueMs)) this.#server.table.fireNext(dueMs)
    }
  }

  /** The oldest event not yet read; `undefined` when there is none. */
  read(): SipEvent | undefined {
    return this.#outbox.read()
  }

  /** A datagram or frame came. Never throws; returns why the bytes were no message, if so. */
  receive(bytes: Uint8Array, peer: Peer, nowMs: number): SipFault | undefined {
    if (isKeepAlive(bytes)) {
      this.counters.keepAlives += 1
      return undefined
    }
    const view = parseSip(bytes, this.#limits)
    if (typeof view === 'string') {
      this.counters.malformed += 1
      return view
    }
    this.receiveView(view, peer, nowMs)
    return undefined
  }

  /** A message came that a {@link StreamFramer} has cut out. */
  receiveView(view: SipView, peer: Peer, nowMs: number): void {
    this.advance(nowMs)
    this.counters.received += 1
    if (view.start.kind === 'response') this.#client.receive(view, peer, nowMs)
    else this.#server.receive(view, peer, nowMs)
  }

  /**
   * Sends a request in a transaction of its own; Via is added, and Max-Forwards where it is missing.
   *
   * @param timerBMs - how long the first response to an INVITE is waited for, where that is not the usual time
   * @returns its id, which its responses carry
   */
  request(message: SipMessage, peer: Peer, nowMs: number, timerBMs?: number): number {
    this.advance(nowMs)
    return this.#client.request(message, peer, nowMs, timerBMs)
  }

  /** Sends an ACK of a 2xx, which has no transaction: repeat it for each 2xx that comes. RFC 3261 §13.2.2.4 */
  acknowledge(message: SipMessage, peer: Peer): void {
    this.#client.acknowledge(message, peer)
  }

  /**
   * Takes an INVITE back: CANCEL is sent as soon as a provisional response has come. False when it has been answered, or is no INVITE of
   * this side. RFC 3261 §9.1
   */
  cancel(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    return this.#client.cancel(id, nowMs)
  }

  /** What was sent to this place did not get there: its requests go another way, or have `timed-out`. RFC 3261 §17.1.4, §18.4 */
  unreachable(peer: Peer, nowMs: number): void {
    this.advance(nowMs)
    this.#client.unreachable(peer, nowMs)
  }

  /**
   * Answers a request.
   *
   * @returns false when it has been answered finally, or has ended
   * @throws StrowgerError `out-of-range` for a status that is none
   */
  respond(id: number, reply: SipReply, nowMs: number): boolean {
    if (!(reply.status >= 100 && reply.status <= 699)) {
      throw new StrowgerError('out-of-range', 'reply.status', reply.status, 'expected 100 to 699')
    }
    this.advance(nowMs)
    return this.#server.respond(id, reply, nowMs)
  }
}

/** Phones behind a NAT send a line end or two now and then, some of them zeros. */
function isKeepAlive(bytes: Uint8Array): boolean {
  return bytes.length <= 4 && bytes.every((byte) => byte === 0x0d || byte === 0x0a || byte === 0)
}
