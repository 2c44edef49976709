import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { expectedOf } from '../../src/validity/expected.ts'
import { planOf } from '../../src/validity/kinds/kinds.ts'
import { readCases } from '../../src/validity/reference-case.ts'
import { EXACT_CASES } from '../../src/validity/tables/exact-cases.ts'

const file = new URL('../../../../../shared/reference/sim-cases.json', import.meta.url)
const shipped = readCases(JSON.stringify(EXACT_CASES), 'exact cases')

/**
 * Figures of the file from a coarser quadrature: service levels of general patience up to 5e-6 away, where ours are those of
 * Erlang A to eight digits for an exponential patience; the waits of a patience without spread 1.4e-6, whose closed form
 * is in the test of general patience.
 */
const COARSE = /^mmng.*SL_served_in|^mmng-105-det.*(EW|ASA|Lq|pwait)/

describe('theory of every exact case, every figure to the digits given', () => {
  it.each(shipped.map((reference) => [reference.id, reference] as const))('%s', (id, reference) => {
    const { theory } = planOf(reference, { calls: 1000, seed: 1 })
    const { figures } = expectedOf(reference.given)
    expect(figures.length).toBeGreaterThan(0)
    for (const { measure, value } of figures) {
      const exact = theory(measure)
      expect(exact, `${measure} has no theory`).toBeDefined()
      const coarse = COARSE.test(`${id} ${measure}`) ? 5e-6 * Math.max(1, value) : 0
      const most = 0.52 * lastDigit(value) + coarse
      expect(Math.abs(exact! - value), `${measure}: ${exact} for ${value}`).toBeLessThanOrEqual(most)
    }
  })
})

describe.skipIf(!existsSync(file))(
  'sim-cases.json (skipped when ../shared/reference/sim-cases.json is missing)',
  () => {
    it('says what is shipped', () => {
      const given = readCases(readFileSync(file, 'utf8'), 'sim-cases.json')
      for (const [at, reference] of given.entries()) {
        const { figures } = expectedOf(reference.given)
        const measures = new Map(figures.map(({ measure, value }) => [measure, value]))
        for (const { measure, value } of expectedOf(shipped[at]!.given).figures) {
          expect(measures.get(measure), `${reference.id} ${measure}`).toBe(value)
        }
      }
    })
  },
)

/** One unit of the last decimal of the file, which drops zeros at the end: 6 for queue lengths of Erlang C, 7 or 8 else. */
function lastDigit(value: number): number {
  const decimals = (String(value).split('.')[1] ?? '').length
  return value > 0 && value >= 1e-6 ? 10 ** -Math.max(6, Math.min(7, decimals)) : 1e-7
}
