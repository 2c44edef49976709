import { skipSpace } from '../grammar/characters.ts'
import { quoted, splitList, unquoted } from '../grammar/quoted.ts'

/** A challenge or credentials: a scheme and its parameters by lower-case name. RFC 3261 §25.1, RFC 7616 */
export interface Authentication {
  /** Lower case: `digest`. */
  readonly scheme: string
  readonly parameters: ReadonlyMap<string, string>
}

/** Reads a value of WWW-Authenticate, Authorization and their proxy twins; `undefined` when it is malformed. Total, O(length). */
export function readAuthentication(text: string): Authentication | undefined {
  const from = skipSpace(text, 0)
  const space = text.indexOf(' ', from)
  if (space < 0) return undefined
  const parameters = new Map<string, string>()
  for (const piece of splitList(text.slice(space + 1))) {
    const equals = piece.indexOf('=')
    if (equals <= 0) return undefined
    const name = piece.slice(0, equals).trim().toLowerCase()
    if (!parameters.has(name)) parameters.set(name, unquoted(piece.slice(equals + 1).trim()))
  }
  return { scheme: text.slice(from, space).toLowerCase(), parameters }
}

/** Parameters whose values stand without quotes. RFC 7616 §3.3, §3.4 */
const BARE = new Set(['algorithm', 'nc', 'stale', 'qop'])

/** A value of Authorization; in a challenge (`qop` is a list there) quotes stand around `qop` too. */
export function writeAuthentication(parameters: ReadonlyMap<string, string>, isChallenge: boolean): string {
  const pieces = [...parameters].map(([name, value]) => {
    const bare = BARE.has(name) && !(isChallenge && name === 'qop')
    return `${name}=${bare ? value : quoted(value)}`
  })
  return `Digest ${pieces.join(', ')}`
}
