import type { Distribution } from '../random/distribution.ts'
import { ln } from '../random/elementary.ts'
import type { RandomStream } from '../random/stream.ts'
import { fitLaw, type LawName } from './law-fit.ts'

/** How well a law fits. */
export interface Goodness {
  /** Kolmogorov–Smirnov: the largest distance between the law and the sample's distribution. */
  readonly ks: number
  /** Anderson–Darling: the squared distance, with weight on the tails. */
  readonly ad: number
  /** Share of samples of the fitted law, each fitted anew, that are as far off or farther; by KS and by AD. */
  readonly ksP: number
  readonly adP: number
  /** Values tested. */
  readonly tested: number
}

/** Samples behind a p-value. */
const SAMPLES = 99
/** Values tested at most: with tens of thousands every law of two parameters is refuted, and time is spent. */
const TESTED = 500

/**
 * Tests a law at the values that it is fitted to. Since its parameters come from the same values, tabulated p-values would be
 * far too kind: they are found by drawing from the fitted law and fitting again (parametric bootstrap; W. Stute and others
 * 1993). Of more than 500 values, 500 are drawn, and the law is fitted to these.
 */
export function goodnessOf(law: LawName, values: Float64Array, stream: RandomStream): Goodness {
  const sample = values.length <= TESTED ? values : some(values, TESTED, stream)
  const { distribution } = fitLaw(law, sample)
  const [ks, ad] = distances(sample, distribution)
  let [ksBeyond, adBeyond] = [1, 1]
  for (let each = 0; each < SAMPLES; each += 1) {
    const drawn = Float64Array.from({ length: sample.length }, () => distribution.quantile(stream.uniform()))
    const [drawnKs, drawnAd] = distances(drawn, fitLaw(law, drawn).distribution)
    if (drawnKs >= ks) ksBeyond += 1
    if (drawnAd >= ad) adBeyond += 1
  }
  return { ks, ad, ksP: ksBeyond / (SAMPLES + 1), adP: adBeyond / (SAMPLES + 1), tested: sample.length }
}

/** The statistics of Kolmogorov–Smirnov and Anderson–Darling. O(n log n). */
export function distances(values: Float64Array, law: Distribution): [ks: number, ad: number] {
  const sorted = values.toSorted()
  const n = sorted.length
  const u = sorted.map((value) => Math.min(1 - 1e-12, Math.max(1e-12, law.cdf(value))))
  let ks = 0
  let sum = 0
  for (let i = 0; i < n; i += 1) {
    ks = Math.max(ks, (i + 1) / n - u[i]!, u[i]! - i / n)
    sum += (2 * i + 1) * (ln(u[i]!) + ln(1 - u[n - 1 - i]!))
  }
  return [ks, -n - sum / n]
}

/** Some of the values, each set equally likely. */
function some(values: Float64Array, count: number, stream: RandomStream): Float64Array {
  const left = values.slice()
  for (let at = 0; at < count; at += 1) {
    const other = at + stream.integer(left.length - at)
    const value = left[at]!
    left[at] = left[other]!
    left[other] = value
  }
  return left.slice(0, count)
}
