import { readParameters } from '../grammar/parameters.ts'
import { Dialog } from '../dialog/dialog.ts'
import type { HeaderLine } from '../message/write.ts'
import type { SipView } from '../message/sip-view.ts'
import type { SessionDescription } from '../sdp/session-description.ts'
import type { Peer } from '../transaction/peer.ts'
import { Call, CallTimer, type UnacknowledgedAnswer } from './call.ts'
import type { CallBoard } from './call-board.ts'
import type { Replaces } from './call-event.ts'
import { leastSecondsOf, sessionExpiresOf } from './session-timer.ts'
import { type Switchboard, contactOf, sdpOf, sdpPart } from './switchboard.ts'

/** Calls that others begin: INVITE to answer, and the answer's repetition until its ACK. RFC 3261 §13.3 */
export class IncomingCalls {
  readonly #board: Switchboard

  constructor(board: Switchboard) {
    this.#board = board
  }

  /** An INVITE outside of any dialog came. */
  invite(id: number, request: SipView, peer: Peer, nowMs: number): void {
    const { layer, options, board, events } = this.#board
    const tag = options.token()
    const refuse = (status: number, headers: readonly HeaderLine[] = []) => {
      layer.respond(id, { status, tag, headers }, nowMs)
    }
    if (board.size >= (options.maxCalls ?? 10_000)) {
      refuse(503, [['Retry-After', '10']])
      return
    }
    const session = sessionExpiresOf(request)
    const minimum = options.minSessionSeconds ?? 90
    const offer = sdpOf(request)
    const replaced = replacesOf(request)
    if (replaced === 'malformed') {
      refuse(400)
      return
    }
    const other = replaced && replaceable(board, replaced)
    if (offer === undefined && mustBeUnderstood(request)) refuse(415, [['Accept', 'application/sdp']])
    else if (!takesSdp(request)) refuse(406)
    else if (session !== undefined && session.seconds < minimum) refuse(422, [['Min-SE', String(minimum)]])
    else if (offer === 'malformed') refuse(400)
    else if (replaced !== undefined && other === undefined) refuse(481)
    else if (replaced?.earlyOnly === true && other?.state !== 'early') refuse(486)
    else {
      const call = this.#open(id, request, peer, tag, nowMs)
      if (call === undefined) {
        refuse(400)
        return
      }
      events.push({ kind: 'incoming', call: call.id, request, peer, offer, replaces: other?.id })
    }
  }

  /** It rings: 180, or with a description 183 for media before the answer, reliably where the caller understands that. RFC 3262 */
  progress(call: Call, status: number, early: SessionDescription | undefined, nowMs: number): boolean {
    const { invite } = call
    if (!call.isIncoming || call.state !== 'early' || invite === undefined || call.progress !== undefined) return false
    const { layer, timers, board } = this.#board
    const { headers, body } = sdpPart(early)
    headers.push(['Contact', contactOf(call)], ...this.#board.ownHeaders())
    // Who requires it wants it of each of them. RFC 3262 §3
    const isRequired = invite.list('Require').includes('100rel')
    const reliable = isRequired || (early !== undefined && invite.list('Supported').includes('100rel'))
    if (reliable) {
      call.rseq = call.rseq === 0 ? 1 : call.rseq + 1
      headers.push(['Require', '100rel'], ['RSeq', String(call.rseq)])
    }
    const reply = { status, tag: call.tag, headers, ...(body === undefined ? {} : { body }) }
    if (!layer.respond(call.inviteId, reply, nowMs)) return false
    if (reliable) {
      call.progress = { reply, rseq: call.rseq }
      call.intervalMs = timers.t1Ms
      call.setTimer(CallTimer.repeatProgress, nowMs + call.intervalMs)
      call.setTimer(CallTimer.noPrack, nowMs + 64 * timers.t1Ms)
      board.settle(call)
    }
    return true
  }

  /** A PRACK came; false when it acknowledges nothing. */
  prack(call: Call, request: SipView): boolean {
    const { progress } = call
    const rack = (request.header('RAck') ?? '').split(/\s+/)
    if (progress === undefined || rack[0] !== String(progress.rseq) || rack[1] !== String(call.inviteSeq)) return false
    call.progress = undefined
    if (progress.reply.body !== undefined) call.isAgreed = true
    call.stopTimer(CallTimer.repeatProgress)
    call.stopTimer(CallTimer.noPrack)
    this.#board.board.settle(call)
    return true
  }

  /** Gives the answer that waited for a PRACK, if one did. */
  answerHeld(call: Call, nowMs: number): void {
    const { heldAnswer } = call
    if (heldAnswer === undefined) return
    call.heldAnswer = undefined
    this.answer(call, heldAnswer, nowMs)
  }

  /**
   * Answers the call. `description` answers the offer, or offers where the caller left that to this side. While media that were told reliably
   * before are not acknowledged the answer waits. RFC 3262 §3
   */
  answer(call: Call, description: SessionDescription, nowMs: number): boolean {
    if (!call.isIncoming || call.state !== 'early' || call.invite === undefined) return false
    if (call.progress?.reply.body !== undefined) {
      call.heldAnswer = description
      return true
    }
    const { headers, body } = sdpPart(description)
    headers.push(['Contact', contactOf(call)], ...this.#board.ownHeaders(), ...this.#agreeSession(call, call.invite))
    const reply = { status: 200, tag: call.tag, headers, ...(body === undefined ? {} : { body }) }
    if (!this.#board.layer.respond(call.inviteId, reply, nowMs)) return false
    call.progress = undefined
    call.stopTimers()
    call.state = 'answered'
    call.local = description
    if (call.invite.body.length > 0) call.isAgreed = true
    call.dialog?.confirm()
    this.repeatUntilAcknowledged(call, { id: call.inviteId, reply, seq: call.inviteSeq }, nowMs)
    return true
  }

  /** An answer to an INVITE has gone, and goes again until its ACK comes. RFC 3261 §13.3.1.4 */
  repeatUntilAcknowledged(call: Call, answer: UnacknowledgedAnswer, nowMs: number): void {
    const { t1Ms } = this.#board.timers
    call.answer = answer
    call.intervalMs = t1Ms
    call.setTimer(CallTimer.repeatAnswer, nowMs + t1Ms)
    call.setTimer(CallTimer.noAck, nowMs + 64 * t1Ms)
    this.#board.board.settle(call)
  }

  /** An answer or a reliable provisional response is due to be sent again. */
  repeat(call: Call, timer: number, nowMs: number): void {
    const { layer, timers } = this.#board
    const isAnswer = timer === CallTimer.repeatAnswer
    const id = isAnswer ? call.answer?.id : call.inviteId
    const reply = isAnswer ? call.answer?.reply : call.progress?.reply
    if (id === undefined || reply === undefined) return
    layer.respond(id, reply, nowMs)
    // A provisional response doubles without bound (RFC 3262 §3), an answer up to T2.
    call.intervalMs = isAnswer ? Math.min(2 * call.intervalMs, timers.t2Ms) : 2 * call.intervalMs
    call.setTimer(timer, nowMs + call.intervalMs)
  }

  /** Refuses the call. */
  refuse(call: Call, status: number, headers: readonly HeaderLine[], nowMs: number): boolean {
    if (!call.isIncoming || call.state !== 'early') return false
    this.#board.layer.respond(call.inviteId, { status, tag: call.tag, headers }, nowMs)
    this.#board.end(call, 'refused', status)
    return true
  }

  /** The caller took its INVITE back. */
  cancelled(call: Call, nowMs: number): void {
    if (call.state !== 'early') return
    this.#board.layer.respond(call.inviteId, { status: 487, tag: call.tag }, nowMs)
    this.#board.end(call, 'cancelled')
  }

  /** An ACK came; of an answer before the last it means nothing. */
  acknowledged(call: Call | undefined, request: SipView, nowMs: number): void {
    if (call?.answer === undefined || request.cseq?.number !== call.answer.seq) return
    const { board, events } = this.#board
    const isFirst = call.state === 'answered'
    call.answer = undefined
    call.stopTimer(CallTimer.repeatAnswer)
    call.stopTimer(CallTimer.noAck)
    if (isFirst) {
      call.state = 'confirmed'
      call.isAgreed = true
      const remote = sdpOf(request)
      events.push({ kind: 'confirmed', call: call.id, remote: remote === 'malformed' ? undefined : remote })
      this.#board.startSession(call, nowMs)
    }
    board.settle(call)
  }

  /** The interval of the session, as the answer says it; of a caller without session timers, none. RFC 4028 §9 */
  #agreeSession(call: Call, request: SipView): HeaderLine[] {
    const wanted = this.#board.options.sessionSeconds ?? 1800
    const asked = sessionExpiresOf(request)
    const understands = request.list('Supported').includes('timer')
    call.takesUpdate = request.list('Allow').includes('UPDATE')
    if (wanted === 0 || (asked === undefined && !understands)) return []
    call.sessionSeconds = asked?.seconds ?? Math.max(wanted, leastSecondsOf(request))
    const refresher = understands ? (asked?.refresher ?? 'uac') : 'uas'
    call.refreshes = refresher === 'uas'
    const headers: HeaderLine[] = [['Session-Expires', `${call.sessionSeconds};refresher=${refresher}`]]
    if (refresher === 'uac') headers.push(['Require', 'timer'])
    return headers
  }

  #open(id: number, request: SipView, peer: Peer, tag: string, nowMs: number): Call | undefined {
    const { layer, options, board } = this.#board
    const contact = options.contact(peer)
    const dialog = Dialog.ofRequest(request, tag, contact, 0)
    if (dialog === undefined) return undefined
    const call = new Call(this.#board.nextCall(), true, tag, peer, id)
    call.dialog = dialog
    call.invite = request
    call.inviteSeq = request.cseq?.number ?? 0
    board.add(call)
    board.bindDialog(dialog, call)
    layer.respond(id, { status: 100 }, nowMs)
    return call
  }
}

/** True when there is a body that is no session description, and it may not be passed over. RFC 3261 §8.2.3 */
function mustBeUnderstood(request: SipView): boolean {
  return request.body.length > 0 && !/;\s*handling\s*=\s*optional/i.test(request.header('Content-Disposition') ?? '')
}

/** True when the caller understands the session descriptions that it would be answered with. RFC 3261 §20.1 */
function takesSdp(request: SipView): boolean {
  const accepted = request.list('Accept')
  return accepted.length === 0 || accepted.some((range) => /^(?:application\/(?:sdp|\*)|\*\/\*)\s*(?:;|$)/i.test(range))
}

/** The dialog that an INVITE is to take the place of: one at the most. RFC 3891 §3, §6.1 */
function replacesOf(request: SipView): Replaces | undefined | 'malformed' {
  const [value, another] = request.lines('Replaces')
  if (value === undefined) return undefined
  return another === undefined ? (readReplaces(value) ?? 'malformed') : 'malformed'
}

/** The call of that dialog, but for one that somebody else began and nobody has answered. RFC 3891 §3 */
function replaceable(board: CallBoard, { callId, toTag, fromTag }: Replaces): Call | undefined {
  const call = board.ofDialog(callId, toTag, fromTag)
  return call?.state === 'early' && call.isIncoming ? undefined : call
}

/** Reads a value of Replaces; `undefined` when it is malformed. */
export function readReplaces(value: string): Replaces | undefined {
  const semicolon = value.indexOf(';')
  const parameters = readParameters(semicolon < 0 ? '' : value.slice(semicolon + 1))
  const toTag = parameters?.get('to-tag')
  const fromTag = parameters?.get('from-tag')
  if (semicolon <= 0 || toTag === undefined || fromTag === undefined) return undefined
  const callId = value.slice(0, semicolon).trim()
  return { callId, toTag, fromTag, earlyOnly: parameters?.has('early-only') === true }
}
