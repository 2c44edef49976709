import type { AcdEvent } from '@strowger/acd'

/** An event on one line, the same for the same event: with the numbers that its kind has. */
export function inWords(event: AcdEvent): string {
  if (event.kind === 'agent') {
    return `${event.atMs} ms: agent ${event.agent} ${event.state}${event.reason === '' ? '' : ` (${event.reason})`}`
  }
  if (event.kind === 'reserve') return `${event.atMs} ms: reserve ${event.reason} ${event.isOpen ? 'opened' : 'closed'}`
  const who = 'agent' in event && event.agent >= 0 ? `, agent ${event.agent}` : ''
  return `${event.atMs} ms: contact ${event.contact} ${event.kind}${who}${detailOf(event)}`
}

function detailOf(event: Exclude<AcdEvent, { kind: 'agent' | 'reserve' }>): string {
  if (event.kind === 'offer-ended') return ` (${event.reason})`
  if (event.kind === 'stage') return ` ${event.stage}`
  if (event.kind === 'released') return event.wrapUp ? ', after-call work' : ''
  return ''
}
