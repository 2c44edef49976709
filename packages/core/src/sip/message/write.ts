import { TOKEN, allOf } from '../grammar/characters.ts'
import { StrowgerError } from '../../error/strowger-error.ts'
import { type KnownHeader, startOfLine } from './header-name.ts'
import type { StartLine } from './sip-view.ts'
import { bytesOfText } from './text-bytes.ts'

/** A header to be sent. */
export type HeaderLine = readonly [name: KnownHeader | (string & {}), value: string]

/** A message to be sent. Content-Length is added by the writer. */
export interface SipMessage {
  readonly start: StartLine
  readonly headers: readonly HeaderLine[]
  readonly body?: string | Uint8Array | undefined
}

/**
 * The bytes of a message.
 *
 * @throws StrowgerError `invalid-option` for a name that is no token, and for a line break in a name, value or start line: a
 *   value from outside must not become a header of its own
 */
export function writeSip({ start, headers, body = '' }: SipMessage): Uint8Array {
  let head = startText(start)
  for (let at = 0; at < headers.length; at += 1) {
    const line = headers[at]!
    head += (startOfLine(line[0]) ?? startOfOther(line[0])) + oneLine(line[0], line[1])
  }
  head += '\r\nContent-Length: '
  if (typeof body !== 'string') return withBody(head, body)
  // Of a body in ASCII, as nearly all are, the length is known before it is encoded: head and body are encoded at once.
  const text = `${head}${body.length}\r\n\r\n${body}`
  const bytes = bytesOfText(text)
  return bytes.length === text.length ? bytes : withBody(head, bytesOfText(body))
}

function startOfOther(name: string): string {
  if (!allOf(name, TOKEN)) throw new StrowgerError('invalid-option', 'headers', name, 'a name is a token')
  return `\r\n${name}: `
}

function withBody(head: string, body: Uint8Array): Uint8Array {
  const headBytes = bytesOfText(`${head}${body.length}\r\n\r\n`)
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
