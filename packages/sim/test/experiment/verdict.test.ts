import { describe, expect, it } from 'vitest'
import { compare } from '../../src/experiment/compare.ts'
import type { Claim, Expectation, Experiment } from '../../src/experiment/experiment.ts'
import { judge, type Verdict } from '../../src/experiment/verdict.ts'
import { differences } from '../../src/measure/estimates.ts'
import { MEASURES } from '../../src/measure/measure.ts'
import { overall } from '../../src/measure/population.ts'
import { replicate } from '../../src/run/replications.ts'
import { observed, twoTypes, written } from '../support/observation.ts'
import { scenarioOf } from '../support/scenario.ts'

const TEXT = { en: 'claimed', zh: '论断' }

/** Replications in which of 100 contacts of type a so many gave up. */
function givingUp(abandoned: readonly number[]) {
  return written(
    twoTypes(),
    abandoned.map((number) => observed([{ offered: 100, abandoned: number, answered: 100 - number }, {}, {}])),
  )
}

const runs = new Map([
  ['few', givingUp([1, 2, 3, 2])],
  ['many', givingUp([20, 22, 23, 21])],
  ['wild', givingUp([0, 5, 0, 4])],
])

function verdict(...expectations: [direction: 'higher' | 'lower', side: string, ...than: string[]][]): Verdict {
  const list = expectations.map(([direction, contender, ...than]): Expectation => ({
    measure: 'abandonRate',
    direction,
    side: { contender },
    than: than.map((other) => ({ contender: other })),
  }))
  return judge({ text: TEXT, expectations: list }, runs).verdict
}

describe('a claim', () => {
  it('holds when the whole interval is on its side of zero', () => {
    expect(verdict(['higher', 'many', 'few'])).toBe('holds')
    expect(verdict(['lower', 'few', 'many'])).toBe('holds')
  })

  it('fails when the whole interval is on the other side', () => {
    expect(verdict(['lower', 'many', 'few'])).toBe('fails')
    expect(verdict(['higher', 'few', 'many'])).toBe('fails')
  })

  it('is undecided when the interval reaches over zero, and of a scenario against itself', () => {
    expect(verdict(['higher', 'wild', 'few'])).toBe('undecided')
    expect(verdict(['lower', 'wild', 'few'])).toBe('undecided')
    expect(verdict(['higher', 'few', 'few'])).toBe('undecided')
  })

  it('holds as a whole when every part does, and fails when one fails, whatever the others', () => {
    expect(verdict(['higher', 'many', 'few', 'wild'])).toBe('holds')
    expect(verdict(['higher', 'many', 'few'], ['higher', 'wild', 'few'])).toBe('undecided')
    expect(verdict(['higher', 'wild', 'few'], ['higher', 'few', 'many'])).toBe('fails')
  })

  it('is undecided after one replication, which has no interval', () => {
    const once = new Map(
      [...runs].map(([id, { scenario, observations }]) => [id, written(scenario, observations.slice(0, 1))]),
    )
    const claim: Claim = {
      text: TEXT,
      expectations: [
        { measure: 'abandonRate', direction: 'higher', side: { contender: 'many' }, than: [{ contender: 'few' }] },
      ],
    }
    expect(judge(claim, once).verdict).toBe('undecided')
  })

  it('that cannot be tested stays untested', () => {
    expect(judge({ text: TEXT, untested: TEXT }, runs)).toEqual({
      claim: { text: TEXT, untested: TEXT },
      verdict: 'untested',
      findings: [],
    })
  })

  it('about a type looks at that type, all parts of a split one together', () => {
    const one = written(
      twoTypes(),
      [1, 2, 1].map((extra) =>
        observed([
          { offered: 100, abandoned: 50 + extra },
          { offered: 100, abandoned: 10 },
          { offered: 300, abandoned: 20 + extra },
        ]),
      ),
    )
    const claim: Claim = {
      text: TEXT,
      expectations: [
        {
          measure: 'abandonRate',
          direction: 'lower',
          side: { contender: 'one', type: 'b' },
          than: [{ contender: 'one', type: 'a' }],
        },
      ],
    }
    const { findings, verdict: what } = judge(claim, new Map([['one', one]]))
    expect(what).toBe('holds')
    // (30 + 20 + 20 + 4) / 1200 less 154 / 300.
    expect(findings[0]!.difference.mean).toBeCloseTo(94 / 1200 - 154 / 300, 12)
  })
})

describe('differences', () => {
  const a = scenarioOf({
    run: { duration: '2h', seed: 3 },
    types: {
      call: { arrivals: { perHour: 60 }, handlingTime: { distribution: 'exponential', mean: '3m' }, patience: '2m' },
    },
    groups: { g: { agents: 3 } },
  })

  it('are those of the first less the second', () => {
    const less = differences(overall(runs.get('few')!.observations), overall(runs.get('many')!.observations))
    expect(less.abandonRate.mean).toBeCloseTo(0.02 - 0.215, 12)
    expect(less.abandoned.mean).toBeCloseTo(2 - 21.5, 12)
    expect(less.answered.mean).toBeCloseTo(19.5, 12)
    expect(less.abandonRate.ci95[1]).toBeLessThan(0)
  })

  it('of a scenario with itself are exactly 0, and so are their intervals', async () => {
    const experiment: Experiment = {
      name: 'twice',
      contenders: ['one', 'two'].map((id) => ({ id, file: id, scenario: a })),
      claims: [],
    }
    const { runs: both } = await compare(experiment, { replications: 5 })
    const [one, two] = [...both.values()].map(({ observations }) => overall(observations))
    const zero = differences(one!, two!)
    for (const { name } of MEASURES) {
      expect(Math.abs(zero[name].mean), name).toBe(0)
      expect(zero[name].ci95.map(Math.abs), name).toEqual([0, 0])
    }
    // They are the same callers, not none.
    expect(one!.reduce((sum, { tally }) => sum + tally.abandoned, 0)).toBeGreaterThan(10)
  })

  it('are narrower than those of callers of their own', () => {
    const other = scenarioOf({
      run: { duration: '2h', seed: 3 },
      types: {
        call: { arrivals: { perHour: 60 }, handlingTime: { distribution: 'exponential', mean: '3m' }, patience: '2m' },
      },
      groups: { g: { agents: 4 } },
    })
    const width = (seed: number) => {
      const few = overall(replicate(a, { replications: 20 }).observations)
      const { ci95 } = differences(few, overall(replicate(other, { seed, replications: 20 }).observations)).abandonRate
      return ci95[1] - ci95[0]
    }
    expect(width(3)).toBeLessThan(0.7 * width(4))
  })

  it('take the seed and replications of the experiment before those of the first scenario', async () => {
    const contenders = ['one', 'two'].map((id) => ({ id, file: id, scenario: a }))
    const seen = await compare({ name: 'x', contenders, claims: [], seed: 8, replications: 2 })
    expect([seen.seed, seen.replications]).toEqual([8, 2])
    expect(seen.runs.get('two')!.observations).toEqual(replicate(a, { seed: 8, replications: 2 }).observations)
    const given = await compare(
      { name: 'x', contenders, claims: [], seed: 8, replications: 2 },
      { seed: 9, replications: 3 },
    )
    expect([given.seed, given.replications]).toEqual([9, 3])
  })
})
