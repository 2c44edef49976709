import { sampler } from '../model/sampler.ts'
import type { ContactTypeSpec, Scenario } from '../scenario/scenario.ts'
import { erlangA } from '../theory/erlang-a.ts'
import { erlangC } from '../theory/erlang-c.ts'
import { HOURS } from './present-agents.ts'
import type { RecordedDay } from './recorded-day.ts'
import type { ReplayedDay } from './replay.ts'

/** What a formula says of a month; shares of all who were offered. */
export interface TheoryFigures {
  readonly abandonRate: number
  /** NaN where some hour has none: the queue would grow without end. */
  readonly meanWaitMs: number
  readonly serviceLevel: number
  /** Share of callers in hours whose load is not below the agents. */
  readonly overloaded: number
}

/** Both formulas on the same hours. */
export interface Theory {
  readonly erlangC: TheoryFigures
  readonly erlangA: TheoryFigures
}

const HOUR_MS = 3_600_000

/**
 * Erlang C and Erlang A hour by hour (the stationary approximation), as a planner works with them: one queue, that hour's
 * calls, the scenario's mean handling time with after-call work and mean patience, and the agents of the replay.
 *
 * Between two whole numbers of agents, Erlang A is interpolated; where nobody is at work, all give up.
 */
export function theoryByHour(days: readonly ReplayedDay[], scenario: Scenario): Theory {
  const hours = days.flatMap(({ day, present }) => hoursOf(day, present, scenario))
  const offered = hours.reduce((sum, { calls }) => sum + calls, 0)
  const mean = (of: (hour: Hour) => number) => hours.reduce((sum, hour) => sum + hour.calls * of(hour), 0) / offered
  const { thresholdMs } = scenario.serviceLevel
  const byC = new Map(hours.map((hour) => [hour, hour.agents > 0 ? erlangC({ ...hour, thresholdMs }) : undefined]))
  const byA = new Map(hours.map((hour) => [hour, between(hour, thresholdMs)]))
  return {
    erlangC: {
      abandonRate: 0,
      meanWaitMs: finite(mean((hour) => byC.get(hour)?.meanWaitMs ?? Infinity)),
      serviceLevel: mean((hour) => byC.get(hour)?.serviceLevel ?? 0),
      overloaded: mean((hour) => (byC.get(hour)?.stable === true ? 0 : 1)),
    },
    erlangA: {
      abandonRate: mean((hour) => byA.get(hour)!.abandonRate),
      meanWaitMs: mean((hour) => byA.get(hour)!.meanWaitMs),
      serviceLevel: mean((hour) => byA.get(hour)!.serviceLevel),
      overloaded: mean(({ offeredErlangs, agents }) => (offeredErlangs >= agents ? 1 : 0)),
    },
  }
}

interface Hour {
  readonly calls: number
  readonly offeredErlangs: number
  readonly agents: number
  readonly meanHandlingMs: number
  readonly meanPatienceMs: number
}

function hoursOf({ calls }: RecordedDay, present: Float64Array, { types }: Scenario): Hour[] {
  const byId = new Map(types.map((type) => [type.id, meansOf(type)]))
  return Array.from({ length: HOURS }, (_, hour) => {
    const own = calls.filter(({ timeMs }) => Math.floor(timeMs / HOUR_MS) === hour).map(({ type }) => byId.get(type)!)
    const meanHandlingMs = own.reduce((sum, { occupiedMs }) => sum + occupiedMs, 0) / own.length
    return {
      calls: own.length,
      offeredErlangs: (own.length * meanHandlingMs) / HOUR_MS,
      agents: present[hour]!,
      meanHandlingMs,
      // The mean of the rates at which callers give up, and not of the times: that is how they leave a queue.
      meanPatienceMs: own.length / own.reduce((sum, { impatience }) => sum + impatience, 0),
    }
  }).filter(({ calls: count }) => count > 0)
}

function meansOf({ handlingTime, afterCallWork, patience }: ContactTypeSpec): {
  occupiedMs: number
  impatience: number
} {
  const talkMs = handlingTime.distribution === 'recorded' ? NaN : sampler(handlingTime).mean
  const afterMs = afterCallWork === undefined ? 0 : sampler(afterCallWork).mean
  return {
    occupiedMs: talkMs + afterMs,
    impatience: patience.distribution === 'never' ? 0 : 1 / sampler(patience).mean,
  }
}

interface Figures {
  readonly abandonRate: number
  readonly meanWaitMs: number
  readonly serviceLevel: number
}

function between(hour: Hour, thresholdMs: number): Figures {
  const fewer = Math.floor(hour.agents)
  const share = hour.agents - fewer
  const [low, high] = [exactly(fewer, hour, thresholdMs), exactly(fewer + 1, hour, thresholdMs)]
  const mixed = (key: keyof Figures) => (1 - share) * low[key] + share * high[key]
  return { abandonRate: mixed('abandonRate'), meanWaitMs: mixed('meanWaitMs'), serviceLevel: mixed('serviceLevel') }
}

function exactly(agents: number, hour: Hour, thresholdMs: number): Figures {
  if (agents === 0) return { abandonRate: 1, meanWaitMs: hour.meanPatienceMs, serviceLevel: 0 }
  const { pAbandon, meanWaitMs, serviceLevels } = erlangA({ ...hour, agents, thresholdMs })
  return { abandonRate: pAbandon, meanWaitMs, serviceLevel: serviceLevels.servedOverOffered }
}

function finite(value: number): number {
  return Number.isFinite(value) ? value : NaN
}
