import type { WeeklySchedule } from '../schedule/weekly-schedule.ts'
import type { WeeklyScheduleConfig } from '../schedule/schedule-config.ts'

/** What an agent who is signed in may be doing so that a rule does not count on it. */
export type AbsentState = 'not-ready' | 'offered' | 'connected' | 'wrap-up'

/** What a rule does with a contact; exactly one. */
export type RuleAction =
  /** It becomes one of another type, with its age kept; the rules of that type are asked next. */
  | {
      readonly type: string
      /** Only if this holds of the other type's queue: a condition on it, such as `ewt < 60s`. */
      readonly where?: string
    }
  /** It leaves for voicemail, another site, a partner: where, in the host's words. */
  | { readonly divert: string }
  /** It is turned away with what the host plays: `busy`, `closed`. */
  | { readonly refuse: string }
  /** It is played something and goes on, once. */
  | { readonly announce: string }
  /** It is offered to be called back and goes on, once. What is promised is the type's `callback`. */
  | { readonly callback: true }

/** When a rule applies and what it does. All that is given must hold; without `when` and `empty` it always applies. */
export interface AdmissionRuleConfig {
  /** The reason that its events carry and that is counted. */
  readonly name: string
  /** A condition on the type's queue, such as `waiting >= 20 or not office`; `waited` is for `afterMs` to say. */
  readonly when?: string
  /** Nobody is there: of the type's agents all are signed out, unreachable, or in one of these states. */
  readonly empty?: readonly AbsentState[]
  readonly do: RuleAction
}

/** A rule for contacts that wait. Where several are due, the one that has waited longest goes first. */
export interface OverflowRuleConfig extends AdmissionRuleConfig {
  /** Only when the contact has waited so long in this or an earlier queue, ms since it arrived or was transferred. Default 0. */
  readonly afterMs?: number
}

/** Groups that may take a type only while a gate is open; two conditions, so that it does not flutter. */
export interface ReserveConfig {
  /** The reason that its events carry. */
  readonly name: string
  readonly groups: readonly string[]
  /** Opens the gate when it holds and `closes` does not. */
  readonly opens: string
  /** Closes the gate when it holds. */
  readonly closes: string
}

/** Trunks of some types, or of one tenant's, beside those of the whole. */
export interface TrunkGroupConfig {
  readonly name: string
  /** At most so many contacts that came in by these types hold a trunk; the next is blocked. */
  readonly trunks: number
  /** Names of types. */
  readonly types?: readonly string[]
  /** All types of this tenant. */
  readonly tenant?: string
}

/** Schedules by the names under which conditions ask whether they are open. */
export type SchedulesConfig = Readonly<Record<string, WeeklyScheduleConfig | WeeklySchedule>>
