import { finite } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { figure } from './figure.ts'

/**
 * The law of observed values, with straight lines between neighbouring order statistics (R. Hyndman & Y. Fan 1996, type 7).
 *
 * Mean and cv² are those of the interpolated law, which is what is drawn; those of the sample differ by O(1/n).
 */
export class Empirical implements Distribution {
  readonly mean: number
  readonly cv2: number
  readonly #sorted: Float64Array

  /**
   * Copies and sorts the values.
   *
   * @throws RangeError when there is none, or one is not finite.
   */
  constructor(values: ArrayLike<number>) {
    if (values.length === 0) throw new RangeError('values must hold at least one number, got none')
    const sorted = Float64Array.from(values).sort()
    finite('values[…]', sorted[0]!)
    finite('values[…]', sorted[sorted.length - 1]!)
    this.#sorted = sorted
    const [mean, variance] = momentsOfPolygon(sorted)
    this.mean = mean
    this.cv2 = variance / (mean * mean)
  }

  quantile(u: number): number {
    const sorted = this.#sorted
    const position = u * (sorted.length - 1)
    const index = Math.floor(position)
    const below = sorted[index]!
    return index + 1 < sorted.length ? below + (position - index) * (sorted[index + 1]! - below) : below
  }

  cdf(x: number): number {
    const sorted = this.#sorted
    const last = sorted.length - 1
    if (!(x >= sorted[0]!)) return x < sorted[0]! ? 0 : NaN
    if (x >= sorted[last]!) return 1
    // The last order statistic at or below x.
    let low = 0
    let high = last
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (sorted[middle]! <= x) low = middle
      else high = middle
    }
    const below = sorted[low]!
    return (low + (x - below) / (sorted[high]! - below)) / last
  }

  describe(): string {
    return `empirical, ${this.#sorted.length} values, mean ${figure(this.mean)}`
  }
}

function momentsOfPolygon(sorted: Float64Array): [mean: number, variance: number] {
  const pieces = sorted.length - 1
  if (pieces === 0) return [sorted[0]!, 0]
  let mean = 0
  for (let i = 0; i < pieces; i += 1) mean += (sorted[i]! + sorted[i + 1]!) / 2
  mean /= pieces
  let variance = 0
  for (let i = 0; i < pieces; i += 1) {
    const a = sorted[i]! - mean
    const b = sorted[i + 1]! - mean
    variance += (a * a + a * b + b * b) / 3
  }
  return [mean, variance / pieces]
}
