/** Fields of every event about a contact. */
interface ContactEvent {
  readonly atMs: number
  /** The contact's id, unique among the last 2³¹ contacts. */
  readonly contact: number
  /** The number the host gave with the contact. */
  readonly ref: number
  /** Number of its type, in the order of the configuration. */
  readonly type: number
  /** When it arrived, ms. */
  readonly arrivedMs: number
}

/** Fields of an event about a contact and an agent. */
export interface PairEvent extends ContactEvent {
  readonly agent: number
  /** Number of the agent's group. */
  readonly group: number
}

/** A contact entered; the first of its events. */
export interface ArrivedEvent extends ContactEvent {
  readonly kind: 'arrived'
}
/** A contact was refused for want of a trunk; its last event. */
export interface BlockedEvent extends ContactEvent {
  readonly kind: 'blocked'
}
/** Nobody could take the contact at once: it waits. */
export interface QueuedEvent extends ContactEvent {
  readonly kind: 'queued'
}
/** A stage of the contact's type opened while it waits. */
export interface StageEvent extends ContactEvent {
  readonly kind: 'stage'
  /** 1 for the first stage. */
  readonly stage: number
}
/** The contact rings at the agent, who may accept or decline until the time-out. */
export interface OfferedEvent extends PairEvent {
  readonly kind: 'offered'
}
/** Why an offer ended without being accepted. */
export type OfferEnd = 'declined' | 'no-answer' | 'signed-out' | 'abandoned' | 'withdrawn' | 'answered' | 'unreachable'
/**
 * An offer ended. The contact is back at its old place, unless it was abandoned, or rings or was `answered` elsewhere.
 */
export interface OfferEndedEvent extends PairEvent {
  readonly kind: 'offer-ended'
  readonly reason: OfferEnd
}
/** Agent and contact are connected: the host bridges them. `durationMs` is the wait since it entered the queue. */
export interface ConnectedEvent extends PairEvent {
  readonly kind: 'connected'
  readonly durationMs: number
}
/** The conversation ended. `durationMs` is its length. */
export interface ReleasedEvent extends PairEvent {
  readonly kind: 'released'
  readonly durationMs: number
  /** True when the agent now does after-call work for it. */
  readonly wrapUp: boolean
}
/** The caller was put on hold. */
export interface HeldEvent extends PairEvent {
  readonly kind: 'held'
}
/** The caller was taken from hold (also when the conversation ends on hold). `durationMs` is the length of the hold. */
export interface ResumedEvent extends PairEvent {
  readonly kind: 'resumed'
  readonly durationMs: number
}
/** A contact of a channel that interrupts this one's came into the agent's hand: this one is put aside. */
export interface InterruptedEvent extends PairEvent {
  readonly kind: 'interrupted'
}
/** The interruption is over (also just before the agent's part ends). `durationMs` is its length. */
export interface ContinuedEvent extends PairEvent {
  readonly kind: 'continued'
  readonly durationMs: number
}
/** The agent's part has ended, the contact goes on elsewhere. `durationMs` is the length of that part, holds included. */
export interface TransferredEvent extends PairEvent {
  readonly kind: 'transferred'
  readonly durationMs: number
}
/** A transferred contact waits anew, as another type, with its age kept. `type` is the new one. */
export interface RequeuedEvent extends ContactEvent {
  readonly kind: 'requeued'
  readonly priority: number
}
/** A contact that was transferred is this agent's at once: it did not wait. */
export interface TakenOverEvent extends PairEvent {
  readonly kind: 'taken-over'
}
/** The contact has left for somewhere the engine does not reach; its last event, unless an agent has after-call work. */
export interface DivertedEvent extends ContactEvent {
  readonly kind: 'diverted'
  /** Where to and why, in the host's words: `voicemail`, `callback`, `partner`, `closed`, … */
  readonly reason: string
  /** Time since it entered the queue it left: since its arrival, or its last transfer, ms. */
  readonly durationMs: number
}
/** A contact that waits was moved to another type or priority, with its age kept. `type` is the new one. */
export interface MovedEvent extends ContactEvent {
  readonly kind: 'moved'
  readonly priority: number
}
/** After-call work ended; the last event of its contact. `durationMs` is its length. */
export interface WrapUpEndedEvent extends PairEvent {
  readonly kind: 'wrap-up-ended'
  readonly durationMs: number
}
/** The caller gave up before an agent answered; the last event of the contact. `durationMs` is the wait. */
export interface AbandonedEvent extends ContactEvent {
  readonly kind: 'abandoned'
  readonly durationMs: number
}
/** States an agent can enter without a contact; the others follow from `offered`, `connected` and `released`. */
export type AgentIdleState = 'signed-out' | 'not-ready' | 'ready' | 'unreachable' | 'removed'
/** An agent signed in or out, became ready or not ready, (un)reachable, left for good, or is idle again after a contact. */
export interface AgentEvent {
  readonly kind: 'agent'
  readonly atMs: number
  readonly agent: number
  readonly group: number
  readonly state: AgentIdleState
  /** Why not ready; empty otherwise. */
  readonly reason: string
}

/** What the engine decided or observed, in order. */
export type AcdEvent =
  | ArrivedEvent
  | BlockedEvent
  | QueuedEvent
  | StageEvent
  | OfferedEvent
  | OfferEndedEvent
  | ConnectedEvent
  | ReleasedEvent
  | HeldEvent
  | ResumedEvent
  | InterruptedEvent
  | ContinuedEvent
  | TransferredEvent
  | RequeuedEvent
  | TakenOverEvent
  | DivertedEvent
  | MovedEvent
  | WrapUpEndedEvent
  | AbandonedEvent
  | AgentEvent

/** The name of an event. */
export type AcdEventKind = AcdEvent['kind']
