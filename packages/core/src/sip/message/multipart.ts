import { isSpelt, sliceTrimmed } from '../grammar/characters.ts'
import { readParameters } from '../grammar/parameters.ts'
import { readHeaders } from './head.ts'
import { HeaderView } from './header-view.ts'
import { DEFAULT_LIMITS } from './limits.ts'

const CR = 0x0d
const LF = 0x0a
const DASH = 0x2d

/** More parts, or parts within parts within parts, are passed over: what one message can make this side do is bounded. */
const MAX_PARTS = 16
const MAX_DEPTH = 3
/** RFC 2046 §5.1.1 */
const MAX_BOUNDARY = 70

/** Type of a body in lower case without parameters (`application/sdp`); empty where none is named. */
export function bodyType(view: HeaderView): string {
  const value = view.header('Content-Type') ?? ''
  const semicolon = value.indexOf(';')
  return sliceTrimmed(value, 0, semicolon < 0 ? value.length : semicolon).toLowerCase()
}

/** The parts of a body, in order; none where it is not `multipart/…` or its boundary is malformed. RFC 2046 §5.1. Total, O(length). */
export function bodyParts(view: HeaderView): HeaderView[] {
  const boundary = boundaryOf(view)
  if (boundary === undefined) return []
  const parts: HeaderView[] = []
  let from = -1
  let line = 0
  while (line < view.body.length && parts.length < MAX_PARTS) {
    const after = afterBoundary(view.body, line, boundary)
    if (after >= 0) {
      if (from >= 0) addPart(view.body, from, line, parts)
      const next = view.body.indexOf(LF, after)
      // Two dashes close the last part; what follows is nobody's.
      if (next < 0 || (view.body[after] === DASH && view.body[after + 1] === DASH)) return parts
      from = next + 1
      line = from
    } else {
      const next = view.body.indexOf(LF, line)
      if (next < 0) return parts
      line = next + 1
    }
  }
  return parts
}

/** The body of a type, or the first part of that type at any depth that is allowed; `undefined` when there is none. RFC 5621 §3.1 */
export function bodyOfType(view: HeaderView, type: string, depth: number = 0): Uint8Array | undefined {
  if (bodyType(view) === type) return view.body
  if (depth === MAX_DEPTH) return undefined
  for (const part of bodyParts(view)) {
    const found = bodyOfType(part, type, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

function boundaryOf(view: HeaderView): string | undefined {
  const value = view.header('Content-Type') ?? ''
  const semicolon = value.indexOf(';')
  if (semicolon < 0 || !isSpelt(value, 0, 'multipart/')) return undefined
  const boundary = readParameters(value.slice(semicolon + 1))?.get('boundary')
  return boundary === undefined || boundary === '' || boundary.length > MAX_BOUNDARY ? undefined : boundary
}

/** Index after `--boundary` when the line that begins at `at` begins with it, else −1. */
function afterBoundary(bytes: Uint8Array, at: number, boundary: string): number {
  if (bytes[at] !== DASH || bytes[at + 1] !== DASH) return -1
  for (let i = 0; i < boundary.length; i += 1) if (bytes[at + 2 + i] !== boundary.charCodeAt(i)) return -1
  return at + 2 + boundary.length
}

/** The part `bytes[from … to)`, the line end before the boundary not being of it. */
function addPart(bytes: Uint8Array, from: number, to: number, parts: HeaderView[]): void {
  const end = to - (bytes[to - 2] === CR ? 2 : 1)
  const headers = readHeaders(bytes.subarray(0, to), from, DEFAULT_LIMITS)
  if (headers === undefined) return
  parts.push(new HeaderView(headers.text, headers.places, bytes.subarray(headers.end, Math.max(headers.end, end))))
}
