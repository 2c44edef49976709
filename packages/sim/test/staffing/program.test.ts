import { expect, test } from 'vitest'
import { IssueList } from '../../src/scenario/issue.ts'
import { parseScenario } from '../../src/scenario/parse.ts'
import { problemOf } from '../../src/staffing/load.ts'
import { workOf } from '../../src/staffing/program.ts'
import { scenarioOf } from '../support/scenario.ts'

test('the work of a type is that of the group which does it, by its own handling time and after-call work', () => {
  const scenario = scenarioOf({
    run: { duration: '4h' },
    skills: { a: {} },
    types: {
      call: { arrivals: { perHour: 60 }, handlingTime: '4m', afterCallWork: '1m' },
      hard: { requires: ['a'], arrivals: { perHour: 30 }, handlingTime: '6m' },
    },
    groups: {
      plain: { agents: 2 },
      quick: {
        agents: 2,
        skills: ['a'],
        handlingFactor: 0.5,
        handlingTimeByType: { call: '2m' },
        afterCallWorkByType: { call: '30s', hard: '90s' },
      },
    },
  })
  const problem = problemOf(
    scenario,
    { targets: ['abandonRate <= 5%'] },
    new IssueList(parseScenario('strowger: 1', 'test.yaml')),
  )
  const { agents } = workOf(problem, [60, 30])
  // 60 an hour × (4 + 1 min), × (2 × 0.5 + 0.5 min); 30 an hour × (6 × 0.5 + 1.5 min), for whom the others lack the skill.
  expect(agents[0]).toEqual([5, 1.5].map((work) => expect.closeTo(work, 12)))
  expect(agents[1]).toEqual([undefined, expect.closeTo(2.25, 12)])
})
