import { readNameAddress } from '../grammar/name-address.ts'
import { bodyType } from '../message/multipart.ts'
import type { SipView } from '../message/sip-view.ts'
import type { HeaderLine } from '../message/write.ts'
import type { SessionDescription } from '../sdp/session-description.ts'
import type { Peer } from '../transaction/peer.ts'
import type { Call } from './call.ts'
import { readReplaces } from './incoming-calls.ts'
import type { IncomingCalls } from './incoming-calls.ts'
import { sessionExpiresOf } from './session-timer.ts'
import { type Switchboard, contactOf, sdpOf, sdpPart } from './switchboard.ts'

/** Requests inside of calls, from either side: BYE, re-INVITE, UPDATE, INFO, PRACK, REFER, NOTIFY. RFC 3261 §12.2, §14 */
export class Conversations {
  readonly #board: Switchboard
  readonly #incoming: IncomingCalls

  constructor(board: Switchboard, incoming: IncomingCalls) {
    this.#board = board
    this.#incoming = incoming
  }

  /** A request with a To tag came. */
  receive(id: number, request: SipView, peer: Peer, nowMs: number): void {
    const { layer, board } = this.#board
    const call = board.ofRequest(request)
    const dialog = call === undefined ? undefined : (call.dialog ?? call.early.get(remoteTag(request)))
    if (call === undefined || dialog === undefined) {
      layer.respond(id, { status: 481 }, nowMs)
      return
    }
    if (dialog.receive(request) === 'old') {
      layer.respond(id, { status: 500, headers: [['Retry-After', '1']] }, nowMs)
      return
    }
    call.peer = peer
    this.#handle(call, id, request, nowMs)
  }

  /** A response to a request of this side inside a call. */
  respond(call: Call, id: number, response: SipView, nowMs: number): void {
    if (response.status < 200) return
    const { board, events } = this.#board
    board.forgetTransaction(id)
    if (call.offerId === id) {
      this.#negotiated(call, response, nowMs)
      return
    }
    if (response.method === 'UPDATE' && response.status < 300) {
      call.dialog?.refreshTarget(response)
      this.#refreshed(call, response, nowMs)
    }
    // What the other side does not know any more is over. RFC 3261 §12.2.1.2
    else if (response.status === 481 || response.status === 408) this.#board.end(call, 'no-response', response.status)
    else if (response.method === 'REFER' && response.status >= 300) {
      events.push({ kind: 'transfer-progress', call: call.id, status: response.status })
    }
  }

  /** No response came to a request of this side inside a call: the other side is gone. */
  timedOut(call: Call, nowMs: number): void {
    if (call.state === 'confirmed') this.#board.hangUp(call, 'no-response', nowMs)
    else this.#board.end(call, 'no-response')
  }

  /** Offers other media: re-INVITE. False when the call is not established, or another offer is under way. RFC 3261 §14.1 */
  reoffer(call: Call, description: SessionDescription, nowMs: number): boolean {
    if (call.state !== 'confirmed' || call.offerId !== undefined || call.pendingOffer !== undefined) return false
    const { headers, body } = sdpPart(description)
    const session = this.#sessionHeaders(call)
    call.local = description
    call.offerId = this.#board.send(call, 'INVITE', nowMs, [...session, ...headers], body)
    return call.offerId !== undefined
  }

  /** Answers the other side's new offer. */
  acceptOffer(call: Call, description: SessionDescription | undefined, nowMs: number): boolean {
    const { pendingOffer } = call
    if (pendingOffer === undefined) return false
    call.pendingOffer = undefined
    call.local = description ?? call.local
    const { headers, body } = sdpPart(description)
    headers.push(
      ['Contact', contactOf(call)],
      ...this.#board.ownHeaders(),
      ...this.#keepSession(call, pendingOffer.request),
    )
    const reply = { status: 200, tag: call.tag, headers, ...(body === undefined ? {} : { body }) }
    if (pendingOffer.request.method === 'INVITE')
      this.#incoming.repeatUntilAcknowledged(
        call,
        { id: pendingOffer.id, reply, seq: pendingOffer.request.cseq?.number ?? 0 },
        nowMs,
      )
    this.#board.startSession(call, nowMs)
    return this.#board.layer.respond(pendingOffer.id, reply, nowMs)
  }

  /** Refuses the other side's new offer: what was agreed before stands. */
  refuseOffer(call: Call, status: number, nowMs: number): boolean {
    const { pendingOffer } = call
    if (pendingOffer === undefined) return false
    call.pendingOffer = undefined
    return this.#board.layer.respond(pendingOffer.id, { status }, nowMs)
  }

  /** Keeps the session alive: UPDATE where the other side knows it, else the same offer again. RFC 4028 §7.4 */
  refresh(call: Call, nowMs: number): void {
    if (call.takesUpdate) this.#board.send(call, 'UPDATE', nowMs, this.#sessionHeaders(call))
    else if (call.local !== undefined) this.reoffer(call, call.local, nowMs)
    this.#board.startSession(call, nowMs)
  }

  #handle(call: Call, id: number, request: SipView, nowMs: number): void {
    const { layer, events } = this.#board
    const reply = (status: number, headers: readonly HeaderLine[] = []) => layer.respond(id, { status, headers }, nowMs)
    switch (request.method) {
      case 'BYE':
        // Who is called refuses, and does not hang up, before there is an answer. RFC 3261 §15
        if (!call.isIncoming && call.state === 'early') reply(481)
        else {
          reply(200)
          this.#byeReceived(call, nowMs)
        }
        break
      case 'INVITE':
      case 'UPDATE':
        this.#offered(call, id, request, nowMs)
        break
      case 'PRACK':
        if (this.#incoming.prack(call, request)) {
          reply(200)
          this.#incoming.answerHeld(call, nowMs)
        } else reply(481)
        break
      case 'INFO':
        reply(200)
        events.push({
          kind: 'info',
          call: call.id,
          contentType: bodyType(request),
          body: request.body,
        })
        break
      case 'REFER':
        this.#refer(call, request, reply)
        break
      case 'NOTIFY':
        reply(200)
        this.#notified(call, request)
        break
      case 'OPTIONS':
        reply(200, this.#board.ownHeaders())
        break
      default:
        reply(501, this.#board.ownHeaders())
    }
  }

  #byeReceived(call: Call, nowMs: number): void {
    if (call.isIncoming && call.state === 'early')
      this.#board.layer.respond(call.inviteId, { status: 487, tag: call.tag }, nowMs)
    if (call.pendingOffer !== undefined) this.#board.layer.respond(call.pendingOffer.id, { status: 487 }, nowMs)
    this.#board.end(call, 'bye')
  }

  #offered(call: Call, id: number, request: SipView, nowMs: number): void {
    const { layer, events, options } = this.#board
    const offer = sdpOf(request)
    const seconds = sessionExpiresOf(request)?.seconds
    const minimum = options.minSessionSeconds ?? 90
    if (seconds !== undefined && seconds < minimum) {
      layer.respond(id, { status: 422, headers: [['Min-SE', String(minimum)]] }, nowMs)
    } else if (offer === 'malformed') layer.respond(id, { status: 400 }, nowMs)
    // Two offers at once: the other side tries again. RFC 3261 §14.2
    else if (call.offerId !== undefined) layer.respond(id, { status: 491 }, nowMs)
    // So it is while the other side has yet to answer the offer of this side's INVITE. RFC 3311 §5.2
    else if (offer !== undefined && !call.isAgreed && !call.isIncoming) layer.respond(id, { status: 491 }, nowMs)
    else if (
      call.pendingOffer !== undefined ||
      (request.method === 'INVITE' && call.state !== 'confirmed') ||
      (offer !== undefined && !call.isAgreed)
    ) {
      layer.respond(id, { status: 500, headers: [['Retry-After', '1']] }, nowMs)
    } else {
      call.dialog?.refreshTarget(request)
      call.pendingOffer = { id, request }
      // An UPDATE without a description only refreshes the session. RFC 4028 §7.4
      if (request.method === 'UPDATE' && offer === undefined) this.acceptOffer(call, undefined, nowMs)
      else events.push({ kind: 'reoffered', call: call.id, offer })
    }
  }

  #negotiated(call: Call, response: SipView, nowMs: number): void {
    const { layer, events } = this.#board
    const { status } = response
    call.offerId = undefined
    let remote: SessionDescription | undefined
    if (status < 300) {
      const read = sdpOf(response)
      remote = read === 'malformed' ? undefined : read
      call.dialog?.refreshTarget(response)
      const number = response.cseq?.number ?? 0
      if (call.dialog !== undefined) layer.acknowledge(call.dialog.acknowledgement(number), call.peer)
      this.#refreshed(call, response, nowMs)
    } else if (status === 481 || status === 408) {
      this.#board.hangUp(call, 'no-response', nowMs)
      return
    }
    events.push({ kind: 'renegotiated', call: call.id, status, remote })
  }

  #refer(call: Call, request: SipView, reply: (status: number) => boolean): void {
    const to = readNameAddress(request.header('Refer-To') ?? '')
    // One place to call, not several. RFC 3515 §2.4.1
    if (to === undefined || request.count('Refer-To') > 1) {
      reply(400)
      return
    }
    reply(202)
    const asked = to.uri.scheme === 'sip' || to.uri.scheme === 'sips' ? replacesOfUri(to.uri.headers) : undefined
    const { board, events } = this.#board
    // Named as the third party would see it, whose place this side has taken: either way round.
    const replaced =
      asked &&
      (board.ofDialog(asked.callId, asked.toTag, asked.fromTag) ??
        board.ofDialog(asked.callId, asked.fromTag, asked.toTag))
    events.push({ kind: 'transfer-asked', call: call.id, to, replaces: asked, replaced: replaced?.id })
  }

  /** The status that a NOTIFY of a transfer carries. RFC 3515 §2.4.5 */
  #notified(call: Call, request: SipView): void {
    if (!(request.header('Event') ?? '').toLowerCase().startsWith('refer')) return
    const match = /^SIP\/2\.0 (\d{3})/.exec(new TextDecoder().decode(request.body.subarray(0, 64)))
    if (match !== null) {
      this.#board.events.push({ kind: 'transfer-progress', call: call.id, status: Number(match[1]) })
    }
  }

  #refreshed(call: Call, response: SipView, nowMs: number): void {
    const session = sessionExpiresOf(response)
    if (session !== undefined) call.sessionSeconds = session.seconds
    this.#board.startSession(call, nowMs)
  }

  #sessionHeaders(call: Call): HeaderLine[] {
    if (call.sessionSeconds === 0) return []
    return [['Session-Expires', `${call.sessionSeconds};refresher=uac`]]
  }

  /** The interval goes on as the refresh asks; who refreshed once does so again. */
  #keepSession(call: Call, request: SipView): HeaderLine[] {
    const asked = sessionExpiresOf(request)
    if (asked === undefined) return []
    // Of who does not understand the interval, a proxy asked for it: this side keeps it. RFC 4028 §9
    const understands = request.list('Supported').includes('timer')
    const refresher = understands ? (asked.refresher ?? 'uac') : 'uas'
    call.sessionSeconds = asked.seconds
    call.refreshes = refresher === 'uas'
    const headers: HeaderLine[] = [['Session-Expires', `${asked.seconds};refresher=${refresher}`]]
    if (refresher === 'uac') headers.push(['Require', 'timer'])
    return headers
  }
}

function remoteTag(request: SipView): string {
  return request.from?.parameters.get('tag') ?? ''
}

/** Replaces in the headers of a URI (`?Replaces=…`, escaped). RFC 3891 §3 */
function replacesOfUri(headers: string) {
  for (const piece of headers.split('&')) {
    const equals = piece.indexOf('=')
    if (equals < 0 || piece.slice(0, equals).toLowerCase() !== 'replaces') continue
    try {
      return readReplaces(decodeURIComponent(piece.slice(equals + 1)))
    } catch {
      return undefined
    }
  }
  return undefined
}
