import type { Comparison, Expression, Item, Operand } from './expression.ts'
import { parseExpression } from './parse.ts'
import { type Pair, type Side, Typing } from './typing.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A compiled expression: whether it holds for the facts. O(length of the text), allocates nothing. */
export type Predicate<F> = (facts: F) => boolean

/**
 * Compiles an expression once, with every name and kind checked, to a function that reads only numbers.
 *
 * @param source - a text, or a tree of {@link parseExpression}
 * @param path - where the text stands; errors name `path:column`
 * @throws StrowgerError `expression-*` of parsing, `unknown-name`, `unknown-value`, `type-mismatch`, `empty-range`
 */
export function compileExpression<F>(
  source: string | Expression,
  vocabulary: Vocabulary<F>,
  path: string = 'expression',
): Predicate<F> {
  const expression = typeof source === 'string' ? parseExpression(source, path) : source
  return compileTree(expression, new Typing(vocabulary, path))
}

function compileTree<F>(expression: Expression, typing: Typing<F>): Predicate<F> {
  switch (expression.kind) {
    case 'and':
      return fold(
        expression.terms.map((term) => compileTree(term, typing)),
        (a, b) => (facts) => a(facts) && b(facts),
      )
    case 'or':
      return fold(
        expression.terms.map((term) => compileTree(term, typing)),
        (a, b) => (facts) => a(facts) || b(facts),
      )
    case 'not': {
      const term = compileTree(expression.term, typing)
      return (facts) => !term(facts)
    }
    case 'test': {
      const { operand } = expression
      if (operand.kind === 'truth') return operand.value ? () => true : () => false
      const read = typing.test(operand)
      // Two comparisons, so that NaN (not known) is false, as it is in a comparison.
      return (facts) => read(facts) > 0 || read(facts) < 0
    }
    case 'compare': {
      const pair = typing.pair(expression.left, expression.right)
      const { op } = expression
      if ((pair.left.kind === 'truth' || pair.left.kind === 'text') && op !== '=' && op !== '!=') {
        throw typing.error('type-mismatch', expression.right, 'texts and truths have no order: = != or in')
      }
      return compare(op, pair)
    }
    case 'in':
      return fold(
        expression.items.map((item) => member(expression.operand, item, typing)),
        (a, b) => (facts) => a(facts) || b(facts),
      )
  }
}

/** Nested in halves: a long list is not a deep call. */
function fold<F>(
  terms: readonly Predicate<F>[],
  join: (a: Predicate<F>, b: Predicate<F>) => Predicate<F>,
): Predicate<F> {
  if (terms.length === 1) return terms[0]!
  const middle = terms.length >>> 1
  return join(fold(terms.slice(0, middle), join), fold(terms.slice(middle), join))
}

/** A constant on the right, the common case, costs no call. */
function compare<F>(op: Comparison, { left, right }: Pair<F>): Predicate<F> {
  const a = reader(left)
  if (right.read === undefined) return compareConstant(op, a, right.constant)
  const b = right.read
  switch (op) {
    case '=':
      return (facts) => a(facts) === b(facts)
    case '!=':
      return (facts) => differ(a(facts), b(facts))
    case '<':
      return (facts) => a(facts) < b(facts)
    case '<=':
      return (facts) => a(facts) <= b(facts)
    case '>':
      return (facts) => a(facts) > b(facts)
    case '>=':
      return (facts) => a(facts) >= b(facts)
  }
}

function compareConstant<F>(op: Comparison, a: (facts: F) => number, constant: number): Predicate<F> {
  switch (op) {
    case '=':
      return (facts) => a(facts) === constant
    case '!=':
      return (facts) => differ(a(facts), constant)
    case '<':
      return (facts) => a(facts) < constant
    case '<=':
      return (facts) => a(facts) <= constant
    case '>':
      return (facts) => a(facts) > constant
    case '>=':
      return (facts) => a(facts) >= constant
  }
}

/** False for NaN on either side, unlike `!==`: what is not known differs from nothing. */
function differ(a: number, b: number): boolean {
  return a < b || a > b
}

function reader<F>(side: Side<F>): (facts: F) => number {
  const { read, constant } = side
  return read ?? (() => constant)
}

function member<F>(operand: Operand, item: Item, typing: Typing<F>): Predicate<F> {
  const { left, right: from } = typing.pair(operand, item.from)
  if (from.read !== undefined) throw typing.error('type-mismatch', item.from, 'a value, not a name: use = for a name')
  if (item.to === undefined) return compare('=', { left, right: from })
  const to = typing.pair(operand, item.to).right
  if (to.read !== undefined) throw typing.error('type-mismatch', item.to, 'a value, not a name: use <= for a name')
  if (left.kind === 'truth') throw typing.error('type-mismatch', item.from, 'true and false have no range')
  const a = reader(left)
  const low = from.constant
  const high = to.constant
  const wraps = low > high
  // A time range ends just before its end, so that 08:00..12:00 and 12:00..18:00 share no instant.
  if (left.kind === 'time') {
    return wraps ? (facts) => a(facts) >= low || a(facts) < high : (facts) => a(facts) >= low && a(facts) < high
  }
  if (left.kind === 'text' && wraps) {
    // sat..mon: the values form a ring. A text that is none of them, −1 or beyond, is in no range.
    const last = textCount(typing, operand) - 1
    return (facts) => (a(facts) >= low && a(facts) <= last) || (a(facts) <= high && a(facts) >= 0)
  }
  if (wraps) throw typing.error('empty-range', item.to, 'a range from the smaller to the larger')
  return (facts) => a(facts) >= low && a(facts) <= high
}

function textCount<F>(typing: Typing<F>, operand: Operand): number {
  const declaration = operand.kind === 'name' ? typing.declared(operand) : undefined
  return declaration?.kind === 'text' ? declaration.values.length : 0
}
