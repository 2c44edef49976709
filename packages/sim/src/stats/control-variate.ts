import { type Estimate, studentInterval } from './estimate.ts'
import { jackknifeRatio } from './jackknife.ts'
import { solvePositive } from './linear-solve.ts'
import { Moments } from './moments.ts'
import { studentQuantile } from './student.ts'

/** A quantity observed in every replication whose expectation is known. */
export interface Control {
  readonly values: ArrayLike<number>
  readonly expectation: number
}

/** An estimate after the controls have taken out what they explain. */
export interface ControlledEstimate extends Estimate {
  /** Variance of the plain estimate over that of this one: so many times the replications would do the same. */
  readonly gain: number
  /** Controls that took part; one that does not vary, or is a sum of others, is left out. */
  readonly controls: number
}

/**
 * Mean of `values`, adjusted by regression on controls with known expectations, with Student's interval on n − q − 1
 * degrees of freedom: exact when values and controls are jointly normal, the coefficients being estimated from the same
 * replications (S. Lavenberg & P. Welch 1981). Needs n > q + 1; otherwise the interval is unknown.
 */
export function controlledMean(values: ArrayLike<number>, controls: readonly Control[]): ControlledEstimate {
  const n = values.length
  const plain = new Moments()
  for (let i = 0; i < n; i += 1) plain.add(values[i]!)
  const kept = independent(controls, n)
  const q = kept.length
  const centred = kept.map(({ values: control }) => minusMean(control))
  const own = minusMean(values)
  const squares = centred.map((a) => centred.map((b) => product(a, b)))
  const coefficients =
    solvePositive(
      squares,
      centred.map((a) => product(a, own)),
    ) ?? []
  const off = kept.map(({ values: control, expectation }) => mean(control) - expectation)
  const adjusted = plain.mean - coefficients.reduce((sum, coefficient, at) => sum + coefficient * off[at]!, 0)
  let residual = 0
  for (let i = 0; i < n; i += 1) {
    const explained = coefficients.reduce((sum, coefficient, at) => sum + coefficient * centred[at]![i]!, 0)
    residual += (own[i]! - explained) ** 2
  }
  const degrees = n - q - 1
  if (degrees < 1) return { mean: adjusted, ci95: [-Infinity, Infinity], gain: NaN, controls: q }
  const leverage = solvePositive(squares, off) ?? []
  const spread = 1 / n + leverage.reduce((sum, each, at) => sum + each * off[at]!, 0)
  const standardError = Math.sqrt((residual / degrees) * spread)
  const half = studentQuantile(0.975, degrees) * standardError
  const ci95 = [adjusted - half, adjusted + half] as const
  return { mean: adjusted, ci95, gain: (plain.standardError / standardError) ** 2, controls: q }
}

/**
 * Σ numerators / Σ denominators, adjusted by controls: the jackknife's deviations take the place of the values.
 *
 * @throws RangeError when the lengths differ.
 */
export function controlledRatio(
  numerators: ArrayLike<number>,
  denominators: ArrayLike<number>,
  controls: readonly Control[],
): ControlledEstimate {
  const { ratio, deviations } = jackknifeRatio(numerators, denominators)
  // Their mean is the jackknife's correction of the bias, of the order of 1/n², which the plain ratio does not take.
  const centre = mean(deviations)
  const around = controlledMean(
    deviations.map((each) => ratio + each - centre),
    controls,
  )
  const known = studentInterval(0, 1, numerators.length)[1] < Infinity
  return known ? around : { ...around, ci95: [-Infinity, Infinity] }
}

/** Those that vary and are not, to 12 digits, a sum of the ones before. */
function independent(controls: readonly Control[], n: number): Control[] {
  const kept: Control[] = []
  for (const control of controls) {
    const centred = [...kept, control].map(({ values }) => minusMean(values))
    const squares = centred.map((a) => centred.map((b) => product(a, b)))
    if (n > kept.length + 2 && solvePositive(squares, new Array<number>(centred.length).fill(0)) !== undefined) {
      kept.push(control)
    }
  }
  return kept
}

function mean(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += values[i]!
  return sum / values.length
}

function minusMean(values: ArrayLike<number>): Float64Array {
  const centre = mean(values)
  return Float64Array.from({ length: values.length }, (_, i) => values[i]! - centre)
}

function product(a: Float64Array, b: Float64Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 1) sum += a[i]! * b[i]!
  return sum
}
