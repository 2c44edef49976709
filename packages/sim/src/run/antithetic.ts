import type { Observation } from './observation.ts'
import { summedObservation } from './summed-observation.ts'

/**
 * The mean of each antithetic pair (J. Hammersley & K. Morton 1956), one observation per pair: within a pair the two
 * depend on each other, so that an interval may be formed only over pairs. Calls simulated and unfinished are summed.
 *
 * @param observations - of replications 0, 1, 2, …: 2k and 2k + 1 are a pair
 */
export function pairMeans(observations: readonly Observation[]): Observation[] {
  return Array.from({ length: observations.length / 2 }, (_, pair) =>
    summedObservation(observations.slice(2 * pair, 2 * pair + 2), 1 / 2),
  )
}
