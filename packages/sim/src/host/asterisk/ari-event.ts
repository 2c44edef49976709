/** What is used of a channel. */
export interface AriChannel {
  readonly id: string
  /** `PJSIP/1001-0000002a`: technology, endpoint, number. */
  readonly name: string
  readonly state: string
  readonly callerNumber: string
  /** The extension of the dialplan that led here. */
  readonly exten: string
}

/** What is used of the events of Asterisk 16 and later. */
export type AriEvent =
  | { readonly kind: 'start'; readonly channel: AriChannel }
  | { readonly kind: 'left'; readonly channel: AriChannel }
  /** Whoever is at the other end has hung up, or the channel was told to: it leaves next. */
  | { readonly kind: 'hanging-up'; readonly channel: AriChannel }
  | { readonly kind: 'destroyed'; readonly channel: AriChannel; readonly cause: number }
  | { readonly kind: 'state'; readonly channel: AriChannel }
  | { readonly kind: 'digit'; readonly channel: AriChannel; readonly digit: string }
  | { readonly kind: 'hold' | 'unhold'; readonly channel: AriChannel }
  | { readonly kind: 'playback-finished'; readonly id: string; readonly failed: boolean }
  | { readonly kind: 'recording-started'; readonly name: string }
  /** `hasFile` is false when nothing was written, or what was is gone; whole seconds, 0 for less than one. */
  | { readonly kind: 'recording-ended'; readonly name: string; readonly hasFile: boolean; readonly durationMs: number }
  /** `isFresh`: a contact of it was heard of just now. */
  | { readonly kind: 'endpoint'; readonly resource: string; readonly online: boolean; readonly isFresh: boolean }
  | {
      readonly kind: 'transfer'
      readonly channel: AriChannel
      readonly to: string
      readonly replaces: string | undefined
    }
  /** Another program has taken the application over. */
  | { readonly kind: 'replaced' }
  /** One of the many that nothing is done about. */
  | { readonly kind: 'other' }

/** Reads a message of the event socket; undefined when it is no event of ARI. Never throws. */
export function readAriEvent(text: string): AriEvent | undefined {
  let event: unknown
  try {
    event = JSON.parse(text)
  } catch {
    return undefined
  }
  const type = stringAt(event, 'type')
  const reader = type === undefined ? undefined : READERS.get(type)
  if (reader !== undefined) return reader(event)
  return type === undefined ? undefined : { kind: 'other' }
}

const READERS: ReadonlyMap<string, (event: unknown) => AriEvent | undefined> = new Map([
  ['StasisStart', (event) => withChannel(event, (channel) => ({ kind: 'start', channel }))],
  ['StasisEnd', (event) => withChannel(event, (channel) => ({ kind: 'left', channel }))],
  ['ChannelHangupRequest', (event) => withChannel(event, (channel) => ({ kind: 'hanging-up', channel }))],
  ['ChannelStateChange', (event) => withChannel(event, (channel) => ({ kind: 'state', channel }))],
  ['ChannelHold', (event) => withChannel(event, (channel) => ({ kind: 'hold', channel }))],
  ['ChannelUnhold', (event) => withChannel(event, (channel) => ({ kind: 'unhold', channel }))],
  [
    'ChannelDestroyed',
    (event) => withChannel(event, (channel) => ({ kind: 'destroyed', channel, cause: numberAt(event, 'cause') ?? 0 })),
  ],
  [
    'ChannelDtmfReceived',
    (event) =>
      withChannel(event, (channel) => {
        const digit = stringAt(event, 'digit')
        return digit !== undefined && /^[0-9A-D*#]$/.test(digit) ? { kind: 'digit', channel, digit } : undefined
      }),
  ],
  [
    'ChannelTransfer',
    (event) => {
      const referTo = at(event, 'refer_to')
      const to = stringAt(at(referTo, 'requested_destination'), 'destination') ?? ''
      const replaces = stringAt(at(referTo, 'destination_channel'), 'id')
      const channel = readChannel(at(at(event, 'referred_by'), 'source_channel'))
      return channel && { kind: 'transfer', channel, to, replaces }
    },
  ],
  [
    'PlaybackFinished',
    (event) => {
      const id = stringAt(at(event, 'playback'), 'id')
      const failed = stringAt(at(event, 'playback'), 'state') === 'failed'
      return id === undefined ? undefined : { kind: 'playback-finished', id, failed }
    },
  ],
  [
    'RecordingStarted',
    (event) => {
      const name = stringAt(at(event, 'recording'), 'name')
      return name === undefined ? undefined : { kind: 'recording-started', name }
    },
  ],
  ['RecordingFinished', recordingEnded],
  ['RecordingFailed', recordingEnded],
  ['EndpointStateChange', (event) => readEndpoint(at(event, 'endpoint'))],
  [
    'ContactStatusChange',
    (event) => {
      const endpoint = readEndpoint(at(event, 'endpoint'))
      const status = stringAt(at(event, 'contact_info'), 'contact_status') ?? ''
      return endpoint && { ...endpoint, isFresh: HEARD_OF.has(status) }
    },
  ],
  ['ApplicationReplaced', () => ({ kind: 'replaced' })],
])

/** States of a contact that has registered, anew or again, or has answered. */
const HEARD_OF: ReadonlySet<string> = new Set(['Created', 'Updated', 'Reachable', 'NonQualified'])

/** An endpoint as events and `GET /endpoints` show it; undefined when it is none. */
export function readEndpoint(endpoint: unknown): (AriEvent & { kind: 'endpoint' }) | undefined {
  const resource = stringAt(endpoint, 'resource')
  return resource === undefined
    ? undefined
    : { kind: 'endpoint', resource, online: stringAt(endpoint, 'state') === 'online', isFresh: false }
}

/** Ids of the channels of an application, as `GET /applications` shows it. */
export function channelsOf(application: unknown): readonly string[] {
  const ids = at(application, 'channel_ids')
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : []
}

/** Ids of the bridges that have a name, as `GET /bridges` lists them. */
export function bridgesNamed(name: string, bridges: unknown): readonly string[] {
  if (!Array.isArray(bridges)) return []
  return bridges.flatMap((bridge) => (stringAt(bridge, 'name') === name ? (stringAt(bridge, 'id') ?? []) : []))
}

function recordingEnded(event: unknown): AriEvent | undefined {
  const name = stringAt(at(event, 'recording'), 'name')
  const seconds = numberAt(at(event, 'recording'), 'duration') ?? 0
  const hasFile = stringAt(at(event, 'recording'), 'state') === 'done'
  return name === undefined
    ? undefined
    : { kind: 'recording-ended', name, hasFile, durationMs: 1000 * Math.max(0, seconds) }
}

function withChannel(event: unknown, make: (channel: AriChannel) => AriEvent | undefined): AriEvent | undefined {
  const channel = readChannel(at(event, 'channel'))
  return channel && make(channel)
}

function readChannel(channel: unknown): AriChannel | undefined {
  const id = stringAt(channel, 'id')
  if (id === undefined) return undefined
  return {
    id,
    name: stringAt(channel, 'name') ?? '',
    state: stringAt(channel, 'state') ?? '',
    callerNumber: stringAt(at(channel, 'caller'), 'number') ?? '',
    exten: stringAt(at(channel, 'dialplan'), 'exten') ?? '',
  }
}

function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return Reflect.get(value, key)
}

function stringAt(value: unknown, key: string): string | undefined {
  const found = at(value, key)
  return typeof found === 'string' ? found : undefined
}

function numberAt(value: unknown, key: string): number | undefined {
  const found = at(value, key)
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined
}
