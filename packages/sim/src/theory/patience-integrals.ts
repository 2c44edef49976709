import type { Distribution } from '../random/distribution.ts'
import { gaussPanel, POINTS } from './quadrature.ts'

/** What the virtual wait of M/M/n+G depends on. */
export interface VirtualWaitInput {
  readonly arrivalsPerMs: number
  /** Of all agents together while they are busy. */
  readonly servicesPerMs: number
  /** Erlang B of one agent less. */
  readonly blocking: number
  readonly patience: Distribution
  /** Waits at which shares are wanted. */
  readonly thresholdsMs: readonly number[]
}

/** Shares of all arrivals; times in ms, their means over all arrivals. */
export interface VirtualWait {
  readonly pAtOnce: number
  readonly pWait: number
  readonly pAbandon: number
  readonly meanWaitMs: number
  /** Mean over arrivals of the wait of those served, 0 for the others. */
  readonly servedWaitMs: number
  /** By threshold: those who wait and are served, or abandon, by then. */
  readonly within: readonly { readonly served: number; readonly abandoned: number }[]
}

// Beyond e^−45 of its peak the density adds less than 1e-19 of the whole.
const NEGLIGIBLE = 45
/** Change of the logarithm of the density over a panel that eight points integrate to 1e-13. */
const LONGEST_STEP = 0.75
const FIRST_PANEL = 1e-7
const MOST_PANELS = 200_000

/**
 * Integrates the density of the virtual wait, ln v(x) = λ∫₀ˣ P(patience > u) du − nμx + constant, which is concave, panel
 * by panel from 0: panels grow from nothing, so that a law without a derivative at 0 does no harm, are halved until the
 * logarithm changes little in each, and end at the thresholds and where the law jumps.
 *
 * @throws RangeError when the density does not fall: too few ever abandon for the agents there are.
 */
export function virtualWait(input: VirtualWaitInput): VirtualWait {
  const { arrivalsPerMs: lambda, servicesPerMs: services, patience, blocking, thresholdsMs } = input
  const stops = stopsOf(patience, thresholdsMs)
  const sums = new Sums(thresholdsMs.length)
  const remaining = (x: number): number => 1 - patience.cdf(x)
  let [x, lnDensity, patient, panel, peak] = [0, 0, 0, FIRST_PANEL * Math.min(patience.mean, 1 / services), 0]
  for (let panels = 0; ; panels += 1) {
    if (panels > MOST_PANELS) throw new RangeError('patience: too few ever abandon for so few agents')
    const slope = lambda * remaining(x) - services
    if (slope < 0 && lnDensity < peak - NEGLIGIBLE) break
    const stop = stops.find((each) => each > x) ?? Infinity
    let to = Math.min(x + panel, stop)
    let gained = gaussPanel(remaining, x, to)
    let step = lambda * gained - services * (to - x)
    while (Math.abs(step) > LONGEST_STEP) {
      to = x + (to - x) / 2
      gained = gaussPanel(remaining, x, to)
      step = lambda * gained - services * (to - x)
    }
    const half = (to - x) / 2
    for (const { node, weight } of POINTS) {
      const at = x + half * (1 + node)
      const waited = patient + gaussPanel(remaining, x, at)
      const density = lnDensity + lambda * (waited - patient) - services * (at - x)
      sums.add({ at, weight: weight * half, lnDensity: density, remaining: remaining(at), waited }, thresholdsMs)
    }
    panel = 2 * (to - x)
    x = to
    patient += gained
    lnDensity += step
    peak = Math.max(peak, lnDensity)
  }
  return sums.result(lambda, blocking, thresholdsMs.map(remaining))
}

/** Thresholds and places where the law jumps or bends, in order. A value that its law takes often shows as a jump. */
function stopsOf(patience: Distribution, thresholdsMs: readonly number[]): number[] {
  const quantiles = [1e-12, 0.25, 0.5, 0.75, 1 - 1e-12].map((u) => patience.quantile(u))
  return [...thresholdsMs, ...quantiles].filter((at) => at > 0 && at < Infinity).sort((a, b) => a - b)
}

interface Point {
  readonly at: number
  readonly weight: number
  readonly lnDensity: number
  /** P(patience > at). */
  readonly remaining: number
  /** E[min(patience, at)]. */
  readonly waited: number
}

/** The integrals, each divided by e^scale. */
class Sums {
  #scale = 0
  #all = 0
  #abandoned = 0
  #wait = 0
  #servedWait = 0
  readonly #within: Float64Array
  readonly #servedWithin: Float64Array
  readonly #abandonedWithin: Float64Array

  constructor(thresholds: number) {
    this.#within = new Float64Array(thresholds)
    this.#servedWithin = new Float64Array(thresholds)
    this.#abandonedWithin = new Float64Array(thresholds)
  }

  add({ at, weight, lnDensity, remaining, waited }: Point, thresholdsMs: readonly number[]): void {
    if (lnDensity > this.#scale + NEGLIGIBLE) this.#rescale(lnDensity)
    const mass = weight * Math.exp(lnDensity - this.#scale)
    this.#all += mass
    this.#abandoned += mass * (1 - remaining)
    this.#wait += mass * waited
    this.#servedWait += mass * at * remaining
    for (let t = 0; t < thresholdsMs.length; t += 1) {
      if (at > thresholdsMs[t]!) continue
      this.#within[t]! += mass
      this.#servedWithin[t]! += mass * remaining
      this.#abandonedWithin[t]! += mass * (1 - remaining)
    }
  }

  /** @param patientAt - by threshold, P(patience > threshold) */
  result(lambda: number, blocking: number, patientAt: readonly number[]): VirtualWait {
    // Of those who find an agent free there are 1/B for each that takes the last one.
    const free = Math.exp(-this.#scale) / (blocking * lambda)
    const share = (sum: number): number => sum / (this.#all + free)
    return {
      pAtOnce: share(free),
      pWait: share(this.#all),
      pAbandon: share(this.#abandoned),
      meanWaitMs: share(this.#wait),
      servedWaitMs: share(this.#servedWait),
      within: patientAt.map((patient, t) => ({
        served: share(this.#servedWithin[t]!),
        // Those who would have been served later have lost their patience by then.
        abandoned: share(this.#abandonedWithin[t]! + (this.#all - this.#within[t]!) * (1 - patient)),
      })),
    }
  }

  #rescale(scale: number): void {
    const factor = Math.exp(this.#scale - scale)
    this.#scale = scale
    this.#all *= factor
    this.#abandoned *= factor
    this.#wait *= factor
    this.#servedWait *= factor
    for (const sums of [this.#within, this.#servedWithin, this.#abandonedWithin]) {
      for (let t = 0; t < sums.length; t += 1) sums[t]! *= factor
    }
  }
}
