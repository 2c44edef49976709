import { SPACE, isOf } from '../grammar/characters.ts'
import { type NameAddress, readNameAddress } from '../grammar/name-address.ts'
import { firstOfList, splitList } from '../grammar/quoted.ts'
import { type KnownHeader, isHeader, lengthOfKey, spellingsOf } from './header-name.ts'
import { valueAt } from './head.ts'

/** Where a header stands in the text of the head: key of its name, start of the line, its end. */
export const PLACE_FIELDS = 3

/** Headers and the body that they describe: a message, or a part of one whose body has parts. Values are read when they are asked for. */
export class HeaderView {
  readonly body: Uint8Array
  readonly #head: string
  readonly #places: readonly number[]

  /**
   * @param head - text that begins with the headers, or a start line and the headers
   * @param places - {@link PLACE_FIELDS} numbers for each of them
   */
  constructor(head: string, places: readonly number[], body: Uint8Array) {
    this.#head = head
    this.#places = places
    this.body = body
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

  /** How many headers have a name. O(headers) */
  count(name: KnownHeader | (string & {})): number {
    const spellings = spellingsOf(name)
    const places = this.#places
    let count = 0
    for (let at = 0; at < places.length; at += PLACE_FIELDS) {
      if (isHeader(this.#head, places[at + 1]!, places[at]!, spellings)) count += 1
    }
    return count
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
