import type { Xoshiro128 } from '../random/xoshiro128.ts'

/** Draws the delay of one packet in ms; time is that of its sending. Stateful models keep their state inside. */
export interface DelayModel {
  delayMs(random: Xoshiro128, nowMs: number): number
}

/** The same always. */
export function constantDelay(ms: number): DelayModel {
  return { delayMs: () => ms }
}

/** Uniform between two bounds. */
export function uniformDelay(minMs: number, maxMs: number): DelayModel {
  return { delayMs: (random) => minMs + (maxMs - minMs) * random.uniform() }
}

/** Normal, cut below at `minMs`. */
export function normalDelay(meanMs: number, deviationMs: number, minMs: number = 0): DelayModel {
  return { delayMs: (random) => Math.max(minMs, meanMs + deviationMs * random.normal()) }
}

/** A base and a gamma-distributed rest of integer shape: the sum of `shape` exponentials; shape 1 is exponential. */
export function gammaDelay(baseMs: number, meanMs: number, shape: number = 1): DelayModel {
  return {
    delayMs: (random) => {
      let rest = 0
      for (let i = 0; i < shape; i++) rest += random.exponential(meanMs / shape)
      return baseMs + rest
    },
  }
}

/** A base and a Pareto rest with that scale and tail index: few packets very late. */
export function paretoDelay(baseMs: number, scaleMs: number, index: number): DelayModel {
  return { delayMs: (random) => baseMs + scaleMs * ((1 - random.uniform()) ** (-1 / index) - 1) }
}

/** Draws correlated in time: each is `correlation` of the last and the rest new, as netem's correlation does. */
export function correlatedDelay(model: DelayModel, correlation: number): DelayModel {
  let last = Number.NaN
  return {
    delayMs: (random, nowMs) => {
      const drawn = model.delayMs(random, nowMs)
      last = last === last ? last * correlation + drawn * (1 - correlation) : drawn
      return last
    },
  }
}

/**
 * Spikes added to a model: at random times (mean distance `everyMs`) the link stands still for a time (exponential, mean
 * `heightMs`), and what was sent meanwhile comes out together after it.
 */
export function spikes(model: DelayModel, everyMs: number, heightMs: number): DelayModel {
  let startMs = Number.NaN
  let endMs = Number.NEGATIVE_INFINITY
  return {
    delayMs: (random, nowMs) => {
      if (startMs !== startMs) startMs = nowMs + random.exponential(everyMs)
      while (nowMs >= startMs) {
        endMs = startMs + random.exponential(heightMs)
        startMs = Math.max(endMs, startMs) + random.exponential(everyMs)
      }
      return Math.max(model.delayMs(random, nowMs), endMs - nowMs)
    },
  }
}

/** Route changes: at each of the times (ascending, ms) the delay shifts to that much above the model's. */
export function routeChanges(model: DelayModel, changes: readonly { atMs: number; shiftMs: number }[]): DelayModel {
  let next = 0
  let shift = 0
  return {
    delayMs: (random, nowMs) => {
      while (next < changes.length && nowMs >= changes[next]!.atMs) shift = changes[next++]!.shiftMs
      return model.delayMs(random, nowMs) + shift
    },
  }
}
