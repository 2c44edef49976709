/** Stops when `condition` does not hold: a mistake of this program, never of its input. `because` says why it holds. */
export function invariant(condition: boolean, because: string): asserts condition {
  if (!condition) throw new Error(`Broken invariant: ${because}`)
}
