/** What a value is; values of different kinds do not compare. Durations are ms, times of day ms after midnight. */
export type ValueKind = 'number' | 'duration' | 'time' | 'truth' | 'text'

/** A name of the vocabulary, or a bare word that is a value of the name it is compared with (`weekday = sat`). */
export interface NameOperand {
  readonly kind: 'name'
  readonly name: string
  /** 1-based column in the text. */
  readonly at: number
}

/** A figure: a number, a duration in whole ms, or a time of day in ms after midnight. */
export interface FigureOperand {
  readonly kind: 'number' | 'duration' | 'time'
  readonly value: number
  /** 1-based column in the text. */
  readonly at: number
}

/** `true` or `false`. */
export interface TruthOperand {
  readonly kind: 'truth'
  readonly value: boolean
  /** 1-based column in the text. */
  readonly at: number
}

/** A quoted text. */
export interface TextOperand {
  readonly kind: 'text'
  readonly value: string
  /** 1-based column in the text. */
  readonly at: number
}

/** One side of a comparison. */
export type Operand = NameOperand | FigureOperand | TruthOperand | TextOperand

/** A comparison of two values. */
export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

/** A member of what follows `in`: a value, or a range when `to` is there. */
export interface Item {
  readonly from: Operand
  readonly to: Operand | undefined
}

/** What a text of the language means: a tree, owned by whoever parsed it, never changed. */
export type Expression =
  /** All (`and`) or any (`or`) of two or more terms. */
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Expression[] }
  | { readonly kind: 'not'; readonly term: Expression }
  /** A name that stands alone: true when it is not 0; or `true`, `false`. */
  | { readonly kind: 'test'; readonly operand: NameOperand | TruthOperand }
  | { readonly kind: 'compare'; readonly op: Comparison; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly items: readonly Item[] }

/** The names that an expression mentions, each once, in order; bare words that are values count too. O(length). */
export function namesOf(expression: Expression): readonly string[] {
  const names = new Set<string>()
  const note = (operand: Operand | undefined): void => {
    if (operand?.kind === 'name') names.add(operand.name)
  }
  const visit = (each: Expression): void => {
    switch (each.kind) {
      case 'and':
      case 'or':
        each.terms.forEach(visit)
        break
      case 'not':
        visit(each.term)
        break
      case 'test':
        note(each.operand)
        break
      case 'compare':
        note(each.left)
        note(each.right)
        break
      case 'in':
        note(each.operand)
        for (const { from, to } of each.items) {
          note(from)
          note(to)
        }
    }
  }
  visit(expression)
  return [...names]
}
