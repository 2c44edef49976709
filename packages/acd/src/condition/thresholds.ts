import type { Expression, Operand } from '../expression/expression.ts'

/** Figures that an expression compares a name with: at these its answer may turn. */
export interface Thresholds {
  /** Ascending, each once. */
  readonly figures: Float64Array
  /** Names that the name is compared with. */
  readonly names: readonly string[]
  /** True when the expression mentions the name at all. */
  readonly isMentioned: boolean
}

/** What an expression compares `name` with. O(length of the expression). */
export function thresholdsOf(expression: Expression, name: string): Thresholds {
  const figures = new Set<number>()
  const names = new Set<string>()
  let isMentioned = false
  const isName = (operand: Operand): boolean => operand.kind === 'name' && operand.name === name
  const note = (operand: Operand | undefined): void => {
    isMentioned = true
    if (operand?.kind === 'name') names.add(operand.name)
    else if (typeof operand?.value === 'number') figures.add(operand.value)
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
        if (isName(each.operand)) isMentioned = true
        break
      case 'compare':
        if (isName(each.left)) note(each.right)
        if (isName(each.right)) note(each.left)
        break
      case 'in':
        if (!isName(each.operand)) break
        for (const { from, to } of each.items) {
          note(from)
          note(to)
        }
    }
  }
  visit(expression)
  return { figures: Float64Array.from(figures).sort(), names: [...names], isMentioned }
}
