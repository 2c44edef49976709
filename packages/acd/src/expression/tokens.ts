import { StrowgerError } from '../errors/strowger-error.ts'
import { durationMs, timeOfDayMs } from './figures.ts'

/** Longer texts are refused before they are read: a condition is written by a person. */
const LONGEST_EXPRESSION = 4000

/** A word of the language: what it is, what it says, and where it stands. */
export type Token =
  | {
      readonly kind: 'number' | 'duration' | 'time'
      readonly value: number
      readonly text: string
      readonly at: number
    }
  /** A name or a quoted text, without its quotes. */
  | { readonly kind: 'name' | 'text'; readonly text: string; readonly at: number }
  /** A word with a meaning of its own, in small letters; a symbol; or the end, whose text is empty. */
  | { readonly kind: 'keyword' | 'symbol' | 'end'; readonly text: string; readonly at: number }

/** Words with a meaning of their own, in any case; as names they stand in backquotes. */
export const KEYWORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'in', 'true', 'false'])

/** A name that needs no backquotes, unless it is a keyword. */
export const PLAIN_NAME: RegExp = /[\p{L}_][\p{L}\p{N}_]*(?:[.-][\p{L}\p{N}_]+)*/uy

const SPACE = /\s*/y
const TIME = /\d{1,2}:\d\d(?::\d\d)?/y
const DURATION = /(?:\d{1,9}(?:\.\d{1,6})?(?:ms|min|[dhms]))+/y
const NUMBER = /-?\d{1,15}(?:\.\d{1,6})?/y
const SYMBOL = /\.\.|!=|<=|>=|[=<>(),]/y
const FIGURE_GOES_ON = /[\p{L}\p{N}_:]/uy
/** A quote inside its own kind of quotes is written twice. */
const QUOTED = /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)+`/y

const FOREIGN: Readonly<Record<string, string>> = {
  '&': 'write and',
  '|': 'write or',
  '!': 'write not, or != for "differs from"',
  '"': 'the text is not closed: end it with "',
  "'": "the text is not closed: end it with '",
  '`': 'the name is not closed: end it with `',
}

/**
 * Cuts a text into tokens, the last of which is the end. O(length).
 *
 * @param path - where the text stands, for errors: `path:column`
 * @throws StrowgerError `expression-length`, `expression-syntax`
 */
export function tokenize(text: string, path: string): readonly Token[] {
  // A configuration may come from a file: its types are then only hoped for.
  if (typeof text !== 'string')
    throw new StrowgerError('expression-syntax', path, text, 'a text such as "english >= 3"')
  if (text.length > LONGEST_EXPRESSION) {
    const remedy = `at most ${LONGEST_EXPRESSION} characters`
    throw new StrowgerError('expression-length', path, `${text.slice(0, 40)}…`, remedy)
  }
  const tokens: Token[] = []
  let at = 0
  for (;;) {
    at += match(SPACE, text, at).length
    if (at === text.length) break
    const token = figure(text, at, path) ?? word(text, at)
    if (token === undefined) throw foreign(text, at, path)
    tokens.push(token.token)
    at += token.length
  }
  tokens.push({ kind: 'end', text: '', at: at + 1 })
  return tokens
}

interface Cut {
  readonly token: Token
  readonly length: number
}

/** What a sticky pattern finds at a place; empty when nothing. */
function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at
  return pattern.exec(text)?.[0] ?? ''
}

function figure(text: string, at: number, path: string): Cut | undefined {
  let found = match(TIME, text, at)
  let kind: 'number' | 'duration' | 'time' = 'time'
  let value = timeOfDayMs(found)
  if (found === '') {
    found = match(DURATION, text, at)
    kind = 'duration'
    value = durationMs(found)
  }
  if (found === '') {
    found = match(NUMBER, text, at)
    kind = 'number'
    // Adding 0 turns −0, which would print as 0, into 0.
    value = Number(found) + 0
  }
  if (found === '') return undefined
  const goesOn = match(FIGURE_GOES_ON, text, at + found.length)
  if (goesOn !== '' || !Number.isSafeInteger(Math.trunc(value))) {
    const remedy = 'a number (3, -1.5), a duration (90s, 1h30m; units ms, s, m, h, d) or a time of day (08:30)'
    throw new StrowgerError('expression-syntax', `${path}:${at + 1}`, found + goesOn, remedy)
  }
  return { token: { kind, value, text: found, at: at + 1 }, length: found.length }
}

function word(text: string, at: number): Cut | undefined {
  const name = match(PLAIN_NAME, text, at)
  if (name !== '') {
    const small = name.toLowerCase()
    const token: Token = KEYWORDS.has(small)
      ? { kind: 'keyword', text: small, at: at + 1 }
      : { kind: 'name', text: name, at: at + 1 }
    return { token, length: name.length }
  }
  const quoted = match(QUOTED, text, at)
  if (quoted !== '') {
    const quote = quoted.charAt(0)
    const inner = quoted.slice(1, -1).replaceAll(quote + quote, quote)
    return { token: { kind: quote === '`' ? 'name' : 'text', text: inner, at: at + 1 }, length: quoted.length }
  }
  const symbol = match(SYMBOL, text, at)
  if (symbol === '') return undefined
  return { token: { kind: 'symbol', text: symbol, at: at + 1 }, length: symbol.length }
}

function foreign(text: string, at: number, path: string): StrowgerError {
  const character = String.fromCodePoint(text.codePointAt(at)!)
  const remedy = FOREIGN[character] ?? 'a name, a value, a comparison (= != < <= > >=), and, or, not, in'
  return new StrowgerError('expression-syntax', `${path}:${at + 1}`, character, remedy)
}
