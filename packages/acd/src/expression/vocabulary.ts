import type { ValueKind } from './expression.ts'

/**
 * A name that expressions may use, and how its value is read from the facts `F`. Reading must not allocate.
 *
 * Every value is a number: a duration is ms, a time of day ms after midnight, a truth 0 or 1, and a text the place of the
 * text in `values`, or any other number (−1 by custom) when it is none of them. `NaN` compares as false with everything.
 */
export type NameDeclaration<F> =
  | { readonly kind: Exclude<ValueKind, 'text'>; readonly read: (facts: F) => number }
  | {
      readonly kind: 'text'
      /** All texts that are told apart, in the order that ranges such as `mon..fri` follow. */
      readonly values: readonly string[]
      readonly read: (facts: F) => number
    }

/** The names that expressions over the facts `F` may use. */
export type Vocabulary<F> = ReadonlyMap<string, NameDeclaration<F>>
