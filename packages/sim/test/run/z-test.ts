import { expect } from 'vitest'
import { studentQuantile } from '../../src/stats/student.ts'
import type { Estimate } from '../../src/stats/estimate.ts'

/** A right simulator fails a test with a fixed seed once in a thousand seeds. */
const CONFIDENCE = 0.999

/** Half the width that the interval of an estimate from so many replications has at 99.9 %. */
function halfWidth({ ci95 }: Estimate, replications: number): number {
  const degrees = replications - 1
  const widening = studentQuantile((1 + CONFIDENCE) / 2, degrees) / studentQuantile(0.975, degrees)
  return (widening * (ci95[1] - ci95[0])) / 2
}

/**
 * Holds an estimate against the exact value at 99.9 %.
 *
 * @param precision - half-width that the estimate must have, relative to the exact value: a wide interval shows nothing
 */
export function expectAgrees(
  what: string,
  estimate: Estimate,
  exact: number,
  replications: number,
  precision: number,
): void {
  const half = halfWidth(estimate, replications)
  expect(half, `${what}: half-width`).toBeLessThan(precision * exact)
  expect(half, `${what}: half-width`).toBeGreaterThan(0)
  expect(Math.abs(estimate.mean - exact), `${what}: ${estimate.mean} against ${exact}`).toBeLessThanOrEqual(half)
}
