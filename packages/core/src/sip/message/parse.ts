import { DIGIT, SPACE, TOKEN, allOf, isOf, readNumber } from '../grammar/characters.ts'
import { headerNumber, headerNumberIn } from './header-name.ts'
import { DEFAULT_LIMITS, type SipLimits } from './limits.ts'
import { PLACE_FIELDS, SipView, type StartLine } from './sip-view.ts'

/**
 * Why bytes are no message: `end` the head does not end, `start` no request or status line, `version` not SIP/2.0, `header` a line that
 * is no header, `limit` more than the limits allow, `length` a Content-Length that is malformed, contradicted or more than there is.
 */
export type SipFault = 'end' | 'start' | 'version' | 'header' | 'limit' | 'length'

const CR = 0x0d
const LF = 0x0a
const COLON = 0x3a
const CONTENT_LENGTH = headerNumber('Content-Length')

/**
 * Reads one message that fills a datagram or a frame. Total: no bytes make it throw; O(length), no backtracking. Blank lines before the start
 * line are skipped and lines may end in LF alone (RFC 3261 §7.5, and in practice).
 *
 * @returns the message, or why there is none
 */
export function parseSip(bytes: Uint8Array, limits: SipLimits = DEFAULT_LIMITS): SipView | SipFault {
  let from = 0
  while (from < bytes.length && (bytes[from] === CR || bytes[from] === LF)) from += 1
  const headEnd = endOfHead(bytes, from, limits.headBytes)
  if (headEnd < 0) return bytes.length - from > limits.headBytes ? 'limit' : 'end'
  const head = textOf(bytes, from, headEnd)
  const places: number[] = []
  const firstEnd = head.indexOf('\n')
  const start = readStartLine(withoutCr(head, 0, firstEnd < 0 ? head.length : firstEnd))
  if (typeof start === 'string') return start
  const fault = firstEnd < 0 ? undefined : placeHeaders(head, firstEnd + 1, places, limits.headers)
  if (fault !== undefined) return fault
  const length = contentLength(head, places)
  const present = bytes.length - headEnd
  if (length === 'length' || (length ?? 0) > present) return 'length'
  const bodyBytes = length ?? present
  if (bodyBytes > limits.bodyBytes) return 'limit'
  return new SipView(start, head, places, bytes.subarray(headEnd, headEnd + bodyBytes))
}

/**
 * One past the blank line that ends the head, an index into `bytes`; −1 when there is none within `limit` bytes.
 */
export function endOfHead(bytes: Uint8Array, from: number, limit: number): number {
  const to = Math.min(bytes.length, from + limit)
  let at = bytes.indexOf(LF, from)
  while (at >= 0 && at < to) {
    const next = at + 1
    if (bytes[next] === LF) return next + 1
    if (bytes[next] === CR && bytes[next + 1] === LF) return next + 2
    at = bytes.indexOf(LF, next)
  }
  return -1
}

/** Content-Length by its header lines: `undefined` without one, `length` when it is malformed or two differ. */
export function contentLength(head: string, places: readonly number[]): number | undefined | 'length' {
  let length: number | undefined
  for (let at = 0; at < places.length; at += PLACE_FIELDS) {
    if (places[at] !== CONTENT_LENGTH) continue
    const here = readNumber(head.slice(places[at + 3], places[at + 4]), 0x7fff_ffff)
    if (here === undefined || (length !== undefined && length !== here)) return 'length'
    length = here
  }
  return length
}

/** Writes down where each header stands. Returns why they are none, if so. */
export function placeHeaders(head: string, from: number, places: number[], limit: number): SipFault | undefined {
  let at = from
  while (at < head.length) {
    let end = head.indexOf('\n', at)
    if (end < 0) end = head.length
    // A line that starts with white space goes on with the one before. RFC 3261 §7.3.1
    while (end + 1 < head.length && isOf(head.charCodeAt(end + 1), SPACE)) {
      const further = head.indexOf('\n', end + 1)
      end = further < 0 ? head.length : further
    }
    let to = end
    if (head.charCodeAt(to - 1) === CR) to -= 1
    if (to <= at) break
    if (places.length >= limit * PLACE_FIELDS) return 'limit'
    const fault = placeHeader(head, at, to, places)
    if (fault !== undefined) return fault
    at = end + 1
  }
  return undefined
}

function placeHeader(head: string, from: number, to: number, places: number[]): SipFault | undefined {
  let nameEnd = from
  while (nameEnd < to && isOf(head.charCodeAt(nameEnd), TOKEN)) nameEnd += 1
  let colon = nameEnd
  while (colon < to && isOf(head.charCodeAt(colon), SPACE)) colon += 1
  if (nameEnd === from || head.charCodeAt(colon) !== COLON) return 'header'
  let valueFrom = colon + 1
  let valueTo = to
  while (valueFrom < valueTo && isOf(head.charCodeAt(valueFrom), SPACE)) valueFrom += 1
  while (valueTo > valueFrom && isOf(head.charCodeAt(valueTo - 1), SPACE)) valueTo -= 1
  places.push(headerNumberIn(head, from, nameEnd), from, nameEnd, valueFrom, valueTo)
  return undefined
}

function readStartLine(line: string): StartLine | 'start' | 'version' {
  const first = line.indexOf(' ')
  if (first <= 0) return 'start'
  if (line.charCodeAt(3) === 0x2f && line.slice(0, 4).toUpperCase() === 'SIP/') return readStatusLine(line, first)
  const last = line.lastIndexOf(' ')
  const method = line.slice(0, first)
  const uri = line.slice(first + 1, last)
  if (last === first || !allOf(method, TOKEN) || uri === '' || /\s/.test(uri)) return 'start'
  return line.slice(last + 1).toUpperCase() === 'SIP/2.0' ? { kind: 'request', method, uri } : 'version'
}

function readStatusLine(line: string, first: number): StartLine | 'start' | 'version' {
  if (line.slice(0, first).toUpperCase() !== 'SIP/2.0') return 'version'
  const code = line.slice(first + 1, first + 4)
  const after = line.charCodeAt(first + 4)
  if (code.length !== 3 || !allOf(code, DIGIT) || !(Number.isNaN(after) || after === 0x20)) return 'start'
  const status = Number(code)
  return status < 100 || status > 699 ? 'start' : { kind: 'response', status, reason: line.slice(first + 5) }
}

function withoutCr(text: string, from: number, to: number): string {
  return text.slice(from, text.charCodeAt(to - 1) === CR ? to - 1 : to)
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function textOf(bytes: Uint8Array, from: number, to: number): string {
  return decoder.decode(bytes.subarray(from, to))
}
