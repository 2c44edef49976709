import { betaI } from './incomplete-beta.ts'
import type { Estimate } from './estimate.ts'

/**
 * A probability from independent trials with its 95 % interval: exact, so never too narrow (C. Clopper & E. Pearson
 * 1934). No trials: NaN, and [0, 1].
 */
export function estimateProportion(successes: number, trials: number): Estimate {
  if (trials === 0) return { mean: NaN, ci95: [0, 1] }
  const low = successes === 0 ? 0 : solve((p) => betaI(successes, trials - successes + 1, p, 1 - p), 0.025)
  const high = successes === trials ? 1 : solve((p) => betaI(successes + 1, trials - successes, p, 1 - p), 0.975)
  return { mean: successes / trials, ci95: [low, high] }
}

/** Where a rising function of (0, 1) has a value, by halving. */
function solve(of: (p: number) => number, value: number): number {
  let low = 0
  let high = 1
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (of(middle) < value) low = middle
    else high = middle
  }
  return (low + high) / 2
}
