/** What is used of the events of FreeSWITCH 1.10. */
export type EslEvent =
  | {
      readonly kind: 'parked'
      readonly channel: string
      /** Who brings the call, as the dialplan says it in `strowger_endpoint`; undefined: it is not this host's. */
      readonly endpoint: string | undefined
      readonly from: string
      readonly to: string
    }
  | { readonly kind: 'ringing' | 'held' | 'resumed'; readonly channel: string }
  | { readonly kind: 'ended'; readonly channel: string; readonly cause: number }
  | { readonly kind: 'digit'; readonly channel: string; readonly digit: string }
  | { readonly kind: 'executed'; readonly token: string; readonly found: boolean }
  | { readonly kind: 'record-stopped'; readonly path: string; readonly durationMs: number }
  | { readonly kind: 'joined'; readonly channel: string; readonly conference: string; readonly member: string }
  | { readonly kind: 'job-failed'; readonly job: string; readonly cause: number }
  | { readonly kind: 'phone'; readonly number: string; readonly isThere: boolean; readonly isFresh: boolean }
  /** One of the many that nothing is done about. */
  | { readonly kind: 'other' }

/** Events that are asked for, as the `event` command names them. */
export const EVENTS: string =
  'CHANNEL_PARK CHANNEL_PROGRESS CHANNEL_PROGRESS_MEDIA CHANNEL_HOLD CHANNEL_UNHOLD CHANNEL_HANGUP_COMPLETE ' +
  'CHANNEL_EXECUTE_COMPLETE DTMF RECORD_STOP BACKGROUND_JOB ' +
  'CUSTOM conference::maintenance sofia::register sofia::unregister sofia::expire'

/** Names of causes in answers to `originate`. ITU-T Q.850; 20 is that nobody is registered. */
const CAUSES: ReadonlyMap<string, number> = new Map([
  ['UNALLOCATED_NUMBER', 1],
  ['NORMAL_CLEARING', 16],
  ['USER_BUSY', 17],
  ['NO_USER_RESPONSE', 18],
  ['NO_ANSWER', 19],
  ['SUBSCRIBER_ABSENT', 20],
  ['USER_NOT_REGISTERED', 20],
  ['CALL_REJECTED', 21],
])
const NETWORK_OUT_OF_ORDER = 38
/** FreeSWITCH names channels by UUID; nothing else is sent back to it in a command. */
const CHANNEL = /^[\w-]{1,64}$/

/** Reads the JSON of an event; undefined when it is none. Never throws. */
export function readEslEvent(text: string): EslEvent | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const event = new Fields(json)
  const name = event.text('Event-Name')
  return name === undefined ? undefined : readNamed(name, event)
}

/** Numbers of phones that are registered, of the answer to `show registrations as json`; undefined when it says nothing of them. */
export function registeredPhones(text: string): ReadonlySet<string> | undefined {
  try {
    const rows = new Fields(JSON.parse(text)).list('rows')
    return new Set(rows.flatMap((row) => new Fields(row).text('reg_user') ?? []))
  } catch {
    return undefined
  }
}

function readNamed(name: string, event: Fields): EslEvent | undefined {
  if (name === 'BACKGROUND_JOB') return readJob(event)
  if (name === 'CUSTOM') return readCustom(event)
  const channel = event.text('Unique-ID')
  if (channel === undefined || !CHANNEL.test(channel)) return undefined
  switch (name) {
    case 'CHANNEL_PARK':
      return {
        kind: 'parked',
        channel,
        endpoint: event.text('variable_strowger_endpoint'),
        from: event.text('Caller-Caller-ID-Number') ?? '',
        to: event.text('Caller-Destination-Number') ?? '',
      }
    case 'CHANNEL_PROGRESS':
    case 'CHANNEL_PROGRESS_MEDIA':
      return { kind: 'ringing', channel }
    case 'CHANNEL_HOLD':
      return { kind: 'held', channel }
    case 'CHANNEL_UNHOLD':
      return { kind: 'resumed', channel }
    case 'CHANNEL_HANGUP_COMPLETE': {
      const cause = Number(event.text('variable_hangup_cause_q850') ?? NaN)
      const named = CAUSES.get(event.text('Hangup-Cause') ?? '') ?? NETWORK_OUT_OF_ORDER
      return { kind: 'ended', channel, cause: Number.isInteger(cause) && cause > 0 ? cause : named }
    }
    case 'CHANNEL_EXECUTE_COMPLETE': {
      const token = event.text('Application-UUID')
      const found = event.text('Application-Response') !== 'FILE NOT FOUND'
      return token === undefined ? { kind: 'other' } : { kind: 'executed', token, found }
    }
    case 'DTMF': {
      const digit = event.text('DTMF-Digit') ?? ''
      return /^[0-9A-D*#]$/.test(digit) ? { kind: 'digit', channel, digit } : undefined
    }
    case 'RECORD_STOP': {
      const path = event.text('Record-File-Path')
      const ms = Number(event.text('variable_record_ms') ?? 0)
      return path === undefined ? undefined : { kind: 'record-stopped', path, durationMs: ms > 0 ? ms : 0 }
    }
    default:
      return { kind: 'other' }
  }
}

function readJob(event: Fields): EslEvent | undefined {
  const job = event.text('Job-UUID')
  if (job === undefined) return undefined
  const failed = /^-(?:USAGE|ERR ?(\w*))/.exec(event.text('_body') ?? '')
  return failed === null
    ? { kind: 'other' }
    : { kind: 'job-failed', job, cause: CAUSES.get(failed[1] ?? '') ?? NETWORK_OUT_OF_ORDER }
}

function readCustom(event: Fields): EslEvent | undefined {
  const subclass = event.text('Event-Subclass') ?? ''
  switch (subclass) {
    case 'sofia::register':
    case 'sofia::unregister':
    case 'sofia::expire': {
      const number = event.text('from-user') ?? event.text('username') ?? event.text('user')
      const isThere = subclass === 'sofia::register'
      return number === undefined ? undefined : { kind: 'phone', number, isThere, isFresh: true }
    }
    case 'conference::maintenance': {
      if (event.text('Action') !== 'add-member') return { kind: 'other' }
      const channel = event.text('Unique-ID')
      const conference = event.text('Conference-Name')
      const member = event.text('Member-ID')
      if (channel === undefined || conference === undefined || member === undefined) return undefined
      return /^\d+$/.test(member) && CHANNEL.test(channel) ? { kind: 'joined', channel, conference, member } : undefined
    }
    default:
      return { kind: 'other' }
  }
}

/** Fields of an object from outside. */
class Fields {
  readonly #value: unknown

  constructor(value: unknown) {
    this.#value = value
  }

  text(name: string): string | undefined {
    const found = this.#at(name)
    return typeof found === 'string' ? found : undefined
  }

  list(name: string): readonly unknown[] {
    const found = this.#at(name)
    return Array.isArray(found) ? found : []
  }

  #at(name: string): unknown {
    const value = this.#value
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? Reflect.get(value, name)
      : undefined
  }
}
