import { type SipFault, readHead } from './head.ts'
import { DEFAULT_LIMITS, type SipLimits } from './limits.ts'
import { SipView } from './sip-view.ts'

const CR = 0x0d
const LF = 0x0a

/**
 * Reads one message that fills a datagram or a frame. Total: no bytes make it throw; O(length), no backtracking. Blank lines before the start
 * line are skipped and lines may end in LF alone (RFC 3261 §7.5, and in practice).
 *
 * @returns the message, or why there is none
 */
export function parseSip(bytes: Uint8Array, limits: SipLimits = DEFAULT_LIMITS): SipView | SipFault {
  let from = 0
  while (from < bytes.length && (bytes[from] === CR || bytes[from] === LF)) from += 1
  const head = readHead(bytes, from, limits)
  if (typeof head === 'string') return head
  const present = bytes.length - head.end
  const bodyBytes = head.bodyBytes ?? present
  if (bodyBytes > present) return 'length'
  if (bodyBytes > limits.bodyBytes) return 'limit'
  return new SipView(head.start, head.text, head.places, bytes.subarray(head.end, head.end + bodyBytes))
}
