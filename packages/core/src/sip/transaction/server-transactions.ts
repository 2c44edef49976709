import type { SipView } from '../message/sip-view.ts'
import { writeSip } from '../message/write.ts'
import type { SipCounters } from './event.ts'
import { InviteServer } from './invite-server.ts'
import type { TransactionPort } from './machine.ts'
import type { TransactionLayerOptions } from './options.ts'
import type { Outbox } from './outbox.ts'
import { type Peer, isReliable } from './peer.ts'
import { RequestServer } from './request-server.ts'
import { type SipReply, responsePeer, responseTo } from './respond.ts'
import type { SipTimers } from './timers.ts'
import { originKey, serverKey } from './transaction-key.ts'
import { type OpenTransaction, TransactionTable } from './transaction-table.ts'
import { whatIsMissing } from './well-formed.ts'

interface ServerTransaction extends OpenTransaction {
  readonly machine: InviteServer | RequestServer
  /** Where it came from, for Via. */
  readonly peer: Peer
  readonly request: SipView
}

/** The requests of others that are to be answered. */
export class ServerTransactions {
  readonly table: TransactionTable<ServerTransaction> = new TransactionTable()
  readonly #options: TransactionLayerOptions
  readonly #timers: SipTimers
  readonly #outbox: Outbox
  readonly #counters: SipCounters
  readonly #maximum: number
  #lastId = 0

  constructor(options: TransactionLayerOptions, timers: SipTimers, outbox: Outbox, counters: SipCounters) {
    this.#options = options
    this.#timers = timers
    this.#outbox = outbox
    this.#counters = counters
    this.#maximum = options.maxTransactions ?? 20_000
  }

  receive(request: SipView, peer: Peer, nowMs: number): void {
    const key = serverKey(request)
    if (key === undefined) {
      this.#counters.incomplete += 1
      return
    }
    const known = this.table.byKey(key)
    if (known !== undefined) this.#receiveAgain(known, request, peer, nowMs)
    else if (request.method === 'ACK') this.#outbox.push({ kind: 'ack', request, peer })
    else this.#receiveNew(request, peer, key, nowMs)
  }

  /** Answers a request. False when it has been answered finally, or has ended. */
  respond(id: number, reply: SipReply, nowMs: number): boolean {
    const transaction = this.table.byId(id)
    if (transaction === undefined) return false
    const bytes = writeSip(responseTo(transaction.request, transaction.peer, reply))
    const done = transaction.machine.respond(reply.status, bytes, nowMs)
    this.table.settle(transaction)
    return done
  }

  #receiveAgain(known: ServerTransaction, request: SipView, peer: Peer, nowMs: number): void {
    const { machine } = known
    if (request.method !== 'ACK') {
      this.#counters.repeated += 1
      machine.repeated()
    } else if (machine instanceof InviteServer) {
      // A sender of RFC 2543 has the branch of its INVITE in the ACK of a 2xx too.
      if (machine.state === 'accepted') this.#outbox.push({ kind: 'ack', request, peer })
      machine.acknowledged(nowMs)
    }
    this.table.settle(known)
  }

  #receiveNew(request: SipView, peer: Peer, key: string, nowMs: number): void {
    const missing = whatIsMissing(request)
    const origin = originKey(request)
    if (missing !== undefined) {
      this.#counters.incomplete += 1
      this.#refuse(request, peer, { status: 400, reason: missing })
    } else if (origin !== undefined && this.table.byOrigin(origin) !== undefined) {
      this.#counters.merged += 1
      this.#refuse(request, peer, { status: 482 })
    } else if (this.table.size >= this.#maximum) {
      this.#counters.overload += 1
      this.#refuse(request, peer, { status: 503, headers: [['Retry-After', '10']] })
    } else this.#open(request, peer, key, origin, nowMs)
  }

  #open(request: SipView, peer: Peer, key: string, origin: string | undefined, nowMs: number): void {
    const id = (this.#lastId += 2)
    const port = this.#portOf(id, responsePeer(request, peer))
    const reliable = isReliable(peer.transport)
    const machine =
      request.method === 'INVITE'
        ? new InviteServer(port, this.#timers, reliable)
        : new RequestServer(port, this.#timers, reliable)
    this.table.add({ id, key, origin, machine, peer, request })
    if (request.method === 'CANCEL') this.#cancel(id, request, nowMs)
    else this.#outbox.push({ kind: 'request', id, request, peer })
  }

  /** A CANCEL is answered here; the INVITE's user learns of it. RFC 3261 §9.2 */
  #cancel(id: number, request: SipView, nowMs: number): void {
    const inviteKey = serverKey(request, 'INVITE')
    const invite = inviteKey === undefined ? undefined : this.table.byKey(inviteKey)
    this.respond(id, { status: invite === undefined ? 481 : 200, tag: this.#options.token() }, nowMs)
    if (invite?.machine.state === 'proceeding') this.#outbox.push({ kind: 'cancelled', id: invite.id })
  }

  /** An answer without a transaction: if the request comes again, so does the answer. */
  #refuse(request: SipView, peer: Peer, reply: SipReply): void {
    const tagged = { ...reply, tag: this.#options.token() }
    this.#outbox.send(responsePeer(request, peer), writeSip(responseTo(request, peer, tagged)))
  }

  #portOf(id: number, peer: Peer): TransactionPort {
    return {
      send: (bytes) => {
        this.#outbox.send(peer, bytes)
      },
      deliver: () => undefined,
      timedOut: () => {
        this.#outbox.push({ kind: 'timed-out', id })
      },
    }
  }
}
