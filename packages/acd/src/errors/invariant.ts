/**
 * Asserts what the engine's own logic guarantees; a failure is a bug of Strowger, never of the caller.
 * Each use says in a comment why it holds.
 *
 * @throws Error when `holds` is false
 */
export function invariant(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(`Strowger invariant broken: ${what}`)
}
