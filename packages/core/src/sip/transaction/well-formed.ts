import type { SipView } from '../message/sip-view.ts'

const SINGLE = ['Call-ID', 'From', 'To', 'CSeq', 'Max-Forwards'] as const

/** What a request lacks to be answered as more than a bad one; `undefined` when nothing. RFC 3261 §8.1.1 */
export function whatIsMissing(request: SipView): string | undefined {
  if (request.callId === '') return 'Missing Call-ID'
  if (request.from === undefined) return 'Bad From'
  if (request.to === undefined) return 'Bad To'
  if (request.cseq === undefined) return 'Bad CSeq'
  // Of two, another element may have read the other. RFC 4475 §3.3.8
  for (const name of SINGLE) if (request.count(name) > 1) return `Multiple ${name}`
  return request.cseq.method === request.method ? undefined : 'CSeq Method Mismatch'
}
