/** How values spread around their mean. */
interface Spread {
  readonly count: number
  readonly standardError: number
  readonly skewness: number
}

/**
 * Running moments of pairs up to the third, without keeping them; mergeable. O(1) per pair.
 *
 * B. Welford 1962; merging T. Chan, G. Golub & R. LeVeque 1983; third moments P. Pébay 2008.
 */
export class PairMoments {
  #count = 0
  #meanX = 0
  #meanY = 0
  #squaresX = 0
  #squaresY = 0
  #products = 0
  #cubesX = 0
  #cubesXXY = 0
  #cubesXYY = 0
  #cubesY = 0

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

  /** How x − `ratio` · y spreads: the numerators of a ratio around what the denominators would have. */
  residual(ratio: number): Spread {
    const n = this.#count
    const squares = this.#squaresX - 2 * ratio * this.#products + ratio * ratio * this.#squaresY
    const cubes =
      this.#cubesX - 3 * ratio * this.#cubesXXY + 3 * ratio ** 2 * this.#cubesXYY - ratio ** 3 * this.#cubesY
    const variance = Math.max(0, this.#perDegree(squares))
    return {
      count: n,
      standardError: Math.sqrt(variance / n),
      skewness: n < 3 ? NaN : ((n / ((n - 1) * (n - 2))) * cubes) / variance ** 1.5,
    }
  }

  /** Takes one pair. */
  add(x: number, y: number): void {
    this.#count += 1
    const beforeX = x - this.#meanX
    const beforeY = y - this.#meanY
    const n = this.#count
    const share = ((n - 1) * (n - 2)) / (n * n)
    this.#cubesX += beforeX * (beforeX * beforeX * share - (3 * this.#squaresX) / n)
    this.#cubesXXY +=
      beforeX * beforeX * beforeY * share - (2 * beforeX * this.#products + beforeY * this.#squaresX) / n
    this.#cubesXYY +=
      beforeX * beforeY * beforeY * share - (2 * beforeY * this.#products + beforeX * this.#squaresY) / n
    this.#cubesY += beforeY * (beforeY * beforeY * share - (3 * this.#squaresY) / n)
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
    const both = (this.#count * other.#count * (this.#count - other.#count)) / count ** 2
    const across = (own: number, others: number) => (this.#count * others - other.#count * own) / count
    const [acrossX, acrossY] = [across(this.#squaresX, other.#squaresX), across(this.#squaresY, other.#squaresY)]
    const acrossXY = across(this.#products, other.#products)
    this.#cubesX += other.#cubesX + gapX ** 3 * both + 3 * gapX * acrossX
    this.#cubesXXY += other.#cubesXXY + gapX * gapX * gapY * both + 2 * gapX * acrossXY + gapY * acrossX
    this.#cubesXYY += other.#cubesXYY + gapX * gapY * gapY * both + 2 * gapY * acrossXY + gapX * acrossY
    this.#cubesY += other.#cubesY + gapY ** 3 * both + 3 * gapY * acrossY
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
