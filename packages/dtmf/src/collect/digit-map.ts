import { digitFrom, type Digit } from '../digit/digit.ts'
import { DtmfError } from '../digit/error.ts'

/** How the digits so far stand to a map. */
export type MapMatch =
  /** No alternative can be reached any more. */
  | 'none'
  /** More digits are needed. */
  | 'partial'
  /** An alternative is full, and a longer one is still open. */
  | 'open'
  /** An alternative is full, and nothing can be added. */
  | 'full'

/** One position: the digits that fit, and whether they may come any number of times, none included. */
interface Position {
  readonly fits: ReadonlySet<string>
  readonly repeated: boolean
}

/** No dial plan is longer; a longer map is a mistake, and the bound keeps matching cheap. */
const MAX_MAP_LENGTH = 2048

/**
 * A dial plan as MGCP and MEGACO write it (RFC 3435 §2.1.5, H.248.1 §7.1.14): alternatives between `|`, `x` any decimal
 * digit, `[1-4*#]` a set, and `.` after a position for any number of it. A `T` at the end of an alternative says that it
 * waits for the inter-digit time-out; so does every alternative that a longer one continues.
 */
export class DigitMap {
  readonly #alternatives: readonly (readonly Position[])[]
  readonly #timed: readonly boolean[]

  /** @throws DtmfError `bad-pattern` with the text that cannot be read. */
  constructor(map: string) {
    if (map.length > MAX_MAP_LENGTH)
      throw new DtmfError('bad-pattern', 'map', map.length, `at most ${MAX_MAP_LENGTH} characters`)
    const texts = map
      .replaceAll(/\s/g, '')
      .replace(/^\((.*)\)$/, '$1')
      .split('|')
    this.#timed = texts.map((text) => /T$/i.test(text))
    this.#alternatives = texts.map((text) => readAlternative(text.replace(/T$/i, '')))
  }

  /** How `digits` stand to the map: the longest alternative wins. O(length of the digits × of the map). */
  match(digits: string): MapMatch {
    let full = false
    let open = false
    this.#alternatives.forEach((positions, index) => {
      const reached = reach(positions, digits)
      const last = positions.length
      if (reached.has(last)) {
        full = true
        if (this.#timed[index]) open = true
      }
      for (const at of reached) if (at < last) open = true
    })
    if (full) return open ? 'open' : 'full'
    return open ? 'partial' : 'none'
  }
}

/** The positions that may come next after `digits`; `positions.length` is the end. */
function reach(positions: readonly Position[], digits: string): Set<number> {
  let reached = closure(positions, [0])
  for (const digit of digits) {
    const next: number[] = []
    for (const at of reached) {
      const position = positions[at]
      if (position?.fits.has(digit)) next.push(position.repeated ? at : at + 1)
    }
    reached = closure(positions, next)
    if (reached.size === 0) break
  }
  return reached
}

/** A repeated position may also be passed over. */
function closure(positions: readonly Position[], from: readonly number[]): Set<number> {
  const reached = new Set<number>()
  for (let at of from) {
    reached.add(at)
    while (positions[at]?.repeated) reached.add(++at)
  }
  return reached
}

function readAlternative(text: string): Position[] {
  const positions: Position[] = []
  let at = 0
  while (at < text.length) {
    const closing = text[at] === '[' ? text.indexOf(']', at) : at
    if (closing < 0) throw new DtmfError('bad-pattern', 'map', text, 'a set must be closed by "]"')
    const fits = text[at] === '[' ? readSet(text.slice(at + 1, closing)) : readSet(text[at]!)
    at = closing + 1
    const repeated = text[at] === '.'
    if (repeated) at++
    // As H.248.1 has it, `x.` is any number of x, none included.
    positions.push({ fits, repeated })
  }
  if (positions.length === 0) throw new DtmfError('bad-pattern', 'map', text, 'an alternative must have digits')
  return positions
}

function readSet(text: string): Set<Digit> {
  const set = new Set<Digit>()
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!
    if (character.toLowerCase() === 'x') {
      for (let digit = 0; digit <= 9; digit++) set.add(digitOf(String(digit)))
      continue
    }
    const first = digitOf(character)
    set.add(first)
    if (text[at + 1] === '-' && at + 2 < text.length) {
      const last = digitOf(text[at + 2]!)
      if (last < first) throw new DtmfError('bad-pattern', 'map', text, 'a range must ascend')
      for (let code = first.charCodeAt(0); code <= last.charCodeAt(0); code++)
        set.add(digitOf(String.fromCharCode(code)))
      at += 2
    }
  }
  if (set.size === 0) throw new DtmfError('bad-pattern', 'map', text, 'a set must have digits')
  return set
}

function digitOf(character: string): Digit {
  const digit = digitFrom(character)
  if (digit === undefined) throw new DtmfError('bad-pattern', 'map', character, 'digits, x, [ ], ., | and T are read')
  return digit
}

/** Any international number dialled with 00: seven to the fifteen digits that ITU-T E.164 §6 allows. */
export const E164_MAP: string = Array.from({ length: 9 }, (_, more) => `00[1-9]${'x'.repeat(6 + more)}`).join('|')
