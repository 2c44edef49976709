const QUOTE = 0x22
const BACKSLASH = 0x5c

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
 * The pieces of `text` between separators that stand outside quoted strings and angle brackets, trimmed. An unclosed quote or bracket
 * reaches to the end. O(length), no backtracking.
 */
export function splitOutside(text: string, separator: ',' | ';'): string[] {
  if (!text.includes(separator)) return [text.trim()]
  const code = separator.charCodeAt(0)
  const pieces: string[] = []
  let start = 0
  let bracket = false
  for (let at = 0; at < text.length; at += 1) {
    const here = text.charCodeAt(at)
    if (here === QUOTE) {
      const end = endOfQuoted(text, at)
      if (end < 0) break
      at = end - 1
    } else if (here === 0x3c) bracket = true
    else if (here === 0x3e) bracket = false
    else if (here === code && !bracket) {
      pieces.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  pieces.push(text.slice(start).trim())
  return pieces
}
