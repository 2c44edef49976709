import { expect } from 'vitest'

/** P(X ≤ k) of the binomial law, by adding up from 0: p must be small enough for the first term to be a number. */
function binomialCdf(k: number, n: number, p: number): number {
  let term = (1 - p) ** n
  let sum = term
  for (let i = 1; i <= k; i += 1) {
    term *= ((n - i + 1) / i) * (p / (1 - p))
    sum += term
  }
  return sum
}

/** Numbers of successes in n trials that lie outside with probability below .1 %. */
export function band(n: number, p: number): [low: number, high: number] {
  let low = 0
  while (binomialCdf(low, n, p) <= 0.0005) low += 1
  let high = low
  while (binomialCdf(high, n, p) < 0.9995) high += 1
  return [low, high]
}

/** Holds the number of 95 % intervals that missed the truth against what 5 % would do. */
export function expectMissedAsOften(missed: number, experiments: number, what: string, share = 0.05): void {
  const [low, high] = band(experiments, share)
  expect(missed, `${what} missed`).toBeGreaterThanOrEqual(low)
  expect(missed, `${what} missed`).toBeLessThanOrEqual(high)
}
