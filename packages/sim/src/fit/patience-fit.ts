import { exp, ln } from '../random/elementary.ts'
import { normalCdf } from '../random/normal.ts'
import { Weibull } from '../random/weibull.ts'
import type { FittedSpec } from './law-fit.ts'
import { minimise } from './minimise.ts'

/** Waits of callers: how long, and whether they ended in giving up; an answer hides how long the caller would have waited. */
export interface Waits {
  readonly waitMs: Float64Array
  readonly gaveUp: Uint8Array
}

/** A law of patience. */
export interface PatienceFit {
  readonly law: 'exponential' | 'weibull' | 'lognormal'
  readonly spec: FittedSpec
  readonly aic: number
}

/** A step of the share of callers who are still willing to wait. */
export interface SurvivalStep {
  readonly atMs: number
  readonly share: number
  /** Standard error (M. Greenwood 1926). */
  readonly error: number
}

/** Giving up in a stretch of waiting. */
export interface HazardStep {
  readonly fromMs: number
  readonly toMs: number
  /** Callers who gave up in it, and the minutes that all together waited in it. */
  readonly gaveUp: number
  readonly minutes: number
}

/** The share of callers who are still willing to wait, by the product-limit estimate (E. Kaplan & P. Meier 1958). O(n log n). */
export function kaplanMeier({ waitMs, gaveUp }: Waits): SurvivalStep[] {
  const order = Array.from(waitMs.keys()).toSorted((a, b) => waitMs[a]! - waitMs[b]!)
  const steps: SurvivalStep[] = []
  let share = 1
  let spread = 0
  for (let at = 0; at < order.length;) {
    const nowMs = waitMs[order[at]!]!
    const atRisk = order.length - at
    let ended = 0
    for (; at < order.length && waitMs[order[at]!] === nowMs; at += 1) ended += gaveUp[order[at]!]!
    if (ended === 0) continue
    share *= 1 - ended / atRisk
    if (atRisk > ended) spread += ended / (atRisk * (atRisk - ended))
    steps.push({ atMs: nowMs, share, error: share * Math.sqrt(spread) })
  }
  return steps
}

/** How many gave up in each stretch, and how long was waited in it: an announcement shows as a step. O(n × stretches). */
export function hazards({ waitMs, gaveUp }: Waits, edgesMs: readonly number[]): HazardStep[] {
  return edgesMs.slice(0, -1).map((fromMs, at) => {
    const toMs = edgesMs[at + 1]!
    let minutes = 0
    let count = 0
    for (const [caller, waited] of waitMs.entries()) {
      minutes += Math.max(0, Math.min(waited, toMs) - fromMs) / 60_000
      if (gaveUp[caller] === 1 && waited > fromMs && waited <= toMs) count += 1
    }
    return { fromMs, toMs, gaveUp: count, minutes }
  })
}

/**
 * Laws of most likelihood for patience that is seen only of those who gave up, the best by Akaike's criterion first; none where
 * nobody gave up. Waits of 0 say nothing.
 */
export function fitPatience(waits: Waits): PatienceFit[] {
  const used = Array.from(waits.waitMs.keys()).filter((at) => waits.waitMs[at]! > 0)
  const waited = Float64Array.from(used, (at) => waits.waitMs[at]!)
  const ended = Uint8Array.from(used, (at) => waits.gaveUp[at]!)
  const gaveUp = ended.reduce((sum, each) => sum + each, 0)
  if (gaveUp === 0) return []
  const mean = waited.reduce((sum, each) => sum + each, 0) / gaveUp
  const exponential: PatienceFit = {
    law: 'exponential',
    spec: { distribution: 'exponential', meanMs: mean },
    aic: 2 + 2 * gaveUp * (1 + ln(mean)),
  }
  if (gaveUp < 3) return [exponential]
  const [lnShape, lnScale] = minimise((at) => -weibullLnLikelihood(waited, ended, at), [0, ln(mean)])
  const weibull = new Weibull(exp(lnScale!), exp(lnShape!))
  const [mu, lnSigma] = minimise((at) => -lognormalLnLikelihood(waited, ended, at), [ln(mean), 0])
  const variance = exp(2 * lnSigma!)
  const fits: PatienceFit[] = [
    exponential,
    {
      law: 'weibull',
      spec: { distribution: 'weibull', meanMs: weibull.mean, shape: exp(lnShape!) },
      aic: 4 - 2 * weibullLnLikelihood(waited, ended, [lnShape!, lnScale!]),
    },
    {
      law: 'lognormal',
      spec: { distribution: 'lognormal', meanMs: exp(mu! + variance / 2), cv: Math.sqrt(exp(variance) - 1) },
      aic: 4 - 2 * lognormalLnLikelihood(waited, ended, [mu!, lnSigma!]),
    },
  ]
  return fits.toSorted((a, b) => a.aic - b.aic)
}

function weibullLnLikelihood(waitMs: Float64Array, gaveUp: Uint8Array, [lnShape, lnScale]: readonly number[]): number {
  const shape = exp(lnShape!)
  let total = 0
  for (const [at, waited] of waitMs.entries()) {
    const z = shape * (ln(waited) - lnScale!)
    total -= exp(Math.min(700, z))
    if (gaveUp[at] === 1) total += lnShape! + z - ln(waited)
  }
  return total
}

function lognormalLnLikelihood(waitMs: Float64Array, gaveUp: Uint8Array, [mu, lnSigma]: readonly number[]): number {
  const sigma = exp(Math.min(20, lnSigma!))
  let total = 0
  for (const [at, waited] of waitMs.entries()) {
    const z = (ln(waited) - mu!) / sigma
    if (gaveUp[at] === 1) total -= (z * z) / 2 + lnSigma! + ln(waited) + 0.918_938_533_204_672_8
    else total += ln(Math.max(1e-300, normalCdf(-z)))
  }
  return total
}
