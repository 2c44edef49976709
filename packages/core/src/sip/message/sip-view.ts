import { SPACE, isOf } from '../grammar/characters.ts'
import { type CSeq, readCSeq } from '../grammar/cseq.ts'
import { type NameAddress, readNameAddress } from '../grammar/name-address.ts'
import { firstOfList, splitList } from '../grammar/quoted.ts'
import { type Uri, readUri } from '../grammar/uri.ts'
import { type Via, readVia } from '../grammar/via.ts'
import { valueAt } from './head.ts'
import { type KnownHeader, isHeader, lengthOfKey, spellingsOf } from './header-name.ts'

/** Where a header stands in the text of the head: key of its name, start of the line, its end. */
export const PLACE_FIELDS = 3

/** Start of a request or a response. */
export type StartLine =
  | { readonly kind: 'request'; readonly method: string; readonly uri: string }
  | { readonly kind: 'response'; readonly status: number; readonly reason: string }

/**
 * A message that was received: the lines are known, a header's value is read when it is asked for. RFC 3261 §7.
 *
 * ```
 * INVITE sip:10086@example.com SIP/2.0      start line
 * Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK… headers, in any case, long or compact, folded or not
 * Content-Length: 142
 *
 * v=0 …                                     body
 * ```
 *
 * Nothing here throws on any content: what is malformed reads as `undefined`. `body` is a view on the bytes received.
 */
export class SipView {
  readonly start: StartLine
  readonly body: Uint8Array
  readonly #head: string
  readonly #places: readonly number[]
  #via: Via | null | undefined
  #cseq: CSeq | null | undefined
  #from: NameAddress | null | undefined
  #to: NameAddress | null | undefined

  /** Made by {@link parseSip}. */
  constructor(start: StartLine, head: string, places: readonly number[], body: Uint8Array) {
    this.start = start
    this.#head = head
    this.#places = places
    this.body = body
  }

  /** Method of a request, or of the request that a response answers (from its CSeq); empty when that is malformed. */
  get method(): string {
    return this.start.kind === 'request' ? this.start.method : (this.cseq?.method ?? '')
  }

  /** Request-URI; `undefined` in a response or when it is malformed. */
  get requestUri(): Uri | undefined {
    return this.start.kind === 'request' ? readUri(this.start.uri) : undefined
  }

  /** Status of a response, 100 … 699; 0 in a request. */
  get status(): number {
    return this.start.kind === 'response' ? this.start.status : 0
  }

  /** Topmost Via; `undefined` when there is none or it is malformed. */
  get via(): Via | undefined {
    if (this.#via === undefined) {
      const value = this.header('Via')
      this.#via = (value === undefined ? undefined : readVia(firstOfList(value))) ?? null
    }
    return this.#via ?? undefined
  }

  get cseq(): CSeq | undefined {
    if (this.#cseq === undefined) {
      const value = this.header('CSeq')
      this.#cseq = (value === undefined ? undefined : readCSeq(value)) ?? null
    }
    return this.#cseq ?? undefined
  }

  get from(): NameAddress | undefined {
    if (this.#from === undefined) this.#from = this.address('From') ?? null
    return this.#from ?? undefined
  }

  get to(): NameAddress | undefined {
    if (this.#to === undefined) this.#to = this.address('To') ?? null
    return this.#to ?? undefined
  }

  /** Empty when there is none. */
  get callId(): string {
    return this.header('Call-ID') ?? ''
  }

  /** Value of the first header of a name, unfolded and trimmed; `undefined` when there is none. O(headers). */
  header(name: KnownHeader | (string & {})): string | undefined {
    const spellings = spellingsOf(name)
    const places = this.#places
    for (let at = 0; at < places.length; at += PLACE_FIELDS) {
      if (isHeader(this.#head, places[at + 1]!, places[at]!, spellings)) return this.#value(at)
    }
    return undefined
  }

  /** Values of all headers of a name, in order, one for each line. */
  lines(name: KnownHeader | (string & {})): string[] {
    const spellings = spellingsOf(name)
    const places = this.#places
    const values: string[] = []
    for (let at = 0; at < places.length; at += PLACE_FIELDS) {
      if (isHeader(this.#head, places[at + 1]!, places[at]!, spellings)) values.push(this.#value(at))
    }
    return values
  }

  /** Values of a header that is a list, in order: lines split at their commas. RFC 3261 §7.3.1 */
  list(name: KnownHeader | (string & {})): string[] {
    return this.lines(name)
      .flatMap((line) => splitList(line))
      .filter((value) => value !== '')
  }

  /** First value of a header that holds an address; `undefined` when there is none or it is malformed. */
  address(name: KnownHeader): NameAddress | undefined {
    const value = this.header(name)
    return value === undefined ? undefined : readNameAddress(firstOfList(value))
  }

  /** Names and values of all headers in order, names as they came. */
  entries(): (readonly [name: string, value: string])[] {
    const entries: (readonly [string, string])[] = []
    for (let at = 0; at < this.#places.length; at += PLACE_FIELDS) {
      const from = this.#places[at + 1]!
      entries.push([this.#head.slice(from, from + lengthOfKey(this.#places[at]!)), this.#value(at)])
    }
    return entries
  }

  #value(at: number): string {
    const value = valueAt(this.#head, this.#places[at + 1]!, this.#places[at + 2]!)
    return value.includes('\r') || value.includes('\n') ? unfolded(value) : value
  }
}

/** A line that goes on is one space (RFC 3261 §7.3.1), and so is a line end's half that stands alone: what is read can be written again. */
function unfolded(value: string): string {
  return value
    .split(/[\r\n]+/)
    .map((line) => trimmed(line))
    .join(' ')
    .trim()
}

function trimmed(line: string): string {
  let from = 0
  let to = line.length
  while (from < to && isOf(line.charCodeAt(from), SPACE)) from += 1
  while (to > from && isOf(line.charCodeAt(to - 1), SPACE)) to -= 1
  return line.slice(from, to)
}
