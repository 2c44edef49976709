import type { AnnouncementSpec, BalkingSpec, ReturnSpec, WaitAnnouncementSpec } from './caller-spec.ts'
import type { ArrivalSpec, BusyDaySpec } from './arrival-spec.ts'
import type { CapacitySpec, ChannelSpec, HandlingStageSpec, HoldSpec } from './handling-spec.ts'
import type { ConsultSpec, PreferenceSpec, RingSpec, SupervisionSpec } from './beside-spec.ts'
import type { CaseOpeningSpec, CasesSpec, RatingSpec } from './case-spec.ts'
import type { CallbackSpec, CampaignSpec, FollowUpSpec, WinBackSpec } from './dialling-spec.ts'
import type { FlowsSpec } from './flows-spec.ts'
import type { Weekday } from './clock.ts'
import type { DistributionSpec, HandlingTimeSpec, PatienceSpec } from './distribution-spec.ts'
import type { GroupQueueSpec, OfferSpec, OverflowSpec, RoutingSpec } from './routing-spec.ts'
import type { HoursSpec, TypeHoursSpec } from './hours-spec.ts'
import type { RelaxationSpec } from './relaxation-spec.ts'
import type { ReturnCause } from './return-cause.ts'
import type { ServiceLevelDefinition } from './service-level.ts'
import type { SitesSpec } from './site-spec.ts'
import type { ReserveSpec, RuleSpec, TrunkGroupSpec } from './rule-spec.ts'

/**
 * A call centre and an experiment on it, validated and resolved: every default filled in, every name known, every
 * split expanded, all times in milliseconds and all rates per hour. Plain data, never changed after loading.
 *
 * Maps keep the order of the file, and of the base for what it brings.
 */
export interface Scenario {
  readonly name: string
  readonly nameZh?: string
  readonly description?: string
  readonly run: RunSpec
  readonly serviceLevel: ServiceLevelSpec
  /** Declared skills and what people call them. */
  readonly skills: ReadonlyMap<string, Label>
  /** Media by which contacts come; absent: one, voice. */
  readonly channels?: readonly ChannelSpec[]
  /** Days that are busier than others beyond chance; absent: all are alike. */
  readonly busyDays?: BusyDaySpec
  /** At least one; splits are expanded. */
  readonly types: readonly ContactTypeSpec[]
  /** At least one, and at least one with agents. */
  readonly groups: readonly AgentGroupSpec[]
  readonly offers: OfferSpec
  /** Most contacts inside at once (waiting, offered and connected); absent: no limit. */
  readonly trunks?: number
  readonly trunkGroups?: readonly TrunkGroupSpec[]
  readonly routing: RoutingSpec
  /** Waiting times after which a group may help a type; a pair not listed may be matched at once. */
  readonly overflowAfter: readonly OverflowSpec[]
  /** Outbound contacts; absent: nobody is called but who asked for it. */
  readonly campaigns?: readonly CampaignSpec[]
  /** Places where agents sit and calls come in; absent: one. */
  readonly sites?: SitesSpec
  /** Who listens and orders; absent: nobody. */
  readonly supervision?: SupervisionSpec
  /** Departments that deal with what is not settled; absent: none. */
  readonly cases?: CasesSpec
  /** Flows before the floor; absent: contacts come to the queue at once. */
  readonly flows?: FlowsSpec
  /** The clock of the engine; absent: no rule reads it. */
  readonly hours?: HoursSpec
}

/** What is shown to people, in both languages; defaults to the id, or to the label of the other language. */
export interface Label {
  readonly en: string
  readonly zh: string
}

/** How the experiment is run. */
export interface RunSpec {
  /**
   * `day`: starts empty, contacts arrive for `durationMs`, all are followed to their end. `steady`: contacts of the
   * first `warmUpMs` are not counted, those of the next `durationMs` are, and arrivals go on until these have ended.
   */
  readonly mode: 'day' | 'steady'
  /** Clock time of time zero, ms after midnight, below 24 h. */
  readonly startsAtMs: number
  /** Length of the window whose contacts are counted, ms; the warm-up is not part of it. */
  readonly durationMs: number
  /** 0 in mode `day`. */
  readonly warmUpMs: number
  readonly replications: number
  readonly seed: number
  /** The date of time zero, as `2026-10-01`; absent: no particular day. */
  readonly date?: string
  /** The weekday of time zero. */
  readonly weekday: Weekday
}

/** Service level: answered within `thresholdMs` ÷ what the definition says. */
export interface ServiceLevelSpec {
  readonly thresholdMs: number
  /** Absent: `offered`, answered within T ÷ (offered + handed on − blocked). */
  readonly definition?: ServiceLevelDefinition
}

/** A kind of contact that is counted, routed and served alike. */
export interface ContactTypeSpec {
  /** The name in the file, or `name/part` for a part of a split. */
  readonly id: string
  /** The name in the file. */
  readonly base: string
  readonly label: Label
  readonly arrivals: ArrivalSpec
  /** 0 to 31; the larger is served first. */
  readonly priority: number
  /** Skill → lowest level (1 to 10) that an agent needs. */
  readonly requires: ReadonlyMap<string, number>
  /** What its agents must hold beside `requires`, as an expression of the engine over skills; absent: nothing more. */
  readonly requirement?: string
  /** Absent: that of the scenario. */
  readonly serviceLevel?: ServiceLevelSpec
  readonly handlingTime: HandlingTimeSpec
  readonly afterCallWork?: DistributionSpec
  /** Present and true: whoever hands the contact on does it, too. */
  readonly afterCallWorkOnTransfer?: true
  readonly patience: PatienceSpec
  /** Probability of hanging up rather than waiting; absent: nobody does. */
  readonly balking?: readonly BalkingSpec[]
  /** What waiting callers hear; absent: nothing they would react to. */
  readonly announcements?: readonly AnnouncementSpec[]
  /** When the engine tells them where they stand; absent: never. */
  readonly waitAnnouncements?: WaitAnnouncementSpec
  /** Probability that a conversation settles the matter, 0 to 1; absent: 1. */
  readonly resolution?: number
  /** Who calls again after what; absent: nobody. */
  readonly callsAgain?: Readonly<Partial<Record<ReturnCause, ReturnSpec>>>
  /** How conversations go on elsewhere; absent: they end. Probabilities add up to 1 at most for each group. */
  readonly transfers?: readonly TransferSpec[]
  /** At how many agents its contacts ring at once; absent: at one. */
  readonly ring?: RingSpec
  /** Skills that are preferred, not required; absent: none. */
  readonly prefers?: readonly PreferenceSpec[]
  /** What is asked of agents after a wait, in ascending order; absent: the same as before. */
  readonly relaxation?: readonly RelaxationSpec[]
  /** Agents who ask somebody about its contacts; absent: nobody does. */
  readonly consult?: ConsultSpec
  /** How callers rate; absent: nobody is asked. */
  readonly rating?: RatingSpec
  /** Cases that conversations open; absent: none. */
  readonly opensCases?: readonly CaseOpeningSpec[]
  /** Callers who may hang up to be called back; absent: it is not offered. */
  readonly callback?: CallbackSpec
  /** Who is called after a conversation; absent: nobody. */
  readonly followUps?: readonly FollowUpSpec[]
  readonly winBack?: WinBackSpec
  /** Stages that follow the talk in the same conversation; absent: none. */
  readonly stages?: readonly HandlingStageSpec[]
  readonly hold?: HoldSpec
  /** Id of its channel; absent: the first. */
  readonly channel?: string
  readonly tenant?: string
  /** Id of the site where its calls come in, or its agents sit; absent: nowhere in particular. */
  readonly site?: string
  /** Its contacts stand in line as if they had come so much earlier; absent: 0. */
  readonly headStartMs?: number
  /** Somebody who calls again waits so long for the agent of the conversation before; absent: not at all. */
  readonly lastAgentMs?: number
  /** Which type its contacts become, by the clock; absent: they stay what they are. */
  readonly routing?: TypeHoursSpec
  /** Rules of admission and of overflow, in order; absent: none. */
  readonly admission?: readonly RuleSpec[]
  readonly overflow?: readonly RuleSpec[]
  readonly reserves?: readonly ReserveSpec[]
  /** Present on a part of a split. */
  readonly split?: SplitPart
}

/** With some probability a conversation ends in a transfer. */
export interface TransferSpec {
  readonly probability: number
  /** Id of the type as which the caller waits anew; absent: the call leaves the house. */
  readonly to?: string
  /** What the place outside is called. */
  readonly out?: string
  /** Ids of the groups whose conversations are transferred so; absent: all. */
  readonly from?: readonly string[]
}

/** Which part of a split type this is. */
export interface SplitPart {
  /** What distinguishes the parts, e.g. `city`. */
  readonly by: string
  /** Name of the part. */
  readonly value: string
  /** What people call the part. */
  readonly label: Label
  /** What people call the whole. */
  readonly whole: Label
}

/** Numbers of agents by interval. */
export interface StaffingSpec {
  readonly intervalMs: number
  readonly agents: readonly number[]
  /** Present: where more are busy than may stay, it is fixed at once who goes, each after the call in hand; else whoever is free first. */
  readonly leaving?: 'chosen'
}

/** Agents who are alike. */
export interface AgentGroupSpec {
  readonly id: string
  readonly label: Label
  /** Skill → level, 1 to 10. */
  readonly skills: ReadonlyMap<string, number>
  /** Empty where `staffing` says how many there are. */
  readonly shifts: readonly ShiftSpec[]
  /** Number of agents in each interval from time zero; the last stays until all contacts have ended. */
  readonly staffing?: StaffingSpec
  /** Probability that an agent of a shift does not come; absent: 0. */
  readonly absence?: number
  /** How much later than planned agents come; absent: on time. */
  readonly lateness?: DistributionSpec
  /** How much longer than planned breaks last; absent: not at all. */
  readonly breakOverrun?: DistributionSpec
  /** Absences from the phone: their share of the time at work, and the length of one; absent: none. */
  readonly offPhone?: { readonly share: number; readonly length: DistributionSpec }
  /** Coefficient of variation between agents of the factor on their handling times; absent: all are alike. */
  readonly speedCv?: number
  /** Agents who get faster with practice; absent: none. */
  readonly learning?: LearningSpec
  /** Skills that agents have once they have handled so many contacts in a run, ascending; absent: they keep theirs. */
  readonly rises?: readonly { readonly after: number; readonly skills: ReadonlyMap<string, number> }[]
  /** Type id → factor on the handling time when this group serves it; every type is present. */
  readonly handlingFactor: ReadonlyMap<string, number>
  /** Type id → handling time of this group instead of the type's. */
  readonly handlingTime?: ReadonlyMap<string, DistributionSpec>
  /** Type id → after-call work of this group instead of the type's. */
  readonly afterCallWork?: ReadonlyMap<string, DistributionSpec>
  readonly tenant?: string
  /** Id of the site where its calls come in, or its agents sit; absent: nowhere in particular. */
  readonly site?: string
  /** Type id → how its agents serve the type; a type that is absent: at once, and like any other. */
  readonly queues?: ReadonlyMap<string, GroupQueueSpec>
  /** How much an agent does at once; absent: one contact. */
  readonly capacity?: CapacitySpec
  /** Type id → probability that a conversation settles the matter; a type that is absent: the type's own. */
  readonly resolution?: ReadonlyMap<string, number>
  /** Time from an offer to its acceptance. */
  readonly ringTime: DistributionSpec
  /** Probability that an offer is not answered. */
  readonly noAnswer: number
  /** What happens between an offer and its answer; absent: as everywhere in the scenario. */
  readonly offers?: OfferSpec
}

/** Agents who are signed in from `fromMs` up to `toMs`, both from time zero of the run. */
export interface ShiftSpec {
  /** At least 0: a shift that began before time zero is under way at time zero. */
  readonly fromMs: number
  /** Infinity for agents who stay for the whole run. */
  readonly toMs: number
  readonly agents: number
  /** Starts and ends are spread evenly over so long; absent: all at once. */
  readonly staggerMs?: number
  readonly breaks?: readonly BreakSpec[]
  /** Weekdays of time zero on which the shift is worked; absent: all. */
  readonly days?: readonly Weekday[]
}

/** A break of a shift, from time zero of the run. */
export interface BreakSpec {
  readonly atMs: number
  readonly lengthMs: number
  /** Agents take it one after the other, spread evenly over so long; 0: all at once. */
  readonly staggerMs: number
}

/** An exponential learning curve. */
export interface LearningSpec {
  /** Factor on the handling time without practice; it falls to 1. */
  readonly startFactor: number
  /** Contacts after which the excess has fallen to 1/e of itself. */
  readonly contacts: number
  /** Contacts handled before the run. */
  readonly practised: number
}
