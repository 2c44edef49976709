import { TOKEN, isOf, isSpelt, skipSpace, sliceTrimmed } from './characters.ts'
import { type HostPort, readHostPort, writeHostPort } from './host-port.ts'
import { type Parameters, readParameters, writeParameters } from './parameters.ts'

/** What every branch of RFC 3261 begins with; others are of RFC 2543. RFC 3261 §8.1.1.7 */
export const BRANCH_COOKIE = 'z9hG4bK'

const USUAL = new Set(['UDP', 'TCP', 'TLS', 'WS', 'WSS'])

/** One hop of a request. RFC 3261 §20.42 */
export interface Via extends HostPort {
  /** Upper case: `UDP`, `TCP`, `TLS`, `WS`, `WSS`. */
  readonly transport: string
  /** Empty when there is none. */
  readonly branch: string
  readonly parameters: Parameters
}

/** Reads one value of Via; `undefined` when it is malformed. Total, O(length). */
export function readVia(text: string): Via | undefined {
  const semicolon = text.indexOf(';')
  const to = semicolon < 0 ? text.length : semicolon
  const version = afterWord(text, skipSpace(text, 0, to), 'sip', to)
  const number = version < 0 ? -1 : afterWord(text, version, '2.0', to)
  if (number < 0) return undefined
  let end = number
  while (end < to && isOf(text.charCodeAt(end), TOKEN)) end += 1
  // The address is set off by at least one space.
  const hostFrom = skipSpace(text, end, to)
  if (end === number || hostFrom === end) return undefined
  const sentBy = readHostPort(sliceTrimmed(text, hostFrom, to))
  const parameters = readParameters(semicolon < 0 ? '' : text.slice(semicolon + 1))
  if (sentBy === undefined || parameters === undefined) return undefined
  const transport = text.slice(number, end)
  return {
    transport: USUAL.has(transport) ? transport : transport.toUpperCase(),
    host: sentBy.host,
    port: sentBy.port,
    branch: parameters.get('branch') ?? '',
    parameters,
  }
}

/** Where to go on after `word` in lower case and a slash, with spaces around it; −1 when they are not at `from`. */
function afterWord(text: string, from: number, word: string, to: number): number {
  const end = from + word.length
  if (end > to || !isSpelt(text, from, word)) return -1
  const slash = skipSpace(text, end, to)
  return text.charCodeAt(slash) === 0x2f ? skipSpace(text, slash + 1, to) : -1
}

/** The value as it stands in a message. */
export function writeVia(via: Via): string {
  return `SIP/2.0/${via.transport} ${writeHostPort(via)}${writeParameters(via.parameters)}`
}
