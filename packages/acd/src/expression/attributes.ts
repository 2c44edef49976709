import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import type { ValueKind } from './expression.ts'
import type { NameDeclaration, Vocabulary } from './vocabulary.ts'

/** Kinds of attributes by name; a text lists its values. */
export type AttributeKinds = Readonly<Record<string, Exclude<ValueKind, 'text'> | readonly string[]>>

/** Values of attributes by name: numbers as they are, durations and times of day in ms. */
export type AttributeValues = Readonly<Record<string, number | boolean | string>>

/** One subject's attributes as numbers by place; made by {@link Attributes.record}. */
export type AttributeRecord = Float64Array

/** Declared attributes of callers, contacts or agents: the vocabulary over them, and records that it reads. */
export class Attributes {
  /** For {@link compileExpression}: reads an {@link AttributeRecord}. A missing attribute is 0, false, or no text. */
  readonly vocabulary: Vocabulary<AttributeRecord>
  readonly #places = new Map<string, number>()
  readonly #absent: AttributeRecord

  constructor(kinds: AttributeKinds) {
    const vocabulary = new Map<string, NameDeclaration<AttributeRecord>>()
    const names = Object.entries(kinds)
    this.#absent = new Float64Array(names.length)
    for (const [place, [name, kind]] of names.entries()) {
      this.#places.set(name, place)
      const read = (record: AttributeRecord): number => record[place]!
      if (typeof kind === 'string') vocabulary.set(name, { kind, read })
      else {
        vocabulary.set(name, { kind: 'text', values: kind, read })
        this.#absent[place] = -1
      }
    }
    this.vocabulary = vocabulary
  }

  /**
   * Interns the attributes of one subject, once; a text that is none of the declared values is no text.
   *
   * @param path - where the values stand, for errors
   * @throws StrowgerError `unknown-name`, `type-mismatch`
   */
  record(values: AttributeValues, path: string = 'attributes'): AttributeRecord {
    const record = this.#absent.slice()
    for (const [name, value] of Object.entries(values)) {
      const place = this.#places.get(name)
      const declaration = this.vocabulary.get(name)
      if (place === undefined || declaration === undefined) {
        throw new StrowgerError('unknown-name', `${path}.${name}`, name, suggest(name, [...this.#places.keys()]))
      }
      const wanted = declaration.kind === 'text' ? 'string' : declaration.kind === 'truth' ? 'boolean' : 'number'
      if (typeof value !== wanted) {
        throw new StrowgerError('type-mismatch', `${path}.${name}`, value, `a ${wanted}: it is a ${declaration.kind}`)
      }
      record[place] = declaration.kind === 'text' ? declaration.values.indexOf(String(value)) : Number(value)
    }
    return record
  }
}
