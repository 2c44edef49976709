/** Where the warm-up of a series ends. */
export interface Truncation {
  /** Values to leave out at the beginning. */
  readonly values: number
  /** False when the error still falls at the middle of the series, where the search ends: it is too short to tell. */
  readonly found: boolean
}

const BATCH = 5
/** A minimum beyond this share of the series is the end of the search, not that of the warm-up. */
const SEEN = 0.45

/**
 * The warm-up of a series by MSER-5: the number of values left out after which the mean of the rest, taken in fives, has
 * the smallest estimated error (K. P. White, M. Cobb & S. Spratt 2000). O(n).
 */
export function mser5(series: ArrayLike<number>): Truncation {
  const n = Math.floor(series.length / BATCH)
  const means = Array.from({ length: n }, (_, at) => {
    let sum = 0
    for (let k = 0; k < BATCH; k += 1) sum += series[BATCH * at + k]!
    return sum / BATCH
  })
  let best = 0
  let least = Infinity
  let sum = 0
  let squares = 0
  // From the end: the sums of what is kept grow by one value a step. What keeps less than half is not looked at: a few
  // values that happen to be alike would seem the best.
  for (let from = n - 1; from >= 0; from -= 1) {
    const value = means[from]!
    sum += value
    squares += value * value
    const kept = n - from
    if (kept < n / 2) continue
    const error = (squares - (sum * sum) / kept) / (kept * kept)
    if (error <= least) {
      least = error
      best = from
    }
  }
  return { values: BATCH * best, found: n >= 2 * BATCH && best < SEEN * n }
}
