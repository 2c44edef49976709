import type { SipView } from '../message/sip-view.ts'
import type { HeaderLine, SipMessage } from '../message/write.ts'

/** The headers that an ACK of a refusal and a CANCEL take over from their INVITE. RFC 3261 §9.1, §17.1.1.3 */
const TAKEN_OVER = new Set(['Max-Forwards', 'Route', 'From', 'Call-ID', 'Authorization', 'Proxy-Authorization'])

/** The ACK of a response other than 2xx: the same branch, and the To of the response. RFC 3261 §17.1.1.3 */
export function acknowledgement(invite: SipMessage, response: SipView): SipMessage {
  const to = response.header('To') ?? headerOf(invite, 'To')
  return derived(invite, 'ACK', to)
}

/** The CANCEL of an INVITE: the same branch. RFC 3261 §9.1 */
export function cancellation(invite: SipMessage): SipMessage {
  return derived(invite, 'CANCEL', headerOf(invite, 'To'))
}

function derived(invite: SipMessage, method: 'ACK' | 'CANCEL', to: string): SipMessage {
  const [via] = invite.headers
  // The transaction layer puts its Via first.
  const headers: HeaderLine[] = [via!]
  for (const header of invite.headers) if (TAKEN_OVER.has(header[0])) headers.push(header)
  const number = headerOf(invite, 'CSeq').split(' ', 1)[0]!
  headers.push(['To', to], ['CSeq', `${number} ${method}`])
  const uri = invite.start.kind === 'request' ? invite.start.uri : ''
  return { start: { kind: 'request', method, uri }, headers }
}

function headerOf(message: SipMessage, name: string): string {
  return message.headers.find(([known]) => known === name)?.[1] ?? ''
}
