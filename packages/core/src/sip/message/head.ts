import { DIGIT, SPACE, TOKEN, allOf, isOf, isSpelt, readNumber, sliceTrimmed } from '../grammar/characters.ts'
import { headerKey, isHeader, spellingsOf } from './header-name.ts'
import type { SipLimits } from './limits.ts'
import { PLACE_FIELDS } from './header-view.ts'
import type { StartLine } from './sip-view.ts'

/**
 * Why bytes are no message: `end` the head does not end, `start` no request or status line, `version` not SIP/2.0, `header` a line that
 * is no header, `limit` more than the limits allow, `length` a Content-Length that is malformed, contradicted or more than there is.
 */
export type SipFault = 'end' | 'start' | 'version' | 'header' | 'limit' | 'length'

/** Start line and headers, where they stand; values are not read yet. */
export interface Head {
  readonly start: StartLine
  /** Text that begins with the head. */
  readonly text: string
  /** {@link PLACE_FIELDS} numbers for each header line. */
  readonly places: readonly number[]
  /** One past the blank line, an index into the bytes. */
  readonly end: number
  /** Content-Length; `undefined` without one. */
  readonly bodyBytes: number | undefined
}

const CR = 0x0d
const LF = 0x0a
const COLON = 0x3a
const CONTENT_LENGTH = spellingsOf('Content-Length')
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Where the headers of the head that is being read stand; copied when it is done. */
const scratch: number[] = []
let placed = 0

/** Reads the head that begins at `from`, which is no line end. Total, O(length), one pass. Lines may end in LF alone. */
export function readHead(bytes: Uint8Array, from: number, limits: SipLimits): Head | SipFault {
  const to = Math.min(bytes.length, from + limits.headBytes)
  let text = decoder.decode(from === 0 && to === bytes.length ? bytes : bytes.subarray(from, to))
  // Places in the text are places in the bytes when each character is one byte, as in nearly all messages.
  let end = text.length === to - from ? 0 : endOfHead(bytes, from, to)
  if (end > 0) text = decoder.decode(bytes.subarray(from, end))
  const firstEnd = text.indexOf('\n')
  if (end < 0 || firstEnd < 0) return missingEnd(bytes, from, limits)
  const start = readStartLine(text, text.charCodeAt(firstEnd - 1) === CR ? firstEnd - 1 : firstEnd)
  if (typeof start === 'string') return start
  const headTo = placeHeaders(text, firstEnd + 1, limits.headers)
  if (headTo === 'end') return missingEnd(bytes, from, limits)
  if (typeof headTo === 'string') return headTo
  const places = scratch.slice(0, placed)
  const bodyBytes = contentLength(text, places)
  if (end === 0) end = from + headTo
  return bodyBytes === 'length' ? 'length' : { start, text, places, end, bodyBytes }
}

/** Headers without a start line. */
export type Headers = Pick<Head, 'text' | 'places' | 'end'>

/** Reads the headers of a body's part, which begin at `from`; `undefined` when they are none, or do not end. Total, O(length). */
export function readHeaders(bytes: Uint8Array, from: number, limits: SipLimits): Headers | undefined {
  // A part without headers begins with the blank line.
  const blank = bytes[from] === CR && bytes[from + 1] === LF ? from + 2 : bytes[from] === LF ? from + 1 : -1
  const end = blank < 0 ? endOfHead(bytes, from, Math.min(bytes.length, from + limits.headBytes)) : blank
  if (end < 0) return undefined
  const text = decoder.decode(bytes.subarray(from, end))
  const headTo = placeHeaders(text, 0, limits.headers)
  return typeof headTo === 'string' ? undefined : { text, places: scratch.slice(0, placed), end }
}

/** One past the blank line that ends the head, an index into `bytes`; −1 when there is none before `to`. */
export function endOfHead(bytes: Uint8Array, from: number, to: number): number {
  for (let at = from; at < to; at += 1) {
    if (bytes[at] !== LF) continue
    if (bytes[at + 1] === LF && at + 2 <= to) return at + 2
    if (bytes[at + 1] === CR && bytes[at + 2] === LF && at + 3 <= to) return at + 3
  }
  return -1
}

function missingEnd(bytes: Uint8Array, from: number, limits: SipLimits): SipFault {
  return bytes.length - from > limits.headBytes ? 'limit' : 'end'
}

/** Content-Length by its header lines: `undefined` without one, `length` when it is malformed or two differ. */
function contentLength(text: string, places: readonly number[]): number | undefined | 'length' {
  let length: number | undefined
  for (let at = 0; at < places.length; at += PLACE_FIELDS) {
    const from = places[at + 1]!
    const key = places[at]!
    if (!isHeader(text, from, key, CONTENT_LENGTH)) continue
    const here = readNumber(valueAt(text, from, places[at + 2]!), 0x7fff_ffff)
    if (here === undefined || (length !== undefined && length !== here)) return 'length'
    length = here
  }
  return length
}

/** The value of the header line `text[from … to)`, trimmed, still folded where it was. */
export function valueAt(text: string, from: number, to: number): string {
  // A name holds no colon, so that the first ends it.
  return sliceTrimmed(text, text.indexOf(':', from) + 1, to)
}

/** Writes down where each header stands, up to the blank line. Returns one past that, or why there is none. */
function placeHeaders(text: string, from: number, limit: number): number | 'end' | 'header' | 'limit' {
  const most = limit * PLACE_FIELDS
  let at = from
  placed = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === LF) return at + 1
    if (code === CR && text.charCodeAt(at + 1) === LF) return at + 2
    let end = text.indexOf('\n', at)
    // A line that starts with white space goes on with the one before. RFC 3261 §7.3.1
    while (end >= 0 && isOf(text.charCodeAt(end + 1), SPACE)) end = text.indexOf('\n', end + 1)
    if (end < 0) return 'end'
    if (placed >= most) return 'limit'
    let nameEnd = at
    while (isOf(text.charCodeAt(nameEnd), TOKEN)) nameEnd += 1
    let colon = nameEnd
    while (isOf(text.charCodeAt(colon), SPACE)) colon += 1
    if (nameEnd === at || text.charCodeAt(colon) !== COLON) return 'header'
    scratch[placed] = headerKey(nameEnd - at, code)
    scratch[placed + 1] = at
    scratch[placed + 2] = end
    placed += PLACE_FIELDS
    at = end + 1
  }
  return 'end'
}

/** The line `text[0 … to)`: three words, a space between each two, of a request; version, status and reason of a response. */
function readStartLine(text: string, to: number): StartLine | 'start' | 'version' {
  const first = text.indexOf(' ')
  if (first <= 0 || first >= to) return 'start'
  if (text.charCodeAt(3) === 0x2f && isSpelt(text, 0, 'sip/')) return readStatusLine(text, first, to)
  let last = first + 1
  while (last < to && isVisible(text.charCodeAt(last))) last += 1
  if (last === first + 1 || text.charCodeAt(last) !== 0x20 || !allOf(text, TOKEN, 0, first)) return 'start'
  for (let at = last + 1; at < to; at += 1) if (!isVisible(text.charCodeAt(at))) return 'start'
  if (!isVersion(text, last + 1, to)) return 'version'
  return { kind: 'request', method: text.slice(0, first), uri: text.slice(first + 1, last) }
}

function readStatusLine(text: string, first: number, to: number): StartLine | 'start' | 'version' {
  if (!isVersion(text, 0, first)) return 'version'
  const code = text.slice(first + 1, Math.min(first + 4, to))
  const isEnded = first + 4 >= to || text.charCodeAt(first + 4) === 0x20
  if (code.length !== 3 || !allOf(code, DIGIT) || !isEnded) return 'start'
  const status = Number(code)
  return status < 100 || status > 699
    ? 'start'
    : { kind: 'response', status, reason: text.slice(Math.min(first + 5, to), to) }
}

function isVersion(text: string, from: number, to: number): boolean {
  return to - from === 7 && isSpelt(text, from, 'sip/2.0')
}

function isVisible(code: number): boolean {
  return code > 0x20 && code !== 0x7f
}
