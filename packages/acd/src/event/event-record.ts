import type { AcdEventKind, AgentIdleState, DialEnd, OfferEnd } from './event.ts'
import type { ConsultEnd, MonitorMode, SupervisorOrder } from './leg-events.ts'

const OFFER_ENDS: readonly OfferEnd[] = [
  'declined',
  'no-answer',
  'signed-out',
  'abandoned',
  'withdrawn',
  'answered',
  'unreachable',
]
/** Numbers of {@link OfferEnd}. */
export const OfferEndCode = {
  declined: 0,
  noAnswer: 1,
  signedOut: 2,
  abandoned: 3,
  withdrawn: 4,
  answered: 5,
  unreachable: 6,
} as const
/** By the number in a record. */
export const DIAL_ENDS: readonly DialEnd[] = ['busy', 'no-answer', 'machine', 'failed', 'cancelled']
const CONSULT_ENDS: readonly ConsultEnd[] = [
  'completed',
  'cancelled',
  'declined',
  'no-answer',
  'withdrawn',
  'released',
  'caller-left',
]
/** Numbers of {@link ConsultEnd}. */
export const ConsultEndCode: Readonly<Record<ConsultEnd, number>> = {
  completed: 0,
  cancelled: 1,
  declined: 2,
  'no-answer': 3,
  withdrawn: 4,
  released: 5,
  'caller-left': 6,
}
/** By the number in a record. */
export const MONITOR_MODES: readonly string[] = ['listen', 'whisper', 'barge-in'] satisfies readonly MonitorMode[]
/** By the number in a record. */
export const ORDERS: readonly SupervisorOrder[] = [
  'force-sign-out',
  'force-not-ready',
  'force-ready',
  'force-release',
  'intercept',
  'listen',
  'whisper',
  'barge-in',
  'stop-listening',
]
/** By `AgentState`; no event tells the numbers in between. */
const IDLE_STATES: readonly AgentIdleState[] = [
  'signed-out',
  'not-ready',
  'ready',
  'ready',
  'ready',
  'ready',
  'unreachable',
  'removed',
]

/**
 * One object for all kinds: it is overwritten by each read, so reading allocates nothing. Times start as NaN, so that
 * their fields hold doubles from the first event on and never change their representation.
 */
export class EventRecord {
  kind: AcdEventKind = 'arrived'
  atMs: number = NaN
  contact: number = 0
  ref: number = 0
  type: number = 0
  arrivedMs: number = NaN
  agent: number = 0
  group: number = 0
  durationMs: number = NaN
  stage: number = 0
  priority: number = 0
  wrapUp: boolean = false
  reason: string = ''
  state: AgentIdleState = 'signed-out'
  isOpen: boolean = false
  position: number = 0
  upToMs: number = NaN
  promisedInMs: number = 0
  attempt: number = 0
  parent: number = 0
  outside: string = ''
  mode: string = 'listen'
  order: SupervisorOrder = 'force-ready'
  supervisor: number = 0
}

/** Detail of an event whose kind has none: half of all events, which are then read without asking which kind it is. */
export const NO_DETAIL = -1

/** Writes what the detail of an event says into its fields. */
export function readDetail(record: EventRecord, kind: AcdEventKind, detail: number, reasons: readonly string[]): void {
  if (kind === 'released') record.wrapUp = detail === 1
  else if (kind === 'agent') {
    record.state = IDLE_STATES[detail & 7]!
    record.reason = reasons[detail >> 3]!
  } else if (kind === 'stage') record.stage = detail
  else if (kind === 'moved' || kind === 'requeued') record.priority = detail
  else if (kind === 'reserve') {
    record.isOpen = (detail & 1) === 1
    record.reason = reasons[detail >> 1]!
  } else if (kind === 'wait-announced') {
    record.position = detail
    // A duration is a difference of times of day: what was announced is exact to the microsecond.
    record.upToMs = Math.round(record.durationMs * 1000) / 1000
  } else if (kind === 'callback-accepted') record.promisedInMs = detail
  else if (kind === 'dial') record.attempt = detail
  else if (kind === 'dial-ended') record.reason = DIAL_ENDS[detail]!
  else if (kind === 'offer-ended') record.reason = OFFER_ENDS[detail]!
  else if (kind === 'consult-ended') record.reason = CONSULT_ENDS[detail]!
  else if (kind === 'consulting') record.outside = reasons[detail]!
  else if (kind === 'monitoring') record.mode = MONITOR_MODES[detail]!
  else if (kind === 'ordered') {
    record.order = ORDERS[detail]!
    record.supervisor = record.parent
    record.parent = 0
  } else record.reason = reasons[detail]!
}
