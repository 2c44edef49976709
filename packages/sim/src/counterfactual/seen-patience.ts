import { kaplanMeier, type SurvivalStep, type Waits } from '../fit/patience-fit.ts'
import { exp, ln } from '../random/elementary.ts'

/** Waits that must have lasted so long for the product-limit estimate to be followed. */
const LEAST_AT_RISK = 20

/**
 * How long callers wait, from waits of which answers have hidden the end: the product-limit estimate (E. Kaplan & P. Meier
 * 1958) as long as enough of them lasted, and from there on a constant hazard, that of the longer half of the waits.
 */
export class SeenPatience {
  readonly #steps: readonly SurvivalStep[]
  readonly #tailFromMs: number
  readonly #tailShare: number
  /** Infinity where nobody gave up: then nobody does. */
  readonly #tailMeanMs: number

  constructor(waits: Waits) {
    const sorted = Float64Array.from(waits.waitMs).sort()
    this.#tailFromMs = sorted[Math.max(0, sorted.length - LEAST_AT_RISK)] ?? 0
    this.#steps = kaplanMeier(waits).filter(({ atMs }) => atMs <= this.#tailFromMs)
    this.#tailShare = this.#steps.at(-1)?.share ?? 1
    this.#tailMeanMs = meanBeyond(waits, medianGivenUp(waits))
  }

  /** How long a caller waits in all who has waited so long, ms, 0 for one who has not had to. @param u - in (0, 1) */
  waitMs(waitedMs: number, u: number): number {
    const left = u * this.#shareAt(waitedMs)
    if (left < this.#tailShare) {
      const beyondMs = this.#tailMeanMs === Infinity ? Infinity : this.#tailMeanMs * ln(this.#tailShare / left)
      return Math.max(this.#tailFromMs + beyondMs, waitedMs)
    }
    // The first step that reaches down to it: shares descend.
    return this.#steps[this.#first(({ share }) => share <= left)]?.atMs ?? Infinity
  }

  /** Who did not have to wait is as all were at the start, those among them who hang up at once. */
  #shareAt(waitedMs: number): number {
    if (waitedMs <= 0) return 1
    if (waitedMs > this.#tailFromMs) {
      return this.#tailMeanMs === Infinity
        ? this.#tailShare
        : this.#tailShare * exp((this.#tailFromMs - waitedMs) / this.#tailMeanMs)
    }
    return this.#steps[this.#first(({ atMs }) => atMs > waitedMs) - 1]?.share ?? 1
  }

  /** The first step of which something holds that holds of all after it; their number when it holds of none. */
  #first(holds: (step: SurvivalStep) => boolean): number {
    let low = 0
    let high = this.#steps.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (holds(this.#steps[middle]!)) high = middle
      else low = middle + 1
    }
    return low
  }
}

function medianGivenUp({ waitMs, gaveUp }: Waits): number {
  const ended = waitMs.filter((_, at) => gaveUp[at] === 1).sort()
  return ended[ended.length >> 1] ?? 0
}

/** Time waited beyond a time by all together, divided by how many gave up then. */
function meanBeyond({ waitMs, gaveUp }: Waits, fromMs: number): number {
  let waitedMs = 0
  let ended = 0
  for (const [at, ms] of waitMs.entries()) {
    if (ms < fromMs) continue
    waitedMs += ms - fromMs
    ended += gaveUp[at]!
  }
  return ended === 0 || waitedMs === 0 ? Infinity : waitedMs / ended
}
