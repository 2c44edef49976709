import { describe, expect, it } from 'vitest'

import { afterCallQuantiles, fitPresence, PRESENCE_CHOICES } from '../../src/fit/fit-presence.ts'
import { recordedFigures } from '../../src/replay/recorded-figures.ts'
import { replay } from '../../src/replay/replay.ts'
import { summarise } from '../../src/report/summary.ts'
import { bankDays, bankLog, bankScenario, hasBankLog, skillOf, TRAINING, type Month } from './bank-log.ts'

/*
 * How the shortest break was chosen, the one constant of the presence model that abandonment was looked at for: on January
 * to March alone, each month predicted with the absences of the two others. Takes a minute: npm run study
 */
const CANDIDATES_S = [30, 45, 60, 90, 120, 180, 300]
const REPLICATIONS = 3

/** Abandonment in replay less that of the log, with absences from other months. */
function missOf(month: Month, others: readonly Month[], breakFromMs: number): number {
  const presence = fitPresence(bankDays(others), skillOf, { ...PRESENCE_CHOICES, breakFromMs })!
  const valuesMs = afterCallQuantiles(presence, 20)
  const scenario = bankScenario()
  const types = scenario.types.map((type) => ({
    ...type,
    afterCallWork: { distribution: 'empirical' as const, valuesMs },
  }))
  const run = replay(bankLog(month).calls, { ...scenario, types }, month, { presence, replications: REPLICATIONS })
  const was = recordedFigures(bankLog(month).calls, [], 0).measures.abandonRate.mean
  return summarise(run, month).measures.abandonRate.mean - was
}

describe.skipIf(!hasBankLog)('the shortest break', () => {
  it('is what predicts each training month best from the two others', () => {
    const scored = CANDIDATES_S.map((seconds) => {
      const misses = TRAINING.map((month) =>
        missOf(
          month,
          TRAINING.filter((other) => other !== month),
          seconds * 1000,
        ),
      )
      const rms = Math.sqrt(misses.reduce((sum, miss) => sum + miss * miss, 0) / misses.length)
      console.log(
        `${seconds} s: ${misses.map((miss) => (100 * miss).toFixed(2)).join(', ')} points; rms ${(100 * rms).toFixed(2)}`,
      )
      return { seconds, rms }
    })
    const [best] = scored.toSorted((a, b) => a.rms - b.rms)
    expect(best!.seconds * 1000).toBe(PRESENCE_CHOICES.breakFromMs)
  }, 600_000)
})
