/**
 * A law of one real number, drawn by inversion: one uniform in, one variate out.
 *
 * Inversion is required, not preferred: it is monotone and uses exactly one uniform, so common random numbers stay
 * aligned between two scenarios and antithetic streams work. The unit is that of the parameters (the simulator uses ms).
 */
export interface Distribution {
  /** Expectation, in the unit of the parameters; `Infinity` for {@link Never}. */
  readonly mean: number
  /** Squared coefficient of variation, variance / mean² (no unit). */
  readonly cv2: number
  /** Smallest x with P(X ≤ x) ≥ u, for u in the open interval (0, 1); no allocation. */
  quantile(u: number): number
  /** P(X ≤ x). */
  cdf(x: number): number
  /** One line for people: the law and its parameters. */
  describe(): string
}
