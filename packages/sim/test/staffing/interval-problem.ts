import { IssueList } from '../../src/scenario/issue.ts'
import { parseScenario } from '../../src/scenario/parse.ts'
import type { IntervalProblem } from '../../src/staffing/interval/problem.ts'
import { intervalProblemOf } from '../../src/staffing/load.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'

/** A problem of intervals; mistakes are of a file that is not there. */
export function intervalProblem(text: ScenarioText, raw: Parameters<typeof intervalProblemOf>[1]): IntervalProblem {
  const issues = new IssueList(parseScenario('strowger: 1', 'test.yaml'))
  const made = intervalProblemOf(scenarioOf(text), raw, issues)
  issues.throwIfAny()
  return made
}

export const exponential = (mean: string): object => ({ distribution: 'exponential', mean })
