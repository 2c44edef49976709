import { BRANCH_COOKIE } from '../grammar/via.ts'
import { writeHostPort } from '../grammar/host-port.ts'
import type { SipView } from '../message/sip-view.ts'

/** The INVITE that an ACK or a CANCEL belongs to has its key with this method. */
function ownerMethod(method: string): string {
  return method === 'ACK' ? 'INVITE' : method
}

/**
 * What a request and its repetitions have in common, RFC 3261 §17.2.3: branch, sent-by and method; of a sender of RFC 2543
 * the identifying headers instead. `undefined` without a readable Via.
 *
 * @param method - of the transaction looked for; default: that of the request, INVITE for an ACK
 */
export function serverKey(request: SipView, method: string = ownerMethod(request.method)): string | undefined {
  const { via } = request
  if (via === undefined) return undefined
  const sentBy = writeHostPort(via).toLowerCase()
  if (via.branch.startsWith(BRANCH_COOKIE) && via.branch.length > BRANCH_COOKIE.length) {
    return `${via.branch} ${sentBy} ${method}`
  }
  const uri = request.start.kind === 'request' ? request.start.uri : ''
  const tag = request.from?.parameters.get('tag') ?? ''
  return `2543 ${uri} ${request.callId} ${tag} ${request.cseq?.number ?? ''} ${via.branch} ${sentBy} ${method}`
}

/**
 * What an INVITE that begins a dialog has in common with its copies that a proxy sent other ways; `undefined` of all other requests: to answer one
 * of those twice does no harm, and phones are about that ask again with the number they had before. RFC 3261 §8.2.2.2
 */
export function originKey(request: SipView): string | undefined {
  const { method, from, to, callId, cseq } = request
  if (method !== 'INVITE' || to?.parameters.has('tag') === true) return undefined
  return `${callId} ${from?.parameters.get('tag') ?? ''} ${cseq?.number ?? ''}`
}

/** What a request and its responses have in common. RFC 3261 §17.1.3 */
export function clientKey(branch: string, method: string): string {
  return `${branch} ${method}`
}
