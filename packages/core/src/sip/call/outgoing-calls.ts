import { Dialog } from '../dialog/dialog.ts'
import { type NameAddress, writeNameAddress } from '../grammar/name-address.ts'
import { writeUri, type Uri } from '../grammar/uri.ts'
import type { HeaderLine } from '../message/write.ts'
import type { SipView } from '../message/sip-view.ts'
import type { SessionDescription } from '../sdp/session-description.ts'
import type { Peer } from '../transaction/peer.ts'
import { Call } from './call.ts'
import { sessionExpiresOf } from './session-timer.ts'
import { type Switchboard, sdpOf, sdpPart } from './switchboard.ts'

/** A call to be made. */
export interface Invitation {
  /** Request-URI. */
  readonly target: Uri
  readonly from: NameAddress
  readonly to: NameAddress
  readonly peer: Peer
  readonly offer: SessionDescription
  /** Default: a new one. */
  readonly callId?: string
  readonly headers?: readonly HeaderLine[]
  /** How long the first response is waited for, ms: shorter than timer B where there is another place to call. Default: timer B, 32 s. */
  readonly timerBMs?: number
}

/** Calls that this side begins: its INVITE, what comes back on the way, and the ACK. RFC 3261 §13.2 */
export class OutgoingCalls {
  readonly #board: Switchboard

  constructor(board: Switchboard) {
    this.#board = board
  }

  /** Calls. Returns the number of the call. */
  invite({ target, from, to, peer, offer, callId, headers = [], timerBMs }: Invitation, nowMs: number): Call {
    const { layer, options, board } = this.#board
    const tag = options.token()
    const own = { ...from, parameters: new Map([...from.parameters, ['tag', tag]]) }
    const { headers: sdpHeaders, body } = sdpPart(offer)
    const seconds = options.sessionSeconds ?? 1800
    const message = {
      start: { kind: 'request', method: 'INVITE', uri: writeUri(target) },
      headers: [
        ['From', writeNameAddress(own)],
        ['To', writeNameAddress(to)],
        ['Call-ID', callId ?? options.token()],
        ['CSeq', '1 INVITE'],
        ['Contact', writeNameAddress(options.contact(peer))],
        ...(seconds === 0 ? [] : [['Session-Expires', String(seconds)] as const]),
        ...headers,
        ...this.#board.ownHeaders(),
        ...sdpHeaders,
      ],
      body,
    } as const
    const transaction = layer.request(message, peer, nowMs, timerBMs)
    const call = new Call(this.#board.nextCall(), false, tag, peer, transaction)
    call.inviteSeq = 1
    call.local = offer
    board.add(call)
    return call
  }

  /** A response to the INVITE of a call that is not established, or a 2xx that comes again or from elsewhere. */
  receive(call: Call, response: SipView, nowMs: number): void {
    if (response.status < 200) this.#provisional(call, response, nowMs)
    else if (response.status < 300) this.#answered(call, response, nowMs)
    else {
      const reason = response.status === 487 && call.hangingUp ? 'hung-up' : 'refused'
      this.#board.end(call, reason, response.status, response)
    }
  }

  /** A response that no transaction waits for. A late 2xx comes again because its ACK was lost: the call that it belongs to sends it again. */
  stray(response: SipView, nowMs: number): void {
    if (response.method !== 'INVITE' || response.status < 200 || response.status > 299) return
    const call = this.#board.board.ofDialog(
      response.callId,
      response.from?.parameters.get('tag') ?? '',
      response.to?.parameters.get('tag') ?? '',
    )
    if (call !== undefined && !call.isIncoming) this.receive(call, response, nowMs)
  }

  #provisional(call: Call, response: SipView, nowMs: number): void {
    if (response.status === 100 || call.state !== 'early') return
    const tag = response.to?.parameters.get('tag')
    if (tag !== undefined && !call.early.has(tag)) {
      const dialog = Dialog.ofResponse(response, this.#board.options.contact(call.peer))
      if (dialog !== undefined && call.early.size < 16) {
        call.early.set(tag, dialog)
        this.#board.board.bindDialog(dialog, call)
      }
    }
    const early = sdpOf(response)
    if (!this.#acknowledgeProvisional(call, response, tag, nowMs)) return
    const { status } = response
    const description = early === 'malformed' ? undefined : early
    if (description !== undefined && isReliable(response)) call.isAgreed = true
    this.#board.events.push({ kind: 'progress', call: call.id, status, early: description })
  }

  /** Sends the PRACK of a reliable response. False when it came before, or out of order: then it counts for nothing. RFC 3262 §4 */
  #acknowledgeProvisional(call: Call, response: SipView, tag: string | undefined, nowMs: number): boolean {
    const rseq = Number(response.header('RSeq'))
    if (!isReliable(response) || !Number.isInteger(rseq)) return true
    const dialog = tag === undefined ? undefined : call.early.get(tag)
    if (tag === undefined || dialog === undefined) return true
    const before = call.heardRseq.get(tag)
    if (before !== undefined && rseq !== before + 1) return false
    call.heardRseq.set(tag, rseq)
    const cseq = response.header('CSeq') ?? ''
    this.#board.layer.request(dialog.request('PRACK', [['RAck', `${rseq} ${cseq}`]]), call.peer, nowMs)
    return true
  }

  #answered(call: Call, response: SipView, nowMs: number): void {
    const { board, events, layer, options } = this.#board
    const tag = response.to?.parameters.get('tag') ?? ''
    const known = call.dialog
    if (known !== undefined) {
      const mine = known.remote.parameters.get('tag') === tag
      if (mine) layer.acknowledge(known.acknowledgement(call.inviteSeq), call.peer)
      else this.#dismiss(call, response, nowMs)
      return
    }
    const dialog = call.early.get(tag) ?? Dialog.ofResponse(response, options.contact(call.peer))
    if (dialog === undefined) {
      // An answer that says not where to send its ACK cannot be taken.
      this.#board.end(call, 'refused', 500)
      return
    }
    dialog.confirm(response)
    call.dialog = dialog
    call.state = 'confirmed'
    call.isAgreed = true
    board.forgetEarly(call)
    board.bindDialog(dialog, call)
    layer.acknowledge(dialog.acknowledgement(call.inviteSeq), call.peer)
    if (call.hangingUp) {
      this.#board.hangUp(call, 'hung-up', nowMs)
      return
    }
    const remote = sdpOf(response)
    call.takesUpdate = response.list('Allow').includes('UPDATE')
    const session = sessionExpiresOf(response)
    call.sessionSeconds = session?.seconds ?? 0
    call.refreshes = session?.refresher !== 'uas'
    this.#board.startSession(call, nowMs)
    events.push({ kind: 'answered', call: call.id, remote: remote === 'malformed' ? undefined : remote })
  }

  /** A second fork answered too: acknowledged and ended. RFC 3261 §13.2.2.4 */
  #dismiss(call: Call, response: SipView, nowMs: number): void {
    const { layer, options } = this.#board
    const other = Dialog.ofResponse(response, options.contact(call.peer))
    if (other === undefined) return
    layer.acknowledge(other.acknowledgement(call.inviteSeq), call.peer)
    layer.request(other.request('BYE'), call.peer, nowMs)
  }
}

/** True of a provisional response that is to be acknowledged. RFC 3262 §4 */
function isReliable(response: SipView): boolean {
  return response.list('Require').includes('100rel')
}
