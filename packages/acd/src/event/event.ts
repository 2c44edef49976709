import type {
  ConsultEndedEvent,
  ConsultingEvent,
  JoinedEvent,
  MonitoringEndedEvent,
  MonitoringEvent,
  OrderedEvent,
} from './leg-events.ts'

/** Fields of every event about a contact. */
export interface ContactEvent {
  readonly atMs: number
  /** The contact's id, unique among the last 2³¹ contacts. */
  readonly contact: number
  /** Of a leg (somebody consulted, in conference or listening): the id of the caller's contact. Otherwise 0 or absent. */
  readonly parent?: number
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
  /** The trunk group that was full; empty when it was the whole. */
  readonly reason: string
}
/**
 * A rule of its type applies to the contact, by the rule's name; the next event of the contact says what it does:
 * `moved`, `diverted`, `refused`, `announced` or `callback-offered`. `type` is the one whose rule it is.
 */
export interface OverflowedEvent extends ContactEvent {
  readonly kind: 'overflowed'
  /** The rule's name; `routing` for a routing table. */
  readonly reason: string
  /** Time since it entered the queue, ms. */
  readonly durationMs: number
}
/** A rule turned the contact away; its last event. */
export interface RefusedEvent extends ContactEvent {
  readonly kind: 'refused'
  /** What the host plays, in its own words: `busy`, `closed`, … */
  readonly reason: string
  readonly durationMs: number
}
/** The host plays something to the contact, which goes on meanwhile. */
export interface AnnouncedEvent extends ContactEvent {
  readonly kind: 'announced'
  /** What, in the host's words. */
  readonly reason: string
}
/** A contact that waits is told where it stands and how long it may take. */
export interface WaitAnnouncedEvent extends ContactEvent {
  readonly kind: 'wait-announced'
  /** Contacts that its agents serve before it, plus 1. */
  readonly position: number
  /** Up to so long, ms, rounded up to what can be spoken; Infinity: longer than the longest of these. */
  readonly upToMs: number
}
/** The host asks the caller whether to be called back, keeping its place; `callbacks.accept` says yes. */
export interface CallbackOfferedEvent extends ContactEvent {
  readonly kind: 'callback-offered'
}
/** The caller has hung up and keeps its place: a call to it is promised. `durationMs` is how long it had waited. */
export interface CallbackAcceptedEvent extends ContactEvent {
  readonly kind: 'callback-accepted'
  readonly durationMs: number
  /** By when it is promised, ms from now. */
  readonly promisedInMs: number
}
/** An outbound contact stands on the list of its campaign; the first of its events. */
export interface ListedEvent extends ContactEvent {
  readonly kind: 'listed'
}
/**
 * The host dials, and reports what comes of it. `agent` waits on the line; −1 where the dialler goes ahead of agents.
 * `durationMs` is the time since the callback was accepted, or the contact listed.
 */
export interface DialEvent extends PairEvent {
  readonly kind: 'dial'
  /** 1 for the first. */
  readonly attempt: number
  readonly durationMs: number
}
/** What a call came to that nobody answered; `cancelled`: by a command. */
export type DialEnd = 'busy' | 'no-answer' | 'machine' | 'failed' | 'cancelled'
/** The call came to nothing; the contact is dialled again later, or expires. `durationMs` is the time since `dial`. */
export interface DialEndedEvent extends PairEvent {
  readonly kind: 'dial-ended'
  readonly reason: DialEnd
  readonly durationMs: number
}
/** A called party and an agent are connected: the host bridges them. `durationMs` is the time since it answered. */
export interface BridgedEvent extends PairEvent {
  readonly kind: 'bridged'
  readonly durationMs: number
}
/**
 * A callback or an outbound contact is given up; its last event. `durationMs` is the time since it was accepted or
 * listed.
 */
export interface ExpiredEvent extends ContactEvent {
  readonly kind: 'expired'
  /** `attempts`: tried often enough; `too-late`; `cancelled`; `no-agent`: it answered, and no agent came in time. */
  readonly reason: string
  readonly durationMs: number
}
/** A reserve of a type has opened or closed; it is about no contact, whose number is 0. */
export interface ReserveEvent extends ContactEvent {
  readonly kind: 'reserve'
  /** The reserve's name. */
  readonly reason: string
  readonly isOpen: boolean
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
/**
 * After-call work follows a conversation that was handed on ({@link ContactTypeConfig.wrapUpAfterTransfer}). `contact` is the
 * id of this work, by which `endWrapUp` ends it; `parent` is the contact that went on elsewhere.
 */
export interface WrapUpEvent extends PairEvent {
  readonly kind: 'wrap-up'
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
  | OverflowedEvent
  | RefusedEvent
  | AnnouncedEvent
  | ReserveEvent
  | WaitAnnouncedEvent
  | CallbackOfferedEvent
  | CallbackAcceptedEvent
  | ListedEvent
  | DialEvent
  | DialEndedEvent
  | BridgedEvent
  | ExpiredEvent
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
  | WrapUpEvent
  | WrapUpEndedEvent
  | AbandonedEvent
  | AgentEvent
  | ConsultingEvent
  | JoinedEvent
  | ConsultEndedEvent
  | MonitoringEvent
  | MonitoringEndedEvent
  | OrderedEvent

/** The name of an event. */
export type AcdEventKind = AcdEvent['kind']
