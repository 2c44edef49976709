import { PairFit } from './pair-fit.ts'
import { PairModel } from './pair-model.ts'

/** How far an edge may lie from where the blocks put it. */
const REACH_SAMPLES = 80
/** How much of the signal beside an edge its model is fitted to. */
const MODEL_SAMPLES = 160

const model = new PairModel()
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
  const last = Math.min(inside + (count >> 1), inside + REACH_SAMPLES)
  return bestEdge(samples, last - 1, first, -1, inside + (count - 1) / 2, lowRadians, highRadians) + 1
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
  const modelFrom = inside - count
  model.prepare(count, lowRadians, highRadians)
  fit.fit(samples, modelFrom, model)
  const first = Math.max(inside - (count >> 1), inside - REACH_SAMPLES)
  const last = Math.min(ceiling, inside + REACH_SAMPLES)
  return bestEdge(samples, first, last - 1, 1, modelFrom + (count - 1) / 2, lowRadians, highRadians)
}

/** Walks from inside the signal outwards and returns the index just beyond the best place to stop. */
function bestEdge(
  samples: Int16Array,
  from: number,
  to: number,
  step: 1 | -1,
  middle: number,
  lowRadians: number,
  highRadians: number,
): number {
  // Both sines run as phasors that turn by one step per sample.
  const lowStepRe = Math.cos(lowRadians)
  const lowStepIm = step * Math.sin(lowRadians)
  const highStepRe = Math.cos(highRadians)
  const highStepIm = step * Math.sin(highRadians)
  const low = lowRadians * (from - middle)
  const high = highRadians * (from - middle)
  let lowRe = fit.lowRe * Math.cos(low) - fit.lowIm * Math.sin(low)
  let lowIm = fit.lowRe * Math.sin(low) + fit.lowIm * Math.cos(low)
  let highRe = fit.highRe * Math.cos(high) - fit.highIm * Math.sin(high)
  let highIm = fit.highRe * Math.sin(high) + fit.highIm * Math.cos(high)
  let best = 0
  let bestAt = from
  let gain = 0
  for (let at = from; step > 0 ? at <= to : at >= to; at += step) {
    const expected = lowRe + highRe
    gain += expected * (2 * samples[at]! - expected)
    if (gain > best) {
      best = gain
      bestAt = at + step
    }
    const nextLow = lowRe * lowStepRe - lowIm * lowStepIm
    lowIm = lowRe * lowStepIm + lowIm * lowStepRe
    lowRe = nextLow
    const nextHigh = highRe * highStepRe - highIm * highStepIm
    highIm = highRe * highStepIm + highIm * highStepRe
    highRe = nextHigh
  }
  return bestAt
}
