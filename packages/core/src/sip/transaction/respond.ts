import { type Via, readVia, writeVia } from '../grammar/via.ts'
import { readNameAddress, writeNameAddress } from '../grammar/name-address.ts'
import { firstOfList } from '../grammar/quoted.ts'
import type { SipView } from '../message/sip-view.ts'
import type { HeaderLine, SipMessage } from '../message/write.ts'
import { type Peer, isReliable } from './peer.ts'
import { reasonPhrase } from './reason-phrase.ts'

/** A response of the user, before what the request prescribes is added. */
export interface SipReply {
  readonly status: number
  /** Default: the usual one of the status. */
  readonly reason?: string
  /** Tag of this side's To, for every response but 100. */
  readonly tag?: string
  readonly headers?: readonly HeaderLine[]
  readonly body?: string | Uint8Array
}

/**
 * The response to a request: Via, From, To, Call-ID, CSeq and (for what makes a dialog) Record-Route are copied, and where the
 * request came from is written into its topmost Via. RFC 3261 §8.2.6.2, §18.2.1; RFC 3581 §4
 */
export function responseTo(request: SipView, peer: Peer, reply: SipReply): SipMessage {
  const headers: HeaderLine[] = []
  for (const [at, line] of request.list('Via').entries()) {
    const via = at === 0 ? readVia(line) : undefined
    headers.push(['Via', via === undefined ? line : writeVia(receivedVia(via, peer))])
  }
  if (reply.status > 100 && reply.status < 300) {
    for (const route of request.lines('Record-Route')) headers.push(['Record-Route', route])
  }
  headers.push(['From', request.header('From') ?? ''], ['To', toWithTag(request.header('To') ?? '', reply)])
  headers.push(['Call-ID', request.callId], ['CSeq', request.header('CSeq') ?? ''])
  if (reply.status === 100 && request.header('Timestamp') !== undefined) {
    headers.push(['Timestamp', request.header('Timestamp')!])
  }
  headers.push(...(reply.headers ?? []))
  const reason = reply.reason ?? reasonPhrase(reply.status)
  return { start: { kind: 'response', status: reply.status, reason }, headers, body: reply.body }
}

/** Where a response goes. RFC 3261 §18.2.2, RFC 3581 §4: over the connection, else to the source, at the port that the Via asks for. */
export function responsePeer(request: SipView, peer: Peer): Peer {
  const { via } = request
  if (isReliable(peer.transport) || via === undefined || via.parameters.has('rport')) return peer
  return { ...peer, port: via.port ?? 5060 }
}

function receivedVia(via: Via, peer: Peer): Via {
  const asked = via.parameters.has('rport')
  if (!asked && via.host === peer.address) return via
  const parameters = new Map(via.parameters)
  if (asked) parameters.set('rport', String(peer.port))
  parameters.set('received', peer.address)
  return { ...via, parameters }
}

function toWithTag(value: string, { status, tag }: SipReply): string {
  if (status === 100 || tag === undefined) return value
  const to = readNameAddress(firstOfList(value))
  if (to === undefined || to.parameters.has('tag')) return value
  return writeNameAddress({ ...to, parameters: new Map([...to.parameters, ['tag', tag]]) })
}
