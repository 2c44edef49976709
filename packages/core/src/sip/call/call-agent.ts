import { type NameAddress, writeNameAddress } from '../grammar/name-address.ts'
import type { SipFault } from '../message/head.ts'
import type { SipView } from '../message/sip-view.ts'
import type { HeaderLine, SipMessage } from '../message/write.ts'
import type { SessionDescription } from '../sdp/session-description.ts'
import type { SipCounters, SipEvent } from '../transaction/event.ts'
import type { Peer } from '../transaction/peer.ts'
import { reasonPhrase } from '../transaction/reason-phrase.ts'
import type { SipReply } from '../transaction/respond.ts'
import { refusalOf } from './admission.ts'
import { type Call, type CallState, CallTimer } from './call.ts'
import type { CallEvent } from './call-event.ts'
import { Conversations } from './conversations.ts'
import { HostRequests } from './host-requests.ts'
import { IncomingCalls } from './incoming-calls.ts'
import type { CallAgentOptions } from './options.ts'
import { type Invitation, OutgoingCalls } from './outgoing-calls.ts'
import { Switchboard } from './switchboard.ts'

/**
 * A SIP user agent for servers, without I/O: bytes, commands and the time go in; bytes to send and what happens to calls come out. One
 * agent has all calls of a host. RFC 3261, 3262 (PRACK), 3311 (UPDATE), 3515 (REFER), 3891 (Replaces), 4028 (session timers).
 *
 * A command that comes too late (an answer that crosses a CANCEL) returns false and changes nothing.
 */
export class CallAgent {
  readonly #board: Switchboard
  readonly #incoming: IncomingCalls
  readonly #outgoing: OutgoingCalls
  readonly #conversations: Conversations
  readonly #hostRequests: HostRequests
  #read = 0

  constructor(options: CallAgentOptions) {
    this.#board = new Switchboard(options)
    this.#incoming = new IncomingCalls(this.#board)
    this.#outgoing = new OutgoingCalls(this.#board)
    this.#conversations = new Conversations(this.#board, this.#incoming)
    this.#hostRequests = new HostRequests(this.#board)
  }

  /** What came and led to nothing. */
  get counters(): SipCounters {
    return this.#board.layer.counters
  }

  /** Calls that are open. */
  get calls(): number {
    return this.#board.board.size
  }

  /** Where a call stands; `ended` for one that is unknown. */
  state(call: number): CallState {
    return this.#board.board.get(call)?.state ?? 'ended'
  }

  /** When {@link advance} must be called next, ms; `Infinity` when nothing is due. */
  nextDeadlineMs(): number {
    return Math.min(this.#board.layer.nextDeadlineMs(), this.#board.board.nextMs())
  }

  /** Does what is due up to and including `nowMs`. */
  advance(nowMs: number): void {
    this.#board.layer.advance(nowMs)
    this.#drain(nowMs)
    for (let call = this.#board.board.takeDue(nowMs); call !== undefined; call = this.#board.board.takeDue(nowMs)) {
      this.#fire(call, nowMs)
      this.#drain(nowMs)
    }
  }

  /** The oldest event not yet read; `undefined` when there is none. */
  read(): CallEvent | undefined {
    const event = this.#board.events[this.#read]
    this.#read += 1
    if (event === undefined) {
      this.#board.events.length = 0
      this.#read = 0
    }
    return event
  }

  /** A datagram or frame came. Never throws; returns why the bytes were no message. */
  receive(bytes: Uint8Array, peer: Peer, nowMs: number): SipFault | undefined {
    this.advance(nowMs)
    const fault = this.#board.layer.receive(bytes, peer, nowMs)
    this.#drain(nowMs)
    return fault
  }

  /** A message came that a {@link StreamFramer} has cut out. */
  receiveView(view: SipView, peer: Peer, nowMs: number): void {
    this.advance(nowMs)
    this.#board.layer.receiveView(view, peer, nowMs)
    this.#drain(nowMs)
  }

  /** What was sent to this place did not get there. */
  unreachable(peer: Peer, nowMs: number): void {
    this.#run(nowMs, () => {
      this.#board.layer.unreachable(peer, nowMs)
    })
  }

  /** Where this side is reached, as seen from a peer: what stands in Contact. */
  contact(peer: Peer): NameAddress {
    return this.#board.options.contact(peer)
  }

  /** Calls somebody. Returns the number of the call. */
  invite(invitation: Invitation, nowMs: number): number {
    return this.#run(nowMs, () => this.#outgoing.invite(invitation, nowMs).id)
  }

  /** Tells the caller that it rings (180), or what is heard before the answer (183 with a description). */
  progress(call: number, nowMs: number, early?: SessionDescription): boolean {
    return this.#of(call, nowMs, (c) => this.#incoming.progress(c, early === undefined ? 180 : 183, early, nowMs))
  }

  /** Answers a call that came. */
  answer(call: number, description: SessionDescription, nowMs: number): boolean {
    return this.#of(call, nowMs, (c) => this.#incoming.answer(c, description, nowMs))
  }

  /** Refuses a call that came, with a status from 300 to 699. */
  refuse(call: number, status: number, nowMs: number, headers: readonly HeaderLine[] = []): boolean {
    return this.#of(call, nowMs, (c) => this.#incoming.refuse(c, status, headers, nowMs))
  }

  /** Ends a call in whatever way its state asks for: CANCEL, a refusal, BYE. */
  hangUp(call: number, nowMs: number): boolean {
    return this.#of(call, nowMs, (c) => {
      if (c.isIncoming && c.state === 'early') return this.#incoming.refuse(c, 480, [], nowMs)
      if (c.state !== 'early') {
        this.#board.hangUp(c, 'hung-up', nowMs)
        return true
      }
      c.hangingUp = true
      return this.#board.layer.cancel(c.inviteId, nowMs)
    })
  }

  /** Offers other media in an established call: hold, say. Its outcome is told as `renegotiated`. */
  reoffer(call: number, description: SessionDescription, nowMs: number): boolean {
    return this.#of(call, nowMs, (c) => this.#conversations.reoffer(c, description, nowMs))
  }

  /** Answers the other side's new offer. */
  acceptOffer(call: number, description: SessionDescription, nowMs: number): boolean {
    return this.#of(call, nowMs, (c) => this.#conversations.acceptOffer(c, description, nowMs))
  }

  /** Refuses the other side's new offer, with 488 unless told otherwise. */
  refuseOffer(call: number, nowMs: number, status: number = 488): boolean {
    return this.#of(call, nowMs, (c) => this.#conversations.refuseOffer(c, status, nowMs))
  }

  /** INFO inside a call. RFC 6086 */
  info(call: number, contentType: string, body: string | Uint8Array, nowMs: number): boolean {
    return this.#sendInside(call, 'INFO', [['Content-Type', contentType]], body, nowMs)
  }

  /** Asks whether the other side is there: OPTIONS. Without an answer the call ends as `no-response`. RFC 3261 §11 */
  probe(call: number, nowMs: number): boolean {
    return this.#sendInside(call, 'OPTIONS', [], undefined, nowMs)
  }

  /** Asks the other side to call `to` instead: a blind transfer, or with `?Replaces=…` an attended one. RFC 3515, RFC 5589 */
  transfer(call: number, to: NameAddress, nowMs: number): boolean {
    return this.#sendInside(call, 'REFER', [['Refer-To', writeNameAddress(to)]], undefined, nowMs)
  }

  /** Reports what becomes of a transfer that the other side asked for; a status of 200 or more is the last. RFC 3515 §2.4.4 */
  notifyTransfer(call: number, status: number, nowMs: number): boolean {
    const headers: HeaderLine[] = [
      ['Event', 'refer'],
      ['Subscription-State', status < 200 ? 'active;expires=60' : 'terminated;reason=noresource'],
      ['Content-Type', 'message/sipfrag;version=2.0'],
    ]
    return this.#sendInside(call, 'NOTIFY', headers, `SIP/2.0 ${status} ${reasonPhrase(status)}\r\n`, nowMs)
  }

  /** Answers a request outside of calls. */
  respond(id: number, reply: SipReply, nowMs: number): boolean {
    return this.#run(nowMs, () => this.#board.layer.respond(id, reply, nowMs))
  }

  /** Sends a request outside of calls (REGISTER, OPTIONS); its response carries the returned id. */
  request(message: SipMessage, peer: Peer, nowMs: number): number {
    return this.#run(nowMs, () => this.#hostRequests.send(message, peer, nowMs))
  }

  #sendInside(
    call: number,
    method: string,
    headers: readonly HeaderLine[],
    body: string | Uint8Array | undefined,
    nowMs: number,
  ): boolean {
    return this.#of(
      call,
      nowMs,
      (c) => c.state === 'confirmed' && this.#board.send(c, method, nowMs, headers, body) !== undefined,
    )
  }

  #of(id: number, nowMs: number, act: (call: Call) => boolean): boolean {
    return this.#run(nowMs, () => {
      const call = this.#board.board.get(id)
      if (call === undefined) return false
      const done = act(call)
      if (call.state !== 'ended') this.#board.board.settle(call)
      return done
    })
  }

  #run<Result>(nowMs: number, act: () => Result): Result {
    this.advance(nowMs)
    const result = act()
    this.#drain(nowMs)
    return result
  }

  /** Hands on what the transaction layer has to say. */
  #drain(nowMs: number): void {
    const { layer } = this.#board
    for (let event = layer.read(); event !== undefined; event = layer.read()) this.#take(event, nowMs)
  }

  #take(event: SipEvent, nowMs: number): void {
    const { board, events } = this.#board
    switch (event.kind) {
      case 'send':
        events.push(event)
        break
      case 'request':
        this.#requested(event.id, event.request, event.peer, nowMs)
        break
      case 'ack':
        this.#incoming.acknowledged(board.ofRequest(event.request), event.request, nowMs)
        break
      case 'cancelled': {
        const call = board.ofTransaction(event.id)
        if (call !== undefined) this.#incoming.cancelled(call, nowMs)
        break
      }
      case 'response':
        this.#responded(event.id, event, nowMs)
        break
      case 'timed-out':
        this.#timedOut(event.id, nowMs)
        break
      case 'stray':
        this.#outgoing.stray(event.response, nowMs)
        break
    }
  }

  #requested(id: number, request: SipView, peer: Peer, nowMs: number): void {
    const refusal = refusalOf(request, this.#board.options)
    if (refusal !== undefined) this.#board.layer.respond(id, refusal, nowMs)
    else if (request.to?.parameters.has('tag') === true) this.#conversations.receive(id, request, peer, nowMs)
    else if (request.method === 'INVITE') this.#incoming.invite(id, request, peer, nowMs)
    else this.#board.events.push({ kind: 'request', id, request, peer })
  }

  #responded(id: number, { response, peer }: { response: SipView; peer: Peer }, nowMs: number): void {
    const call = this.#board.board.ofTransaction(id)
    if (call === undefined) this.#hostRequests.answered(id, response, peer)
    else if (id === call.inviteId) this.#outgoing.receive(call, response, nowMs)
    else this.#conversations.respond(call, id, response, nowMs)
  }

  #timedOut(id: number, nowMs: number): void {
    const call = this.#board.board.ofTransaction(id)
    if (call === undefined) this.#hostRequests.timedOut(id)
    else if (id !== call.inviteId) this.#conversations.timedOut(call, nowMs)
    else if (call.state === 'early') this.#board.end(call, call.hangingUp ? 'hung-up' : 'no-response')
  }

  #fire(call: Call, nowMs: number): void {
    for (let timer = call.dueTimer(nowMs); timer !== undefined; timer = call.dueTimer(nowMs)) {
      call.stopTimer(timer)
      if (timer === CallTimer.noAck) this.#board.hangUp(call, 'no-ack', nowMs)
      else if (timer === CallTimer.expiry) this.#board.hangUp(call, 'expired', nowMs)
      else if (timer === CallTimer.noPrack) this.#incoming.refuse(call, 504, [], nowMs)
      else if (timer === CallTimer.refresh) this.#conversations.refresh(call, nowMs)
      else this.#incoming.repeat(call, timer, nowMs)
    }
    if (call.state !== 'ended') this.#board.board.settle(call)
  }
}
