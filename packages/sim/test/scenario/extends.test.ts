import { describe, expect, it } from 'vitest'

import { loadScenario } from '../../src/scenario/load.ts'
import { changed, filesOf, loadText, mistakeOf, SMALL } from './small-scenario.ts'

const over = (text: string, base: string = SMALL) => loadText(`extends: ./base.yaml\n${text}`, { 'base.yaml': base })

describe('extending a scenario', () => {
  it('changes nothing when it says nothing', () => {
    expect(over('')).toEqual(loadText(SMALL))
  })

  it('merges maps key by key, and replaces values', () => {
    const { name, run, types } = over('name: Other\nrun: { seed: 9 }\ntypes: { orders: { priority: 3 } }')
    expect(name).toBe('Other')
    expect(run).toMatchObject({ seed: 9, durationMs: 7_200_000 })
    expect(types.map(({ id, priority }) => [id, priority])).toEqual([
      ['orders', 3],
      ['vip', 0],
    ])
  })

  it('replaces lists', () => {
    const { groups } = over('groups: { desk: { shifts: [{ from: 09:00, to: 11:00, agents: 3 }] } }')
    expect(groups[1]?.shifts).toEqual([{ fromMs: 3_600_000, toMs: 10_800_000, agents: 3 }])
  })

  it('removes with null', () => {
    const { types, groups } = over('types: { vip: null }\ngroups: { desk: }')
    expect(types.map(({ id }) => id)).toEqual(['orders'])
    expect(groups.map(({ id }) => id)).toEqual(['front'])
  })

  it('declares a skill with null, and keeps what the base says of it', () => {
    const base = changed('vip: {}', 'vip: { label: Important }')
    const { skills } = over('skills: { vip: , dutch: }', base)
    expect(skills.get('vip')).toEqual({ en: 'Important', zh: 'Important' })
    expect([...skills.keys()]).toEqual(['vip', 'english', 'dutch'])
  })

  it('replaces arrivals as a whole', () => {
    const { types } = over('types: { vip: { arrivals: { perHour: 10 } } }')
    expect(types[1]?.arrivals).toEqual({ kind: 'constant', perHour: 10 })
  })

  it('replaces a distribution that is named, and merges one that is not', () => {
    const named = over('types: { orders: { handlingTime: { distribution: deterministic, value: 2m } } }')
    expect(named.types[0]?.handlingTime).toEqual({ distribution: 'deterministic', valueMs: 120_000 })
    const merged = over('types: { orders: { handlingTime: { mean: 4m } } }')
    expect(merged.types[0]?.handlingTime).toEqual({ distribution: 'exponential', meanMs: 240_000 })
  })

  it('lets agents displace shifts, and shifts agents', () => {
    const { groups } = over(
      'groups: { desk: { agents: 3 }, front: { shifts: [{ from: 08:00, to: 09:00, agents: 1 }] } }',
    )
    expect(groups.map(({ shifts }) => shifts)).toEqual([
      [{ fromMs: 0, toMs: 3_600_000, agents: 1 }],
      [{ fromMs: 0, toMs: Infinity, agents: 3 }],
    ])
  })

  it('lets longest-idle displace the tiers of a ranked base, but not its overflow', () => {
    const base = `${SMALL}routing:
  policy: ranked
  agents: { vip: [[desk]] }
  contacts: { desk: [[vip]] }
  overflowAfter: { orders: { desk: 20s } }
`
    const { routing, overflowAfter } = over('routing: { policy: longest-idle }', base)
    expect(routing).toMatchObject({ policy: 'longest-idle' })
    expect(overflowAfter).toEqual([{ type: 'orders', group: 'desk', afterMs: 20_000 }])
  })

  it('goes on through a chain, each path relative to its own file, no file complete', () => {
    const scenario = loadText('extends: common/middle.yaml\nname: Top\n', {
      'common/middle.yaml': 'extends: ../base/bottom.yaml\nrun: { seed: 5 }\n',
      'base/bottom.yaml': changed('name: Small\n', ''),
    })
    expect([scenario.name, scenario.run.seed]).toEqual(['Top', 5])
  })

  it.each([
    [
      'a value of the base',
      { 'base.yaml': changed('perHour: 60', 'perHour: -60') },
      'base.yaml:9: types.orders.arrivals.perHour: -60 is out of range; write a number of contacts per hour, 0 or more',
    ],
    [
      'a syntax error of the base',
      { 'base.yaml': 'types: [1\n' },
      'base.yaml:2: not YAML: Flow sequence in block collection must be sufficiently indented and end with a ] (column 1); correct the syntax: "key: value", indented by spaces, special characters in quotes',
    ],
    ['an empty base', { 'base.yaml': '' }, 'base.yaml:1: the file is empty; begin it with "strowger: 1" and a name'],
    [
      'a base that is not there',
      {},
      'day.yaml:1: extends: cannot read "base.yaml" (no such file); write a path relative to this file',
    ],
    [
      'a base that extends its heir',
      { 'base.yaml': 'name: Base\nextends: day.yaml\n' },
      'base.yaml:2: extends: the files extend each other: day.yaml → base.yaml → day.yaml; end the chain',
    ],
    [
      'a base that extends a list',
      { 'base.yaml': 'extends: [a]\n' },
      'base.yaml:1: extends: a list is not a file; write one path, such as "./base.yaml"',
    ],
  ])('names the file of %s', (_, others, message) => {
    expect(mistakeOf('extends: base.yaml\n', others).message).toBe(message)
  })

  it('tells the mistakes of its own file first', () => {
    const { issues } = mistakeOf('extends: base.yaml\nrun: { seed: -1 }\n', {
      'base.yaml': changed('perHour: 60', 'perHour: -60'),
    })
    expect(issues.map(({ file, line, path }) => [file, line, path])).toEqual([
      ['day.yaml', 2, 'run.seed'],
      ['base.yaml', 9, 'types.orders.arrivals.perHour'],
    ])
  })

  it('tells when the file itself cannot be read', () => {
    expect(() => loadScenario('gone.yaml', filesOf({}))).toThrow(
      'gone.yaml: cannot be read (no such file); give the path of a scenario file',
    )
  })
})
