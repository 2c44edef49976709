import type { SipView } from '../message/sip-view.ts'
import { type SipMessage, writeSip } from '../message/write.ts'
import { acknowledgement, cancellation } from './derived-request.ts'
import type { SipCounters } from './event.ts'
import { InviteClient } from './invite-client.ts'
import type { TransactionPort } from './machine.ts'
import type { TransactionLayerOptions } from './options.ts'
import type { Outbox } from './outbox.ts'
import { type Peer, isReliable, isSamePlace } from './peer.ts'
import { RequestClient } from './request-client.ts'
import type { SipTimers } from './timers.ts'
import { clientKey } from './transaction-key.ts'
import { type OpenTransaction, TransactionTable } from './transaction-table.ts'
import { stampVia } from './via-stamp.ts'

/** A request that is longer may not fit into one packet of the network. RFC 3261 §18.1.1 */
const LARGEST_DATAGRAM_BYTES = 1300

interface ClientTransaction extends OpenTransaction {
  readonly machine: InviteClient | RequestClient
  readonly peer: Peer
  readonly branch: string
  /** As sent, Via included. */
  readonly request: SipMessage
  /** How it goes when it cannot be reached there. */
  readonly fallback: { readonly message: SipMessage; readonly peer: Peer; readonly timerBMs: number } | undefined
  /** An INVITE: whether it is to be taken back, and whether the CANCEL has gone. */
  cancel: 'no' | 'asked' | 'sent'
}

/** The requests of this side that wait for answers. */
export class ClientTransactions {
  readonly table: TransactionTable<ClientTransaction> = new TransactionTable()
  readonly #options: TransactionLayerOptions
  readonly #timers: SipTimers
  readonly #outbox: Outbox
  readonly #counters: SipCounters
  #lastId = -1

  constructor(options: TransactionLayerOptions, timers: SipTimers, outbox: Outbox, counters: SipCounters) {
    this.#options = options
    this.#timers = timers
    this.#outbox = outbox
    this.#counters = counters
  }

  /** Sends a request in a transaction of its own; returns its id. */
  request(message: SipMessage, peer: Peer, nowMs: number, timerBMs: number = this.#timers.bMs): number {
    // Odd: ids of others' requests are even.
    const id = (this.#lastId += 2)
    const instead = peer.transport === 'udp' ? this.#options.overLarge?.(peer) : undefined
    if (instead !== undefined && writeSip(this.#stamp(message, peer).message).length > LARGEST_DATAGRAM_BYTES) {
      this.#open(id, message, instead, nowMs, timerBMs, { message, peer, timerBMs })
    } else this.#open(id, message, peer, nowMs, timerBMs, undefined)
    return id
  }

  /** What was sent to this place and is not answered did not get there. */
  unreachable(peer: Peer, nowMs: number): void {
    for (const transaction of this.table.all()) {
      const { state } = transaction.machine
      if (!isSamePlace(transaction.peer, peer) || (state !== 'calling' && state !== 'trying')) continue
      if (transaction.fallback === undefined) {
        transaction.machine.failed()
        this.table.settle(transaction)
      } else {
        this.table.remove(transaction)
        const { message, peer: place, timerBMs } = transaction.fallback
        this.#open(transaction.id, message, place, nowMs, timerBMs, undefined)
      }
    }
  }

  #open(
    id: number,
    message: SipMessage,
    peer: Peer,
    nowMs: number,
    timerBMs: number,
    fallback: ClientTransaction['fallback'],
  ): void {
    const { method, branch, message: request } = this.#stamp(message, peer)
    const port = this.#portOf(id, peer)
    const bytes = writeSip(request)
    const reliable = isReliable(peer.transport)
    const timers = timerBMs === this.#timers.bMs ? this.#timers : { ...this.#timers, bMs: timerBMs }
    const machine =
      method === 'INVITE'
        ? new InviteClient(port, timers, bytes, (r) => writeSip(acknowledgement(request, r)), reliable, nowMs)
        : new RequestClient(port, this.#timers, bytes, reliable, nowMs)
    const key = clientKey(branch, method)
    this.table.add({ id, key, peer, branch, machine, request, fallback, cancel: 'no' })
  }

  /** Sends an ACK of a 2xx, which has no transaction. */
  acknowledge(message: SipMessage, peer: Peer): void {
    this.#outbox.send(peer, writeSip(this.#stamp(message, peer).message))
  }

  /** Takes an INVITE back, at once or when something has come. False when it has been answered, or is no INVITE. */
  cancel(id: number, nowMs: number): boolean {
    const transaction = this.table.byId(id)
    if (!(transaction?.machine instanceof InviteClient)) return false
    const { state } = transaction.machine
    if (state !== 'calling' && state !== 'proceeding') return false
    if (transaction.cancel === 'no') transaction.cancel = 'asked'
    if (state === 'proceeding') this.#sendCancel(transaction, nowMs)
    return true
  }

  receive(response: SipView, peer: Peer, nowMs: number): void {
    const { via, cseq } = response
    if (via === undefined || cseq === undefined) {
      this.#counters.incomplete += 1
      return
    }
    const transaction = this.table.byKey(clientKey(via.branch, cseq.method))
    if (transaction === undefined) {
      this.#outbox.push({ kind: 'stray', response, peer })
      return
    }
    transaction.machine.receive(response, nowMs)
    if (transaction.machine.state === 'proceeding') this.#sendCancel(transaction, nowMs)
    this.table.settle(transaction)
  }

  /** Sends the CANCEL that was asked for, once. */
  #sendCancel(transaction: ClientTransaction, nowMs: number): void {
    if (transaction.cancel !== 'asked') return
    transaction.cancel = 'sent'
    if (transaction.machine instanceof InviteClient) transaction.machine.cancelled(nowMs)
    this.table.settle(transaction)
    const { peer, branch } = transaction
    const request = cancellation(transaction.request)
    const id = (this.#lastId += 2)
    // Nobody waits for what a CANCEL is answered with: the INVITE's own answer tells.
    const port = { ...this.#portOf(id, peer), deliver: () => undefined, timedOut: () => undefined }
    const machine = new RequestClient(port, this.#timers, writeSip(request), isReliable(peer.transport), nowMs)
    const key = clientKey(branch, 'CANCEL')
    this.table.add({ id, key, peer, branch, machine, request, fallback: undefined, cancel: 'no' })
  }

  #stamp(message: SipMessage, { transport }: Peer) {
    return stampVia(message, transport, this.#options.sentBy(transport), this.#options.token())
  }

  #portOf(id: number, peer: Peer): TransactionPort {
    return {
      send: (bytes) => {
        this.#outbox.send(peer, bytes)
      },
      deliver: (response) => {
        this.#outbox.push({ kind: 'response', id, response, peer })
      },
      timedOut: () => {
        this.#outbox.push({ kind: 'timed-out', id })
      },
    }
  }
}
