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
  /** The offending value itself; undefined when something is missing. */
  readonly value: unknown
  /** What would be right. */
  readonly remedy: string

  /**
   * @param code - kebab-case kind of the mistake
   * @param path - place of the offending value in the caller's input
   * @param value - the offending value
   * @param remedy - what would be right
   * @param told - the message, where it says more than path, value and remedy; and the lower error that showed it
   */
  constructor(
    code: string,
    path: string,
    value: unknown,
    remedy: string,
    told: { readonly message?: string; readonly cause?: unknown } = {},
  ) {
    super(
      told.message ?? `${path}: ${describe(value)} — ${remedy}`,
      told.cause === undefined ? undefined : { cause: told.cause },
    )
    this.code = code
    this.path = path
    this.value = value
    this.remedy = remedy
  }
}

function describe(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value) : String(value)
}
