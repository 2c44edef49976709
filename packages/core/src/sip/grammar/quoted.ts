import { sliceTrimmed } from './characters.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
/** What parameters are set apart by. */
export const SEMICOLON = 0x3b

/**
 * One past the closing quote of the quoted string that starts at `from`; −1 when it is not closed before `to`.
 * RFC 3261 §25.1 (quoted-string, quoted-pair)
 */
export function endOfQuoted(text: string, from: number, to: number = text.length): number {
  for (let at = from + 1; at < to; at += 1) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at += 1
    else if (code === QUOTE) return at + 1
  }
  return -1
}

/** What a quoted string says: quotes taken off, escapes resolved; other text as it is. */
export function unquoted(text: string): string {
  if (text.charCodeAt(0) !== QUOTE || text.length < 2) return text
  const inner = text.slice(1, -1)
  return inner.includes('\\') ? inner.replaceAll(/\\(.)/gs, '$1') : inner
}

/** The text as a quoted string. */
export function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/g, String.raw`\$&`)}"`
}

/**
 * Where the piece that begins at `from` ends: at the next separator outside of quoted strings and angle brackets, else at the end of the text.
 * An unclosed quote or bracket reaches to the end. O(length), no backtracking.
 */
export function endOfPiece(text: string, from: number, separator: number): number {
  let bracket = false
  for (let at = from; at < text.length; at += 1) {
    const here = text.charCodeAt(at)
    if (here === QUOTE) {
      const end = endOfQuoted(text, at)
      if (end < 0) return text.length
      at = end - 1
    } else if (here === 0x3c) bracket = true
    else if (here === 0x3e) bracket = false
    else if (here === separator && !bracket) return at
  }
  return text.length
}

/** The first of the values that commas set apart, trimmed. */
export function firstOfList(text: string): string {
  return text.includes(',') ? sliceTrimmed(text, 0, endOfPiece(text, 0, COMMA)) : sliceTrimmed(text, 0)
}

/** The values that commas set apart, trimmed. */
export function splitList(text: string): string[] {
  if (!text.includes(',')) return [sliceTrimmed(text, 0)]
  const pieces: string[] = []
  for (let from = 0; from <= text.length;) {
    const end = endOfPiece(text, from, COMMA)
    pieces.push(sliceTrimmed(text, from, end))
    from = end + 1
  }
  return pieces
}
