import { writeNameAddress } from '../grammar/name-address.ts'
import { bodyOfType } from '../message/multipart.ts'
import type { HeaderLine } from '../message/write.ts'
import type { SipView } from '../message/sip-view.ts'
import { readSdp } from '../sdp/read.ts'
import type { SessionDescription } from '../sdp/session-description.ts'
import { writeSdp } from '../sdp/write.ts'
import { type SipTimers, timersOf } from '../transaction/timers.ts'
import { TransactionLayer } from '../transaction/transaction-layer.ts'
import { type Call, CallTimer } from './call.ts'
import { CallBoard } from './call-board.ts'
import type { CallEnd, CallEvent } from './call-event.ts'
import { ALLOW, type CallAgentOptions, SUPPORTED } from './options.ts'
import { giveUpAfterMs, refreshAfterMs } from './session-timer.ts'

/** What incoming calls, outgoing calls and requests inside of both have in common: the board, the wire, the host's events. */
export class Switchboard {
  readonly options: CallAgentOptions
  readonly layer: TransactionLayer
  readonly board: CallBoard = new CallBoard()
  readonly timers: SipTimers
  readonly events: CallEvent[] = []
  #lastCall = 0

  constructor(options: CallAgentOptions) {
    this.options = options
    this.layer = new TransactionLayer(options)
    this.timers = timersOf(options.timers)
  }

  /** A new number for a call. */
  nextCall(): number {
    return (this.#lastCall += 1)
  }

  /** Sends a request inside a call's dialog; returns its transaction, bound to the call. */
  send(
    call: Call,
    method: string,
    nowMs: number,
    headers: readonly HeaderLine[] = [],
    body?: string | Uint8Array,
  ): number | undefined {
    if (call.dialog === undefined) return undefined
    const message = call.dialog.request(method, [...headers, ...this.ownHeaders()], body)
    const id = this.layer.request(message, call.peer, nowMs)
    this.board.bind(id, call)
    return id
  }

  /** Headers that say what this side is and can. */
  ownHeaders(): HeaderLine[] {
    const { product } = this.options
    const headers: HeaderLine[] = [
      ['Allow', ALLOW],
      ['Supported', SUPPORTED],
    ]
    if (product !== undefined) headers.push(['User-Agent', product])
    return headers
  }

  /** The call is over: tells the host, once. */
  end(call: Call, reason: CallEnd, status: number = 0, response?: SipView): void {
    if (call.state === 'ended') return
    call.state = 'ended'
    this.board.remove(call)
    this.events.push({ kind: 'ended', call: call.id, reason, status, response })
  }

  /** This side ends an established call with BYE. */
  hangUp(call: Call, reason: CallEnd, nowMs: number): void {
    this.send(call, 'BYE', nowMs)
    this.end(call, reason)
  }

  /** The session lasts from now for as long as was agreed. RFC 4028 §7.2, §10 */
  startSession(call: Call, nowMs: number): void {
    call.stopTimer(CallTimer.refresh)
    call.stopTimer(CallTimer.expiry)
    if (call.sessionSeconds === 0) return
    if (call.refreshes) call.setTimer(CallTimer.refresh, nowMs + refreshAfterMs(call.sessionSeconds))
    else call.setTimer(CallTimer.expiry, nowMs + giveUpAfterMs(call.sessionSeconds))
    this.board.settle(call)
  }
}

/** Value of Contact for a call: where this side is reached. Empty before there is a dialog. */
export function contactOf({ dialog }: Call): string {
  return dialog === undefined ? '' : writeNameAddress(dialog.contact)
}

/** Headers and body of a message with a session description; of one without, nothing. */
export function sdpPart(description: SessionDescription | undefined): { headers: HeaderLine[]; body?: string } {
  if (description === undefined) return { headers: [] }
  return { headers: [['Content-Type', 'application/sdp']], body: writeSdp(description) }
}

/** The session description of a message; `undefined` when it has none, `malformed` when it has one that is none. */
export function sdpOf(message: SipView): SessionDescription | undefined | 'malformed' {
  if (message.body.length === 0) return undefined
  const body = bodyOfType(message, 'application/sdp')
  return body === undefined ? undefined : (readSdp(body) ?? 'malformed')
}
