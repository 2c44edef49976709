import type { AcdEvent } from '@strowger/acd'

/** An event of the engine in the reference's words. */
export function inWords(event: AcdEvent): string {
  if (event.kind === 'agent') {
    return `${event.atMs} agent ${event.agent} of ${event.group} ${event.state} ${event.reason}`
  }
  if (event.kind === 'ordered') {
    return `${event.atMs} ordered ${event.order} by ${event.supervisor} agent ${event.agent} contact ${event.contact}`
  }
  const who = 'agent' in event && event.agent >= 0 ? ` agent ${event.agent} of ${event.group}` : ''
  const what = `${event.contact} ref ${event.ref} type ${event.type} from ${event.arrivedMs}${event.parent === 0 ? '' : ` leg of ${event.parent}`}`
  return `${event.atMs} ${event.kind} ${what}${who} ${detailOf(event)}`
}

function detailOf(event: Exclude<AcdEvent, { kind: 'agent' | 'ordered' }>): string {
  switch (event.kind) {
    case 'offer-ended':
      return event.reason
    case 'stage':
      return String(event.stage)
    case 'released':
      return `${event.durationMs} ${event.wrapUp}`
    case 'connected':
    case 'wrap-up-ended':
    case 'abandoned':
    case 'bridged':
    case 'monitoring-ended':
    case 'resumed':
    case 'continued':
    case 'transferred':
      return String(event.durationMs)
    case 'consulting':
      return event.outside
    case 'monitoring':
      return event.mode
    case 'consult-ended':
    case 'diverted':
    case 'overflowed':
    case 'refused':
    case 'expired':
    case 'dial-ended':
      return `${event.reason} ${event.durationMs}`
    case 'moved':
    case 'requeued':
      return String(event.priority)
    case 'blocked':
    case 'announced':
      return event.reason
    case 'reserve':
      return `${event.reason} ${event.isOpen}`
    case 'wait-announced':
      return `${event.position} ${event.upToMs}`
    case 'callback-accepted':
      return `${event.durationMs} ${event.promisedInMs}`
    case 'dial':
      return `${event.attempt} ${event.durationMs}`
    case 'joined':
    case 'wrap-up':
    case 'held':
    case 'interrupted':
    case 'taken-over':
    case 'callback-offered':
    case 'listed':
    case 'arrived':
    case 'queued':
    case 'offered':
      return ''
  }
}
