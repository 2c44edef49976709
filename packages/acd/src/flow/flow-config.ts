import type { AttributeKinds } from '../expression/attributes.ts'
import type { DatesConfig, RoutingTableConfig, WeeklyScheduleConfig } from '../schedule/schedule-config.ts'
import type { NodeConfig } from './node-config.ts'

/** A flow: nodes by name. */
export interface FlowConfig {
  /** Whose flow: it reaches only contact types and flows of the same tenant. */
  readonly tenant?: string
  /** Default: the first node. */
  readonly start?: string
  /** At most so many callers who entered by this flow; the next is refused as `no-line`. Default: no limit. */
  readonly lines?: number
  /** Where callers go on whose node is not there any more after a change. */
  readonly fallback?: string
  readonly nodes: Readonly<Record<string, NodeConfig>>
}

/** A prompt. */
export interface PromptConfig {
  /** How long it lasts, ms: what the clock of `timed` prompts goes by. */
  readonly durationMs?: number
  /** What is said, for a reader or a speech synthesiser. */
  readonly text?: string
}

/** A schedule of a flow file: its zone is that of the file unless it says otherwise. */
export type FlowScheduleConfig = Omit<WeeklyScheduleConfig, 'timeZone'> &
  Partial<Pick<WeeklyScheduleConfig, 'timeZone'>>
/** A routing table of a flow file. */
export type FlowTableConfig = Omit<RoutingTableConfig, 'timeZone'> & Partial<Pick<RoutingTableConfig, 'timeZone'>>

/** Every flow of an exchange, as plain data: a scenario file and a live host carry the same. */
export interface FlowsConfig {
  /** IANA name; needed where a condition, schedule or table asks the clock. */
  readonly timeZone?: string
  /** What is known of callers beside their numbers. */
  readonly attributes?: AttributeKinds
  /** Truths under their names: open or not. */
  readonly schedules?: Readonly<Record<string, FlowScheduleConfig>>
  /** What applies when, for `route`. */
  readonly tables?: Readonly<Record<string, FlowTableConfig>>
  /** Days on which `holiday` is true. */
  readonly holidays?: readonly DatesConfig[]
  /** Prefixes of callers' numbers by region; the longest that fits decides. */
  readonly regions?: Readonly<Record<string, readonly string[]>>
  /** When given, every prompt must stand here. */
  readonly prompts?: Readonly<Record<string, PromptConfig>>
  /** Called number → flow. */
  readonly numbers?: Readonly<Record<string, string>>
  readonly flows: Readonly<Record<string, FlowConfig>>
}
