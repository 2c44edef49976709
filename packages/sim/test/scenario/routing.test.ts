import { describe, expect, it } from 'vitest'

import { loadText } from './small-scenario.ts'

const base = `strowger: 1
name: Cities
run: { duration: 2h }
skills: { vip: , gz: , fs: }
types:
  vip:
    arrivals: { perHour: 40 }
    requires: [vip]
    handlingTime: 3m
    split: { by: city, skill: true, shares: { gz: 0.3, fs: 0.1 } }
  other: { arrivals: { perHour: 10 }, handlingTime: 3m }
groups:
  all: { agents: 1, skills: [vip, gz, fs] }
  south: { agents: 1, skills: { vip: 1, gz: 3 } }
  rest: { agents: 1 }
`

describe('a split', () => {
  it('makes one type for each share', () => {
    const { types } = loadText(base)
    expect(
      types.map(({ id, base: whole, arrivals, requires, split }) => [id, whole, arrivals, [...requires], split]),
    ).toEqual([
      [
        'vip/gz',
        'vip',
        { kind: 'constant', perHour: 40 * (0.3 / 0.4) },
        [
          ['vip', 1],
          ['gz', 1],
        ],
        { by: 'city', value: 'gz', label: { en: 'gz', zh: 'gz' }, whole: { en: 'vip', zh: 'vip' } },
      ],
      [
        'vip/fs',
        'vip',
        { kind: 'constant', perHour: 40 * (0.1 / 0.4) },
        [
          ['vip', 1],
          ['fs', 1],
        ],
        { by: 'city', value: 'fs', label: { en: 'fs', zh: 'fs' }, whole: { en: 'vip', zh: 'vip' } },
      ],
      ['other', 'other', { kind: 'constant', perHour: 10 }, [], undefined],
    ])
  })

  it('requires no skill of its own unless it is told to', () => {
    const { types } = loadText(base.replace('skill: true', 'skill: false'))
    expect([...types[0]!.requires.keys()]).toEqual(['vip'])
  })

  it('keeps a higher level that all parts require', () => {
    const { types } = loadText(
      base.replace('requires: [vip]', 'requires: { gz: 2 }').replace('[vip, gz, fs]', '{ gz: 2, fs: 1 }'),
    )
    expect(types[0]!.requires.get('gz')).toBe(2)
  })

  it('keeps the order of the file, also for names that look like numbers', () => {
    const { types, groups } = loadText(
      'strowger: 1\nname: n\nrun: { duration: 1h }\ntypes:\n' +
        ['b', '10086', 'a', '7'].map((id) => `  ${id}: { arrivals: { perHour: 1 }, handlingTime: 1m }\n`).join('') +
        'groups: { z: { agents: 1 }, 12580: { agents: 1 } }\n',
    )
    expect(types.map(({ id }) => id)).toEqual(['b', '10086', 'a', '7'])
    expect(groups.map(({ id }) => id)).toEqual(['z', '12580'])
  })
})

const tiersOf = (routing: string) => {
  const scenario = loadText(`${base}routing:\n  policy: ranked\n${routing}`)
  if (scenario.routing.policy !== 'ranked') throw new Error('not ranked')
  const { agentTiers, contactTiers } = scenario.routing
  return { agents: Object.fromEntries(agentTiers), contacts: Object.fromEntries(contactTiers) }
}

describe('ranked tiers', () => {
  it('are one for everybody with the skills when nothing is said', () => {
    expect(tiersOf('')).toEqual({
      agents: { 'vip/gz': [['all', 'south']], 'vip/fs': [['all']], other: [['all', 'south', 'rest']] },
      contacts: { all: [['vip/gz', 'vip/fs', 'other']], south: [['vip/gz', 'other']], rest: [['other']] },
    })
  })

  it('of the whole hold for its parts, without groups that lack skills', () => {
    const { agents } = tiersOf('  agents: { vip: [[south], [all]] }\n')
    expect(agents).toMatchObject({ 'vip/gz': [['south'], ['all']], 'vip/fs': [['all']] })
  })

  it('of a part overrule those of the whole, in whatever order they are written', () => {
    const { agents } = tiersOf('  agents: { vip/gz: [[south]], vip: [[all, south]] }\n')
    expect(agents).toMatchObject({ 'vip/gz': [['south']], 'vip/fs': [['all']] })
  })

  it('of agents decide what a group without tiers of its own picks', () => {
    const { contacts } = tiersOf('  agents: { vip: [[all]], other: [[rest, south]] }\n')
    expect(contacts).toEqual({ all: [['vip/gz', 'vip/fs']], south: [['other']], rest: [['other']] })
  })

  it('of contacts name a part once, where it is named itself', () => {
    const { contacts } = tiersOf('  contacts: { all: [[vip], [vip/gz, other]] }\n')
    expect(contacts['all']).toEqual([['vip/fs'], ['vip/gz', 'other']])
  })
})

describe('overflow', () => {
  it('is a list of pairs that the skills allow, a part overruling the whole', () => {
    const { overflowAfter } = loadText(
      `${base}routing: { overflowAfter: { vip/gz: { all: 5s }, vip: { all: 30s, south: 1m }, other: { all: 0 } } }\n`,
    )
    expect(overflowAfter).toEqual([
      { type: 'vip/gz', group: 'all', afterMs: 5000 },
      { type: 'vip/gz', group: 'south', afterMs: 60_000 },
      { type: 'vip/fs', group: 'all', afterMs: 30_000 },
      { type: 'other', group: 'all', afterMs: 0 },
    ])
  })
})
