import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'

/** Reads the fields of plain data that may hold anything, with errors that name the path. */
export class FieldReader {
  readonly path: string
  readonly #fields: Readonly<Record<string, unknown>>
  readonly #known = new Set<string>()

  /** @throws StrowgerError `not-an-object` */
  constructor(fields: unknown, path: string) {
    if (!isRecord(fields)) throw new StrowgerError('not-an-object', path, fields, 'an object with fields')
    this.#fields = fields
    this.path = path
  }

  /** The value as it stands. */
  raw(field: string): unknown {
    this.#known.add(field)
    return this.#fields[field]
  }

  /** A text that is not empty. @throws StrowgerError `missing` */
  text(field: string, remedy: string): string {
    const value = this.raw(field)
    if (typeof value === 'string' && value !== '') return value
    throw new StrowgerError('missing', `${this.path}.${field}`, value, remedy)
  }

  /** A text that is not empty, or undefined where there is none. */
  optionalText(field: string, remedy: string): string | undefined {
    return this.raw(field) === undefined ? undefined : this.text(field, remedy)
  }

  /** A number in a range, or the default where there is none. @throws StrowgerError `out-of-range` */
  number(field: string, fallback: number, least: number, most: number, whole: boolean = false): number {
    const value = this.raw(field)
    if (value === undefined) return fallback
    if (typeof value === 'number' && value >= least && value <= most && (!whole || Number.isInteger(value)))
      return value
    const range = most === Infinity ? `${least} or more` : `${least} to ${most}`
    throw new StrowgerError(
      'out-of-range',
      `${this.path}.${field}`,
      value,
      `${whole ? 'a whole number' : 'a number'}, ${range}`,
    )
  }

  /** A truth, or the default. @throws StrowgerError `type-mismatch` */
  flag(field: string, fallback: boolean): boolean {
    const value = this.raw(field)
    if (value === undefined || typeof value === 'boolean') return value ?? fallback
    throw new StrowgerError('type-mismatch', `${this.path}.${field}`, value, 'true or false')
  }

  /** A list; empty where there is none. @throws StrowgerError `type-mismatch` */
  list(field: string): readonly unknown[] {
    const value = this.raw(field) ?? []
    if (Array.isArray(value)) return value
    throw new StrowgerError('type-mismatch', `${this.path}.${field}`, value, 'a list')
  }

  /** A list of texts. @throws StrowgerError `type-mismatch` */
  texts(field: string): readonly string[] {
    return this.list(field).map((value, at) => {
      if (typeof value === 'string') return value
      throw new StrowgerError('type-mismatch', `${this.path}.${field}[${at}]`, value, 'a text')
    })
  }

  /** Fields and values of an object; none where there is none. @throws StrowgerError `not-an-object` */
  entries(field: string): readonly (readonly [string, unknown])[] {
    const value = this.raw(field) ?? {}
    if (isRecord(value)) return Object.entries(value)
    throw new StrowgerError('not-an-object', `${this.path}.${field}`, value, 'an object with fields')
  }

  /** Says that nothing else may stand here. @throws StrowgerError `unknown-field` */
  close(): void {
    for (const field of Object.keys(this.#fields)) {
      if (this.#known.has(field)) continue
      throw new StrowgerError('unknown-field', `${this.path}.${field}`, field, suggest(field, [...this.#known]))
    }
  }
}

/** True for an object that is not a list. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
