import { summedObservation } from '../replay/summed-observation.ts'
import { summedBesideCounts } from './beside-tally.ts'
import { summedCaseTallies } from './case-tally.ts'
import { scaledCallerTally } from './caller-tallies.ts'
import { summedCallsTally } from './dialling-tally.ts'
import { summedFlowTally, summedRatings } from './flow-tally.ts'
import type { Observation } from './observation.ts'

/**
 * The mean of each antithetic pair (J. Hammersley & K. Morton 1956), one observation per pair: within a pair the two
 * depend on each other, so that an interval may be formed only over pairs. Calls simulated and unfinished are summed.
 *
 * @param observations - of replications 0, 1, 2, …: 2k and 2k + 1 are a pair
 */
export function pairMeans(observations: readonly Observation[]): Observation[] {
  return Array.from({ length: observations.length / 2 }, (_, pair) => {
    const sum = summedObservation(observations.slice(2 * pair, 2 * pair + 2))
    return {
      ...sum,
      byType: sum.byType.map(halved),
      byGroup: sum.byGroup.map(halved),
      agentMs: sum.agentMs.map(halved),
      callers: sum.callers.map((tally) => scaledCallerTally(tally, 0.5)),
      ...(sum.calls !== undefined && { calls: sum.calls.map((tally) => summedCallsTally([tally], 0.5)) }),
      ...(sum.ratings !== undefined && { ratings: summedRatings([sum.ratings], 0.5) }),
      ...(sum.cases !== undefined && { cases: summedCaseTallies([sum.cases], 0.5) }),
      ...(sum.moved !== undefined && { moved: halved(sum.moved) }),
      ...(sum.beside !== undefined && { beside: summedBesideCounts([sum.beside], 0.5) }),
      ...(sum.flows !== undefined && { flows: summedFlowTally([sum.flows], 0.5) }),
    }
  })
}

function halved<T extends object>(sums: T): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- every field of a tally is a number
  return Object.fromEntries(Object.entries(sums).map(([field, sum]) => [field, Number(sum) / 2])) as T
}
