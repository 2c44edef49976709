import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { loadScenario } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { changed, loadText, SMALL } from './small-scenario.ts'

const directory = new URL('files/', import.meta.url)

function loadFile(name: string): Scenario {
  return loadScenario(name, {
    read: (path) => readFileSync(new URL(path, directory), 'utf8'),
    resolve: (from, relative) => new URL(relative, new URL(from, directory)).href,
  })
}

describe('loading', () => {
  it('resolves a scenario with every key', async () => {
    await expect(loadFile('complete.yaml')).toMatchFileSnapshot('files/complete.resolved.txt')
  })

  it('fills in every default', () => {
    const { run, serviceLevel, offers, routing, overflowAfter, types, groups, ...others } = loadText(SMALL)
    expect({ run, serviceLevel, offers, routing, overflowAfter }).toEqual({
      run: {
        mode: 'day',
        startsAtMs: 28_800_000,
        durationMs: 7_200_000,
        warmUpMs: 0,
        replications: 20,
        seed: 1,
        weekday: 'mon',
      },
      serviceLevel: { thresholdMs: 20_000 },
      offers: { timeoutMs: 20_000, afterNoAnswer: 'not-ready', notReadyForMs: 60_000 },
      routing: { policy: 'longest-idle', byType: new Map(), byGroup: new Map(), byPair: new Map(), single: new Map() },
      overflowAfter: [],
    })
    expect(types[0]).toEqual({
      id: 'orders',
      base: 'orders',
      label: { en: 'orders', zh: 'orders' },
      arrivals: { kind: 'constant', perHour: 60 },
      priority: 0,
      requires: new Map(),
      handlingTime: { distribution: 'exponential', meanMs: 180_000 },
      patience: { distribution: 'never' },
    })
    expect(groups[0]).toEqual({
      id: 'front',
      label: { en: 'front', zh: 'front' },
      skills: new Map(),
      shifts: [{ fromMs: 0, toMs: Infinity, agents: 5 }],
      handlingFactor: new Map([
        ['orders', 1],
        ['vip', 1],
      ]),
      ringTime: { distribution: 'deterministic', valueMs: 0 },
      noAnswer: 0,
    })
    expect(Object.keys(others)).toEqual(['name', 'skills'])
  })

  it('spreads the contacts of a day over a profile without losing any', () => {
    const { types } = loadText(
      changed('{ interval: 1h, weights: [1, 2] }', '{ interval: 15m, weights: [1, 2, 0, 5, 3, 1, 1, 4] }'),
    )
    const arrivals = types[1]?.arrivals
    if (arrivals?.kind !== 'piecewise') throw new Error('not piecewise')
    const expected = arrivals.perHour.reduce((sum, rate) => sum + (rate * arrivals.intervalMs) / 3_600_000, 0)
    expect(expected).toBeCloseTo(100, 9)
    expect(arrivals.perHour[2]).toBe(0)
  })

  it('reads steady runs', () => {
    const text = changed('duration: 2h', 'duration: 100h, mode: steady, warmUp: 5h')
    const steady = changed('perDay: 100, profile: morning', 'perHour: 3', text)
    const withAgents = steady.replace(/ {4}shifts:\n.*\n/, '    agents: 2\n')
    expect(loadText(withAgents).run).toMatchObject({ mode: 'steady', durationMs: 360_000_000, warmUpMs: 18_000_000 })
  })

  it('reads JSON, indented by spaces or tabs', () => {
    const json = {
      strowger: 1,
      name: 'JSON',
      run: { duration: '1h' },
      types: { a: { arrivals: { perHour: 5 }, handlingTime: { distribution: 'exponential', mean: '3m' } } },
      groups: { g: { agents: 1 } },
    }
    expect(loadText(JSON.stringify(json)).name).toBe('JSON')
    expect(loadText(JSON.stringify(json, null, 2)).name).toBe('JSON')
    expect(loadText(JSON.stringify(json, null, '\t')).name).toBe('JSON')
  })

  it('reads aliases, byte order marks and carriage returns', () => {
    const text = changed('handlingTime: { distribution', 'handlingTime: &talk { distribution')
    const aliased = changed('handlingTime: 200s', 'handlingTime: *talk', text)
    const { types } = loadText(`\uFEFF${aliased.replaceAll('\n', '\r\n')}`)
    expect(types[1]?.handlingTime).toEqual(types[0]?.handlingTime)
  })

  it('lets names be those of objects in JavaScript', () => {
    const text = SMALL.replaceAll('orders', 'constructor').replaceAll('vip', 'toString').replace('front', 'valueOf')
    const { types, groups } = loadText(text)
    expect(types.map(({ id }) => id)).toEqual(['constructor', 'toString'])
    expect(groups[1]?.skills).toEqual(new Map([['toString', 1]]))
  })
})
