import { TOKEN, UPPER, allOf, isOf, skipSpace, sliceTrimmed } from './characters.ts'
import { SEMICOLON, endOfPiece, quoted, unquoted } from './quoted.ts'

const EQUALS = 0x3d

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
  let from = 0
  while (from <= text.length) {
    const end = endOfPiece(text, from, SEMICOLON)
    const nameFrom = skipSpace(text, from, end)
    let nameTo = nameFrom
    let isLower = true
    while (nameTo < end && isOf(text.charCodeAt(nameTo), TOKEN)) {
      if (isOf(text.charCodeAt(nameTo), UPPER)) isLower = false
      nameTo += 1
    }
    const valueAt = skipSpace(text, nameTo, end)
    const isFlag = valueAt === end
    if (nameTo === nameFrom || !(isFlag || text.charCodeAt(valueAt) === EQUALS)) return undefined
    const written = text.slice(nameFrom, nameTo)
    const name = isLower ? written : written.toLowerCase()
    if (!parameters.has(name)) parameters.set(name, isFlag ? undefined : unquoted(sliceTrimmed(text, valueAt + 1, end)))
    from = end + 1
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
