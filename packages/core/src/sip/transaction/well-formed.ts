import type { SipView } from '../message/sip-view.ts'

/** What a request lacks to be answered as more than a bad one; `undefined` when nothing. RFC 3261 §8.1.1 */
export function whatIsMissing(request: SipView): string | undefined {
  if (request.callId === '') return 'Missing Call-ID'
  if (request.from === undefined) return 'Bad From'
  if (request.to === undefined) return 'Bad To'
  if (request.cseq === undefined) return 'Bad CSeq'
  return request.cseq.method === request.method ? undefined : 'CSeq Method Mismatch'
}
