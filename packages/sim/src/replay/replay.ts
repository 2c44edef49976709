import { compileModel } from '../model/compile.ts'
import type { Observation } from '../run/observation.ts'
import type { Replications } from '../run/replications.ts'
import { Simulation } from '../run/simulation.ts'
import { MS_PER_DAY } from '../scenario/clock.ts'
import { formatDuration } from '../scenario/duration.ts'
import type { AgentGroupSpec, Scenario } from '../scenario/scenario.ts'
import { logMistake } from './mistake.ts'
import { type RecordedDay, recordedContacts, type RecordedDays, recordedDays } from './recorded-day.ts'
import type { RecordedCall } from './recorded-call.ts'
import { recordedPresence } from './recorded-presence.ts'
import { summedObservation } from './summed-observation.ts'

/** How often and from which random numbers; defaults are the scenario's. */
export interface ReplayOptions {
  readonly replications?: number
  readonly seed?: number
  /**
   * Takes the agents from the log and not from the scenario's shifts: each is there as {@link recordedPresence} infers
   * it with this longest pause, ms. Needs a scenario with one agent group.
   */
  readonly longestPauseMs?: number
  /** Called after each replication of a day with the number done. */
  readonly onProgress?: (done: number, of: number) => void
}

/** A log that was played through a scenario. */
export interface Replay extends Replications {
  /** One observation per replication: all days together. */
  readonly observations: readonly Observation[]
  readonly days: readonly ReplayedDay[]
  readonly outsideWindow: number
}

/** One day of it. */
export interface ReplayedDay {
  readonly day: RecordedDay
  /** One per replication. */
  readonly observations: readonly Observation[]
}

/** Far above every day number, so that every day of every replication has random numbers of its own. */
const DAYS_APART = 10_000_000

/** Types that a message names. */
const SHOWN_TYPES = 8

/**
 * Plays recorded calls through a scenario, every day as a run of its own that starts empty on that day's weekday.
 *
 * Times of arrival, types and handling times are the log's; agents, routing, patience and after-call work are the
 * scenario's. The n-th replication of a date has the same callers whatever other days are in the log.
 *
 * @param source - of the log, for messages
 * @throws StrowgerError when log and scenario do not fit.
 */
export function replay(
  calls: readonly RecordedCall[],
  scenario: Scenario,
  source: string,
  options: ReplayOptions = {},
): Replay {
  checkRun(scenario, source)
  checkTypes(calls, scenario, source)
  const { days, outsideWindow } = daysOf(calls, scenario, source)
  const replications = options.replications ?? scenario.run.replications
  const seed = options.seed ?? scenario.run.seed
  const replayed = days.map((day, done): ReplayedDay => {
    const model = compileModel(scenarioOn(day, scenario, options, source), recordedContacts(day))
    const observations: Observation[] = []
    for (let replication = 0; replication < replications; replication += 1) {
      observations.push(new Simulation(model, seed, replication * DAYS_APART + day.number).run())
      options.onProgress?.(done * replications + replication + 1, days.length * replications)
    }
    return { day, observations }
  })
  const observations = Array.from({ length: replications }, (_, replication) =>
    summedObservation(replayed.map((each) => each.observations[replication]!)),
  )
  return { scenario, seed, observations, days: replayed, outsideWindow }
}

function scenarioOn(day: RecordedDay, scenario: Scenario, options: ReplayOptions, source: string): Scenario {
  const run = { ...scenario.run, weekday: day.weekday }
  if (options.longestPauseMs === undefined) return { ...scenario, run }
  const [group, ...others] = scenario.groups
  if (group === undefined || others.length > 0) {
    const problem = `the agents of the log cannot be told apart into ${scenario.groups.length} agent groups`
    throw logMistake(
      'several-groups',
      source,
      undefined,
      problem,
      'take a scenario with one agent group, or its shifts',
    )
  }
  return { ...scenario, run, groups: [withRecordedShifts(group, day, options.longestPauseMs)] }
}

function withRecordedShifts(group: AgentGroupSpec, day: RecordedDay, longestPauseMs: number): AgentGroupSpec {
  const presences = recordedPresence(day, longestPauseMs)
  return { ...group, shifts: presences.map(({ fromMs, toMs }) => ({ fromMs, toMs, agents: 1 })) }
}

function daysOf(calls: readonly RecordedCall[], scenario: Scenario, source: string): RecordedDays {
  const recorded = recordedDays(calls, scenario.run)
  if (recorded.days.length > 0) return recorded
  const problem =
    recorded.outsideWindow === 0
      ? 'the log has no call that reached the queue'
      : `none of the ${recorded.outsideWindow} calls of the log is inside the run's window`
  throw logMistake('no-calls', source, undefined, problem, 'give a log with calls between run.startsAt and its end')
}

function checkRun({ run }: Scenario, source: string): void {
  const problem =
    run.mode !== 'day'
      ? `a log is replayed day by day, and the scenario runs in mode ${run.mode}`
      : `a log is replayed day by day, and the scenario runs for ${formatDuration(run.durationMs)}`
  if (run.mode === 'day' && run.durationMs <= MS_PER_DAY) return
  throw logMistake('not-in-this-mode', source, undefined, problem, 'take a scenario with mode: day and at most 24h')
}

function checkTypes(calls: readonly RecordedCall[], scenario: Scenario, source: string): void {
  const known = new Set(scenario.types.map((type) => type.id))
  const unknown = calls.find((call) => !known.has(call.type))
  if (unknown === undefined) return
  const count = calls.filter((call) => call.type === unknown.type).length
  const problem = `${count} ${count === 1 ? 'call is' : 'calls are'} of a type that the scenario does not have`
  const some = [...known].slice(0, SHOWN_TYPES).join(', ') + (known.size > SHOWN_TYPES ? ', …' : '')
  throw logMistake('unknown-type', source, unknown.type, problem, `add it to the scenario's types: ${some}`)
}
