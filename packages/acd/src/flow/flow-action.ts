/** Fields of every action. `session` is the caller inside; numbers of the host come back as `ref`. */
interface SessionAction {
  readonly atMs: number
  readonly session: number
  readonly ref: number
  /** Name of the flow and of the node the caller is at. */
  readonly flow: string
  readonly node: string
}

/** A caller came in; the first of its actions. */
export interface EnteredAction extends SessionAction {
  readonly kind: 'entered'
}
/** Play a prompt; report its end with `played`, unless prompts are timed. */
export interface PlayAction extends SessionAction {
  readonly kind: 'play'
  readonly prompt: string
  /** Attributes that the prompt speaks. */
  readonly says: readonly string[]
  /** What an announcement speaks: an agent's number, or a wait in ms (Infinity: longer than can be said); NaN otherwise. */
  readonly value: number
  /** Which of the two; empty when there is none. */
  readonly speaks: '' | 'agent' | 'wait'
  /** Whether a digit may cut it. */
  readonly bargeIn: boolean
  /** As declared, ms; NaN when it is not. */
  readonly durationMs: number
}
/** Stop the prompt: a digit cut it, or an agent has answered. */
export interface StopAction extends SessionAction {
  readonly kind: 'stop'
}
/** The flow waits for digits until `untilMs`; told when the time for the first digit begins. */
export interface ListenAction extends SessionAction {
  readonly kind: 'listen'
  readonly untilMs: number
}
/** Do this and answer with `request`, within `limitMs`. */
export interface RequestAction extends SessionAction {
  readonly kind: 'lookup' | 'self-service' | 'voicemail' | 'transfer'
  /** What is looked up, the service, the mailbox, where to. */
  readonly subject: string
  readonly request: number
  readonly limitMs: number
}
/** Offer the caller to the engine; `FlowDesk` does. */
export interface QueueAction extends SessionAction {
  readonly kind: 'queue'
  readonly type: number
  /** −1: that of the type. */
  readonly priority: number
  /** NaN: that of the type. */
  readonly headStartMs: number
  /** −1: nobody in particular. */
  readonly preferred: number
  readonly preferredForMs: number
}
/** A waiting caller goes on to another type; `FlowDesk` moves it. */
export interface MoveAction extends SessionAction {
  readonly kind: 'move'
  readonly contact: number
  readonly type: number
  readonly priority: number
}
/** The caller leaves the engine; `FlowDesk` diverts, abandons or releases its contact. */
export interface LeaveAction extends SessionAction {
  readonly kind: 'leave'
  readonly contact: number
  readonly how: 'divert' | 'abandon' | 'release'
  readonly reason: string
}
/** Call back later. */
export interface CallbackAction extends SessionAction {
  readonly kind: 'call-back'
  /** The number to call. */
  readonly subject: string
  /** Name of the contact type; empty when none is known. */
  readonly typeName: string
  /** Promised within, ms; Infinity: nothing was promised. */
  readonly limitMs: number
}
/** Send a message. */
export interface SendAction extends SessionAction {
  readonly kind: 'send'
  readonly by: string
  readonly subject: string
}
/** Open a case about this. */
export interface CaseAction extends SessionAction {
  readonly kind: 'case'
  readonly subject: string
  /** The caller's number; empty when it is not known. */
  readonly caller: string
}
/** The caller was asked for a rating: what it said, or NaN when it said nothing that counts. */
export interface RatedAction extends SessionAction {
  readonly kind: 'rated'
  /** The caller's number; empty when it is not known. */
  readonly caller: string
  readonly survey: string
  readonly rating: number
  /** Who served last, and as what type; −1 for nobody. */
  readonly agent: number
  readonly type: number
}
/** The caller is out of the flow; the last of its actions. */
export interface EndedAction extends SessionAction {
  readonly kind: 'ended'
  readonly reason: string
  /** Who ended it: the flow, the caller who hung up, or the exchange (diverted by an agent, say). */
  readonly by: 'flow' | 'caller' | 'exchange'
  /** Time inside, ms. */
  readonly durationMs: number
}

/** What a flow asks of its host, in order. Shown as one object that is overwritten by the next read. */
export type FlowAction =
  | EnteredAction
  | PlayAction
  | StopAction
  | ListenAction
  | RequestAction
  | QueueAction
  | MoveAction
  | LeaveAction
  | CallbackAction
  | SendAction
  | CaseAction
  | RatedAction
  | EndedAction

/** The name of an action. */
export type FlowActionKind = FlowAction['kind']

const ACTION_KINDS: ReadonlySet<string> = new Set<FlowActionKind>([
  'entered',
  'play',
  'stop',
  'listen',
  'lookup',
  'self-service',
  'voicemail',
  'transfer',
  'queue',
  'move',
  'leave',
  'call-back',
  'send',
  'case',
  'rated',
  'ended',
])

/** True for an action of a flow, false for an event of the engine: by the kind, as records are used again for all. */
export function isFlowAction(event: { readonly kind: string }): event is FlowAction {
  return ACTION_KINDS.has(event.kind)
}
