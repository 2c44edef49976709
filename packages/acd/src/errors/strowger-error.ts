/**
 * A mistake of the caller or of a configuration: what is wrong, where, and what would be right.
 *
 * Bytes from a network never cause one, and a race (an accept that crosses a time-out) is a result, not an error.
 */
export class StrowgerError extends Error {
  override readonly name: string = 'StrowgerError'
  /** Stable, kebab-case identifier of the kind of mistake, e.g. `unknown-agent`. */
  readonly code: string
  /** Where the offending value stands, e.g. `types[2].requires.vip`. */
  readonly path: string
  /** The offending value itself. */
  readonly value: unknown

  /**
   * @param code - kebab-case kind of the mistake
   * @param path - place of the offending value in the caller's input
   * @param value - the offending value
   * @param remedy - what would be right, as the end of the sentence
   */
  constructor(code: string, path: string, value: unknown, remedy: string) {
    super(`${path}: ${describe(value)} — ${remedy}`)
    this.code = code
    this.path = path
    this.value = value
  }
}

function describe(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
