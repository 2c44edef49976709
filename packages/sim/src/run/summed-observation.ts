import type { Observation } from './observation.ts'
import { summed } from './summed.ts'

/**
 * What runs of one model showed together: counts and times are summed, each times a factor; work done is work done. What was counted by
 * interval is left out. O(runs × (types + groups)).
 */
export function summedObservation(observations: readonly Observation[], factor: number = 1): Observation {
  const definitions = observations[0]?.definitions
  return {
    ...summed(observations.map(countsOf), factor),
    ...(definitions !== undefined && { definitions }),
    unfinished: observations.reduce((sum, seen) => sum + seen.unfinished, 0),
    simulated: observations.reduce((sum, seen) => sum + seen.simulated, 0),
  }
}

function countsOf(observation: Observation): Omit<Observation, 'definitions' | 'detail' | 'simulated' | 'unfinished'> {
  const { detail: _, definitions: __, unfinished: ___, simulated: ____, ...counts } = observation
  return counts
}
