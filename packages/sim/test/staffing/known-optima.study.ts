import { join } from 'node:path'
import { expect, it } from 'vitest'
import { strowger, ROOT } from '../support/command.ts'

/** Optima that are known from the exact Markov chains of all cheaper staffings; a minute each. */
it.each([
  ['n-model', { specialists: 6, generalists: 10 }, 17],
  ['w-model', { 'a-specialists': 7, 'b-specialists': 6, generalists: 1 }, 14.15],
] as const)('%s: the optimum is found, and proven on the callers simulated', (name, staffing, cost) => {
  const file = join(ROOT, `examples/scenarios/staffing/${name}.staffing.yaml`)
  const { code, stdout, stderr } = strowger(['staff', file, '--replications', '32', '--most', '1024', '--json', '-'])
  expect([code, stderr]).toEqual([0, ''])
  const found = JSON.parse(stdout)
  expect(found.staffing).toEqual(staffing)
  expect(found.cost).toBe(cost)
  expect(found.lowerBound).toBe(cost)
  expect(found.gap).toBe(0)
})
