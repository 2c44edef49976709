/**
 * Running means, variances and covariance of pairs, without keeping them; mergeable. O(1) per pair.
 *
 * B. Welford 1962; merging T. Chan, G. Golub & R. LeVeque 1983.
 */
export class PairMoments {
  #count = 0
  #meanX = 0
  #meanY = 0
  #squaresX = 0
  #squaresY = 0
  #products = 0

  /** Number of pairs seen. */
  get count(): number {
    return this.#count
  }

  /** Mean of the first members; NaN when there is no pair. */
  get meanX(): number {
    return this.#count > 0 ? this.#meanX : NaN
  }

  /** Mean of the second members; NaN when there is no pair. */
  get meanY(): number {
    return this.#count > 0 ? this.#meanY : NaN
  }

  /** Sample variance of the first members, over count − 1; NaN for fewer than two pairs. */
  get varianceX(): number {
    return this.#perDegree(this.#squaresX)
  }

  /** Sample variance of the second members, over count − 1; NaN for fewer than two pairs. */
  get varianceY(): number {
    return this.#perDegree(this.#squaresY)
  }

  /** Sample covariance, over count − 1; NaN for fewer than two pairs. */
  get covariance(): number {
    return this.#perDegree(this.#products)
  }

  /** Pearson's correlation coefficient; NaN when either member does not vary. */
  get correlation(): number {
    return this.covariance / Math.sqrt(this.varianceX * this.varianceY)
  }

  /** Takes one pair. */
  add(x: number, y: number): void {
    this.#count += 1
    const beforeX = x - this.#meanX
    const beforeY = y - this.#meanY
    this.#meanX += beforeX / this.#count
    this.#meanY += beforeY / this.#count
    this.#squaresX += beforeX * (x - this.#meanX)
    this.#squaresY += beforeY * (y - this.#meanY)
    this.#products += beforeX * (y - this.#meanY)
  }

  /** Takes all that `other` has seen; the result does not depend, beyond rounding, on how pairs were split. */
  merge(other: PairMoments): void {
    if (other.#count === 0) return
    const count = this.#count + other.#count
    const gapX = other.#meanX - this.#meanX
    const gapY = other.#meanY - this.#meanY
    const weight = (this.#count * other.#count) / count
    this.#squaresX += other.#squaresX + gapX * gapX * weight
    this.#squaresY += other.#squaresY + gapY * gapY * weight
    this.#products += other.#products + gapX * gapY * weight
    this.#meanX += (gapX * other.#count) / count
    this.#meanY += (gapY * other.#count) / count
    this.#count = count
  }

  #perDegree(sum: number): number {
    return this.#count > 1 ? sum / (this.#count - 1) : NaN
  }
}
