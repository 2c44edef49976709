const BITS = 31

/**
 * Primitive polynomials and first direction numbers of dimensions 2 to 10: degree, coefficients, m₁ … m_s
 * (S. Joe & F. Kuo 2008, the first rows of their table).
 */
const TABLE: readonly (readonly [degree: number, coefficients: number, first: readonly number[]])[] = [
  [1, 0, [1]],
  [2, 1, [1, 3]],
  [3, 1, [1, 3, 1]],
  [3, 2, [1, 1, 1]],
  [4, 1, [1, 1, 3, 3]],
  [4, 4, [1, 3, 5, 13]],
  [5, 2, [1, 1, 5, 5, 17]],
  [5, 4, [1, 1, 5, 5, 5]],
  [5, 7, [1, 1, 7, 11, 19]],
]

/** Most dimensions of {@link sobolPoints}. */
export const SOBOL_DIMENSIONS: number = TABLE.length + 1

/**
 * The points 1, 2, …, n of Sobol's sequence (I. Sobol' 1967) in the unit cube, in the order of I. Antonov & V. Saleev
 * 1979. The origin, point 0, is left out: it is a corner.
 *
 * @throws RangeError for more dimensions than {@link SOBOL_DIMENSIONS}
 */
export function sobolPoints(n: number, dimensions: number): number[][] {
  if (dimensions > SOBOL_DIMENSIONS) {
    throw new RangeError(`Sobol's sequence is there for ${SOBOL_DIMENSIONS} dimensions, got ${dimensions}`)
  }
  const directions = Array.from({ length: dimensions }, (_, dimension) => directionNumbers(dimension))
  const state = new Array<number>(dimensions).fill(0)
  return Array.from({ length: n }, (_, at) => {
    const bit = lowestZeroBit(at)
    for (let dimension = 0; dimension < dimensions; dimension += 1) state[dimension]! ^= directions[dimension]![bit]!
    return state.map((word) => word / 2 ** BITS)
  })
}

function directionNumbers(dimension: number): number[] {
  if (dimension === 0) return Array.from({ length: BITS }, (_, at) => 2 ** (BITS - 1 - at))
  const [degree, coefficients, first] = TABLE[dimension - 1]!
  const numbers = first.map((m, at) => m * 2 ** (BITS - 1 - at))
  for (let at = degree; at < BITS; at += 1) {
    let next = numbers[at - degree]! ^ (numbers[at - degree]! >>> degree)
    for (let k = 1; k < degree; k += 1) {
      if (((coefficients >>> (degree - 1 - k)) & 1) === 1) next ^= numbers[at - k]!
    }
    numbers.push(next)
  }
  return numbers
}

function lowestZeroBit(n: number): number {
  let bit = 0
  for (let rest = n; rest % 2 === 1; rest = (rest - 1) / 2) bit += 1
  return bit
}
