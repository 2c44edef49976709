/** What a {@link StrowgerError} says beside its message. */
export interface StrowgerErrorDetails {
  /** Kebab-case name of the kind of mistake, stable between versions; to be compared by programs. */
  readonly code: string
  /** Where in the caller's input the mistake is, dotted, as `groups.front.shifts[1].to`; '' for the whole input. */
  readonly path: string
  /** The offending value as it was given; undefined when something is missing. */
  readonly value: unknown
  /** What would be right, as an imperative without a full stop. */
  readonly remedy: string
}

/**
 * A mistake of the caller or of a configuration: never of the program and never of the network.
 *
 * The message is one line that names the place, what is wrong and what would be right.
 */
export class StrowgerError extends Error {
  override readonly name: string = 'StrowgerError'
  readonly code: string
  readonly path: string
  readonly value: unknown
  readonly remedy: string

  /** `cause`, if given, is the lower error that showed the mistake. */
  constructor(message: string, details: StrowgerErrorDetails, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = details.code
    this.path = details.path
    this.value = details.value
    this.remedy = details.remedy
  }
}
