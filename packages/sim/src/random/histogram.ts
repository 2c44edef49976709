import { nonNegative } from './argument.ts'
import type { Distribution } from './distribution.ts'
import { figure } from './figure.ts'

/** Values counted in cells: inside a cell every value is equally likely. */
export class Histogram implements Distribution {
  readonly mean: number
  readonly cv2: number
  readonly #edges: Float64Array
  /** P(X ≤ edge). */
  readonly #reached: Float64Array

  /**
   * Copies its arguments.
   *
   * @param edges - ends of the cells, ascending, 0 or more; one more than `weights`
   * @param weights - of each cell, 0 or more, not all 0; only their proportions count
   * @throws RangeError for anything else.
   */
  constructor(edges: readonly number[], weights: readonly number[]) {
    if (weights.length === 0 || edges.length !== weights.length + 1) {
      throw new RangeError(`one edge more than weights is needed, got ${edges.length} and ${weights.length}`)
    }
    for (const [at, edge] of edges.entries()) {
      if (!(nonNegative(`edges[${at}]`, edge) > (edges[at - 1] ?? -1))) {
        throw new RangeError(`edges[${at}] must be above the one before, got ${edge}`)
      }
    }
    const total = weights.reduce((sum, weight, at) => sum + nonNegative(`weights[${at}]`, weight), 0)
    if (!(total > 0)) throw new RangeError('one weight must be > 0')
    this.#edges = Float64Array.from(edges)
    this.#reached = new Float64Array(edges.length)
    let mean = 0
    let square = 0
    let before = 0
    for (const [at, weight] of weights.entries()) {
      const [a, b] = [edges[at]!, edges[at + 1]!]
      mean += (weight * (a + b)) / 2 / total
      square += (weight * (a * a + a * b + b * b)) / 3 / total
      before += weight
      this.#reached[at + 1] = before / total
    }
    this.#reached[weights.length] = 1
    this.mean = mean
    this.cv2 = square / (mean * mean) - 1
  }

  /** O(log cells). */
  quantile(u: number): number {
    // The first cell whose end has reached u.
    let low = 0
    let high = this.#reached.length - 1
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (this.#reached[middle]! >= u) high = middle
      else low = middle
    }
    const from = this.#edges[low]!
    const share = (u - this.#reached[low]!) / (this.#reached[high]! - this.#reached[low]!)
    return from + share * (this.#edges[high]! - from)
  }

  cdf(x: number): number {
    const last = this.#edges.length - 1
    if (!(x > this.#edges[0]!)) return x <= this.#edges[0]! ? 0 : NaN
    if (x >= this.#edges[last]!) return 1
    let cell = 0
    while (this.#edges[cell + 1]! <= x) cell += 1
    const [a, b] = [this.#edges[cell]!, this.#edges[cell + 1]!]
    const from = this.#reached[cell]!
    return from + ((x - a) / (b - a)) * (this.#reached[cell + 1]! - from)
  }

  describe(): string {
    return `histogram of ${this.#edges.length - 1} cells, mean ${figure(this.mean)}`
  }
}
