import { describe, expect, it } from 'vitest'

import { scenarioFiles } from '../../src/cli/files.ts'
import { loadPresence } from '../../src/replay/presence-model.ts'
import { recordedFigures, tallyOf } from '../../src/replay/recorded-figures.ts'
import { type HandlingSource, replay } from '../../src/replay/replay.ts'
import { summarise } from '../../src/report/summary.ts'
import { bankLog, bankScenario, hasBankLog, type Month, MONTHS, needingBankLog, PRESENCE_FILE } from './bank-log.ts'

/** As published in the reference on simulators, §5: offered, abandon %, P(wait > 0) %, mean wait s, ASA s, SL 20 s %. */
const PUBLISHED = {
  january: [30_161, '10.28', '55.3', '37.7', '35.0', '54.4'],
  february: [31_125, '12.73', '57.9', '43.9', '40.8', '52.1'],
  march: [36_451, '23.60', '76.2', '91.0', '92.9', '31.2'],
  april: [29_277, '19.45', '71.9', '78.6', '77.2', '36.2'],
  may: [37_067, '19.27', '70.4', '67.7', '67.0', '38.3'],
} as const

/** Rows, and how many of them are dropped as never queued and as phantoms: nothing else is dropped in these months. */
const ROWS = {
  january: [31_599, 1198, 240],
  february: [33_344, 1941, 278],
  march: [38_801, 1943, 407],
  april: [32_036, 2454, 305],
  may: [39_553, 2068, 418],
} as const

describe.skipIf(!hasBankLog)(needingBankLog('the log of the Anonymous Bank'), () => {
  it.each(MONTHS)('%s has the published figures', (month) => {
    const { rows, calls, dropped } = bankLog(month)
    expect([rows, ...dropped.map((each) => each.rows)]).toEqual(ROWS[month])
    expect(dropped.map((each) => each.reason)).toEqual(['never-queued', 'phantom'])
    const { measures } = recordedFigures(calls, [], 20_000)
    expect([
      measures.offered.mean,
      (100 * measures.abandonRate.mean).toFixed(2),
      ((100 * tallyOf(calls, 0).waited) / calls.length).toFixed(1),
      (measures.meanWaitMs.mean / 1000).toFixed(1),
      (measures.asaMs.mean / 1000).toFixed(1),
      (100 * measures.serviceLevel.mean).toFixed(1),
    ]).toEqual(PUBLISHED[month])
  })

  it.each(MONTHS)(
    '%s replayed with the agents who were there has the recorded abandonment within 1.5 points',
    (month) => {
      expect(Math.abs(missOf(month, 'recorded'))).toBeLessThan(0.015)
    },
  )

  it.each(MONTHS)('%s replayed with handling times forecast from the days before has it within 2 points', (month) => {
    expect(Math.abs(missOf(month, 'forecast'))).toBeLessThan(0.02)
  })
})

function missOf(month: Month, handling: HandlingSource): number {
  const { calls } = bankLog(month)
  const presence = loadPresence(PRESENCE_FILE, scenarioFiles)
  const replayed = replay(calls, bankScenario(), month, { replications: 2, presence, handling })
  return (
    summarise(replayed, 'bank.yaml').measures.abandonRate.mean - recordedFigures(calls, [], 0).measures.abandonRate.mean
  )
}
