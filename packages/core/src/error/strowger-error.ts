/** What a caller did wrong, by kind: stable strings that programs may match on. */
export type ErrorCode = 'invalid-option' | 'out-of-range' | 'buffer-too-small' | 'unsupported'

/**
 * A mistake of the caller or of a configuration. Bytes from the wire never cause one: they give a result and a count.
 * The message says what was given and what would be right.
 */
export class StrowgerError extends Error {
  /** Kind of the mistake. */
  readonly code: ErrorCode
  /** Where it is: `option.field`. */
  readonly path: string
  /** What was given. */
  readonly value: unknown

  constructor(code: ErrorCode, path: string, value: unknown, expected: string) {
    super(`${path} is ${String(value)}: ${expected}`)
    this.name = 'StrowgerError'
    this.code = code
    this.path = path
    this.value = value
  }
}

/**
 * Checks that `value` is a finite number in `[min, max]` and returns it.
 * @throws StrowgerError `out-of-range`
 */
export function inRange(path: string, value: number, min: number, max: number): number {
  if (!(value >= min && value <= max)) {
    throw new StrowgerError('out-of-range', path, value, `expected a number from ${min} to ${max}`)
  }
  return value
}
