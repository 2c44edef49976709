import { expect, it } from 'vitest'
import { expectedWaitStudy } from '../../src/expected-wait/study.ts'
import { expectedWaitCsv, expectedWaitReport, jsonExpectedWait } from '../../src/report/expected-wait-report.ts'
import { inProcess } from '../support/in-process.ts'
import { scenarioOf } from '../support/scenario.ts'

const study = expectedWaitStudy(
  scenarioOf({
    run: { duration: '2h', replications: 3, seed: 5 },
    types: { call: { arrivals: { perHour: 200 }, handlingTime: '100s', patience: '3m' } },
    groups: { agents: { agents: 5 } },
  }),
)

it('names every estimator, the best first, in both languages', () => {
  const english = expectedWaitReport(study, 'again', 'en')
  const chinese = expectedWaitReport(study, 'again', 'zh')
  expect(english).toContain('head of line')
  expect(english).toContain('were not answered are left out')
  expect(chinese).toContain('队首已等待')
  const names = study.scores.map(({ name }) => name)
  expect(new Set(names).size).toBe(9)
  for (const name of names.filter((each) => each.includes('-'))) {
    expect(english).not.toContain(name)
    expect(chinese).not.toContain(name)
  }
  const errors = study.scores.map(({ mse }) => mse.mean)
  expect(errors).toEqual(errors.toSorted((a, b) => a - b))
})

it('says the same to machines', () => {
  expect(jsonExpectedWait(study)).toMatchObject({ counted: study.counted, unserved: study.unserved })
  const lines = expectedWaitCsv(study).trim().split('\n')
  expect(lines).toHaveLength(1 + 4 * study.scores.length)
  expect(lines[1]).toMatch(/^[\w-]+,meanSquaredError,ms2,\d/)
  expect(lines[4]).toMatch(/^[\w-]+,meanError,ms,-?\d/)
})

it('tells mistakes in one line', async () => {
  const { code, stderr } = await inProcess(['expected-wait', 'missing.yaml'])
  expect(code).toBe(2)
  expect(stderr.trim().split('\n')).toHaveLength(1)
})
