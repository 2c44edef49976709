import { similarity } from '../conceal/pitch.ts'

/**
 * Time-scale change by waveform similarity (WSOLA, Verhelst and Roelands 1993): one piece of the signal is left out or said
 * twice, cut where both sides look most alike, and faded over.
 */

/** What a search found. */
export interface StretchFit {
  /** Samples to leave out or repeat; 0 when there was no room to search. */
  lag: number
  /** Likeness at the cut, −1 … 1; 1 for silence. */
  likeness: number
}

/**
 * Searches the lag in `[minLag, maxLag]` for which the signal at `at` and at `at + direction · lag` agree best over `window`.
 * A coarse pass of sixteen lags or so, then the neighbours of the best. `fit` is filled. O(window), at most some fifty likenesses of forty points.
 */
export function fitLag(
  samples: Int16Array,
  at: number,
  direction: 1 | -1,
  minLag: number,
  maxLag: number,
  window: number,
  fit: StretchFit,
): void {
  fit.lag = 0
  fit.likeness = -1
  if (maxLag < minLag) return
  const coarse = Math.max(1, (maxLag - minLag) >> 4)
  // At most about forty points of the window are compared: pitch lies far below that rate.
  const step = Math.max(1, Math.floor(window / 40))
  let best = -2
  let bestLag = maxLag
  for (let lag = maxLag; lag >= minLag; lag -= coarse) {
    const s = similarity(samples, at, at + direction * lag, window, step)
    if (s > best) {
      best = s
      bestLag = lag
    }
  }
  const from = Math.max(minLag, bestLag - coarse + 1)
  const to = Math.min(maxLag, bestLag + coarse - 1)
  for (let lag = from; lag <= to; lag++) {
    const s = similarity(samples, at, at + direction * lag, window, step)
    if (s > best) {
      best = s
      bestLag = lag
    }
  }
  fit.lag = bestLag
  fit.likeness = best
}

/**
 * Writes `out[0 … count)`: the signal at `from` faded over `overlap` samples into the signal at `to`, which then goes on.
 * O(count), no allocation.
 */
export function splice(
  out: Int16Array,
  count: number,
  samples: Int16Array,
  from: number,
  to: number,
  overlap: number,
): void {
  const fade = Math.min(overlap, count)
  for (let i = 0; i < fade; i++) {
    const weight = (i + 1) / (fade + 1)
    const a = samples[from + i]!
    out[i] = a + (samples[to + i]! - a) * weight
  }
  for (let i = fade; i < count; i++) out[i] = samples[to + i]!
}
