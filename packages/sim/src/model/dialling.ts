import type { CallbackPromiseConfig, CampaignConfig, RedialConfig, WinBackConfig } from '@strowger/acd'
import type { Distribution } from '../random/distribution.ts'
import type {
  CallbackSpec,
  CalledSpec,
  CampaignSpec,
  FollowUpSpec,
  RedialSpec,
  WinBackSpec,
} from '../scenario/dialling-spec.ts'
import type { AgentGroupSpec, ContactTypeSpec, Scenario } from '../scenario/scenario.ts'
import { sampler } from './sampler.ts'

/** What those who are called do; a law that is undefined is no time at all. */
export interface CalledModel {
  readonly reached: number
  readonly machine: number
  readonly busy: number
  readonly after: Distribution | undefined
  readonly machineAfter: Distribution | undefined
  readonly busyAfter: Distribution | undefined
}

/** A campaign: who is on its list when, and what they do. */
export interface CampaignModel {
  /** Number of the type of its contacts. */
  readonly type: number
  readonly lists: CampaignSpec['lists']
  readonly called: CalledModel
  readonly wrongParty: { readonly probability: number; readonly talk: Distribution } | undefined
}

/** Who of a type is called. */
export interface CallsModel {
  /** Number of the campaign that dials the type; −1: none, its contacts call. */
  readonly campaign: number
  /** Undefined: nobody is called back. */
  readonly callback: { readonly accepts: number; readonly called: CalledModel } | undefined
  readonly followUps: readonly FollowUpModel[]
  /** Number of the campaign that calls those who gave up; −1: none. */
  readonly winBack: number
}

/** Who is called after a conversation. */
export interface FollowUpModel {
  readonly campaign: number
  readonly after: Distribution
  /** Probability by number of the group that had the conversation. */
  readonly probability: Float64Array
}

/** Everything that is dialled. */
export interface DiallingModel {
  readonly campaigns: readonly CampaignModel[]
  /** By type. */
  readonly types: readonly CallsModel[]
}

/** Undefined where nobody is ever called. */
export function diallingModel({ types, groups, campaigns = [] }: Scenario): DiallingModel | undefined {
  if (campaigns.length === 0 && types.every(({ callback }) => callback === undefined)) return undefined
  const numberOf = (id: string) => campaigns.findIndex((campaign) => campaign.id === id)
  return {
    campaigns: campaigns.map(({ type, lists, called, wrongParty }) => ({
      type: types.findIndex(({ id }) => id === type),
      lists,
      called: calledModel(called),
      wrongParty: wrongParty && { probability: wrongParty.probability, talk: sampler(wrongParty.talk) },
    })),
    types: types.map(({ id, callback, followUps = [], winBack }) => ({
      campaign: campaigns.findIndex(({ type }) => type === id),
      callback: callback && { accepts: callback.accepts, called: calledModel(callback.called) },
      followUps: followUps.map((each) => followUpModel(each, numberOf(each.campaign), groups)),
      winBack: winBack === undefined ? -1 : numberOf(winBack.campaign),
    })),
  }
}

/** What the engine is told about calls of a type. */
export function callsConfig({ callback, winBack }: ContactTypeSpec): {
  readonly callback?: CallbackPromiseConfig
  readonly winBack?: WinBackConfig
} {
  return {
    ...(callback !== undefined && { callback: callbackConfig(callback) }),
    ...(winBack !== undefined && { winBack: winBackConfig(winBack) }),
  }
}

/** What the engine is told about a campaign. */
export function campaignConfig(campaign: CampaignSpec): CampaignConfig {
  const { id, mode, type, reserve, holds, abandonCap, maxHoldMs } = campaign
  return {
    name: id,
    mode,
    type,
    ...(reserve !== undefined && { reserve }),
    ...(holds !== undefined && { holds }),
    ...(abandonCap !== undefined && { abandonCap }),
    ...(maxHoldMs !== undefined && { maxHoldMs }),
    ...redialConfig(campaign),
  }
}

function callbackConfig(callback: CallbackSpec): CallbackPromiseConfig {
  const { promiseMs, priorityWhenDue } = callback
  return { promiseMs, ...(priorityWhenDue !== undefined && { priorityWhenDue }), ...redialConfig(callback) }
}

function winBackConfig({ campaign, afterMs, minWaitMs }: WinBackSpec): WinBackConfig {
  return { campaign, afterMs, minWaitMs }
}

function redialConfig(spec: RedialSpec): RedialConfig & { readonly expireMs?: number } {
  const { attempts, retryMs, retryMsAfter, giveUpAfter, ringMs, expireMs } = spec
  return {
    ...(attempts !== undefined && { attempts }),
    ...(retryMs !== undefined && { retryMs }),
    ...(retryMsAfter !== undefined && { retryMsAfter }),
    ...(giveUpAfter !== undefined && { giveUpAfter }),
    ...(ringMs !== undefined && { ringMs }),
    ...(expireMs !== undefined && { expireMs }),
  }
}

function calledModel({ reached, machine, busy, after, machineAfter, busyAfter }: CalledSpec): CalledModel {
  const law = (spec: typeof after) => (spec === undefined ? undefined : sampler(spec))
  return { reached, machine, busy, after: law(after), machineAfter: law(machineAfter), busyAfter: law(busyAfter) }
}

function followUpModel(
  { after, probability, from }: FollowUpSpec,
  campaign: number,
  groups: readonly AgentGroupSpec[],
): FollowUpModel {
  return {
    campaign,
    after: sampler(after),
    probability: Float64Array.from(groups, ({ id }) => (from === undefined || from.includes(id) ? probability : 0)),
  }
}
