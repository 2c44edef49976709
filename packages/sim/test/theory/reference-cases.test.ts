import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { erlangB } from '../../src/theory/erlang-b.ts'

interface Case {
  readonly id: string
  readonly model: string
  readonly n: number
  readonly load?: number
  readonly lam?: number
  readonly mu?: number
  readonly theta?: number
  readonly K?: number
  readonly awt?: number
  readonly expect: Readonly<Record<string, number>>
}

const file = new URL('../../../../../shared/reference/sim-cases.json', import.meta.url)
const cases: Case[] = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Case[]) : []
const ofModel = (...models: string[]): [string, Case][] =>
  cases.filter(({ model }) => models.includes(model)).map((one) => [one.id, one])

describe.skipIf(cases.length === 0)(
  'reference cases (skipped when ../shared/reference/sim-cases.json is missing)',
  () => {
    it('are all there: 6 of Erlang B, 7 of C, 7 of A, 2 with lines', () => {
      const counts = ['M/M/n/n', 'M/M/n', 'M/M/n+M', 'M/M/n/K+M'].map((model) => ofModel(model).length)
      expect(counts).toEqual([6, 7, 7, 2])
    })

    it('Erlang B', () => {
      for (const [id, { n, load, expect: expected }] of ofModel('M/M/n/n')) {
        expect(erlangB({ offeredErlangs: load!, agents: n }), id).toBeCloseTo(expected['pblock']!, 8)
      }
    })

    it('Erlang C and A, with and without lines: every figure, to the digits given', () => {
      for (const [id, one] of ofModel('M/M/n', 'M/M/n+M', 'M/M/n/K+M')) {
        const actual = figuresOf(one)
        for (const [key, value] of Object.entries(one.expect)) {
          expect(actual, `${id} has no figure ${key}`).toHaveProperty(key)
          expect(Math.abs(actual[key]! - value), `${id} ${key}`).toBeLessThanOrEqual(0.51 * lastDigit(value))
        }
      }
    })
  },
)

/** Handling takes 1/mu ms, so that one unit of the case's time is 1 ms. */
function figuresOf({ n, load, lam, mu = 1, theta, K, awt = 0.1 }: Case): Record<string, number> {
  const result = erlangA({
    offeredErlangs: load ?? lam! / mu,
    agents: n,
    meanHandlingMs: 1 / mu,
    meanPatienceMs: theta === undefined ? Infinity : 1 / theta,
    thresholdMs: awt,
    ...(K === undefined ? {} : { lines: K }),
  })
  const { servedOverOffered, servedOverServed, servedOrAbandonedOverOffered, excludingShortAbandons } =
    result.serviceLevels
  return {
    pblock: result.pBlock,
    pwait: result.pWait,
    pwait_all: result.pWait,
    pab: result.pAbandon,
    EW: result.meanWaitMs,
    EW_all: result.meanWaitMs,
    EW_entered: result.meanWaitMs,
    ASA_served: result.asaMs,
    Lq: result.meanQueueLength,
    occ: result.occupancy,
    SL_at_0_1: servedOverOffered,
    SL_served_in_awt_over_offered: servedOverOffered,
    SL_over_served: servedOverServed,
    SL_excl_short_abandons: excludingShortAbandons,
    SL_incl_short_abandons: servedOrAbandonedOverOffered,
    P_wait_le_awt_entered_FIFO: servedOrAbandonedOverOffered / (1 - result.pBlock),
  }
}

/** One unit of the last decimal that the file gives: 6 for queue lengths of Erlang C, 7 or 8 else. */
function lastDigit(value: number): number {
  return value > 0 ? 10 ** -Math.max(6, Math.min(7, (String(value).split('.')[1] ?? '').length)) : 1e-7
}
