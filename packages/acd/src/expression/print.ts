import type { Expression, Item, Operand } from './expression.ts'
import { durationText, timeOfDayText } from './figures.ts'
import { KEYWORDS, PLAIN_NAME } from './tokens.ts'

/** The canonical text of an expression: parsing it gives the same tree (columns apart). O(length). */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case 'or':
      return expression.terms.map((term) => within(term, term.kind === 'or')).join(' or ')
    case 'and':
      return expression.terms.map((term) => within(term, term.kind === 'or' || term.kind === 'and')).join(' and ')
    case 'not':
      return `not ${within(expression.term, expression.term.kind === 'or' || expression.term.kind === 'and')}`
    case 'test':
      return printOperand(expression.operand)
    case 'compare':
      return `${printOperand(expression.left)} ${expression.op} ${printOperand(expression.right)}`
    case 'in':
      return `${printOperand(expression.operand)} in ${printItems(expression.items)}`
  }
}

function within(term: Expression, parenthesised: boolean): string {
  return parenthesised ? `(${printExpression(term)})` : printExpression(term)
}

function printItems(items: readonly Item[]): string {
  const texts = items.map(({ from, to }) =>
    to === undefined ? printOperand(from) : `${printOperand(from)}..${printOperand(to)}`,
  )
  return items.length === 1 && items[0]!.to !== undefined ? texts[0]! : `(${texts.join(', ')})`
}

/** The canonical text of a name or value. */
export function printOperand(operand: Operand): string {
  switch (operand.kind) {
    case 'name':
      return isPlain(operand.name) ? operand.name : `\`${operand.name.replaceAll('`', '``')}\``
    case 'text':
      return `'${operand.value.replaceAll("'", "''")}'`
    case 'duration':
      return durationText(operand.value)
    case 'time':
      return timeOfDayText(operand.value)
    case 'number':
    case 'truth':
      return String(operand.value)
  }
}

function isPlain(name: string): boolean {
  PLAIN_NAME.lastIndex = 0
  return PLAIN_NAME.exec(name)?.[0] === name && !KEYWORDS.has(name.toLowerCase())
}
