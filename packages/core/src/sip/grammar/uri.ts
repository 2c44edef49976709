import { ALPHANUMERIC, HEX, USER, allOf, isOf, isSpelt } from './characters.ts'
import { type HostPort, readHostPort, writeHostPort } from './host-port.ts'
import { type Parameters, readParameters } from './parameters.ts'

/** A `sip:` or `sips:` URI. RFC 3261 §19.1 */
export interface SipUri extends HostPort {
  readonly scheme: 'sip' | 'sips'
  /** User part with escapes resolved; `undefined` when there is none. */
  readonly user: string | undefined
  /** Password: seldom there, never used. */
  readonly password: string | undefined
  readonly parameters: Parameters
  /** What stands after `?`, as it came: header fields for a request that is made of the URI. */
  readonly headers: string
}

/** A telephone number. RFC 3966 */
export interface TelUri {
  readonly scheme: 'tel'
  /** Digits with a leading `+` where global; visual separators taken out. */
  readonly number: string
  readonly parameters: Parameters
}

/** A URI of another scheme, as it came. */
export interface OtherUri {
  readonly scheme: 'other'
  readonly text: string
}

/** Any URI. */
export type Uri = SipUri | TelUri | OtherUri

/** Reads a URI; `undefined` when it is malformed. Total, O(length). */
export function readUri(text: string): Uri | undefined {
  const colon = text.indexOf(':')
  if (colon <= 0) return undefined
  if (colon === 3 && isSpelt(text, 0, 'sip')) return readSipUri('sip', text.slice(4))
  const scheme = text.slice(0, colon).toLowerCase()
  const rest = text.slice(colon + 1)
  if (scheme === 'sips') return readSipUri(scheme, rest)
  if (scheme === 'tel') return readTelUri(rest)
  return /^[a-z][\da-z+.-]*$/.test(scheme) && !/[\s<>"]/.test(rest) ? { scheme: 'other', text } : undefined
}

/** The URI as it stands in a message. The opposite of {@link readUri}, but for letter case and needless escapes. */
export function writeUri(uri: Uri): string {
  if (uri.scheme === 'other') return uri.text
  if (uri.scheme === 'tel') return `tel:${uri.number}${writeUriParameters(uri.parameters)}`
  const password = uri.password === undefined ? '' : `:${uri.password}`
  const user = uri.user === undefined ? '' : `${escaped(uri.user)}${password}@`
  const headers = uri.headers === '' ? '' : `?${uri.headers}`
  return `${uri.scheme}:${user}${writeHostPort(uri)}${writeUriParameters(uri.parameters)}${headers}`
}

function readSipUri(scheme: 'sip' | 'sips', rest: string): SipUri | undefined {
  // A `?` or `;` may stand in the user part, so the host is looked for behind the `@`.
  const at = rest.lastIndexOf('@', hostSearchEnd(rest))
  const userInfo = at < 0 ? undefined : rest.slice(0, at)
  let tail = at < 0 ? rest : rest.slice(at + 1)
  const question = tail.indexOf('?')
  const headers = question < 0 ? '' : tail.slice(question + 1)
  if (question >= 0) tail = tail.slice(0, question)
  const semicolon = tail.indexOf(';')
  const parameters = readParameters(semicolon < 0 ? '' : tail.slice(semicolon + 1))
  const where = readHostPort(semicolon < 0 ? tail : tail.slice(0, semicolon))
  if (where === undefined || parameters === undefined) return undefined
  if (userInfo === undefined) {
    return { scheme, user: undefined, password: undefined, host: where.host, port: where.port, parameters, headers }
  }
  const colon = userInfo.indexOf(':')
  const user = unescaped(colon < 0 ? userInfo : userInfo.slice(0, colon))
  if (user === undefined || user === '') return undefined
  const password = colon < 0 ? undefined : userInfo.slice(colon + 1)
  return { scheme, user, password, host: where.host, port: where.port, parameters, headers }
}

/** Headers after `?` may hold an `@` (escaped by rights, often not): the last `@` before the `?` behind the host counts. */
function hostSearchEnd(rest: string): number {
  const first = rest.indexOf('@')
  const question = rest.indexOf('?', first + 1)
  return question < 0 ? rest.length : question
}

function readTelUri(rest: string): TelUri | undefined {
  const semicolon = rest.indexOf(';')
  const digits = (semicolon < 0 ? rest : rest.slice(0, semicolon)).replaceAll(/[-.()]/g, '')
  const parameters = readParameters(semicolon < 0 ? '' : rest.slice(semicolon + 1))
  return parameters !== undefined && /^\+?[\da-fA-F*#]{1,40}$/.test(digits)
    ? { scheme: 'tel', number: digits, parameters }
    : undefined
}

/** Escapes resolved as UTF-8; `undefined` when one is broken or a character may not stand there. */
function unescaped(text: string): string | undefined {
  if (allOf(text, ALPHANUMERIC)) return text
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    if (code === 0x25) {
      if (!isOf(text.charCodeAt(i + 1), HEX) || !isOf(text.charCodeAt(i + 2), HEX)) return undefined
      i += 2
    } else if (!isOf(code, USER) && code !== 0x23) return undefined
  }
  try {
    return decodeURIComponent(text)
  } catch {
    // Bytes that are no UTF-8 are kept as they came.
    return text
  }
}

function escaped(user: string): string {
  return encodeURIComponent(user).replaceAll(/%(?:2[46BC]|3[BDF]|2F)/g, (hex) => decodeURIComponent(hex))
}

// Parameters of a URI are never quoted: what is no URI character is escaped.
function writeUriParameters(parameters: Parameters): string {
  let text = ''
  for (const [name, value] of parameters) {
    text +=
      value === undefined ? `;${name}` : `;${name}=${value.replaceAll(/[^\w!$&'()*+./:[\]~%-]/g, encodeURIComponent)}`
  }
  return text
}
