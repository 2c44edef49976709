import { StrowgerError } from '../errors/strowger-error.ts'

/** Numbers by name; a name that is not mentioned has the policy's default. */
export type ByName = Readonly<Record<string, number>>

/** Names in tiers, the preferred tier first; names of one tier are equal. */
export type Tiers = readonly (readonly string[])[]

/** Rank of what no tier mentions. */
const LAST_RANK = 255

/** The place of `name` in `names`. @throws StrowgerError `unknown-name` */
export function numberOf(names: readonly string[], name: string, path: string): number {
  const at = names.indexOf(name)
  if (at < 0) throw new StrowgerError('unknown-name', path, name, `one of: ${names.join(', ')}`)
  return at
}

/**
 * Numbers by name as an array in the order of `names`.
 *
 * @param least - the smallest value allowed
 * @throws StrowgerError `unknown-name`, `out-of-range`
 */
export function valuesOf(
  path: string,
  given: ByName | undefined,
  names: readonly string[],
  otherwise: number,
  least: number,
): Float64Array {
  const values = new Float64Array(names.length).fill(otherwise)
  for (const [name, value] of Object.entries(given ?? {})) {
    values[numberOf(names, name, path)] = checked(value, `${path}.${name}`, least)
  }
  return values
}

/**
 * Numbers by two names as a matrix, row after row.
 *
 * @throws StrowgerError `unknown-name`, `out-of-range`
 */
export function matrixOf(
  path: string,
  given: Readonly<Record<string, ByName>> | undefined,
  rows: readonly string[],
  columns: readonly string[],
  otherwise: number,
  least: number,
): Float64Array {
  const matrix = new Float64Array(rows.length * columns.length).fill(otherwise)
  for (const [name, row] of Object.entries(given ?? {})) {
    matrix.set(valuesOf(`${path}.${name}`, row, columns, otherwise, least), numberOf(rows, name, path) * columns.length)
  }
  return matrix
}

/** A number that is finite and not below `least`. @throws StrowgerError `out-of-range` */
export function checked(value: number, path: string, least: number): number {
  if (value >= least && value < Infinity) return value
  const right = least === -Infinity ? 'a finite number' : `a finite number, ${least} or more`
  throw new StrowgerError('out-of-range', path, value, right)
}

/** What was learned by number, for new names: values of names that remain, `otherwise` for new ones. */
export function carried(
  learned: Float64Array,
  before: readonly string[],
  now: readonly string[],
  otherwise: number,
): Float64Array {
  return Float64Array.from(now, (name) => {
    const at = before.indexOf(name)
    return at < 0 ? otherwise : learned[at]!
  })
}

/**
 * Ranks of the columns for each row, 0 first: the place of the tier that names them.
 *
 * @throws StrowgerError `unknown-name`
 */
export function tierRanks(
  path: string,
  lists: Readonly<Record<string, Tiers>>,
  rows: readonly string[],
  columns: readonly string[],
): Uint8Array {
  const matrix = new Uint8Array(rows.length * columns.length).fill(LAST_RANK)
  for (const [rowName, tiers] of Object.entries(lists)) {
    const row = numberOf(rows, rowName, path)
    for (const [tier, names] of tiers.entries()) {
      for (const name of names) {
        const column = numberOf(columns, name, `${path}.${rowName}[${tier}]`)
        matrix[row * columns.length + column] = Math.min(tier, LAST_RANK - 1)
      }
    }
  }
  return matrix
}
