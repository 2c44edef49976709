import type { RandomStream } from '../random/stream.ts'
import { sobolPoints } from './sobol.ts'

/** How the points of a sweep are laid out in the space of its parameters. */
export type DesignName = 'grid' | 'lhs' | 'sobol'

/**
 * Every combination of the indices 0 … sizes[j] − 1, the last changing fastest.
 */
export function gridIndices(sizes: readonly number[]): number[][] {
  return sizes.reduce<number[][]>(
    (all, size) => all.flatMap((before) => Array.from({ length: size }, (_, at) => [...before, at])),
    [[]],
  )
}

/**
 * Points in the unit cube, one row each: a Latin hypercube (M. McKay, R. Beckman & W. Conover 1979: each parameter's n
 * strata hold one point each) or the first points of Sobol's sequence.
 *
 * @throws RangeError for more dimensions than the Sobol table has
 */
export function unitPoints(
  design: Exclude<DesignName, 'grid'>,
  points: number,
  dimensions: number,
  stream: RandomStream,
): number[][] {
  if (design === 'sobol') return sobolPoints(points, dimensions)
  const columns = Array.from({ length: dimensions }, () =>
    permutation(points, stream).map((stratum) => (stratum + stream.uniform()) / points),
  )
  return Array.from({ length: points }, (_, at) => columns.map((column) => column[at]!))
}

/** The numbers 0 … n − 1 in random order (R. Durstenfeld 1964). */
function permutation(n: number, stream: RandomStream): number[] {
  const order = Array.from({ length: n }, (_, at) => at)
  for (let last = n - 1; last > 0; last -= 1) {
    const other = stream.integer(last + 1)
    const kept = order[last]!
    order[last] = order[other]!
    order[other] = kept
  }
  return order
}
