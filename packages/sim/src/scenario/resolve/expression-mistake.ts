import type { StrowgerError } from '@strowger/acd'
import { type IssueList, show } from '../issue.ts'
import type { Path } from '../source.ts'

/** Adds a mistake that the engine found in an expression, with its column. */
export function addExpressionMistake(error: StrowgerError, path: Path, issues: IssueList): void {
  const column = Number(error.path.slice(error.path.lastIndexOf(':') + 1))
  const what = error.value === undefined ? 'it ends too soon' : `${show(error.value)} is not right`
  issues.add('wrong-value', path, `at character ${column} ${what}`, error.remedy)
}
