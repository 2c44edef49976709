import { CallAgent } from '../../src/sip/call/call-agent.ts'
import type { CallEvent } from '../../src/sip/call/call-event.ts'
import type { CallAgentOptions } from '../../src/sip/call/options.ts'
import { readNameAddress } from '../../src/sip/grammar/name-address.ts'
import { readUri } from '../../src/sip/grammar/uri.ts'
import { parseSip } from '../../src/sip/message/parse.ts'
import type { SipView } from '../../src/sip/message/sip-view.ts'
import type { Peer } from '../../src/sip/transaction/peer.ts'
import { bytesOf } from './texts.ts'
import { description } from './two-sides.ts'

/** Where the test itself speaks from. */
const PEER: Peer = { transport: 'udp', address: '192.0.2.9', port: 5060 }

/** A description that offers, or answers with, one stream. */
export const SDP =
  'v=0\r\no=- 1 1 IN IP4 192.0.2.9\r\ns=-\r\nc=IN IP4 192.0.2.9\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0\r\na=sendrecv\r\n'

/** One agent, whose other side is the test: messages as text go in, what the agent sends and tells comes out. */
export class OneAgent {
  readonly agent: CallAgent
  /** All that the agent told its host. */
  readonly told: CallEvent[] = []
  nowMs = 0

  constructor(options: Partial<CallAgentOptions> = {}) {
    let serial = 0
    this.agent = new CallAgent({
      sentBy: () => ({ host: '192.0.2.1', port: 5060 }),
      token: () => `t${(serial += 1)}`,
      contact: () => readNameAddress('<sip:host@192.0.2.1>')!,
      ...options,
    })
  }

  /** A message comes; returns what is sent at once. */
  receive(lines: readonly string[], body: string = ''): SipView[] {
    const head = lines.filter((line) => !line.startsWith('Content-Length'))
    if (body !== '') head.push('Content-Type: application/sdp')
    this.agent.receive(bytesOf([...head, `Content-Length: ${body.length}`], body), PEER, this.nowMs)
    return this.sent()
  }

  /** What was sent since it was asked for last. */
  sent(): SipView[] {
    const views: SipView[] = []
    for (let event = this.agent.read(); event !== undefined; event = this.agent.read()) {
      if (event.kind !== 'send') this.told.push(event)
      else {
        const view = parseSip(event.bytes)
        if (typeof view === 'string') throw new Error(view)
        views.push(view)
      }
    }
    return views
  }

  /** Lets time pass; returns what is sent meanwhile. */
  advance(byMs: number): SipView[] {
    this.nowMs += byMs
    this.agent.advance(this.nowMs)
    return this.sent()
  }

  /** The agent calls the test; returns its INVITE and the number of the call. */
  invite(): { readonly invite: SipView; readonly call: number } {
    const call = this.agent.invite(
      {
        target: readUri('sip:bob@192.0.2.9')!,
        from: readNameAddress('<sip:host@192.0.2.1>')!,
        to: readNameAddress('<sip:bob@192.0.2.9>')!,
        peer: PEER,
        offer: description(10_000),
      },
      this.nowMs,
    )
    return { invite: this.sent()[0]!, call }
  }

  /** The last call that came. */
  get incoming(): number {
    const event = this.told.findLast(({ kind }) => kind === 'incoming')
    if (event?.kind !== 'incoming') throw new Error('nobody called')
    return event.call
  }
}

/** Statuses of responses, methods of requests. */
export function names(views: readonly SipView[]): (number | string)[] {
  return views.map((view) => (view.status > 0 ? view.status : view.method))
}

/** A response to a request of the agent, from the callee with that tag. */
export function responseLines(request: SipView, status: number, tag: string, more: readonly string[] = []): string[] {
  return [
    `SIP/2.0 ${status} Whatever`,
    `Via: ${request.header('Via')}`,
    `From: ${request.header('From')}`,
    `To: <sip:bob@192.0.2.9>;tag=${tag}`,
    `Call-ID: ${request.callId}`,
    `CSeq: ${request.header('CSeq')}`,
    `Contact: <sip:${tag}@192.0.2.9>`,
    ...more,
  ]
}
