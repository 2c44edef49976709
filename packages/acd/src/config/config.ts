import type {
  AdmissionRuleConfig,
  OverflowRuleConfig,
  ReserveConfig,
  SchedulesConfig,
  TrunkGroupConfig,
} from '../admission/rule-config.ts'
import type { WaitAnnouncementConfig } from '../announce/announcement-config.ts'
import type { WaitEstimator } from '../estimate/wait-estimator.ts'
import type { CallbackPromiseConfig, CampaignConfig, WinBackConfig } from '../outbound/campaign-config.ts'
import type { RoutingPolicy } from '../policy/policy.ts'
import type { RoutingTable } from '../schedule/routing-table.ts'
import type { RoutingTableConfig } from '../schedule/schedule-config.ts'
import type { TimeZone } from '../schedule/time-zone.ts'

/** Required skills with their minimum levels, or an agent's skills with the levels held. Levels are integers 1..255. */
export type SkillLevels = Readonly<Record<string, number>>

/**
 * What agents must hold: minimum levels of skills, all of them, or an expression over skills such as
 * `english >= 3 and (billing or vip >= 2) and not trainee`.
 */
export type Requirement = SkillLevels | string

/**
 * At how many agents a contact rings at once: the first who accepts has it, the others' offers end. The policy chooses
 * each of them. Who refuses is not asked again before it has rung out everywhere; who becomes idle meanwhile, and is
 * not needed for a contact that rings at nobody, joins.
 */
export interface RingConfig {
  /** At most so many, 1 to 50; 50 is everybody (ring-all). Default 50. */
  readonly atOnce?: number
  /** Only in the group of the agent who is chosen first (ring group). Default false. */
  readonly sameGroup?: boolean
  /** One agent at first, and one more each so many ms (progressive). Default: all at once. */
  readonly everyMs?: number
}

/**
 * Skills that are preferred, not required: among the idle agents who may take the contact, the policy chooses from those
 * who score most. A preference never makes a contact wait.
 */
export interface PreferenceConfig {
  /** What an agent must hold to score: minimum levels, all of them, or an expression. */
  readonly skills: Requirement
  /** What it scores then, more than 0 and finite; an agent's score is the sum over the preferences. Default 1. */
  readonly weight?: number
}

/** A wider choice of agents that opens when a contact has waited long enough (an overflow with delay). */
export interface StageConfig {
  /** Waiting time at which the stage opens, ms since the contact arrived. */
  readonly afterMs: number
  /** Requirements from then on; those of the stage before when absent. */
  readonly requires?: Requirement
  /** Preferences from then on, `[]` for none; those of the stage before when absent. */
  readonly prefers?: readonly PreferenceConfig[]
  /** Agent groups that may take the contact from then on; those of the stage before when absent. */
  readonly groups?: readonly string[]
  /** How it rings from then on; as in the stage before when absent. */
  readonly ring?: RingConfig
}

/**
 * A medium by which contacts come: voice, chat, e-mail, video, SMS, … An agent may have contacts of several at once, as
 * its {@link CapacityConfig} allows.
 */
export interface ChannelConfig {
  readonly name: string
  /** How much of an agent's `total` one contact takes, more than 0. Default 1. */
  readonly weight?: number
  /**
   * Channels that this one interrupts: their contacts count nothing when one of this channel is offered, and are put
   * aside while it lasts, after-call work included. Default: none.
   */
  readonly interrupts?: readonly string[]
}

/**
 * How much an agent does at once. A contact may be offered when the weights of all in hand and its own are at most
 * `total`, and fewer contacts of its channel than `channels` says are in hand. What interrupts counts as
 * {@link ChannelConfig.interrupts} says. After-call work takes what the contact took.
 */
export interface CapacityConfig {
  /** Default 1: one contact of weight 1 at a time. */
  readonly total?: number | 'unlimited'
  /** Channel → contacts of it at once, 0 for a channel that the agent does not serve. Default: what `total` allows. */
  readonly channels?: Readonly<Record<string, number>>
}

/** A kind of contact: what it needs, how urgent it is, who may take it. */
export interface ContactTypeConfig {
  readonly name: string
  /** Name of the channel by which it comes. Default: the first channel. */
  readonly channel?: string
  /** What its agents must hold. Default: nothing. */
  readonly requires?: Requirement
  /** Who is preferred among those who hold it. Default: nobody. */
  readonly prefers?: readonly PreferenceConfig[]
  /** 0..31, the larger is served first. Default 0. */
  readonly priority?: number
  /** Names of the agent groups that may take the type. Default: every group whose agents have the skills. */
  readonly groups?: readonly string[]
  /** How it rings. Default: at one agent. */
  readonly ring?: RingConfig
  /** Stages in ascending `afterMs`; each stage is a deadline of the engine, never a poll. */
  readonly stages?: readonly StageConfig[]
  /**
   * Ceiling of after-call work, ms: 0 means none, `Infinity` until the agent ends it. Default 0.
   */
  readonly wrapUpMs?: number
  /**
   * True: after-call work also follows where an agent hands a contact on (a transfer of any kind, an intercept) and not only
   * where the contact ends. It begins as the contact leaves the agent, and has an id of its own: see {@link WrapUpEvent}. Default false.
   */
  readonly wrapUpAfterTransfer?: boolean
  /** Contacts stand in the queue as if they had arrived so much earlier, ms (artificial age). Default 0. */
  readonly headStartMs?: number
  /** Whose contacts these are: only groups of the same tenant ever take them. Default: nobody's in particular. */
  readonly tenant?: string
  /** Which type a contact that arrives as this one becomes, by the clock; values are names of types. */
  readonly routing?: RoutingTableConfig | RoutingTable
  /** Asked in order when a contact arrives, or is sent here by a rule; the first that applies and ends it, ends it. */
  readonly admission?: readonly AdmissionRuleConfig[]
  /** Asked in order about contacts that wait, whenever something has changed that they ask for. */
  readonly overflow?: readonly OverflowRuleConfig[]
  /** When those who wait are told where they stand and how long it may take. Default: never. */
  readonly waitAnnouncements?: WaitAnnouncementConfig
  /** What is promised to callers who hang up to be called back, keeping their place. Default: nobody may. */
  readonly callback?: CallbackPromiseConfig
  /** Abandoned calls whose callers are called back unasked. */
  readonly winBack?: WinBackConfig
  /** Groups that may take the type while a gate is open, beside `groups`. */
  readonly reserves?: readonly ReserveConfig[]
}

/** What an agent's refusal or silence leads to. */
export interface RefusalConfig {
  /** `not-ready` takes the agent out of the offer order; `ready` puts the agent at its end. */
  readonly become: 'ready' | 'not-ready'
  /** With `not-ready`: sign the agent out instead after so many refusals of the kind in a row. Default: never. */
  readonly signOutAfter?: number
  /** With `not-ready`: ms after which the agent is made ready again; `Infinity` until the agent says so. */
  readonly forMs: number
}

/** How a group's agents serve one type. */
export interface GroupQueueConfig {
  /**
   * They take a contact only when so many ms have passed since it arrived: a stage of the type, with its event and its
   * number among the stages. Default 0.
   */
  readonly delayMs?: number
  /** 0..255: an agent who looks for a contact takes types with the largest first, whatever the contacts' priority. Default 0. */
  readonly priority?: number
}

/** A named group of agents: the unit of routing preferences and of statistics. */
export interface AgentGroupConfig {
  readonly name: string
  /** Skills of agents added without skills of their own. Default: none. */
  readonly skills?: SkillLevels
  /** How much agents added without a capacity of their own do at once. Default: one contact. */
  readonly capacity?: CapacityConfig
  /** Type → how the group's agents serve it (a routing profile). It says nothing of whether they may. */
  readonly queues?: Readonly<Record<string, GroupQueueConfig>>
  /** Connect at once instead of offering and waiting for {@link AcdEngine.accept} (forced answer). Default false. */
  readonly autoAnswer?: boolean
  /** An offer that is not accepted after so many ms counts as no answer (RONA). Default 20 000. */
  readonly offerTimeoutMs?: number
  /** After no answer. Default: not ready until the agent says so. */
  readonly afterNoAnswer?: RefusalConfig
  /** After a declined offer. Default: ready, at the end of the idle order. */
  readonly afterDecline?: RefusalConfig
  /** Whose agents these are; see {@link ContactTypeConfig.tenant}. */
  readonly tenant?: string
}

/** Everything the engine is told before the first contact. */
export interface AcdConfig {
  /** Names of all skills; what types and agents use must stand here. */
  readonly skills?: readonly string[]
  /** At most 31 channels. Default: one, `voice`. */
  readonly channels?: readonly ChannelConfig[]
  readonly types: readonly ContactTypeConfig[]
  readonly groups: readonly AgentGroupConfig[]
  /** Decides among the possible; default longest-idle agent and first come, first served inside a priority. */
  readonly policy?: RoutingPolicy
  /** At most so many contacts inside (waiting, offered, connected); the next is blocked. Default: no limit. */
  readonly trunks?: number
  /** Limits of some types' contacts, beside `trunks`. */
  readonly trunkGroups?: readonly TrunkGroupConfig[]
  /** When services are open; conditions ask by these names. */
  readonly schedules?: SchedulesConfig
  /** Outbound contacts that fill idle time. */
  readonly campaigns?: readonly CampaignConfig[]
  /** Whose clock `time` and `weekday` in conditions are read from. */
  readonly timeZone?: string | TimeZone
  /**
   * Epoch ms of time 0, for whom `nowMs` is not epoch milliseconds: what conditions and routing tables read from the clock is that of
   * `epochMs + nowMs`. Default 0.
   */
  readonly epochMs?: number
  /**
   * Expects the waits that conditions call `ewt` and `calls.expectedWaitMs` tells. Default: a `QueueLengthEstimator`, where
   * there are rules; without rules it has to be given, so that an engine that is not asked learns nothing.
   */
  readonly estimator?: WaitEstimator
}
