/**
 * Running mean, variance and skewness of a stream of numbers, without keeping them; mergeable. O(1) per value.
 *
 * B. Welford 1962; merging T. Chan, G. Golub & R. LeVeque 1983; third moments P. Pébay 2008.
 */
export class Moments {
  #count = 0
  #mean = 0
  #squares = 0
  #cubes = 0

  /** Number of values seen. */
  get count(): number {
    return this.#count
  }

  /** Mean of the values; NaN when there is none. */
  get mean(): number {
    return this.#count > 0 ? this.#mean : NaN
  }

  /** Sample variance, over count − 1; NaN for fewer than two values. */
  get variance(): number {
    return this.#count > 1 ? this.#squares / (this.#count - 1) : NaN
  }

  /** Sample skewness, from the unbiased second and third moments; NaN for fewer than three values, or where none differs. */
  get skewness(): number {
    const n = this.#count
    if (n < 3) return NaN
    return ((n / ((n - 1) * (n - 2))) * this.#cubes) / this.variance ** 1.5
  }

  /** Standard error of the mean of independent values; NaN for fewer than two. */
  get standardError(): number {
    return Math.sqrt(this.variance / this.#count)
  }

  /** Takes one value. */
  add(value: number): void {
    this.#count += 1
    const n = this.#count
    const before = value - this.#mean
    const step = before / n
    const square = before * step * (n - 1)
    this.#mean += step
    this.#cubes += step * (square * (n - 2) - 3 * this.#squares)
    this.#squares += before * (value - this.#mean)
  }

  /** Takes all that `other` has seen; the result does not depend, beyond rounding, on how values were split. */
  merge(other: Moments): void {
    if (other.#count === 0) return
    const count = this.#count + other.#count
    const gap = other.#mean - this.#mean
    this.#cubes +=
      other.#cubes +
      (gap ** 3 * this.#count * other.#count * (this.#count - other.#count)) / count ** 2 +
      (3 * gap * (this.#count * other.#squares - other.#count * this.#squares)) / count
    this.#squares += other.#squares + (gap * gap * this.#count * other.#count) / count
    this.#mean += (gap * other.#count) / count
    this.#count = count
  }
}
