import type { SipView } from '../message/sip-view.ts'
import type { SipReply } from '../transaction/respond.ts'
import type { CallAgentOptions } from './options.ts'

/** Extensions that the stack understands. */
const UNDERSTOOD = new Set(['100rel', 'timer', 'replaces'])

/** Why a request, inside of a call or not, is refused before anybody is asked; `undefined` when it is not. RFC 3261 §8.2.2 */
export function refusalOf(request: SipView, { extensions = [], token }: CallAgentOptions): SipReply | undefined {
  const uri = request.requestUri
  // Headers have no place in a request's own URI. RFC 3261 §19.1.5
  if (uri === undefined || ('headers' in uri && uri.headers !== '')) return { status: 400, tag: token() }
  if (uri.scheme === 'other') return { status: 416, tag: token() }
  const unknown = request
    .list('Require')
    .filter((name) => !UNDERSTOOD.has(name.toLowerCase()) && !extensions.includes(name))
  if (unknown.length === 0) return undefined
  return { status: 420, tag: token(), headers: [['Unsupported', unknown.join(', ')]] }
}
