/** Headers that the stack itself reads, by their usual spelling. Their index is their number. */
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

/** No header that the stack knows. */
export const UNKNOWN_HEADER = -1

const numberByName = new Map<string, number>(KNOWN.map((name, number) => [name.toLowerCase(), number]))
for (const [short, name] of Object.entries(COMPACT)) numberByName.set(short, KNOWN.indexOf(name))

/** Known names by length and first letter: at most four share both. */
const candidates: number[][] = Array.from({ length: 32 * 32 }, () => [])
const spellings: string[] = []
const numbers: number[] = []
for (const [spelling, number] of numberByName) {
  candidates[bucket(spelling.length, spelling.codePointAt(0)!)]!.push(spellings.length)
  spellings.push(spelling)
  numbers.push(number)
}

function bucket(length: number, code: number): number {
  return ((length & 31) << 5) | (code & 31)
}

/** The number of a header by name, in any case, long or compact; `UNKNOWN_HEADER` for others. O(length). */
export function headerNumber(name: string): number {
  return headerNumberIn(name, 0, name.length)
}

/** The number of the header whose name is `text[from … to)`. No allocation: it runs for every line of every message. */
export function headerNumberIn(text: string, from: number, to: number): number {
  const length = to - from
  if (length === 0) return UNKNOWN_HEADER
  for (const candidate of candidates[bucket(length, text.charCodeAt(from))]!) {
    const spelling = spellings[candidate]!
    if (spelling.length === length && isSpelt(text, from, spelling)) return numbers[candidate]!
  }
  return UNKNOWN_HEADER
}

/** True when `text` from `from` is `spelling` in any case of ASCII letters. */
function isSpelt(text: string, from: number, spelling: string): boolean {
  for (let i = 0; i < spelling.length; i += 1) {
    let code = text.charCodeAt(from + i)
    if (code >= 0x41 && code <= 0x5a) code |= 0x20
    if (code !== spelling.charCodeAt(i)) return false
  }
  return true
}
