import { TOKEN, allOf } from './characters.ts'
import { quoted, splitOutside, unquoted } from './quoted.ts'

/** Parameters by lower-case name; `undefined` where a parameter has no value (`;lr`). */
export type Parameters = ReadonlyMap<string, string | undefined>

/** No parameters. */
export const NO_PARAMETERS: Parameters = new Map()

/**
 * Reads `;name=value;flag` after the first `;`, quoted strings included. Of a name that stands twice the first counts.
 * `undefined` when a name is no token. RFC 3261 §25.1 (generic-param). O(length)
 */
export function readParameters(text: string): Parameters | undefined {
  if (text === '') return NO_PARAMETERS
  const parameters = new Map<string, string | undefined>()
  for (const piece of splitOutside(text, ';')) {
    const equals = piece.indexOf('=')
    const name = (equals < 0 ? piece : piece.slice(0, equals).trimEnd()).toLowerCase()
    if (!allOf(name, TOKEN)) return undefined
    if (!parameters.has(name))
      parameters.set(name, equals < 0 ? undefined : unquoted(piece.slice(equals + 1).trimStart()))
  }
  return parameters
}

/** `;name=value;flag`, values quoted where they are no token. The opposite of {@link readParameters}. */
export function writeParameters(parameters: Parameters): string {
  let text = ''
  for (const [name, value] of parameters) text += value === undefined ? `;${name}` : `;${name}=${parameterValue(value)}`
  return text
}

// A host or an IPv6 reference is legal as it is (RFC 3261 §25.1, gen-value).
function parameterValue(value: string): string {
  return allOf(value, TOKEN) || /^[\w.:[\]-]+$/.test(value) ? value : quoted(value)
}
