import type { AgentGroupConfig, ContactTypeConfig, OverflowRuleConfig } from '@strowger/acd'
import type { Distribution } from '../random/distribution.ts'
import { afterCallWorkOf, hasAfterCallWork } from '../scenario/after-call-work.ts'
import type { RuleSpec } from '../scenario/rule-spec.ts'
import type { AgentGroupSpec, ContactTypeSpec, Scenario } from '../scenario/scenario.ts'
import { serviceLevelOf } from '../scenario/service-level.ts'
import { timeZeroMs } from '../scenario/time-zero.ts'
import { arrivalsOf, type RecordedContacts, recordedArrivals } from './arrivals.ts'
import { afterwardsModel } from './afterwards.ts'
import { besideConfig, besideModel } from './beside.ts'
import { BusyDays } from './busy-days.ts'
import { callsConfig, campaignConfig, diallingModel } from './dialling.ts'
import type { GroupModel, Model, ReturnRule, ReturnRules, TypeModel } from './model.ts'
import { agentsModel, rosterOf } from './roster.ts'
import { requirementOf } from './requirement.ts'
import { policyOf, reachOf } from './routing.ts'
import { sampler } from './sampler.ts'
import { sitesModel } from './sites.ts'
import { stagedReach } from './stages.ts'
import { transferRules } from './transfers.ts'

/**
 * Makes a scenario ready to run.
 *
 * @param recorded - contacts by type id, for a replay: they replace the arrivals of every type
 */
export function compileModel(scenario: Scenario, recorded?: ReadonlyMap<string, RecordedContacts>): Model {
  const { run, flows, hours, campaigns } = scenario
  const dialling = diallingModel(scenario)
  const levels = scenario.types.map((type) => serviceLevelOf(type, scenario))
  const definitions = levels.map(({ definition = 'offered' }) => definition)
  const beside = besideModel(scenario)
  const sites = sitesModel(scenario)
  const afterwards = afterwardsModel(scenario)
  return {
    types: scenario.types.map((type, at) => typeModel(type, at, scenario, recorded)),
    groups: scenario.groups.map((group) => groupModel(group, scenario.types)),
    ...(scenario.busyDays !== undefined && { busyDays: new BusyDays(scenario.busyDays, run.durationMs) }),
    keyed:
      (flows ?? dialling ?? beside ?? afterwards) !== undefined ||
      scenario.types.some((type) => takesKey(type, scenario)),
    ...rosterOf(scenario),
    individuals: scenario.groups.some(({ speedCv, learning }) => (speedCv ?? learning) !== undefined),
    acd: {
      skills: [...scenario.skills.keys()],
      ...(scenario.channels !== undefined && {
        channels: scenario.channels.map(({ id, weight, interrupts }) => ({ name: id, weight, interrupts })),
      }),
      types: scenario.types.map((type) => contactTypeConfig(type, scenario)),
      groups: scenario.groups.map((group) => agentGroupConfig(group, scenario)),
      trunks: scenario.trunks ?? Infinity,
      ...(scenario.trunkGroups !== undefined && { trunkGroups: scenario.trunkGroups }),
      ...(campaigns !== undefined && { campaigns: campaigns.map(campaignConfig) }),
      ...(hours !== undefined && { ...hours, epochMs: timeZeroMs(run, hours.timeZone) }),
    },
    ...(dialling !== undefined && { dialling }),
    ...(beside !== undefined && { beside }),
    ...(sites !== undefined && { sites }),
    ...(afterwards !== undefined && { afterwards }),
    ...(flows !== undefined && {
      flows: {
        ...flows,
        epochMs: timeZeroMs(run, flows.timeZone),
        calls: scenario.types.map(({ id }) => flows.calls.get(id)),
      },
    }),
    interrupts: scenario.channels?.some(({ interrupts }) => interrupts.length > 0) ?? false,
    policy: policyOf(scenario),
    thresholdMs: scenario.serviceLevel.thresholdMs,
    thresholdsMs: levels.map(({ thresholdMs }) => thresholdMs),
    ...(definitions.some((each) => each !== 'offered') && { definitions }),
    mode: run.mode,
    warmUpMs: run.warmUpMs,
    durationMs: run.durationMs,
  }
}

function typeModel(
  type: ContactTypeSpec,
  number: number,
  scenario: Scenario,
  recorded: ReadonlyMap<string, RecordedContacts> | undefined,
): TypeModel {
  const { handlingTime, patience, balking, announcements, callsAgain } = type
  return {
    id: type.id,
    arrivals:
      recorded === undefined
        ? arrivalsOf(type.arrivals, scenario.run.durationMs)
        : recordedArrivals(recorded.get(type.id)),
    handling: handlingTime.distribution === 'recorded' ? undefined : sampler(handlingTime),
    stages: type.stages?.map(({ probability, time, converts }) => ({ probability, time: sampler(time), converts })),
    hold: type.hold === undefined ? undefined : { ...type.hold, length: sampler(type.hold.length) },
    lastAgentMs: type.lastAgentMs ?? 0,
    wrapsUp: hasAfterCallWork(type, scenario.groups),
    patience: patience.distribution === 'never' ? undefined : sampler(patience),
    family: scenario.busyDays?.families.indexOf(type.base) ?? -1,
    balking,
    announcements,
    returns: callsAgain === undefined ? undefined : returnRules(callsAgain, number, scenario),
    transfers: transferRules(type, scenario),
    resolves: resolves(type, scenario),
  }
}

function returnRules(
  callsAgain: NonNullable<ContactTypeSpec['callsAgain']>,
  own: number,
  { types }: Scenario,
): ReturnRules {
  const numberOf = (id: string) => types.findIndex((type) => type.id === id)
  return Object.fromEntries(
    Object.entries(callsAgain).map(([cause, { probability, after, atMost, as }]): [string, ReturnRule] => [
      cause,
      { probability, delay: sampler(after), atMost, asType: as === undefined ? own : numberOf(as) },
    ]),
  )
}

/** Whether a conversation may leave the matter of such a contact unsettled. */
function resolves(type: ContactTypeSpec, { groups }: Scenario): boolean {
  return groups.some((group) => resolutionOf(type, group) < 1)
}

function resolutionOf(type: ContactTypeSpec, group: AgentGroupSpec): number {
  return group.resolution?.get(type.id) ?? type.resolution ?? 1
}

function takesKey(type: ContactTypeSpec, scenario: Scenario): boolean {
  const { balking, announcements, callsAgain, transfers } = type
  const later =
    balking ??
    announcements ??
    callsAgain ??
    transfers ??
    type.stages ??
    type.hold ??
    type.lastAgentMs ??
    type.routing ??
    type.admission ??
    type.overflow
  return later !== undefined || resolves(type, scenario)
}

function groupModel(group: AgentGroupSpec, types: readonly ContactTypeSpec[]): GroupModel {
  return {
    id: group.id,
    ring: answersAtOnce(group) ? undefined : sampler(group.ringTime),
    noAnswer: group.noAnswer,
    handling: types.map(({ id }) => {
      const law = group.handlingTime?.get(id)
      return law === undefined ? undefined : sampler(law)
    }),
    wrapUp: types.map((type) => {
      const law = afterCallWorkOf(type, group)
      return law === undefined ? undefined : sampler(law)
    }),
    handlingFactor: Float64Array.from(types, (type) => group.handlingFactor.get(type.id) ?? 1),
    resolution: Float64Array.from(types, (type) => resolutionOf(type, group)),
    ...agentsModel(group),
  }
}

function answersAtOnce(group: AgentGroupSpec): boolean {
  const ring: Distribution = sampler(group.ringTime)
  return ring.mean === 0 && group.noAnswer === 0
}

function contactTypeConfig(type: ContactTypeSpec, scenario: Scenario): ContactTypeConfig {
  return {
    name: type.id,
    requires: requirementOf(type),
    priority: type.priority,
    ...stagedReach(type, reachOf(scenario, type.id)),
    ...(type.channel !== undefined && { channel: type.channel }),
    ...(type.tenant !== undefined && { tenant: type.tenant }),
    ...(type.headStartMs !== undefined && { headStartMs: type.headStartMs }),
    ...(type.waitAnnouncements !== undefined && { waitAnnouncements: type.waitAnnouncements }),
    ...(type.routing !== undefined && {
      routing: { timeZone: scenario.hours?.timeZone ?? 'UTC', default: type.id, ...type.routing },
    }),
    ...(type.admission !== undefined && { admission: type.admission.map(ruleConfig) }),
    ...(type.overflow !== undefined && { overflow: type.overflow.map(ruleConfig) }),
    ...(type.reserves !== undefined && { reserves: type.reserves }),
    ...callsConfig(type),
    ...besideConfig(type),
    // How long after-call work takes is the agent's: the simulator ends it.
    wrapUpMs: hasAfterCallWork(type, scenario.groups) ? Infinity : 0,
    ...(type.afterCallWorkOnTransfer === true && { wrapUpAfterTransfer: true }),
  }
}

function ruleConfig({ name, when, empty, afterMs, do: action }: RuleSpec): OverflowRuleConfig {
  return {
    name,
    ...(when !== undefined && { when }),
    ...(empty !== undefined && { empty }),
    ...(afterMs > 0 && { afterMs }),
    do: action,
  }
}

function agentGroupConfig(group: AgentGroupSpec, scenario: Scenario): AgentGroupConfig {
  const offers = group.offers ?? scenario.offers
  return {
    name: group.id,
    skills: Object.fromEntries(group.skills),
    ...(group.tenant !== undefined && { tenant: group.tenant }),
    ...(group.queues !== undefined && { queues: Object.fromEntries(group.queues) }),
    ...(group.capacity !== undefined && {
      capacity: { total: group.capacity.total, channels: Object.fromEntries(group.capacity.channels) },
    }),
    autoAnswer: answersAtOnce(group),
    offerTimeoutMs: offers.timeoutMs,
    afterNoAnswer: { become: offers.afterNoAnswer, forMs: offers.notReadyForMs },
  }
}
