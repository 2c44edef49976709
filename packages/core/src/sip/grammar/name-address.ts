import { skipSpace, sliceTrimmed } from './characters.ts'
import { NO_PARAMETERS, type Parameters, readParameters, writeParameters } from './parameters.ts'
import { endOfQuoted, quoted, unquoted } from './quoted.ts'
import { type Uri, readUri, writeUri } from './uri.ts'

/** The value of From, To, Contact, Route, Refer-To and their like. RFC 3261 §20.10 */
export interface NameAddress {
  /** Display name, escapes resolved; empty when there is none. */
  readonly name: string
  readonly uri: Uri
  /** Parameters of the header (`tag`, `expires`, `q`), not of the URI. */
  readonly parameters: Parameters
}

/**
 * Reads `"Name" <uri>;parameters`, `Name <uri>`, `<uri>` or a bare `uri;parameters`, where what follows `;` belongs to the header
 * (RFC 3261 §20). `undefined` when it is malformed. Total, O(length).
 */
export function readNameAddress(text: string): NameAddress | undefined {
  let at = skipSpace(text, 0)
  let name = ''
  if (text.charCodeAt(at) === 0x22) {
    const end = endOfQuoted(text, at)
    if (end < 0) return undefined
    name = unquoted(text.slice(at, end))
    at = skipSpace(text, end)
    if (text.charCodeAt(at) !== 0x3c) return undefined
  }
  const open = text.indexOf('<', at)
  if (open < 0) return readBare(text.slice(at))
  const close = text.indexOf('>', open)
  if (close < 0) return undefined
  if (open > at) name = sliceTrimmed(text, at, open)
  const uri = readUri(sliceTrimmed(text, open + 1, close))
  const parameters = readTail(sliceTrimmed(text, close + 1))
  return uri === undefined || parameters === undefined ? undefined : { name, uri, parameters }
}

/** The value as it stands in a message: always with angle brackets. */
export function writeNameAddress({ name, uri, parameters }: NameAddress): string {
  return `${name === '' ? '' : `${quoted(name)} `}<${writeUri(uri)}>${writeParameters(parameters)}`
}

function readBare(text: string): NameAddress | undefined {
  // A URI with headers must stand in angle brackets. RFC 3261 §20.10
  if (text.includes('?')) return undefined
  const semicolon = text.indexOf(';')
  const uri = readUri(sliceTrimmed(text, 0, semicolon < 0 ? text.length : semicolon))
  const parameters = semicolon < 0 ? NO_PARAMETERS : readParameters(text.slice(semicolon + 1))
  return uri === undefined || parameters === undefined ? undefined : { name: '', uri, parameters }
}

function readTail(text: string): Parameters | undefined {
  if (text === '') return NO_PARAMETERS
  return text.startsWith(';') ? readParameters(text.slice(1)) : undefined
}
