import { type DeskEvent, isFlowAction } from '@strowger/acd'

/** What is told of an engine's decision, beside its kind and time. The records have fields of other kinds as well: leftovers. */
const OF_CONTACT = ['kind', 'atMs', 'contact', 'parent', 'type']
const WITH_AGENT = [...OF_CONTACT, 'agent']
const AGENT_KINDS: ReadonlySet<string> = new Set([
  'offered',
  'offer-ended',
  'connected',
  'released',
  'held',
  'resumed',
  'interrupted',
  'continued',
  'transferred',
  'taken-over',
  'wrap-up',
  'wrap-up-ended',
  'dial',
  'dial-ended',
  'bridged',
  'consulting',
  'joined',
  'monitoring',
  'monitoring-ended',
])
const REASONED: ReadonlySet<string> = new Set([
  'blocked',
  'overflowed',
  'refused',
  'announced',
  'dial-ended',
  'expired',
  'reserve',
  'offer-ended',
  'diverted',
  'consult-ended',
])
const OF_ACTION = ['kind', 'atMs', 'session', 'flow', 'node']
const MORE_OF_ACTION: Readonly<Record<string, readonly string[]>> = {
  play: ['prompt'],
  lookup: ['subject', 'request'],
  'self-service': ['subject', 'request'],
  voicemail: ['subject', 'request'],
  transfer: ['subject', 'request'],
  queue: ['type', 'priority', 'preferred'],
  move: ['contact', 'type'],
  leave: ['contact', 'how', 'reason'],
  'call-back': ['subject', 'typeName'],
  rated: ['survey', 'rating', 'agent', 'type'],
  ended: ['reason', 'by'],
}

/** What a desk decided, as one line of text: the same for the same decision, live or done again. */
export function decisionLine(event: DeskEvent): string {
  return JSON.stringify(event, [...fieldsOf(event)])
}

function fieldsOf(event: DeskEvent): readonly string[] {
  if (event.kind === 'wait-announced') return [...OF_CONTACT, 'position', 'upToMs']
  if (isFlowAction(event)) return [...OF_ACTION, ...(MORE_OF_ACTION[event.kind] ?? [])]
  if (event.kind === 'agent') return ['kind', 'atMs', 'agent', 'state', 'reason']
  if (event.kind === 'ordered') return ['kind', 'atMs', 'order', 'supervisor', 'agent', 'contact']
  const fields = AGENT_KINDS.has(event.kind) ? WITH_AGENT : OF_CONTACT
  return REASONED.has(event.kind) ? [...fields, 'reason'] : fields
}
