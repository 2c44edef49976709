import type { Control } from './plan.ts'
import { UNIT_MS } from './scenario-text.ts'

/** Calls of a type that came, less those that a Poisson process brings on average. */
export function arrivalControl(type: number, mean: number): Control {
  return ({ byType }) => byType[type]!.offered - mean
}

/**
 * How much longer the conversations of some groups were than so many of them are on average: 0 in the mean, because how
 * long one takes does not depend on whether it takes place.
 *
 * @param means - mean service time of each of the groups, in time units of the case
 */
export function talkControl(groups: readonly number[], means: readonly number[]): Control {
  return ({ byGroup }) =>
    groups.reduce((sum, group, at) => {
      const { talkMs, handled } = byGroup[group]!
      return sum + talkMs / UNIT_MS - handled * means[at]!
    }, 0)
}
