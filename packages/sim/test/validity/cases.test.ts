import { StrowgerError } from '@strowger/acd'
import { describe, expect, it } from 'vitest'
import { inThread } from '../../src/run/in-thread.ts'
import { lawOf } from '../../src/validity/law.ts'
import { measureCase } from '../../src/validity/measured.ts'
import { readCases, Refusal } from '../../src/validity/reference-case.ts'
import { UNIT_MS } from '../../src/validity/scenario-text.ts'

/** What is not judged of a case, with the reason. */
async function refusals(given: object): Promise<Record<string, string>> {
  const [reference] = readCases(JSON.stringify([{ id: 'one', ...given }]), 'file')
  const { refused } = await measureCase(reference!, { calls: 1000, seed: 1 }, inThread)
  return Object.fromEntries(refused)
}

describe('a file of cases', () => {
  it.each([
    ['[', 'file: not JSON'],
    ['{}', 'file: no list of cases'],
    ['[1]', 'file: [0]: no case'],
    ['[{}]', 'file: [0].id: no id'],
    ['[{"id":"a"},{"id":"a"}]', 'file: [1].id: the id a again'],
  ])('%s is a mistake that says where', (text, message) => {
    const read = () => readCases(text, 'file')
    expect(read).toThrow(StrowgerError)
    expect(read).toThrow(message)
  })
})

describe('what cannot be judged says why', () => {
  const erlangC = { model: 'M/M/n', n: 8, load: 5, mu: 1, expect: { pwait: 0.16726651 } }

  it.each([
    [{}, 'model is missing'],
    [{ model: 'G/G/n' }, 'the model "G/G/n" is not known here'],
    [{ ...erlangC, n: undefined }, 'n is missing'],
    [{ ...erlangC, n: 7.5 }, 'n: 7.5 is no whole number'],
    [{ ...erlangC, load: 9 }, 'the queue grows without end: there is no steady state'],
    [{ ...erlangC, expect: undefined }, 'expect is missing: a map from measure to figure'],
    [{ ...erlangC, model: 'M/M/n+G', patience: 'pareto(2)' }, '"pareto(2)" is no law that is known here'],
    [{ ...erlangC, model: 'M/M/n+G', patience: 'lognormal(mean 2)' }, 'lognormal(mean 2): cv2 is missing'],
    [{ lam: [1], groups: { A: { n: 1, types: [1] } }, type_to_group: [['A']] }, 'groups.A.types: there is no type 1'],
    [
      { lam: [1], groups: { A: { n: 1, types: [0] } }, type_to_group: [['B']] },
      'type_to_group[0]: there is no group "B"',
    ],
  ])('%j', async (given, reason) => {
    expect(await refusals(given)).toEqual({ '': reason })
  })

  it('a single measure, and the others are judged', async () => {
    const { expect: expected } = erlangC
    const measured = await refusals({
      ...erlangC,
      expect: { ...expected, happiness: 1, SL_over_served: 0.9, odd: 'x' },
    })
    expect(measured).toEqual({
      happiness: 'this measure is not known here',
      SL_over_served: 'awt, the threshold of the service level, is missing',
      odd: '"x" is no number',
    })
  })
})

describe('laws in the notation of the cases', () => {
  const ms = (units: number) => units * UNIT_MS
  it.each([
    ['det(2)', 2, { distribution: 'deterministic', value: ms(2) }],
    ['uniform(0,4)', 2, { distribution: 'uniform', from: 0, to: ms(4) }],
    ['erlang2(mean 2)', 2, { distribution: 'erlang', mean: ms(2), phases: 2 }],
    ['erlang(mean 1, k 3)', 1, { distribution: 'erlang', mean: ms(1), phases: 3 }],
    ['lognormal(mean 2,cv2 4)', 2, { distribution: 'lognormal', mean: ms(2), cv: 2 }],
    ['LN(mean 1, cv2 1)', 1, { distribution: 'lognormal', mean: ms(1), cv: 1 }],
    ['H2 balanced(mean 2,cv2 4)', 2, { distribution: 'hyperexponential', mean: ms(2), cv: 2 }],
    ['gamma(mean 2, cv2 .25)', 2, { distribution: 'gamma', mean: ms(2), cv: 0.5 }],
    ['weibull(mean 2, shape 1.5)', 2, { distribution: 'weibull', mean: ms(2), shape: 1.5 }],
    ['exponential(mean 2)', 2, { distribution: 'exponential', mean: ms(2) }],
    ['exp(2)', 2, { distribution: 'exponential', mean: ms(2) }],
  ])('%s', (notation, mean, written) => {
    const law = lawOf(notation)
    expect(law.mean).toBe(mean)
    const inMs = Object.entries(law.text).map(([key, value]) => [key, typeof value === 'string' ? value : value])
    const texts = Object.fromEntries(inMs)
    for (const [key, value] of Object.entries(written)) {
      const text: unknown = texts[key]
      expect(typeof text === 'string' && /^\d/.test(text) ? durationMs(text) : text, key).toBe(value)
    }
  })

  it('others are refused', () => {
    for (const notation of ['pareto(1,2)', 'H3(mean 1,cv2 4)', 'lognormal(mean -1,cv2 1)', 'det()', 7, undefined]) {
      expect(() => lawOf(notation), String(notation)).toThrow(Refusal)
    }
  })
})

function durationMs(text: string): number {
  const units: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }
  return [...text.matchAll(/([\d.]+)(ms|s|m|h|d)/g)].reduce((sum, [, n, unit]) => sum + Number(n) * units[unit!]!, 0)
}
