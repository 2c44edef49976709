import type { RoutingPolicy } from '@strowger/acd'
import { compileModel } from '../model/compile.ts'
import type { Presence } from '../model/model.ts'
import { RandomStream } from '../random/stream.ts'
import type { Observation } from '../run/observation.ts'
import type { Replications } from '../run/replications.ts'
import { Simulation } from '../run/simulation.ts'
import { MS_PER_DAY } from '../scenario/clock.ts'
import { formatDuration } from '../scenario/duration.ts'
import type { AgentGroupSpec, ContactTypeSpec, Scenario } from '../scenario/scenario.ts'
import { skillsOfAgents } from './agent-skills.ts'
import { agentDays, drawPresence } from './drawn-presence.ts'
import { forecastHandling } from './handling-forecast.ts'
import { matchTypes } from './matched-calls.ts'
import { logMistake } from './mistake.ts'
import type { PresenceModel } from './presence-model.ts'
import { addPresent, HOURS } from './present-agents.ts'
import { type RecordedDay, recordedContacts, type RecordedDays, recordedDays } from './recorded-day.ts'
import type { RecordedCall } from './recorded-call.ts'
import { recordedPresence } from './recorded-presence.ts'
import { oneCallAtATime } from './recorded-services.ts'
import { summedObservation } from '../run/summed-observation.ts'

/**
 * Handling times of a replay: each as the log has it (the default), all drawn from the scenario, or drawn from the scenario
 * and made longer or shorter day by day as {@link forecastHandling} expects from the days before.
 */
export type HandlingSource = 'recorded' | 'scenario' | 'forecast'

/** How often and from which random numbers; defaults are the scenario's. */
export interface ReplayOptions {
  readonly replications?: number
  readonly seed?: number
  /**
   * Takes the agents from the log and not from the scenario's shifts: each is there as {@link recordedPresence} infers
   * it with this longest pause, ms. Needs a scenario with one agent group.
   */
  readonly longestPauseMs?: number
  /**
   * Takes the agents from the log as {@link drawPresence} infers them, anew in each replication. Needs a scenario with one
   * agent group.
   */
  readonly presence?: PresenceModel
  readonly handling?: HandlingSource
  /** Instead of the scenario's. */
  readonly policy?: (lots: number) => RoutingPolicy
  /** Called after each replication of a day with the number done. */
  readonly onProgress?: (done: number, of: number) => void
}

/** A log that was played through a scenario. */
export interface Replay extends Replications {
  /** One observation per replication: all days together. */
  readonly observations: readonly Observation[]
  readonly days: readonly ReplayedDay[]
  readonly outsideWindow: number
  /** Conversations cut short because their agent answered the next call, see {@link oneCallAtATime}. */
  readonly overlapping: number
}

/** One day of it. */
export interface ReplayedDay {
  readonly day: RecordedDay
  /** One per replication. */
  readonly observations: readonly Observation[]
  /** Agents at work in each hour from time zero, the mean of the replications; 24 values. */
  readonly present: Float64Array
}

/** Far above every day number, so that every day of every replication has random numbers of its own. */
const DAYS_APART = 10_000_000

/** Skills read off a log have no levels: whoever has one has it in full. */
const HIGHEST_LEVEL = 10

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
  const recorded = daysOf(matchTypes(calls, scenario, source), scenario, source)
  const { outsideWindow } = recorded
  const cut = recorded.days.map(oneCallAtATime)
  const days = cut.map(({ day }) => day)
  const replications = options.replications ?? scenario.run.replications
  const seed = options.seed ?? scenario.run.seed
  const rosters = options.presence === undefined ? undefined : rostersOf(days, scenario, options.presence, source)
  const factors = options.handling === 'forecast' ? forecastHandling(days, scenario) : undefined
  const replayed = days.map((day, done): ReplayedDay => {
    const contacts = recordedContacts(day, options.handling === undefined || options.handling === 'recorded')
    const onDay = withHandlingFactor(scenarioOn(day, scenario, options, source), factors?.[done] ?? 1)
    const compiled = compileModel(onDay, contacts)
    const model = options.policy === undefined ? compiled : { ...compiled, policy: options.policy }
    const observations: Observation[] = []
    const present = new Float64Array(HOURS)
    for (let replication = 0; replication < replications; replication += 1) {
      const run = replication * DAYS_APART + day.number
      const drawn =
        rosters === undefined ? model : { ...model, roster: rosters(day, RandomStream.named(seed, run, 'presence')) }
      observations.push(new Simulation(drawn, seed, run).run())
      addPresent(drawn.roster, present)
      options.onProgress?.(done * replications + replication + 1, days.length * replications)
    }
    return { day, observations, present: staffedByHour(present, observations) }
  })
  const observations = Array.from({ length: replications }, (_, replication) =>
    summedObservation(replayed.map((each) => each.observations[replication]!)),
  )
  const overlapping = cut.reduce((sum, each) => sum + each.cut, 0)
  return { scenario, seed, observations, days: replayed, outsideWindow, overlapping }
}

/**
 * Agents at work by hour: the rosters' sums, as long as agents really were at work, for they finish their last
 * conversation beyond the end of their shift.
 */
function staffedByHour(rostered: Float64Array, observations: readonly Observation[]): Float64Array {
  const rosteredMs = rostered.reduce((sum, agents) => sum + agents, 0) * 3_600_000
  const staffedMs = observations
    .flatMap(({ agentMs }) => agentMs)
    .reduce((sum, { ready, ringing, talking, wrapUp }) => sum + ready + ringing + talking + wrapUp, 0)
  const longer = rosteredMs === 0 ? 0 : staffedMs / rosteredMs
  return rostered.map((agents) => (agents * longer) / observations.length)
}

/** Draws the agents of a day; what does not depend on chance is worked out once. */
function rostersOf(
  days: readonly RecordedDay[],
  scenario: Scenario,
  presence: PresenceModel,
  source: string,
): (day: RecordedDay, stream: RandomStream) => Presence[] {
  onlyGroup(scenario, source)
  const required = new Map(scenario.types.map(({ id, requires }) => [id, [...requires.keys()][0]]))
  const skillOf = (type: string) => required.get(type)
  const skills = skillsOfAgents(days, skillOf, presence.skills)
  const agents = new Map(
    days.map((day) => [day.number, agentDays(day, skills.get(day.number)!, skillOf, presence.graceMs)]),
  )
  const levels = (agent: string, day: RecordedDay) =>
    Object.fromEntries([...skills.get(day.number)!.get(agent)!].map((skill) => [skill, HIGHEST_LEVEL]))
  return (day, stream) =>
    drawPresence(agents.get(day.number)!, presence, stream).map(({ agent, fromMs, toMs }) => ({
      group: 0,
      fromMs,
      toMs,
      skills: levels(agent, day),
    }))
}

function withHandlingFactor(scenario: Scenario, factor: number): Scenario {
  const scaled = (group: AgentGroupSpec) =>
    new Map([...group.handlingFactor].map(([type, own]) => [type, own * factor]))
  return { ...scenario, groups: scenario.groups.map((group) => ({ ...group, handlingFactor: scaled(group) })) }
}

function scenarioOn(day: RecordedDay, given: Scenario, options: ReplayOptions, source: string): Scenario {
  const scenario = { ...given, types: given.types.map(withoutCallsAgain) }
  const run = { ...scenario.run, weekday: day.weekday, date: day.date }
  if (options.longestPauseMs === undefined) return { ...scenario, run }
  return { ...scenario, run, groups: [withRecordedShifts(onlyGroup(scenario, source), day, options.longestPauseMs)] }
}

/** Who called again is in the log, and comes from there. */
function withoutCallsAgain(type: ContactTypeSpec): ContactTypeSpec {
  const { callsAgain, ...others } = type
  return callsAgain === undefined ? type : others
}

function onlyGroup(scenario: Scenario, source: string): AgentGroupSpec {
  const [group, ...others] = scenario.groups
  if (group !== undefined && others.length === 0) return group
  const problem = `the agents of the log cannot be told apart into ${scenario.groups.length} agent groups`
  throw logMistake('several-groups', source, undefined, problem, 'take a scenario with one agent group, or its shifts')
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
