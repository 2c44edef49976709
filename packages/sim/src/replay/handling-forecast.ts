import { sampler } from '../model/sampler.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { RecordedDay } from './recorded-day.ts'

/**
 * What a day counts for on the next: of .5 to 1, the best forecast of each day of January to March of the bank's log from
 * the days before it (docs/real-log.md). Two days on, half of it is forgotten.
 */
const KEPT = 0.7

/**
 * How long conversations are expected to be on each day, as a factor on the scenario's handling times, from the days before
 * it in the log alone: talk time that was ÷ talk time that the scenario expected of those calls, older days counting less.
 * The day before the first is taken to have been as the scenario says. One factor a day, in order; O(calls).
 */
export function forecastHandling(days: readonly RecordedDay[], { types }: Scenario): number[] {
  const expectedMs = new Map(
    types.map(({ id, handlingTime }) => [
      id,
      handlingTime.distribution === 'recorded' ? NaN : sampler(handlingTime).mean,
    ]),
  )
  const seen = days.map(({ calls }) => {
    let [was, expected] = [0, 0]
    for (const { type, handlingMs } of calls) {
      const mean = expectedMs.get(type)!
      // Neither conversations of unknown length, nor types whose times are the log's own.
      if (!(handlingMs >= 0 && mean > 0)) continue
      was += handlingMs
      expected += mean
    }
    return { was, expected }
  })
  let was = seen[0]?.expected ?? 0
  let expected = was
  return seen.map((day) => {
    const factor = expected > 0 ? was / expected : 1
    was = KEPT * was + day.was
    expected = KEPT * expected + day.expected
    return factor
  })
}
