import type { Digit } from '../digit/digit.ts'
import { checkedNumber } from '../digit/error.ts'

/** By which way a digit came. */
export type DigitSource = 'inband' | 'event' | 'info'

/** One key press, with all the ways it was heard by. */
export interface Press {
  readonly digit: Digit
  /** Start and length as the first source told them. */
  readonly startMs: number
  readonly durationMs: number
  /** In the order in which they told of it; grows while the press is open. */
  readonly sources: readonly DigitSource[]
}

/** How far the ways may differ. */
export interface MergerOptions {
  /** Largest difference between two sources' start of one press, in ms. Default 300. */
  readonly skewMs?: number
}

interface OpenPress extends Press {
  readonly sources: DigitSource[]
  /** Earliest and latest start that a source told. */
  firstMs: number
  lastMs: number
}

/**
 * Makes one stream of digits of three. A press that leaks, that is, is heard in band though it was also sent as an event
 * or an INFO, is told once, by whichever source comes first; the others add themselves to its `sources`.
 *
 * A source never merges with itself. So as long as one source tells of every press in order, and no two sources differ by
 * more than `skewMs` on one, each press comes out exactly once, however fast the keys are.
 */
export class DigitMerger {
  readonly #skewMs: number
  /** Presses that may still be told of, by start. */
  readonly #open: OpenPress[] = []

  constructor(options: MergerOptions = {}) {
    this.#skewMs = checkedNumber('skewMs', options.skewMs ?? 300, 0, 60_000)
  }

  /**
   * Takes a report. It belongs to the first press that its source has not told of and that another source put within the skew of it: where the second
   * of two quick presses was heard before the first was told, the report of the first joins it, and must be found there by what belongs to the
   * first. Returns the press if it is new, which is when a host acts on it, and `undefined` if it was told
   * already. O(presses within the skew).
   */
  offer(source: DigitSource, digit: Digit, startMs: number, durationMs: number): Press | undefined {
    this.#close(startMs)
    const known = this.#open.find(
      (press) =>
        press.digit === digit &&
        !press.sources.includes(source) &&
        startMs >= press.firstMs - this.#skewMs &&
        startMs <= press.lastMs + this.#skewMs,
    )
    if (known) {
      known.sources.push(source)
      known.firstMs = Math.min(known.firstMs, startMs)
      known.lastMs = Math.max(known.lastMs, startMs)
      return undefined
    }
    const press: OpenPress = { digit, startMs, durationMs, sources: [source], firstMs: startMs, lastMs: startMs }
    let at = this.#open.length
    while (at > 0 && this.#open[at - 1]!.startMs > startMs) at--
    this.#open.splice(at, 0, press)
    return press
  }

  /** Forgets presses that no report as late as twice the skew can belong to. */
  #close(startMs: number): void {
    while (this.#open.length > 0 && this.#open[0]!.startMs < startMs - 4 * this.#skewMs) this.#open.shift()
  }
}
