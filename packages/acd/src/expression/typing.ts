import { StrowgerError } from '../errors/strowger-error.ts'
import { suggest } from '../errors/suggest.ts'
import type { NameOperand, Operand, ValueKind } from './expression.ts'
import { durationText } from './figures.ts'
import { printOperand } from './print.ts'
import type { NameDeclaration, Vocabulary } from './vocabulary.ts'

/** One side of a comparison with its kind known: read from the facts, or a constant when `read` is undefined. */
export interface Side<F> {
  readonly kind: ValueKind
  readonly read: ((facts: F) => number) | undefined
  readonly constant: number
  readonly operand: Operand
}

/** Two sides that may be compared. */
export interface Pair<F> {
  readonly left: Side<F>
  readonly right: Side<F>
}

const KIND_WORDS: Readonly<Record<ValueKind, string>> = {
  number: 'a number',
  duration: 'a duration',
  time: 'a time of day',
  truth: 'true or false',
  text: 'a text',
}

/** Settles names and kinds against a vocabulary; every mistake is an error with `path:column`. */
export class Typing<F> {
  readonly #vocabulary: Vocabulary<F>
  readonly #path: string

  constructor(vocabulary: Vocabulary<F>, path: string) {
    this.#vocabulary = vocabulary
    this.#path = path
  }

  /** The declaration of a name. @throws StrowgerError `unknown-name` */
  declared(operand: NameOperand): NameDeclaration<F> {
    const declaration = this.#vocabulary.get(operand.name)
    if (declaration !== undefined) return declaration
    throw this.error('unknown-name', operand, suggest(operand.name, [...this.#vocabulary.keys()]))
  }

  /** A name that stands alone. @throws StrowgerError `unknown-name`, `type-mismatch` */
  test(operand: NameOperand): (facts: F) => number {
    const { kind, read } = this.declared(operand)
    if (kind === 'number' || kind === 'truth') return read
    throw this.error('type-mismatch', operand, `it is ${KIND_WORDS[kind]}: compare it with something`)
  }

  /** Both sides of a comparison. @throws StrowgerError `unknown-name`, `unknown-value`, `type-mismatch` */
  pair(left: Operand, right: Operand): Pair<F> {
    const leftTexts = this.#textsOf(left)
    const rightTexts = this.#textsOf(right)
    if (leftTexts !== undefined && rightTexts !== undefined) {
      throw this.error('type-mismatch', right, 'compare a text name with one of its values')
    }
    const pair = { left: this.#side(left, rightTexts), right: this.#side(right, leftTexts) }
    if (pair.left.kind === pair.right.kind) return pair
    const isLeftName = left.kind === 'name'
    const [named, other] = isLeftName ? [pair.left, pair.right] : [pair.right, pair.left]
    throw this.error('type-mismatch', other.operand, mismatch(named, other))
  }

  /** An error about an operand. */
  error(code: string, operand: Operand, remedy: string): StrowgerError {
    const value = operand.kind === 'name' ? operand.name : printOperand(operand)
    return new StrowgerError(code, `${this.#path}:${operand.at}`, value.slice(0, 80), remedy)
  }

  /** The values of a text name; undefined for everything else. */
  #textsOf(operand: Operand): readonly string[] | undefined {
    const declaration = operand.kind === 'name' ? this.#vocabulary.get(operand.name) : undefined
    return declaration?.kind === 'text' ? declaration.values : undefined
  }

  /** @param texts - values of the text name on the other side, where a bare word may be one of them */
  #side(operand: Operand, texts: readonly string[] | undefined): Side<F> {
    if (operand.kind === 'truth') {
      return { kind: 'truth', read: undefined, constant: operand.value ? 1 : 0, operand }
    }
    if (operand.kind !== 'name' && operand.kind !== 'text') {
      return { kind: operand.kind, read: undefined, constant: operand.value, operand }
    }
    if (texts !== undefined) {
      const text = operand.kind === 'name' ? operand.name : operand.value
      const constant = texts.indexOf(text)
      if (constant < 0) throw this.error('unknown-value', operand, suggest(text, texts))
      return { kind: 'text', read: undefined, constant, operand }
    }
    if (operand.kind === 'text') throw this.error('type-mismatch', operand, 'compare it with a name that is a text')
    const { kind, read } = this.declared(operand)
    return { kind, read, constant: 0, operand }
  }
}

function mismatch<F>(named: Side<F>, other: Side<F>): string {
  const { operand } = named
  const subject = operand.kind === 'name' ? operand.name : printOperand(operand)
  if (named.kind === 'duration' && other.kind === 'number' && other.read === undefined && other.constant >= 0) {
    return `${subject} is a duration; write ${durationText(Math.round(other.constant * 1000))} if seconds are meant`
  }
  if (other.kind === 'truth' && other.read === undefined && named.kind === 'number') {
    return `${subject} is a number; write ${other.constant === 1 ? subject : `not ${subject}`}`
  }
  return `${subject} is ${KIND_WORDS[named.kind]}; compare it with one`
}
