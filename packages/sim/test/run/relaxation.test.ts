import { describe, expect, it } from 'vitest'
import { explanation } from '../../src/explain/words.ts'
import { compileModel } from '../../src/model/compile.ts'
import { replicate } from '../../src/run/replications.ts'
import { loadText } from '../scenario/small-scenario.ts'

const exponential = (mean: string) => ({ distribution: 'exponential', mean })
const SKILLS = { english: {}, vip: {}, able: {} }

function floor(type: object, groups: Readonly<Record<string, object>>, more: object = {}): string {
  const usual = { arrivals: { perHour: 120 }, handlingTime: exponential('3m'), patience: exponential('2m') }
  return JSON.stringify({
    strowger: 1,
    name: 'Floor',
    run: { duration: '3h', startsAt: '09:00', replications: 2, seed: 8 },
    skills: SKILLS,
    types: { hard: { ...usual, ...type }, easy: usual },
    groups,
    ...more,
  })
}

const outcome = (text: string) => JSON.stringify(replicate(loadText(text), { replications: 2 }).observations)

const GROUPS = {
  good: { agents: 3, skills: { english: 3, able: 1 } },
  fair: { agents: 4, skills: { english: 1, vip: 1, able: 1 } },
  none: { agents: 3 },
}

describe('a relaxation', () => {
  it('of what is required lets those join who meet the less: the same as their joining by name', () => {
    const relaxed = floor(
      {
        requires: { english: 2 },
        relaxation: [
          { after: '20s', requires: { english: 1 } },
          { after: '45s', requirement: 'english >= 0' },
        ],
      },
      GROUPS,
    )
    const named = floor({}, GROUPS, { routing: { overflowAfter: { hard: { fair: '20s', none: '45s' } } } })
    expect(outcome(relaxed)).toBe(outcome(named))
    expect(outcome(relaxed)).not.toBe(outcome(floor({ requires: { english: 2 } }, GROUPS)))
  })

  it('stands beside groups that join later', () => {
    const { acd } = compileModel(
      loadText(
        floor(
          {
            requires: { english: 1 },
            relaxation: [
              { after: '10s', requires: [] },
              { after: '30s', prefers: [{ skills: ['vip'] }], ring: 'all' },
            ],
          },
          GROUPS,
          { routing: { overflowAfter: { hard: { none: '30s', fair: '20s' } } } },
        ),
      ),
    )
    expect(acd.types[0]).toMatchObject({ groups: ['good'], requires: { english: 1 } })
    expect(acd.types[0]!.stages).toEqual([
      { afterMs: 10_000, requires: {} },
      { afterMs: 20_000, groups: ['good', 'fair'] },
      {
        afterMs: 30_000,
        groups: ['good', 'fair', 'none'],
        prefers: [{ skills: { vip: 1 }, weight: 1 }],
        ring: {},
      },
    ])
  })

  it('counts for who may take a type at all, and is told', () => {
    const only = { fair: GROUPS.fair }
    const text = floor({ requires: { english: 2 }, relaxation: [{ after: '20s', requires: ['english'] }] }, only)
    expect(() => loadText(floor({ requires: { english: 2 } }, only))).toThrow(/no group can serve "hard"/)
    expect(explanation(loadText(text), 'en').join(' ')).toContain('After 20 s of waiting agents need english.')
    expect(explanation(loadText(text), 'zh').join(' ')).toContain('后要求 english。')
  })

  it.each([
    [[{ after: '20s' }], 'types.hard.relaxation[0]: it relaxes nothing'],
    [
      [
        { after: '20s', requires: [] },
        { after: '20s', requires: ['vip'] },
      ],
      'types.hard.relaxation[1].after: it does not come after the one before',
    ],
    [[{ after: '20s', requires: ['french'] }], 'types.hard.relaxation[0].requires[0]: there is no skill "french"'],
    [[{ after: '20s', requirement: 'english >' }], 'types.hard.relaxation[0].requirement: at character'],
    [
      [{ after: '20s', prefers: [{ weight: 2 }] }],
      'types.hard.relaxation[0].prefers[0]: it says not what is preferred',
    ],
  ])('with a mistake is told where: %j', (relaxation, message) => {
    expect(() => loadText(floor({ relaxation }, GROUPS))).toThrow(message)
  })
})

it('a preference by an expression is the same as one by a skill of those who meet it', () => {
  const two = {
    a: { agents: 4, skills: { english: 2, able: 1 } },
    b: { agents: 4, skills: { vip: 1 } },
    c: { agents: 4, skills: { english: 1, vip: 2, able: 1 } },
  }
  const written = outcome(floor({ prefers: [{ requirement: 'english >= 2 or vip >= 2' }] }, two))
  expect(written).toBe(outcome(floor({ prefers: [{ skills: ['able'] }] }, two)))
  expect(written).not.toBe(outcome(floor({}, two)))
  const both = outcome(floor({ prefers: [{ skills: ['english'], requirement: 'vip >= 2' }] }, two))
  expect(both).toBe(outcome(floor({ prefers: [{ requirement: 'english and vip >= 2' }] }, two)))
})

it('offers of a group are its own, and otherwise those of the scenario', () => {
  const slow = { ringTime: '4s', noAnswer: 0.2 }
  const groups = (offers: object) => ({ a: { agents: 5, ...slow, ...offers }, b: { agents: 5, ...slow, ...offers } })
  const offers = { timeout: '9s', afterNoAnswer: 'ready' }
  const everywhere = outcome(floor({}, groups({}), { offers }))
  expect(outcome(floor({}, groups({ offers })))).toBe(everywhere)
  expect(outcome(floor({}, groups({ offers: { timeout: '9s' } }), { offers: { afterNoAnswer: 'ready' } }))).toBe(
    everywhere,
  )
  expect(outcome(floor({}, groups({})))).not.toBe(everywhere)
})

describe('a rule', () => {
  const shifts = [{ from: '09:00', to: '10:30', agents: 6 }]
  const day = { a: { shifts } }
  const rule = (given: object) => ({ overflow: [{ name: 'r', divert: 'voicemail', ...given }] })

  it('while nobody is there is the same as one that counts them', () => {
    const gone = outcome(floor(rule({ empty: true }), day))
    expect(gone).toBe(outcome(floor(rule({ when: 'signedIn < 1' }), day)))
    const busy = ['not-ready', 'offered', 'connected', 'wrap-up']
    expect(outcome(floor(rule({ empty: busy }), day))).toBe(outcome(floor(rule({ when: 'ready < 1' }), day)))
    expect(gone).not.toBe(outcome(floor(rule({ empty: busy }), day)))
  })

  it('that sends contacts to another type does so where that has room', () => {
    const sent = (where: object) =>
      outcome(floor({ overflow: [{ name: 'r', after: '10s', type: 'easy', ...where }] }, day))
    expect(sent({ where: 'waiting >= 0' })).toBe(sent({}))
    expect(sent({ where: 'waiting < 0' })).not.toBe(sent({}))
    const text = floor({ overflow: [{ name: 'r', refuse: 'busy', where: 'waiting < 3' }] }, day)
    expect(() => loadText(text)).toThrow('types.hard.overflow[0].where: where is about the queue of another type')
  })
})
