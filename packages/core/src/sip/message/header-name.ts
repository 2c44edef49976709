import { isSpelt } from '../grammar/characters.ts'

/** Headers that the stack itself reads, by their usual spelling. */
const KNOWN = [
  'Via',
  'Route',
  'Record-Route',
  'Max-Forwards',
  'From',
  'To',
  'Call-ID',
  'CSeq',
  'Contact',
  'Content-Length',
  'Content-Type',
  'Expires',
  'Min-Expires',
  'Allow',
  'Supported',
  'Require',
  'Proxy-Require',
  'Unsupported',
  'Authorization',
  'WWW-Authenticate',
  'Proxy-Authorization',
  'Proxy-Authenticate',
  'Authentication-Info',
  'User-Agent',
  'Server',
  'Accept',
  'Content-Disposition',
  'Content-Encoding',
  'Subject',
  'Event',
  'Allow-Events',
  'Refer-To',
  'Referred-By',
  'Replaces',
  'RSeq',
  'RAck',
  'Session-Expires',
  'Min-SE',
  'Reason',
  'Retry-After',
  'Warning',
  'Subscription-State',
  'P-Asserted-Identity',
  'P-Preferred-Identity',
  'Privacy',
  'Diversion',
  'History-Info',
  'Path',
  'Identity',
  'MIME-Version',
  'Timestamp',
  'Date',
  'Alert-Info',
  'Call-Info',
] as const

/** A header that the stack knows; others are read by name all the same. */
export type KnownHeader = (typeof KNOWN)[number]

/** Compact forms. RFC 3261 §7.3.3 and the registry of header fields. */
const COMPACT: Readonly<Record<string, KnownHeader>> = {
  v: 'Via',
  f: 'From',
  t: 'To',
  i: 'Call-ID',
  m: 'Contact',
  l: 'Content-Length',
  c: 'Content-Type',
  e: 'Content-Encoding',
  k: 'Supported',
  s: 'Subject',
  o: 'Event',
  u: 'Allow-Events',
  r: 'Refer-To',
  b: 'Referred-By',
  x: 'Session-Expires',
  y: 'Identity',
}

/** What a header is looked for by: its spellings in lower case, each with its key. */
export interface HeaderSpellings {
  readonly long: string
  readonly longKey: number
  /** Empty, with a key that no header has, where there is no compact form. */
  readonly compact: string
  readonly compactKey: number
}

const NO_KEY = -1
const compactOf = new Map(Object.entries(COMPACT).map(([short, name]) => [name, short]))
const longOf = new Map<string, KnownHeader>(Object.entries(COMPACT))
const canonical = new Map<string, KnownHeader>(KNOWN.map((name) => [name.toLowerCase(), name]))
const spellings = new Map<string, HeaderSpellings>(KNOWN.map((name) => [name, spell(name)]))

const starts = new Map<string, string>(KNOWN.map((name) => [name, `\r\n${name}: `]))

/** The end of the line before and the name, of a header that the stack knows in its usual spelling; `undefined` of others. */
export function startOfLine(name: string): string | undefined {
  return starts.get(name)
}

/** Length and first letter: what few names share, and what is had for nothing when a line is read. Case does not matter. */
export function headerKey(length: number, firstCode: number): number {
  return (length << 5) | (firstCode & 31)
}

/** Length of a name by its key. */
export function lengthOfKey(key: number): number {
  return key >> 5
}

/** The spellings of a header by its name in any case, long or compact. O(length), O(1) for the usual spelling of one that is known. */
export function spellingsOf(name: string): HeaderSpellings {
  return spellings.get(name) ?? spell(name)
}

function spell(name: string): HeaderSpellings {
  const lower = name.toLowerCase()
  const known = canonical.get(lower) ?? longOf.get(lower)
  const long = known === undefined ? lower : known.toLowerCase()
  const compact = (known === undefined ? undefined : compactOf.get(known)) ?? ''
  return {
    long,
    longKey: keyOf(long),
    compact,
    compactKey: compact === '' ? NO_KEY : keyOf(compact),
  }
}

function keyOf(name: string): number {
  return name === '' ? NO_KEY : headerKey(name.length, name.codePointAt(0)!)
}

/** True when the name with this key at `from` in `text` is one of the spellings. No allocation. */
export function isHeader(text: string, from: number, key: number, name: HeaderSpellings): boolean {
  if (key === name.longKey) return isSpelt(text, from, name.long)
  return key === name.compactKey && isSpelt(text, from, name.compact)
}
