import { AcdEngine } from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compileModel } from '../../src/model/compile.ts'
import { scenarios } from '../run/random-scenario.ts'
import { loadText, mistakeOf } from '../scenario/small-scenario.ts'
import { scenarioOf, type ScenarioText, textOf } from '../support/scenario.ts'

const PLAIN: ScenarioText = {
  run: { startsAt: '08:00', duration: '1h' },
  types: { a: { arrivals: { perHour: 10 }, handlingTime: '60s' } },
  groups: { g: { agents: 1 } },
}

describe('what the loader takes, the engine takes', () => {
  it('random scenarios', () => {
    fc.assert(
      fc.property(scenarios(), (text) => {
        const { acd, policy } = compileModel(scenarioOf(text))
        expect(new AcdEngine({ ...acd, policy: policy(1) }).waiting).toBe(0)
      }),
      { numRuns: 50 },
    )
  })

  it("an agent who stays not ready for no time is the planner's mistake, with its path", () => {
    for (const none of ['0s', 0]) {
      const text = textOf({ ...PLAIN, offers: { notReadyFor: none } })
      expect(mistakeOf(text).message).toMatch(/^day\.yaml:1: offers\.notReadyFor: .+; write a duration longer than 0/)
    }
  })
})

describe('who is at work', () => {
  it('one presence per agent of a shift that is worked on the weekday of the run', () => {
    const shifts = [
      { from: '07:00', to: '08:30', agents: 2 },
      { from: '08:30', to: '12:00', agents: 1, days: ['tue'] },
      { from: '08:45', to: '09:00', agents: 1, days: ['mon', 'tue'] },
    ]
    const { roster } = compileModel(scenarioOf({ ...PLAIN, groups: { g: { agents: 1 }, h: { shifts } } }))
    const minute = 60_000
    expect(roster).toEqual([
      { group: 0, fromMs: 0, toMs: Infinity, breaks: [] },
      { group: 1, fromMs: 0, toMs: 30 * minute, breaks: [] },
      { group: 1, fromMs: 0, toMs: 30 * minute, breaks: [] },
      { group: 1, fromMs: 45 * minute, toMs: 60 * minute, breaks: [] },
    ])
  })
})

describe('who may take whom', () => {
  const groups = { g: { agents: 1 }, h: { agents: 1 }, i: { agents: 1 } }

  it('a group that helps after a while joins at its stage, together with those before it', () => {
    const routing = { overflowAfter: { a: { h: '30s', i: '10s' } } }
    const { acd } = compileModel(scenarioOf({ ...PLAIN, groups, routing }))
    expect(acd.types[0]!.groups).toEqual(['g'])
    expect(acd.types[0]!.stages).toEqual([
      { afterMs: 10_000, groups: ['g', 'i'] },
      { afterMs: 30_000, groups: ['g', 'h', 'i'] },
    ])
  })

  it('a ranked type goes to the groups of its tiers alone', () => {
    const types = { ...PLAIN.types, b: PLAIN.types['a']! }
    const routing = { policy: 'ranked', agents: { a: [['h'], ['g']] } }
    const { acd } = compileModel(scenarioOf({ ...PLAIN, types, groups, routing }))
    expect(acd.types.map((type) => type.groups)).toEqual([
      ['g', 'h'],
      ['g', 'h', 'i'],
    ])
  })

  it('only agents who answer at once connect without an offer', () => {
    const some = { g: { agents: 1 }, h: { agents: 1, ringTime: '3s' }, i: { agents: 1, noAnswer: 0.1 } }
    const { acd } = compileModel(loadText(textOf({ ...PLAIN, groups: some })))
    expect(acd.groups.map((group) => group.autoAnswer)).toEqual([true, false, false])
  })
})
