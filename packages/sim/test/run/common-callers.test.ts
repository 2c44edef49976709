import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { replicate } from '../../src/run/replications.ts'
import { type GroupText, scenarioOf, type ScenarioText, type TypeText } from '../support/scenario.ts'
import { scenarios } from './random-scenario.ts'

const RUNS = 30

function observations(text: ScenarioText, replications = 2) {
  return replicate(scenarioOf(text), { replications }).observations
}

function toMicroseconds(times: object): Record<string, number> {
  return Object.fromEntries(Object.entries(times).map(([activity, ms]) => [activity, Math.round(1000 * Number(ms))]))
}

function offered(text: ScenarioText): number[][] {
  return observations(text).map(({ byType }) => byType.map((tally) => tally.offered))
}

describe('the same seed', () => {
  it('gives the same observations, to the last bit', () => {
    fc.assert(
      fc.property(scenarios(), (text) => {
        expect(observations(text)).toEqual(observations(text))
      }),
      { numRuns: RUNS },
    )
  })

  it('and another seed, or another replication, gives others', () => {
    const text: ScenarioText = {
      run: { duration: '8h' },
      types: { a: { arrivals: { perHour: 100 }, handlingTime: { distribution: 'exponential', mean: '60s' } } },
      groups: { g: { agents: 3 } },
    }
    const [first, second] = observations(text)
    const [other] = replicate(scenarioOf(text), { seed: 2, replications: 1 }).observations
    expect(first).not.toEqual(second)
    expect(first).not.toEqual(other)
  })

  it('gives the n-th replication whatever the number of replications', () => {
    fc.assert(
      fc.property(scenarios(), (text) => {
        expect(observations(text, 3).slice(0, 2)).toEqual(observations(text, 2))
      }),
      { numRuns: 20 },
    )
  })
})

describe('the same callers', () => {
  it('come under another staffing, routing, number of trunks and answering', () => {
    const change = fc.record({
      agents: fc.integer({ min: 1, max: 9 }),
      trunks: fc.integer({ min: 1, max: 20 }),
      ringTime: fc.constantFrom('0s', '1s', '5s'),
    })
    fc.assert(
      fc.property(scenarios(), change, (text, { agents, trunks, ringTime }) => {
        const groups = Object.fromEntries(
          Object.entries(text.groups).map(([id, { skills = [] }]): [string, GroupText] => [
            id,
            { agents, skills, ringTime },
          ]),
        )
        expect(offered({ ...text, groups, trunks, routing: {} })).toEqual(offered(text))
      }),
      { numRuns: RUNS },
    )
  })

  it('talk as long and leave as much after-call work, whoever serves them and in whatever order', () => {
    fc.assert(
      fc.property(scenarios({ mode: 'day', ringing: false }), fc.integer({ min: 3, max: 30 }), (text, agents) => {
        const types = Object.fromEntries(
          Object.entries(text.types).map(([id, type]): [string, TypeText] => [id, { ...type, patience: 'never' }]),
        )
        const staffed = (number: number) =>
          Object.fromEntries(
            Object.entries(text.groups).map(([id, { skills = [] }]): [string, GroupText] => [
              id,
              { agents: number, skills },
            ]),
          )
        const open = { run: text.run, skills: text.skills!, types }
        const few = observations({ ...open, groups: staffed(1), routing: text.routing! })
        const many = observations({ ...open, groups: staffed(agents) })
        // One agent with ten days' work is cut off before the end of it.
        fc.pre(few.every(({ unfinished }) => unfinished === 0))
        for (const [replication, { byType }] of few.entries()) {
          for (const [type, tally] of byType.entries()) {
            const other = many[replication]!.byType[type]!
            expect(tally.answered).toBe(other.answered)
            // The same numbers, added in another order.
            expect(Math.abs(tally.talkMs - other.talkMs)).toBeLessThanOrEqual(1e-9 * (1 + tally.talkMs))
            expect(Math.abs(tally.wrapUpMs - other.wrapUpMs)).toBeLessThanOrEqual(1e-9 * (1 + tally.wrapUpMs))
          }
        }
      }),
      { numRuns: RUNS },
    )
  })

  it('come when another type is added, wherever it stands in the file', () => {
    fc.assert(
      fc.property(scenarios(), fc.integer({ min: 1, max: 200 }), fc.boolean(), (text, perHour, inFront) => {
        const added: TypeText = { arrivals: { perHour }, handlingTime: '60s', priority: 3 }
        const types = inFront ? { 0: added, ...text.types } : { ...text.types, z: added }
        const { routing: _, ...rest } = text
        const without = offered(rest)
        const having = offered({ ...rest, types })
        expect(having.map((row) => (inFront ? row.slice(1) : row.slice(0, -1)))).toEqual(without)
      }),
      { numRuns: RUNS },
    )
  })

  it('fare the same, to the last bit, beside a type with agents of its own', () => {
    fc.assert(
      fc.property(scenarios({ mode: 'day', overflow: false }), fc.integer({ min: 1, max: 200 }), (text, perHour) => {
        const { trunks: _, routing: __, skills, ...rest } = text
        const apart = {
          ...rest,
          skills: { ...skills, own: {} },
          types: { ...text.types, z: { arrivals: { perHour }, handlingTime: '60s', requires: ['own'] } },
          groups: { ...text.groups, z: { agents: 2, skills: ['own'] } },
        }
        // Those of the first groups may take no contact of z; z's own agents none that needs a skill.
        const needy = Object.fromEntries(
          Object.entries(text.types).map(([id, type]) => [id, { ...type, requires: ['s0'] }]),
        )
        const groups = Object.fromEntries(
          Object.entries(text.groups).map(([id, group]) => [id, { ...group, skills: ['s0'] }]),
        )
        const alone = observations({ ...rest, skills: skills!, types: needy, groups })
        const beside = observations({
          ...apart,
          types: { ...apart.types, ...needy },
          groups: { ...apart.groups, ...groups },
        })
        const first = (rows: typeof alone) =>
          rows.map(({ byType, byGroup, agentMs }) => ({
            byType: byType.slice(0, Object.keys(needy).length),
            byGroup: byGroup.slice(0, Object.keys(groups).length),
            // Sums of times that others' events cut into other parts: the last bit is not theirs.
            agentMs: agentMs.slice(0, Object.keys(groups).length).map(toMicroseconds),
          }))
        expect(first(beside)).toEqual(first(alone))
      }),
      { numRuns: RUNS },
    )
  })
})
