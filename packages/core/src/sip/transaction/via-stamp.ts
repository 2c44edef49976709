import { StrowgerError } from '../../error/strowger-error.ts'
import { BRANCH_COOKIE, writeVia } from '../grammar/via.ts'
import type { HeaderLine, SipMessage } from '../message/write.ts'
import type { SentBy } from './options.ts'
import type { SipTransport } from './peer.ts'

/** A request with the Via of this side. */
export interface StampedRequest {
  readonly method: string
  readonly branch: string
  readonly message: SipMessage
}

const MAX_FORWARDS: HeaderLine = ['Max-Forwards', '70']

/**
 * Puts this side's Via first, asking for the port that the request is seen from (RFC 3581), and Max-Forwards where it is missing.
 *
 * @param token - unguessable, new for each request
 * @throws StrowgerError `invalid-option` when it is a response
 */
export function stampVia(message: SipMessage, transport: SipTransport, sentBy: SentBy, token: string): StampedRequest {
  if (message.start.kind !== 'request') {
    throw new StrowgerError('invalid-option', 'message.start.kind', message.start.kind, 'a request')
  }
  const branch = BRANCH_COOKIE + token
  const parameters = new Map<string, string | undefined>([
    ['branch', branch],
    ['rport', undefined],
  ])
  const { host, port } = sentBy
  const via = writeVia({ transport: transport.toUpperCase(), host, port, branch, parameters })
  const headers: HeaderLine[] = [['Via', via]]
  if (!message.headers.some(([name]) => name === 'Max-Forwards')) headers.push(MAX_FORWARDS)
  headers.push(...message.headers)
  return { method: message.start.method, branch, message: { ...message, headers } }
}
