import type { ContactEvent, PairEvent } from './event.ts'

/**
 * An agent, `agent`, has put the caller on hold and consults somebody: a leg has begun, and this is its first event. It
 * rings and waits as contacts do; somebody outside, whom the host calls, does not.
 */
export interface ConsultingEvent extends PairEvent {
  readonly kind: 'consulting'
  /** Whom the host has to call; empty when an agent or a queue is asked. */
  readonly outside: string
}
/** Whoever was consulted is in conference with the caller. `agent` is −1 for somebody outside. */
export interface JoinedEvent extends PairEvent {
  readonly kind: 'joined'
}
/** Why a leg is over. */
export type ConsultEnd = 'completed' | 'cancelled' | 'declined' | 'no-answer' | 'withdrawn' | 'released' | 'caller-left'
/** A consultation or a part in a conference is over; only after-call work may follow. `durationMs` since it began. */
export interface ConsultEndedEvent extends ContactEvent {
  readonly kind: 'consult-ended'
  readonly reason: ConsultEnd
  readonly durationMs: number
}
/** How a supervisor takes part: hears all (监听), is heard by the agent besides (耳语), is in conference (强插). */
export type MonitorMode = 'listen' | 'whisper' | 'barge-in'
/** A supervisor, `agent`, hears a contact from now on; `contact` is the leg, `parent` the contact. */
export interface MonitoringEvent extends PairEvent {
  readonly kind: 'monitoring'
  readonly mode: MonitorMode
}
/** A supervisor does not take part any more, or in another mode, which is told next. */
export interface MonitoringEndedEvent extends PairEvent {
  readonly kind: 'monitoring-ended'
  readonly durationMs: number
}
/** What a supervisor can order. */
export type SupervisorOrder =
  | 'force-sign-out'
  | 'force-not-ready'
  | 'force-ready'
  | 'force-release'
  | 'intercept'
  | MonitorMode
  | 'stop-listening'
/**
 * A supervisor has given an order that is carried out now, or when what is in hand ends: told before what it
 * leads to. `contact` is 0 when it concerns the agent alone; `ref`, `type` and `arrivedMs` then mean nothing.
 */
export interface OrderedEvent extends PairEvent {
  readonly kind: 'ordered'
  readonly order: SupervisorOrder
  /** Whose order; −1 when the host did not say. */
  readonly supervisor: number
}
