/** What a caller got wrong, for programs to switch on. */
export type DtmfErrorCode = 'bad-option' | 'bad-digit' | 'bad-rate' | 'bad-pattern' | 'bad-wave'

/** A mistake of the caller or of a configuration; bytes from the wire never raise it. */
export class DtmfError extends Error {
  readonly code: DtmfErrorCode
  /** The option or argument at fault, as the caller would write it. */
  readonly path: string
  /** The offending value. */
  readonly value: unknown

  constructor(code: DtmfErrorCode, path: string, value: unknown, message: string) {
    super(`${path}: ${message}, not ${typeof value === 'string' ? JSON.stringify(value) : String(value)}`)
    this.name = 'DtmfError'
    this.code = code
    this.path = path
    this.value = value
  }
}

/** Returns `value` if it is a finite number in [min, max]; else throws `bad-option` naming `path`. */
export function checkedNumber(path: string, value: number, min: number, max: number): number {
  if (Number.isFinite(value) && value >= min && value <= max) return value
  throw new DtmfError('bad-option', path, value, `must be a number from ${min} to ${max}`)
}
