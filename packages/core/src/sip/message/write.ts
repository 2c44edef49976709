import { TOKEN, allOf } from '../grammar/characters.ts'
import { StrowgerError } from '../../error/strowger-error.ts'
import type { KnownHeader } from './header-name.ts'
import type { StartLine } from './sip-view.ts'

/** A header to be sent. */
export type HeaderLine = readonly [name: KnownHeader | (string & {}), value: string]

/** A message to be sent. Content-Length is added by the writer. */
export interface SipMessage {
  readonly start: StartLine
  readonly headers: readonly HeaderLine[]
  readonly body?: string | Uint8Array | undefined
}

const encoder = new TextEncoder()
const NO_BODY = new Uint8Array(0)

/**
 * The bytes of a message.
 *
 * @throws StrowgerError `invalid-option` for a name that is no token, and for a line break in a name, value or start line: a
 *   value from outside must not become a header of its own
 */
export function writeSip(message: SipMessage): Uint8Array {
  const body = typeof message.body === 'string' ? encoder.encode(message.body) : (message.body ?? NO_BODY)
  let head = `${startText(message.start)}\r\n`
  for (const [name, value] of message.headers) {
    if (!allOf(name, TOKEN)) throw new StrowgerError('invalid-option', 'headers', name, 'a name is a token')
    head += `${name}: ${oneLine(name, value)}\r\n`
  }
  head += `Content-Length: ${body.length}\r\n\r\n`
  const headBytes = encoder.encode(head)
  if (body.length === 0) return headBytes
  const bytes = new Uint8Array(headBytes.length + body.length)
  bytes.set(headBytes)
  bytes.set(body, headBytes.length)
  return bytes
}

function startText(start: StartLine): string {
  if (start.kind === 'response') return `SIP/2.0 ${start.status} ${oneLine('reason', start.reason)}`
  if (!allOf(start.method, TOKEN)) {
    throw new StrowgerError('invalid-option', 'start.method', start.method, 'a method is a token')
  }
  if (/\s/.test(start.uri) || start.uri === '') {
    throw new StrowgerError('invalid-option', 'start.uri', start.uri, 'a URI without spaces')
  }
  return `${start.method} ${start.uri} SIP/2.0`
}

function oneLine(path: string, value: string): string {
  if (value.includes('\r') || value.includes('\n')) {
    throw new StrowgerError('invalid-option', `headers.${path}`, value, 'a value without line breaks')
  }
  return value
}
