import { TOKEN, allOf } from './characters.ts'
import { type HostPort, readHostPort, writeHostPort } from './host-port.ts'
import { type Parameters, readParameters, writeParameters } from './parameters.ts'

/** What every branch of RFC 3261 begins with; others are of RFC 2543. RFC 3261 §8.1.1.7 */
export const BRANCH_COOKIE = 'z9hG4bK'

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
  const head = (semicolon < 0 ? text : text.slice(0, semicolon)).trim()
  const match = /^SIP\s*\/\s*2\.0\s*\/\s*([^\s/]+)\s+(.+)$/i.exec(head)
  if (match === null || !allOf(match[1]!, TOKEN)) return undefined
  const sentBy = readHostPort(match[2]!)
  const parameters = readParameters(semicolon < 0 ? '' : text.slice(semicolon + 1))
  if (sentBy === undefined || parameters === undefined) return undefined
  return { transport: match[1]!.toUpperCase(), ...sentBy, branch: parameters.get('branch') ?? '', parameters }
}

/** The value as it stands in a message. */
export function writeVia(via: Via): string {
  return `SIP/2.0/${via.transport} ${writeHostPort(via)}${writeParameters(via.parameters)}`
}
