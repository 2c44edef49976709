/** Fields of every event about a case. */
export interface CaseFields {
  readonly atMs: number
  readonly case: number
  readonly matter: string
  /** The caller whose case it is, as the host knows it. */
  readonly caller: string
  readonly node: string
  readonly owner: string
}

/** A case was opened. */
export interface CaseOpenedEvent extends CaseFields {
  readonly kind: 'case-opened'
  /** When an answer is due, ms; null when nothing was promised. */
  readonly promisedMs: number | null
  /** Contact type of the follow-up call that is asked for; empty for none. */
  readonly followUp: string
  /** The agent whom it is about, −1 for nobody. */
  readonly agent: number
}
/** The owner is reminded that the limit comes near. */
export interface CaseRemindedEvent extends CaseFields {
  readonly kind: 'case-reminded'
  readonly dueMs: number
}
/** The case went to another node. `node` is the new one. */
export interface CaseMovedEvent extends CaseFields {
  readonly kind: 'case-moved'
  readonly from: string
  readonly why: 'overdue' | 'complex' | 'by-hand'
}
/** The limit of a node that escalates nowhere has passed, or the promised time. */
export interface CaseOverdueEvent extends CaseFields {
  readonly kind: 'case-overdue'
  readonly what: 'limit' | 'promise'
}
/** The caller called again while the case is open. */
export interface CaseRepeatCallEvent extends CaseFields {
  readonly kind: 'case-repeat-call'
  /** Repeat calls so far, this one included. */
  readonly times: number
}
/** The case was closed; the last of its events. */
export interface CaseClosedEvent extends CaseFields {
  readonly kind: 'case-closed'
  readonly outcome: string
  /** Time it was open, ms. */
  readonly durationMs: number
  /** False when it was closed after the promised time. */
  readonly promiseKept: boolean
}
/** A work order (派单) was sent to a partner, done, or is late. */
export interface WorkOrderEvent extends CaseFields {
  readonly kind: 'order-sent' | 'order-done' | 'order-overdue'
  readonly order: number
  readonly to: string
  readonly dueMs: number
}

/** What a case desk decided or observed, in order. */
export type CaseEvent =
  | CaseOpenedEvent
  | CaseRemindedEvent
  | CaseMovedEvent
  | CaseOverdueEvent
  | CaseRepeatCallEvent
  | CaseClosedEvent
  | WorkOrderEvent

/** The name of a case event. */
export type CaseEventKind = CaseEvent['kind']
