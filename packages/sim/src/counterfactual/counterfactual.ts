import type { ConfigReader, RoutingPolicy } from '@strowger/acd'
import { lotsOf } from '../run/draws.ts'
import type { Observation } from '../run/observation.ts'
import type { JournalDay } from './journal-day.ts'
import { reroute } from './rerouted-day.ts'
import { Unrecorded } from './unrecorded.ts'

/** A policy that is to route the days again. */
export interface Contender {
  readonly name: string
  readonly policy: (lots: number) => RoutingPolicy
}

/** Recorded days, and what other policies would have made of them. */
export interface Counterfactual {
  readonly days: readonly JournalDay[]
  /** Of each day, contacts that came to other agents when it was routed again by its own policy: 0 where the method is sound. */
  readonly strayed: readonly number[]
  readonly contenders: readonly RoutedDays[]
  readonly seed: number
  readonly draws: number
}

/** The days under one policy. */
export interface RoutedDays {
  readonly name: string
  /** By day, then by draw of what the journals do not say. */
  readonly observations: readonly (readonly Observation[])[]
  /** Share of the contacts that talked to the agents whom they talked to on the day: the mean over draws. */
  readonly sameAgents: number
}

/** How days are routed again. */
export interface CounterfactualOptions {
  readonly configOf: ConfigReader
  readonly thresholdMs: number
  readonly seed: number
  readonly draws: number
  readonly onProgress?: (done: number, of: number) => void
}

/** Routes every day again by every policy, with the same draws for all. */
export function counterfactual(
  days: readonly JournalDay[],
  contenders: readonly Contender[],
  { configOf, thresholdMs, seed, draws, onProgress }: CounterfactualOptions,
): Counterfactual {
  const total = days.length * (1 + contenders.length * draws)
  let done = 0
  const known = days.map((day) => new Unrecorded(day))
  const route = (at: number, draw: number, policy: Contender['policy'] | undefined) => {
    // Days have draws of their own.
    const own = draw * days.length + at
    const made = policy && (() => policy(lotsOf(seed, own)))
    const rerouted = reroute(days[at]!, known[at]!, { policy: made, configOf, thresholdMs, seed, draw: own })
    onProgress?.((done += 1), total)
    return rerouted
  }
  const strayed = days.map((_, at) => {
    const { same, contacts } = route(at, 0, undefined)
    return contacts - same
  })
  return {
    days,
    strayed,
    seed,
    draws,
    contenders: contenders.map(({ name, policy }) => {
      let same = 0
      let contacts = 0
      const observations = days.map((_, at) =>
        Array.from({ length: draws }, (__, draw) => {
          const rerouted = route(at, draw, policy)
          same += rerouted.same
          contacts += rerouted.contacts
          return rerouted.observation
        }),
      )
      return { name, observations, sameAgents: same / contacts }
    }),
  }
}
