import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linksOf } from '../../src/explain/links.ts'
import { explanation } from '../../src/explain/words.ts'
import { compileModel } from '../../src/model/compile.ts'
import { replicate } from '../../src/run/replications.ts'
import { loadText } from '../scenario/small-scenario.ts'

const SKILLS = ['english', 'billing', 'vip', 'trainee'] as const
const GROUPS: readonly Readonly<Record<string, number>>[] = [
  { english: 3, billing: 1 },
  { english: 2, vip: 2 },
  { english: 3, vip: 1 },
  { english: 4, billing: 2, trainee: 1 },
  {},
]

/** A floor whose one demanding type asks for `demand`; its groups have `extra` skills each beside their own. */
function floor(demand: object, extra: readonly object[] = []): string {
  const handlingTime = { distribution: 'exponential', mean: '180s' }
  const type = { arrivals: { perHour: 120 }, handlingTime, patience: { distribution: 'exponential', mean: '2m' } }
  const groups = GROUPS.map((skills, at) => [`g${at}`, { agents: 2, skills: { ...skills, ...extra[at] } }])
  return JSON.stringify({
    strowger: 1,
    name: 'Floor',
    run: { duration: '3h', startsAt: '09:00', replications: 2, seed: 8 },
    skills: Object.fromEntries([...SKILLS, 'able'].map((name) => [name, {}])),
    types: { hard: { ...type, ...demand }, easy: type },
    groups: Object.fromEntries(groups),
    routing: { policy: 'least-occupied' },
  })
}

const outcome = (text: string) => JSON.stringify(replicate(loadText(text), { replications: 2 }).observations)
const able = (may: readonly boolean[]) => may.map((yes) => (yes ? { able: 1 } : {}))

describe('a requirement', () => {
  it('of levels that must all be there is the same as these levels', () => {
    const written = outcome(floor({ requirement: 'english >= 2 and vip' }))
    expect(written).toBe(outcome(floor({ requires: { english: 2, vip: 1 } })))
    expect(outcome(floor({ requires: { english: 2 }, requirement: 'vip >= 1' }))).toBe(written)
    expect(written).not.toBe(outcome(floor({ requires: { english: 2 } })))
  })

  it('is the same as a skill of those who meet it, as the sentence says who they are', () => {
    const text = 'english >= 3 and (billing or vip >= 2) and not trainee or vip in 2..3'
    const meets = GROUPS.map(({ english = 0, billing = 0, vip = 0, trainee = 0 }) => {
      return (english >= 3 && (billing > 0 || vip >= 2) && trainee === 0) || (vip >= 2 && vip <= 3)
    })
    expect(meets).toEqual([true, true, false, false, false])
    const named = outcome(floor({ requires: ['able'] }, able(meets)))
    expect(outcome(floor({ requirement: text }, able(meets)))).toBe(named)
  })

  it('any of and, or and not: who may take the type is who meets it', () => {
    type Tree = { readonly text: string; readonly of: (levels: Readonly<Record<string, number>>) => boolean }
    const leaf = fc.tuple(fc.constantFrom(...SKILLS), fc.integer({ min: 0, max: 4 })).map(([name, level]): Tree => {
      return { text: `${name} >= ${level}`, of: (levels) => (levels[name] ?? 0) >= level }
    })
    const { tree } = fc.letrec<{ tree: Tree }>((again) => ({
      tree: fc.oneof(
        { maxDepth: 3 },
        leaf,
        again('tree').map(({ text, of }): Tree => ({ text: `not (${text})`, of: (levels) => !of(levels) })),
        fc.tuple(again('tree'), again('tree')).map(([a, b]): Tree => {
          return { text: `(${a.text}) and (${b.text})`, of: (levels) => a.of(levels) && b.of(levels) }
        }),
        fc.tuple(again('tree'), again('tree')).map(([a, b]): Tree => {
          return { text: `${a.text} or ${b.text}`, of: (levels) => a.of(levels) || b.of(levels) }
        }),
      ),
    }))
    const atLeastOne = tree.filter(({ of }) => GROUPS.some((levels) => of(levels)))
    fc.assert(
      fc.property(atLeastOne, ({ text, of }) => {
        const scenario = loadText(floor({ requirement: text }))
        const expected = GROUPS.flatMap((levels, at) => (of(levels) ? [`g${at}`] : []))
        expect(linksOf(scenario.types[0]!, scenario).map(({ group }) => group)).toEqual(expected)
      }),
      { numRuns: 60 },
    )
  })

  it('holds for each part of a split beside the skill of the part', () => {
    const split = { by: 'city', skill: true, shares: { english: 1, billing: 1 } }
    const scenario = loadText(floor({ requirement: 'not trainee', split }))
    expect(scenario.types.slice(0, 2).map((type) => linksOf(type, scenario).map(({ group }) => group))).toEqual([
      ['g0', 'g1', 'g2'],
      ['g0'],
    ])
    expect(compileModel(scenario).acd.types.map(({ requires }) => requires)).toEqual([
      '`english` >= 1 and (not trainee)',
      '`billing` >= 1 and (not trainee)',
      {},
    ])
  })

  it('is said', () => {
    const scenario = loadText(floor({ requirement: 'billing or vip' }))
    expect(explanation(scenario, 'en').join(' ')).toContain('Agents must meet: billing or vip.')
    expect(explanation(scenario, 'zh').join('')).toContain('座席须满足：billing or vip。')
  })
})
