/** Classes of ASCII characters, one bit each. RFC 3261 §25.1 */
export const TOKEN = 1
/** Letters and digits. */
export const ALPHANUMERIC = 2
/** What a user part may hold unescaped, beside `%`. */
export const USER = 4
/** Decimal digits. */
export const DIGIT = 8
/** Hexadecimal digits. */
export const HEX = 16
/** Space and tab. */
export const SPACE = 32
/** Capital letters. */
export const UPPER = 64

const classes = new Uint8Array(128)

function mark(characters: string, bits: number): void {
  for (const character of characters) classes[character.codePointAt(0)!]! |= bits
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
mark(LETTERS, TOKEN | ALPHANUMERIC | USER)
mark('0123456789', TOKEN | ALPHANUMERIC | USER | DIGIT | HEX)
mark('abcdefABCDEF', HEX)
mark("-.!%*_+`'~", TOKEN)
mark("-_.!~*'()&=+$,;?/%", USER)
mark(' \t', SPACE)
mark(LETTERS.slice(26), UPPER)

/** True when the character code is of one of the classes. Codes past ASCII are of none. */
export function isOf(code: number, bits: number): boolean {
  return code < 128 && (classes[code]! & bits) !== 0
}

/** True when `text[from … to)` is not empty and all of a class. O(length). */
export function allOf(text: string, bits: number, from: number = 0, to: number = text.length): boolean {
  for (let i = from; i < to; i += 1) if (!isOf(text.charCodeAt(i), bits)) return false
  return to > from
}

/** First index from `from` that is no space or tab, `to` when there is none. */
export function skipSpace(text: string, from: number, to: number = text.length): number {
  let at = from
  while (at < to && isOf(text.charCodeAt(at), SPACE)) at += 1
  return at
}

/** `text[from … to)` without white space and line ends around it. O(length) */
export function sliceTrimmed(text: string, from: number, to: number = text.length): string {
  let at = from
  let end = to
  while (at < end && isBlank(text.charCodeAt(at))) at += 1
  while (end > at && isBlank(text.charCodeAt(end - 1))) end -= 1
  return text.slice(at, end)
}

function isBlank(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0d || code === 0x0a
}

/** True when `text` from `from` is `spelling`, which is in lower case, in any case of ASCII letters. No allocation. */
export function isSpelt(text: string, from: number, spelling: string): boolean {
  for (let i = 0; i < spelling.length; i += 1) {
    let code = text.charCodeAt(from + i)
    if (code >= 0x41 && code <= 0x5a) code |= 0x20
    if (code !== spelling.charCodeAt(i)) return false
  }
  return true
}

/** A whole number in decimal digits only, at most `max`; `undefined` for anything else. O(length) */
export function readNumber(text: string, max: number): number | undefined {
  if (text.length > 16 || !allOf(text, DIGIT)) return undefined
  const value = Number(text)
  return value <= max ? value : undefined
}
