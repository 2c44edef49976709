/** Quantile of sorted figures by linear interpolation between order statistics (Hyndman & Fan 1996, type 7). NaN of none. */
export function quantile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = (sorted.length - 1) * share
  const low = Math.floor(at)
  const below = sorted[low]!
  return below + (at - low) * ((sorted[low + 1] ?? below) - below)
}

/**
 * Modified z-scores: 0.6745 (x − median) ÷ MAD (Iglewicz & Hoaglin 1993; beyond 3.5 is an outlier). Where more than half
 * are alike the MAD is 0; then (x − median) ÷ (1.253314 × mean absolute deviation) stands in. All 0 when all are alike.
 */
export function modifiedZScores(figures: readonly number[]): number[] {
  const median = quantile(sorted(figures), 0.5)
  const deviations = figures.map((figure) => Math.abs(figure - median))
  const mad = quantile(sorted(deviations), 0.5)
  const meanDeviation = deviations.reduce((sum, each) => sum + each, 0) / figures.length
  const scale = mad > 0 ? mad / 0.6745 : 1.253_314 * meanDeviation
  return figures.map((figure) => (scale > 0 ? (figure - median) / scale : 0))
}

/** What is ordinary among positive figures whose logarithms are about symmetric: Tukey's fences (1977) of the logarithms. */
export function logFences(figures: readonly number[]): { readonly low: number; readonly high: number } {
  const ascending = sorted(figures)
  const first = quantile(ascending, 0.25)
  const third = quantile(ascending, 0.75)
  // 1.5 times the distance of the quartiles' logarithms is their ratio to the power 1.5.
  const ratio = third / first
  const reach = ratio * Math.sqrt(ratio)
  return { low: first / reach, high: third * reach }
}

/** Probability that a binomial variable of `n` trials with probability `p` is `k` or more, exactly. O(n). */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  if (k > n || p <= 0) return 0
  if (p >= 1) return 1
  // Terms relative to the most probable one: nothing under- or overflows that matters.
  const mode = Math.min(n, Math.floor((n + 1) * p))
  const odds = p / (1 - p)
  let tail = 0
  let all = 0
  for (let at = mode, term = 1; at <= n && term > 0; at += 1) {
    all += term
    if (at >= k) tail += term
    term *= ((n - at) / (at + 1)) * odds
  }
  for (let at = mode - 1, term = mode / ((n - mode + 1) * odds); at >= 0 && term > 0; at -= 1) {
    all += term
    if (at >= k) tail += term
    term *= at / ((n - at + 1) * odds)
  }
  return tail / all
}

function sorted(figures: readonly number[]): number[] {
  return [...figures].sort((a, b) => a - b)
}
