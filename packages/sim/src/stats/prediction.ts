import { Moments } from './moments.ts'
import type { Estimate } from './estimate.ts'
import { studentQuantile } from './student.ts'

/**
 * Mean of draws, and where one more draw lies in 95 of 100 cases, for normal values: Student's interval of prediction. It does
 * not become narrower than the draws themselves lie apart, however many there are. Unknown below two. O(n).
 */
export function predict(draws: ArrayLike<number>): Estimate {
  const moments = new Moments()
  for (let i = 0; i < draws.length; i += 1) moments.add(draws[i]!)
  const { mean, variance, count } = moments
  if (count < 2 || Number.isNaN(variance)) return { mean, ci95: [-Infinity, Infinity] }
  const half = studentQuantile(0.975, count - 1) * Math.sqrt(variance * (1 + 1 / count))
  return { mean, ci95: [mean - half, mean + half] }
}
