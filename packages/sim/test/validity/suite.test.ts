import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { inThread } from '../../src/run/in-thread.ts'
import { planOf } from '../../src/validity/kinds/kinds.ts'
import { measureCase, type MeasuredCase } from '../../src/validity/measured.ts'
import { readCases, type ReferenceCase } from '../../src/validity/reference-case.ts'
import { EXACT_CASES } from '../../src/validity/tables/exact-cases.ts'
import { PUBLISHED_CASES } from '../../src/validity/tables/published-cases.ts'
import { type Judgement, judge } from '../../src/validity/verdict.ts'

const file = new URL('../../../../../shared/reference/sim-cases.json', import.meta.url)
const shipped = readCases(JSON.stringify(EXACT_CASES), 'exact cases')

async function validate(cases: readonly ReferenceCase[], calls: number, seed = 1): Promise<Judgement> {
  return judge(await Promise.all(cases.map((reference) => measureCase(reference, { calls, seed }, inThread))))
}

function ofIds(...ids: string[]): ReferenceCase[] {
  return ids.map((id) => shipped.find((each) => each.id === id)!)
}

/** What was measured, with one expected figure changed by a factor. */
function falsified(seen: MeasuredCase, measure: string, factor: number): MeasuredCase {
  const measured = seen.measured.map((each) => {
    if (each.expected.measure !== measure) return each
    return { ...each, expected: { ...each.expected, value: each.expected.value * factor } }
  })
  return { ...seen, measured }
}

describe('the exact cases that come with the project', () => {
  it('one of every kind through the engine: nothing differs, most is narrow enough to agree', async () => {
    const cases = ofIds(
      'erlangB-10-5',
      'erlangC-8-5',
      'erlangA-12-8.4-1',
      'mmnkm-12-17',
      'mmng-105-H2 balanced(mean 2,cv2 4)',
      'priority-10',
      'N-model',
      'W-model',
    )
    const { judged, comparisons } = await validate(cases, 50_000)
    expect(judged.filter(({ verdict }) => verdict === 'differs')).toEqual([])
    expect(judged.filter(({ verdict }) => verdict === 'not judged')).toEqual([])
    expect(comparisons).toBeGreaterThan(50)
    expect(judged.filter(({ verdict }) => verdict === 'agrees').length).toBeGreaterThan(0.8 * comparisons)
  })

  it('a wrong figure differs: 6 % of those who wait, 15 % of abandonment, half a percent of occupancy', async () => {
    const seen = await measureCase(ofIds('erlangA-12-8.4-1')[0]!, { calls: 250_000, seed: 1 }, inThread)
    for (const [measure, factor] of [
      ['pwait', 1.06],
      ['pab', 0.85],
      ['EW_all', 1.15],
      ['occ', 1.005],
      ['SL_over_served', 0.99],
    ] as const) {
      const { judged } = judge([falsified(seen, measure, factor)])
      const wrong = judged.filter(({ verdict }) => verdict === 'differs').map((each) => each.measure)
      expect(wrong, measure).toEqual([measure])
    }
  })

  it('a figure said to be rare differs where it is not', async () => {
    const [erlangA] = ofIds('erlangA-12-8.4-1')
    const given = { ...erlangA!.given, expect: { pab: 0.0001 } }
    const { judged } = await validate([{ id: 'rare', source: '', given }], 40_000)
    expect(judged.map(({ verdict }) => verdict)).toEqual(['differs'])
  })

  it('all can be planned, every figure of them', () => {
    for (const reference of shipped) {
      const { refused, runs } = planOf(reference, { calls: 1000, seed: 1 })
      expect([...refused], reference.id).toEqual([])
      expect(runs.length, reference.id).toBe(1)
    }
  })
})

describe('the published cases that come with the project', () => {
  it('can be planned, every figure of them of which they do not say themselves why it is not judged', () => {
    for (const reference of readCases(JSON.stringify(PUBLISHED_CASES), 'published cases')) {
      const { notJudged } = reference.given
      if (reference.id === 'differential' || typeof notJudged === 'string') continue
      const { refused, runs } = planOf(reference, { calls: 1000, seed: 1 })
      expect(Object.fromEntries(refused), reference.id).toEqual(notJudged ?? {})
      expect(runs[0]!.compared.length, reference.id).toBeGreaterThan(0)
    }
  })

  it('a case may say itself why it, or one of its figures, is not judged', async () => {
    const given = { model: 'M/M/n', n: 8, load: 5, mu: 1, expect: { pwait: 0.167 } }
    const cases = [
      { id: 'whole', source: 'a paper', given: { notJudged: 'no patience is given' } },
      { id: 'part', source: '', given: { ...given, notJudged: { EW: 'its unit is not given' } } },
    ]
    const { judged } = await validate(cases, 1000)
    const refused = judged.filter(({ verdict }) => verdict === 'not judged')
    expect(refused.map(({ id, measure, reason }) => [id, measure, reason])).toEqual([
      ['whole', '', 'no patience is given'],
      ['part', 'EW', 'its unit is not given'],
    ])
    expect(judged).toHaveLength(3)
  })

  it('small runs of offices whose agents help, ask and pass on: nothing differs', async () => {
    const chosen = readCases(JSON.stringify(PUBLISHED_CASES), 'published cases').filter(({ id }) =>
      ['bank', 'teamwork', 'transfers'].includes(id),
    )
    const { judged } = await validate(chosen, 40_000)
    expect(judged.filter(({ verdict }) => verdict === 'differs')).toEqual([])
    expect(judged.filter(({ verdict }) => verdict === 'agrees').length).toBeGreaterThan(8)
  })

  it('a figure with the number of its replications has the error of so many', async () => {
    const office = readCases(JSON.stringify(PUBLISHED_CASES), 'published cases').find(({ id }) => id === 'MMC')
    const { measured } = await measureCase(office!, { calls: 100_000, seed: 1 }, inThread)
    for (const { expected, expectedError, standardError } of measured) {
      expect(expected.replications).toBe(1000)
      // Of 50 days of ours, and less what the controls explain, of which occupancy is most.
      expect(expectedError).toBeGreaterThan(0.2 * standardError)
      expect(expectedError).toBeLessThan(10 * standardError)
    }
  })
})

describe('contacts that are sent elsewhere', () => {
  const published = (id: string) =>
    readCases(JSON.stringify(PUBLISHED_CASES), 'published cases').find((each) => each.id === id)!

  it('are counted by the reason: who is not answered leaves a message', async () => {
    const given = {
      model: 'scenario',
      scenario: {
        strowger: 1,
        name: 'Hardly anybody',
        run: { duration: '4h' },
        types: {
          call: {
            arrivals: { perHour: 500 },
            handlingTime: '1m',
            overflow: [{ name: 'late', after: '2m', divert: 'a.message' }],
          },
        },
        groups: { one: { agents: 1 } },
      },
      expect: { offered: 2000, answered: 240, 'diverted.a.message': 1760, 'diverted.closed': 0, 'diverted.': 1 },
    }
    const seen = await measureCase({ id: 'messages', source: '', given }, { calls: 40_000, seed: 1 }, inThread)
    const [offered, answered, diverted, closed] = seen.measured.map(({ simulated }) => simulated)
    expect(answered! + diverted!).toBeCloseTo(offered!, 6)
    expect(diverted).toBeGreaterThan(1700)
    expect(closed).toBe(0)
    expect([...seen.refused.keys()]).toEqual(['diverted.'])
  })

  it('the telethon: who waits when the doors close is cut off on each of the five days', async () => {
    const { judged } = await validate([published('telethon')], 60_000)
    expect(judged.filter(({ verdict }) => verdict === 'differs')).toEqual([])
    const closed = judged.find(({ measure }) => measure === 'diverted.closed')!
    // 0.056 a day: one day of five, or none, would be below.
    expect(closed.simulated).toBeGreaterThan(0.12)
  })
})

describe.skipIf(!existsSync(file))(
  'sim-cases.json (skipped when ../shared/reference/sim-cases.json is missing)',
  () => {
    it('has the same cases; what is no measure of the system is refused by name', () => {
      const given = readCases(readFileSync(file, 'utf8'), 'sim-cases.json')
      expect(given.map(({ id }) => id)).toEqual(shipped.map(({ id }) => id))
      const refused = given.flatMap((reference) => [...planOf(reference, { calls: 1000, seed: 1 }).refused.keys()])
      expect([...new Set(refused)]).toEqual(['states', 'type0.Ptrunc', 'type1.Ptrunc'])
    })
  },
)

describe('a verdict', () => {
  const measured = (expected: Partial<{ value: number; plusMinus: number; rounding: number }>, simulated: number) => ({
    id: 'one',
    source: '',
    refused: new Map<string, string>(),
    simulated: 1,
    measured: [
      {
        expected: { measure: 'x', value: 1, plusMinus: 0, replications: 0, rounding: 0, ...expected },
        expectedError: (expected.plusMinus ?? 0) / 1.96,
        theory: undefined,
        simulated,
        standardError: 0.01,
        degrees: 60,
        events: Infinity,
      },
    ],
  })
  const verdict = (...cases: Parameters<typeof judge>[0]) => judge(cases).judged[0]!.verdict

  it('shares the family level among the comparisons', () => {
    const off = measured({}, 1.03)
    expect(verdict(off)).toBe('differs')
    expect(verdict(off, ...Array.from({ length: 9 }, () => measured({}, 1)))).toBe('agrees')
  })

  it('takes the error of a published figure into account, and its rounding', () => {
    expect(verdict(measured({}, 1.05))).toBe('differs')
    expect(verdict(measured({ plusMinus: 0.06 }, 1.05))).toBe('agrees')
    expect(verdict(measured({ rounding: 0.05 }, 1.05))).toBe('agrees')
  })

  it('is not given where an interval is too wide or events are too few', () => {
    const [wide, rare] = [measured({ value: 0.05 }, 0.05), measured({}, 1)]
    expect(verdict(wide)).toBe('undecided')
    expect(verdict({ ...rare, measured: [{ ...rare.measured[0]!, events: 3 }] })).toBe('undecided')
  })
})
