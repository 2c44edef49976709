/**
 * Running mean and variance of a stream of numbers, without keeping them; mergeable. O(1) per value.
 *
 * B. Welford 1962; merging T. Chan, G. Golub & R. LeVeque 1983.
 */
export class Moments {
  #count = 0
  #mean = 0
  #squares = 0

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

  /** Standard error of the mean of independent values; NaN for fewer than two. */
  get standardError(): number {
    return Math.sqrt(this.variance / this.#count)
  }

  /** Takes one value. */
  add(value: number): void {
    this.#count += 1
    const before = value - this.#mean
    this.#mean += before / this.#count
    this.#squares += before * (value - this.#mean)
  }

  /** Takes all that `other` has seen; the result does not depend, beyond rounding, on how values were split. */
  merge(other: Moments): void {
    if (other.#count === 0) return
    const count = this.#count + other.#count
    const gap = other.#mean - this.#mean
    this.#squares += other.#squares + (gap * gap * this.#count * other.#count) / count
    this.#mean += (gap * other.#count) / count
    this.#count = count
  }
}
