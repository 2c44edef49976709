import { addTally, type AgentActivity, emptyTally, type Tally } from '@strowger/acd'
import { summedBesideCounts } from '../run/beside-tally.ts'
import { summedCaseTallies } from '../run/case-tally.ts'
import { addCallerTally, type CallerTally, emptyCallerTally } from '../run/caller-tallies.ts'
import { summedCallsTally } from '../run/dialling-tally.ts'
import { summedFlowTally, summedRatings } from '../run/flow-tally.ts'
import type { Observation } from '../run/observation.ts'

type Times = Record<AgentActivity, number>

/** What runs of one model showed together: counts and times are summed. O(runs × (types + groups)). */
export function summedObservation(observations: readonly Observation[]): Observation {
  const [first] = observations
  const beside = observations.flatMap(({ beside: counts }) => counts ?? [])
  const ratings = observations.flatMap(({ ratings: tallies }) => (tallies === undefined ? [] : [tallies]))
  const cases = observations.flatMap(({ cases: tallies }) => (tallies === undefined ? [] : [tallies]))
  const flows = observations.flatMap(({ flows: tally }) => tally ?? [])
  return {
    byType: (first?.byType ?? []).map((_, type) => summedTally(observations.map((seen) => seen.byType[type]!))),
    byGroup: (first?.byGroup ?? []).map((_, group) => summedTally(observations.map((seen) => seen.byGroup[group]!))),
    agentMs: (first?.agentMs ?? []).map((_, group) => summedTimes(observations.map((seen) => seen.agentMs[group]!))),
    callers: (first?.callers ?? []).map((_, type) => summedCallers(observations.map((seen) => seen.callers[type]!))),
    ...(first?.calls !== undefined && {
      calls: first.calls.map((_, type) =>
        summedCallsTally(
          observations.map(({ calls }) => calls![type]!),
          1,
        ),
      ),
    }),
    ...(ratings.length > 0 && { ratings: summedRatings(ratings, 1) }),
    ...(cases.length > 0 && { cases: summedCaseTallies(cases, 1) }),
    ...(first?.moved !== undefined && { moved: summedCounts(observations.map(({ moved = {} }) => moved)) }),
    ...(beside.length > 0 && { beside: summedBesideCounts(beside, 1) }),
    ...(first?.definitions !== undefined && { definitions: first.definitions }),
    ...(flows.length > 0 && { flows: summedFlowTally(flows, 1) }),
    unfinished: observations.reduce((sum, seen) => sum + seen.unfinished, 0),
    simulated: observations.reduce((sum, seen) => sum + seen.simulated, 0),
  }
}

function summedCounts(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const sum: Record<string, number> = {}
  for (const counts of all) for (const [key, count] of Object.entries(counts)) sum[key] = (sum[key] ?? 0) + count
  return sum
}

function summedTally(tallies: readonly Tally[]): Tally {
  const sum = emptyTally()
  for (const tally of tallies) addTally(sum, tally)
  return sum
}

function summedCallers(tallies: readonly CallerTally[]): CallerTally {
  const sum = emptyCallerTally()
  for (const tally of tallies) addCallerTally(sum, tally)
  return sum
}

function summedTimes(all: readonly Readonly<Times>[]): Times {
  const sum: Times = { signedOut: 0, notReady: 0, ready: 0, ringing: 0, talking: 0, wrapUp: 0, unreachable: 0 }
  for (const times of all) {
    sum.signedOut += times.signedOut
    sum.notReady += times.notReady
    sum.ready += times.ready
    sum.ringing += times.ringing
    sum.talking += times.talking
    sum.wrapUp += times.wrapUp
    sum.unreachable += times.unreachable
  }
  return sum
}
