import { Moments } from './moments.ts'

/** A mean freed of what controls explain, with its standard error and the degrees of freedom left. */
export interface ControlledMean {
  readonly mean: number
  readonly standardError: number
  readonly degrees: number
}

/** A control whose pivot falls below this share of its variance repeats those before it. */
const REPEATED = 1e-9

/**
 * Mean of independent values less what `controls`, of known mean 0, explain of it by linear regression. O(n·k²).
 *
 * For normal values the interval with `degrees` = n − 1 − k is exact (S. Lavenberg & P. Welch 1981). Controls that do not
 * vary, or repeat others, are left out.
 */
export function controlledMean(values: ArrayLike<number>, controls: readonly ArrayLike<number>[]): ControlledMean {
  const n = values.length
  const y = centred(values)
  const columns = controls.map(centred)
  // Gram–Schmidt: each control less what those before it say; then the regressions are one by one.
  const kept: { readonly deviations: Float64Array; readonly mean: number; readonly square: number }[] = []
  let { mean } = y
  const residuals = Float64Array.from(y.deviations)
  for (const column of columns) {
    const deviations = Float64Array.from(column.deviations)
    let controlMean = column.mean
    const whole = product(deviations, deviations)
    for (const earlier of kept) {
      const slope = product(deviations, earlier.deviations) / earlier.square
      controlMean -= slope * earlier.mean
      subtract(deviations, earlier.deviations, slope)
    }
    const square = product(deviations, deviations)
    if (!(square > REPEATED * whole) || kept.length + 3 > n) continue
    kept.push({ deviations, mean: controlMean, square })
    const slope = product(residuals, deviations) / square
    mean -= slope * controlMean
    subtract(residuals, deviations, slope)
  }
  const degrees = n - 1 - kept.length
  const variance = product(residuals, residuals) / degrees
  const leverage = kept.reduce((sum, control) => sum + (control.mean * control.mean) / control.square, 1 / n)
  return { mean, standardError: degrees > 0 ? Math.sqrt(variance * leverage) : NaN, degrees }
}

function centred(values: ArrayLike<number>): { readonly mean: number; readonly deviations: Float64Array } {
  const moments = new Moments()
  for (let i = 0; i < values.length; i += 1) moments.add(values[i]!)
  return { mean: moments.mean, deviations: Float64Array.from(values, (value) => value - moments.mean) }
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!
  return sum
}

function subtract(from: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < from.length; i += 1) from[i]! -= times * what[i]!
}
