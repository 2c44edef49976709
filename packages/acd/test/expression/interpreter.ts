import type { Expression, Operand } from '../../src/expression/expression.ts'
import { DAYS, type Facts } from './random-expressions.ts'

/** The meaning of the language, said as plainly as can be. */
export function interpret(expression: Expression, facts: Facts): boolean {
  switch (expression.kind) {
    case 'and':
      return expression.terms.every((term) => interpret(term, facts))
    case 'or':
      return expression.terms.some((term) => interpret(term, facts))
    case 'not':
      return !interpret(expression.term, facts)
    case 'test': {
      const value = valueOf(expression.operand, facts)
      return !Number.isNaN(value) && value !== 0
    }
    case 'compare': {
      const a = valueOf(expression.left, facts)
      const b = valueOf(expression.right, facts)
      if (Number.isNaN(a) || Number.isNaN(b)) return false
      return { '=': a === b, '!=': a !== b, '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b }[expression.op]
    }
    case 'in': {
      const { operand } = expression
      const value = valueOf(operand, facts)
      const isDay = operand.kind === 'name' && operand.name === 'day'
      const isTime = operand.kind === 'time' || (operand.kind === 'name' && operand.name === 'time')
      if (isDay && value < 0) return false
      return expression.items.some(({ from, to }) => {
        const low = valueOf(from, facts)
        const high = to === undefined ? low : valueOf(to, facts)
        if (to === undefined) return value === low
        if (isTime) return low <= high ? low <= value && value < high : value >= low || value < high
        if (isDay && low > high) return value >= low || value <= high
        return low <= value && value <= high
      })
    }
  }
}

function valueOf(operand: Operand, facts: Facts): number {
  if (operand.kind === 'truth') return operand.value ? 1 : 0
  if (operand.kind === 'text') return DAYS.indexOf(operand.value)
  if (operand.kind !== 'name') return operand.value
  return operand.name in facts ? facts[operand.name as keyof Facts] : DAYS.indexOf(operand.name)
}
