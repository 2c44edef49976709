import { expect, it } from 'vitest'
import { compileModel } from '../../src/model/compile.ts'
import { Simulation } from '../../src/run/simulation.ts'
import { changed, mistakeOf } from '../scenario/small-scenario.ts'
import { scenarioOf } from '../support/scenario.ts'

it('an agent takes what the next level knows as soon as it has handled so many contacts, and not before', () => {
  const scenario = scenarioOf({
    run: { duration: '4h', startsAt: '09:00', seed: 5 },
    skills: { a: {}, b: {} },
    types: {
      a: { arrivals: { perHour: 60 }, handlingTime: '30s', requires: ['a'] },
      b: { arrivals: { perHour: 60 }, handlingTime: '30s', requires: ['b'] },
    },
    groups: { g: { agents: 2, skills: ['a'], rises: [{ after: 25, skills: ['a', 'b'] }] } },
  } as never)
  const handled = [0, 0]
  const atFirstB: number[] = []
  const observe = (event: { kind: string; type?: number; agent?: number }): void => {
    const { kind, type = 0, agent = 0 } = event
    if (kind === 'connected' && type === 1) atFirstB[agent] ??= handled[agent]!
    if (kind === 'released') handled[agent]! += 1
  }
  const { unfinished } = new Simulation(compileModel(scenario), 5, 0, { observe }).run()
  // Callers of b wait in line from the beginning, so that each agent takes one with the first call after its 25th.
  expect(atFirstB).toEqual([25, 25])
  expect(unfinished).toBe(0)
})

it('levels that do not rise, and ranked routing, are mistakes', () => {
  const levels = changed(
    '    shifts:',
    '    rises: [{ after: 9, skills: [vip] }, { after: 9, skills: [vip] }]\n    shifts:',
  )
  expect(mistakeOf(levels).message).toContain('the level after 9 contacts comes after the one after 9')
})
