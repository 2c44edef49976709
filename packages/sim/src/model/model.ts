import type { AcdConfig, FlowsConfig, RoutingPolicy, SkillLevels } from '@strowger/acd'
import type { FlowBehaviour } from '../flow/flow-behaviour.ts'
import type { Distribution } from '../random/distribution.ts'
import type { ServiceLevelDefinition } from '../scenario/service-level.ts'
import type { LearningSpec } from '../scenario/scenario.ts'
import type { ReturnCause } from '../scenario/return-cause.ts'
import type { ArrivalsMaker } from './arrivals.ts'
import type { AfterwardsModel } from './afterwards.ts'
import type { BesideModel } from './beside.ts'
import type { BusyDays } from './busy-days.ts'
import type { DiallingModel } from './dialling.ts'
import type { SitesModel } from './sites.ts'
import type { TransferRule } from './transfers.ts'

/** A stage that follows the talk. */
export interface HandlingStage {
  readonly probability: number
  readonly time: Distribution
  /** Probability that the caller buys what is offered in it; undefined: nothing is. */
  readonly converts: number | undefined
}

/** How contacts of a type behave. */
export interface TypeModel {
  readonly id: string
  /** A fresh process. */
  readonly arrivals: ArrivalsMaker
  /** Whose factors of a busy day its rate is multiplied by; −1: nobody's. */
  readonly family: number
  /** Talk time; undefined when every contact brings its own. */
  readonly handling: Distribution | undefined
  /** Stages that follow the talk; undefined: none. */
  readonly stages: readonly HandlingStage[] | undefined
  /** A hold on top of the talk; undefined: nobody is put on hold. */
  readonly hold: { readonly probability: number; readonly length: Distribution } | undefined
  /** How long somebody who calls again waits for the agent of the conversation before; 0: not at all. */
  readonly lastAgentMs: number
  /** Whether there is after-call work for some of those who take it. */
  readonly wrapsUp: boolean
  /** Undefined for callers who wait for ever. */
  readonly patience: Distribution | undefined
  /** Probability of hanging up rather than waiting, by how many stand ahead, ascending; undefined: nobody does. */
  readonly balking: readonly BalkingStep[] | undefined
  /** What waiting callers hear; undefined: nothing that changes what they do. */
  readonly announcements: readonly Announcement[] | undefined
  /** Who calls again, and when; undefined: nobody does. */
  readonly returns: ReturnRules | undefined
  /** How conversations go on elsewhere, the first whose turn it is by one number; undefined: they end. */
  readonly transfers: readonly TransferRule[] | undefined
  /** Whether a conversation may leave the matter unsettled. */
  readonly resolves: boolean
}

/** From so many ahead on, callers hang up with this probability instead of waiting. */
export interface BalkingStep {
  readonly ahead: number
  readonly probability: number
}

/** An announcement to a waiting caller. */
export interface Announcement {
  readonly afterMs: number
  /** Repeated in such intervals; `Infinity`: heard once. */
  readonly everyMs: number
  /** Probability of hanging up on hearing it. */
  readonly leave: number
  /** Factor on the rest of the patience of those who stay. */
  readonly patienceFactor: number
}

/** Who calls again after what; absent: nobody. */
export type ReturnRules = Readonly<Partial<Record<ReturnCause, ReturnRule>>>

/** How callers call again. */
export interface ReturnRule {
  readonly probability: number
  /** From the end of one call to the next. */
  readonly delay: Distribution
  /** How often at most, about one matter; after service: new matters. */
  readonly atMost: number
  /** As a contact of which type. */
  readonly asType: number
}

/** How agents of a group behave. */
export interface GroupModel {
  readonly id: string
  /** Time to answer an offer; undefined where offers are answered at once. */
  readonly ring: Distribution | undefined
  readonly noAnswer: number
  /** Talk time by type number; undefined: the type's own. */
  readonly handling: readonly (Distribution | undefined)[]
  /** After-call work by type number; undefined: none. */
  readonly wrapUp: readonly (Distribution | undefined)[]
  /** Factor on the talk time, by type number. */
  readonly handlingFactor: Float64Array
  /** Probability that a conversation settles the matter, by type number. */
  readonly resolution: Float64Array
  /** Probability that an agent does not come. */
  readonly absence: number
  /** How much later than planned an agent comes; undefined: on time. */
  readonly lateness: Distribution | undefined
  /** How much longer than planned a break lasts; undefined: not at all. */
  readonly breakOverrun: Distribution | undefined
  /** Absences from the phone: time between them on the phone, and their length. */
  readonly offPhone: { readonly gap: Distribution; readonly length: Distribution } | undefined
  /** Factor on the handling time of a single agent; undefined: all are alike. */
  readonly speed: Distribution | undefined
  readonly learning: LearningSpec | undefined
}

/** One agent's presence. */
export interface Presence {
  readonly group: number
  readonly fromMs: number
  readonly toMs: number
  /** Skills and levels of this agent; absent: those of the group. */
  readonly skills?: SkillLevels
  /** Breaks inside it, ascending. */
  readonly breaks?: readonly { readonly atMs: number; readonly lengthMs: number }[]
}

/** A group whose number of agents is given for each interval. */
export interface StaffingModel {
  readonly group: number
  /** Its agents are numbered from here on. */
  readonly firstAgent: number
  readonly agents: number
  readonly intervalMs: number
  /** Number by interval; the last stays. */
  readonly levels: readonly number[]
  /** Whether it is fixed at once which busy agents go; else whoever is free first. */
  readonly chosen: boolean
}

/** Flows before the floor. */
export interface FlowsModel {
  readonly config: FlowsConfig
  readonly epochMs: number
  /** Called number by type; undefined: its contacts come to the queue at once. */
  readonly calls: readonly (string | undefined)[]
  readonly behaviour: FlowBehaviour
}

/** A scenario ready to run: numbers for names, distributions for descriptions; shared by all replications. */
export interface Model {
  readonly types: readonly TypeModel[]
  readonly groups: readonly GroupModel[]
  readonly roster: readonly Presence[]
  readonly staffing: readonly StaffingModel[]
  /** Whether agents have breaks or absences from the phone. */
  readonly pauses: boolean
  /** Whether agents of a group differ in speed, or learn. */
  readonly individuals: boolean
  /** Days that are busier than others; absent: all are alike but for chance. */
  readonly busyDays?: BusyDays
  /** Whether callers do anything later that takes random numbers of their own. */
  readonly keyed: boolean
  /** Whether a contact in hand may be put aside for another. */
  readonly interrupts: boolean
  readonly acd: AcdConfig
  /** Flows before the floor; absent: contacts come to the queue at once. */
  readonly flows?: FlowsModel
  /** Callbacks and campaigns; absent: nobody is ever called. */
  readonly dialling?: DiallingModel
  /** Who rings and talks beside caller and agent; absent: nobody. */
  readonly beside?: BesideModel
  /** Ratings and cases; absent: nothing follows a conversation. */
  readonly afterwards?: AfterwardsModel
  /** Sites; absent: one. */
  readonly sites?: SitesModel
  /** A fresh policy: policies may keep state, and no two replications share it. The seed, of 32 bits, is for drawing lots. */
  readonly policy: (seed: number) => RoutingPolicy
  /** Threshold of the service level, ms, of the scenario and by type. */
  readonly thresholdMs: number
  readonly thresholdsMs: readonly number[]
  /** By type, where one has another definition than the scenario's default; absent: all have that. */
  readonly definitions?: readonly ServiceLevelDefinition[]
  readonly mode: 'day' | 'steady'
  readonly warmUpMs: number
  readonly durationMs: number
}
