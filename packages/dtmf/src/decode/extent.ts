import { PairFit } from './pair-fit.ts'
import { PairModel } from './pair-model.ts'

/** How far an edge may lie from where the blocks put it. */
const REACH_SAMPLES = 80
/** How much of the signal beside an edge its model is fitted to. */
const MODEL_SAMPLES = 160

const model = new PairModel(REACH_SAMPLES)
const fit = new PairFit()

/**
 * The sample at which a signal of the given frequencies starts: the point before which leaving the model out explains the
 * samples better than putting it in (maximum likelihood; at a ramp, the half-amplitude point). `inside` to `limit` is
 * known to lie in the signal. O(REACH_SAMPLES).
 */
export function startEdge(
  samples: Int16Array,
  inside: number,
  limit: number,
  floor: number,
  lowRadians: number,
  highRadians: number,
): number {
  const count = Math.min(MODEL_SAMPLES, limit - inside)
  model.prepare(count, lowRadians, highRadians)
  fit.fit(samples, inside, model)
  const first = Math.max(floor, inside - REACH_SAMPLES)
  return bestEdge(samples, inside + (count >> 1) - 1, first, -1) + 1
}

/** The sample after the last of a signal that is known to fill `from` to `inside`; `ceiling` ends the samples. */
export function endEdge(
  samples: Int16Array,
  from: number,
  inside: number,
  ceiling: number,
  lowRadians: number,
  highRadians: number,
): number {
  const count = Math.min(MODEL_SAMPLES, inside - from)
  model.prepare(count, lowRadians, highRadians)
  fit.fit(samples, inside - count, model)
  const last = Math.min(ceiling, inside + REACH_SAMPLES)
  return bestEdge(samples, inside - (count >> 1), last - 1, 1)
}

/** Walks from the middle of the stretch that was fitted outwards and returns the index just beyond the best place to stop. */
function bestEdge(samples: Int16Array, from: number, to: number, step: 1 | -1): number {
  const { lowCos, lowSin, highCos, highSin } = model
  const lowRe = fit.lowRe
  const lowIm = step * fit.lowIm
  const highRe = fit.highRe
  const highIm = step * fit.highIm
  let entry = model.count & 1
  let best = 0
  let bestAt = from
  let gain = 0
  for (let at = from; step > 0 ? at <= to : at >= to; at += step) {
    const low = lowRe * lowCos[entry]! - lowIm * lowSin[entry]!
    const expected = low + highRe * highCos[entry]! - highIm * highSin[entry]!
    gain += expected * (2 * samples[at]! - expected)
    if (gain > best) {
      best = gain
      bestAt = at + step
    }
    entry++
  }
  return bestAt
}
