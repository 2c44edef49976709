import { AriPbx } from '../../../src/host/asterisk/ari-pbx.ts'
import type { AriReply, AriRequest } from '../../../src/host/asterisk/ari-message.ts'
import type { AsteriskConfig } from '../../../src/host/config/host-config.ts'
import type { PbxMaker } from '../../../src/host/pbx/pbx.ts'
import type { Lab } from './lab.ts'

export const ASTERISK: AsteriskConfig = {
  kind: 'asterisk',
  url: 'http://127.0.0.1:8088/ari',
  user: 'strowger',
  password: 'correct horse battery',
  application: 'strowger',
  technology: 'PJSIP',
  sounds: 'strowger',
}

interface Channel {
  readonly id: string
  readonly name: string
  readonly caller: string
  readonly exten: string
  state: 'Ring' | 'Ringing' | 'Up'
  isInApplication: boolean
  /** The other end is gone; the channel is about to be. */
  isHungUp: boolean
  bridge: string | undefined
  readonly snoop: { readonly target: string; readonly spy: string; readonly whisper: string } | undefined
  playback: { readonly id: string; readonly media: string } | undefined
  music: string | undefined
  recording: string | undefined
  /** Asterisk has begun to write what it was asked to record. */
  isWriting: boolean
  /** Who carries out a REFER of its phone: Asterisk, or whoever listens. */
  transfers: string
}

/** Causes that its SIP stack makes of what a phone answers. */
const CAUSES: Readonly<Record<number, number>> = {
  404: 1,
  408: 18,
  480: 19,
  486: 17,
  500: 38,
  503: 42,
  600: 17,
  603: 21,
}
const OK: AriReply = { status: 204, body: undefined }
const GONE: AriReply = { status: 404, body: { message: 'Channel not found' } }
const CONFLICT: AriReply = { status: 409, body: { message: 'Channel not in Stasis application' } }
const NOT_HERE: AriReply = { status: 422, body: { message: 'Channel not in Stasis application' } }

/** An Asterisk that does what ARI's documentation says, as far as an adapter asks it: channels, mixing bridges, snoops, playbacks, recordings. */
export class ScriptedAsterisk implements Lab {
  readonly name = 'Asterisk'
  readonly mistakes: string[] = []
  readonly everHeard = new Set<string>()
  /** Sends an event; replaced by a server that has sockets. */
  emit: (event: Readonly<Record<string, unknown>>) => void = () => undefined
  readonly #channels = new Map<string, Channel>()
  /** Names by id. */
  readonly #bridges = new Map<string, string>()
  /** Files of recordings: a second one of that name is refused. */
  readonly #files = new Set<string>()
  readonly #online = new Set<string>()
  readonly #causes = new Map<string, number>()
  /** Endpoints that the application listens to. */
  readonly #watched = new Set<string>()
  readonly #later: (run: () => void) => void
  #connected: () => void = () => undefined
  #disconnected: () => void = () => undefined
  #last = 0
  #told = 0
  /** Length of the next recording that ends. */
  seconds = 7
  /** Whether recordings come to be written, or stay queued. */
  writes = true

  /** @param later - does something a moment later: snoops come to the application by themselves */
  constructor(later: (run: () => void) => void) {
    this.#later = later
  }

  readonly pbx: PbxMaker = async (onEvent) => {
    const link = {
      request: async (request: AriRequest) => await Promise.resolve(this.handle(request)),
      close: () => undefined,
    }
    const pbx = new AriPbx({ config: ASTERISK, link, prefix: 'strowger-1', onEvent })
    this.#connected = () => {
      this.emit = (event) => {
        pbx.take(JSON.stringify(event))
      }
      pbx.connected()
    }
    this.#disconnected = () => {
      pbx.disconnected()
    }
    this.#connected()
    return await Promise.resolve(pbx)
  }

  register(number: string, isThere = true): void {
    const isNew = this.#online.has(number) !== isThere
    if (isThere) this.#online.add(number)
    else this.#online.delete(number)
    const endpoint = this.#endpoint(number)
    if (isNew) this.emit({ type: 'EndpointStateChange', timestamp: this.#now(), endpoint })
    const status = isThere ? 'Updated' : 'Removed'
    const contact = { uri: `sip:${number}@10.0.0.1`, contact_status: isNew && isThere ? 'NonQualified' : status }
    this.emit({ type: 'ContactStatusChange', timestamp: this.#now(), endpoint, contact_info: contact })
  }

  call(endpoint: string, from: string, to: string): string {
    const id = `1764150000.${(this.#last += 1)}`
    const channel = this.#add(id, `PJSIP/${endpoint}-${this.#last.toString(16).padStart(8, '0')}`, 'Ring', from, to)
    this.#start(channel)
    return id
  }

  ringing(number: string): string[] {
    return [...this.#channels.values()]
      .filter(({ name, state }) => state === 'Ringing' && name.startsWith(`PJSIP/${number}`))
      .map(({ id }) => id)
  }

  answer(id: string): void {
    const channel = this.#channels.get(id)!
    channel.state = 'Up'
    this.#tell('ChannelStateChange', channel)
    this.#start(channel)
  }

  hangUp(id: string, cause = 16): void {
    const channel = this.#channels.get(id)
    if (channel === undefined) return
    if (!channel.isInApplication) {
      this.#destroy(channel, cause)
      return
    }
    this.#tell('ChannelHangupRequest', channel, { cause })
    channel.isHungUp = true
    // What plays fails, and so does what is played then, until the channel leaves a moment later.
    if (channel.playback !== undefined) this.#finished(channel.playback, 'failed')
    channel.playback = undefined
    this.#later(() => {
      if (this.#channels.has(id)) this.#destroy(channel, cause)
    })
  }

  /** The phone asks for a transfer (REFER). False when Asterisk carries that out itself, and nobody is told. */
  refer(id: string, to: string): boolean {
    const channel = this.#channels.get(id)!
    if (channel.transfers !== 'ari-only') return false
    const source = { id, name: channel.name, state: channel.state }
    const asked = { refer_to: { requested_destination: { destination: to } }, referred_by: { source_channel: source } }
    this.emit({ type: 'ChannelTransfer', state: 'Up', ...asked })
    return true
  }

  refuse(id: string, status: number): void {
    this.hangUp(id, CAUSES[status])
  }

  press(id: string, digit: string): void {
    this.#tell('ChannelDtmfReceived', this.#channels.get(id)!, { digit, duration_ms: 100 })
  }

  hold(id: string, isHeld: boolean): void {
    this.#tell(isHeld ? 'ChannelHold' : 'ChannelUnhold', this.#channels.get(id)!)
  }

  finish(id: string): void {
    const channel = this.#channels.get(id)
    const playback = channel?.playback
    if (channel === undefined || playback === undefined) return
    channel.playback = undefined
    this.#finished(playback)
  }

  isUp(id: string): boolean | undefined {
    const state = this.#channels.get(id)?.state
    return state === undefined ? undefined : state === 'Up'
  }

  causeOf(id: string): number | undefined {
    return this.#causes.get(id)
  }

  hears(id: string): string[] {
    const heard = new Set(this.#heardIn(this.#channels.get(id)?.bridge, id))
    for (const { snoop, bridge, id: snoopId } of this.#channels.values()) {
      if (snoop?.target === id && snoop.whisper === 'out')
        for (const each of this.#heardIn(bridge, snoopId)) heard.add(each)
    }
    return [...heard].toSorted()
  }

  plays(id: string): string | undefined {
    const channel = this.#channels.get(id)
    return channel?.playback?.media ?? (channel?.music === undefined ? undefined : `music ${channel.music}`)
  }

  recordings(): string[] {
    return [...this.#channels.values()].flatMap(({ recording }) => recording ?? [])
  }

  leftovers(): string[] {
    return [...this.#bridges.keys(), ...[...this.#channels.values()].filter(({ snoop }) => snoop).map(({ id }) => id)]
  }

  disconnect(): void {
    this.emit = () => undefined
    this.#watched.clear()
    this.#disconnected()
  }

  reconnect(): void {
    this.#connected()
  }

  /** A request to the REST interface. */
  handle({ method, path, query = {}, variables = {} }: AriRequest): AriReply {
    const reply = this.#route(method, path, query, variables)
    if (reply.status >= 400 && reply.status !== 404 && reply.status !== 409)
      this.mistakes.push(`${method} /${path.join('/')}: ${reply.status}`)
    for (const { id, snoop } of this.#channels.values()) {
      if (snoop === undefined) for (const source of this.hears(id)) this.everHeard.add(`${id} ${source}`)
    }
    return reply
  }

  #route(
    method: string,
    path: readonly string[],
    query: Readonly<Record<string, string>>,
    variables: Readonly<Record<string, string>>,
  ): AriReply {
    const [kind = '', id = '', verb = '', more = ''] = path
    if (kind === 'applications') {
      if (method === 'POST') this.#watched.add(query['eventSource']?.replace('endpoint:', '') ?? '')
      return method === 'GET'
        ? { status: 200, body: { name: id, channel_ids: this.#inApplication(), bridge_ids: this.#bridgesInUse() } }
        : { status: 200, body: {} }
    }
    if (kind === 'endpoints') return { status: 200, body: this.#endpoint(verb) }
    if (kind === 'bridges') return this.#bridge(method, id, verb, query)
    if (kind === 'playbacks') return this.#stopPlayback(id)
    if (kind === 'recordings') return this.#stopRecording(verb)
    if (method === 'POST' && path.length === 1) return this.#originate(query, variables)
    const channel = this.#channels.get(id)
    if (channel === undefined) return GONE
    if (method === 'DELETE' && verb === '') {
      this.#causes.set(id, Number(query['reason_code'] ?? 16))
      this.#destroy(channel, 16)
      return OK
    }
    if (verb === 'snoop') return this.#snoop(channel, more, query)
    return channel.isInApplication ? this.#toChannel(channel, method, verb, more, query) : CONFLICT
  }

  #toChannel(
    channel: Channel,
    method: string,
    verb: string,
    more: string,
    query: Readonly<Record<string, string>>,
  ): AriReply {
    switch (verb) {
      case 'answer':
        channel.state = 'Up'
        return OK
      case 'ring':
      case 'transfer_progress':
        return OK
      case 'moh':
        channel.music = method === 'DELETE' ? undefined : query['mohClass']
        return OK
      case 'play':
        if (channel.isHungUp) this.#finished({ id: more, media: query['media'] ?? '' }, 'failed')
        else channel.playback = { id: more, media: query['media'] ?? '' }
        return { status: 201, body: {} }
      case 'variable':
        if (query['variable'] === 'PJSIP_TRANSFER_HANDLING()') channel.transfers = query['value'] ?? ''
        return OK
      case 'record': {
        const name = query['name'] ?? ''
        if (this.#files.has(name)) return { status: 409, body: { message: 'Recording already exists' } }
        this.#files.add(name)
        channel.recording = name
        this.#later(() => {
          if (channel.recording !== name || !this.writes) return
          channel.isWriting = true
          this.emit({ type: 'RecordingStarted', recording: { name, format: 'wav', state: 'recording' } })
        })
        return { status: 201, body: {} }
      }
      default:
        return { status: 400, body: undefined }
    }
  }

  #originate(
    { endpoint = '', channelId = '' }: Readonly<Record<string, string>>,
    variables: Readonly<Record<string, string>>,
  ): AriReply {
    const called = endpoint.replace(/@.*/, '')
    const name = `${called}-${(this.#last += 1).toString(16).padStart(8, '0')}`
    const channel = this.#add(channelId, name, 'Ringing', '', '')
    channel.transfers = variables['PJSIP_TRANSFER_HANDLING()'] ?? 'core'
    this.#later(() => {
      if (this.#channels.has(channelId)) this.#tell('ChannelStateChange', channel)
    })
    return { status: 200, body: {} }
  }

  #snoop(target: Channel, id: string, { spy = 'none', whisper = 'none' }: Readonly<Record<string, string>>): AriReply {
    const channel = this.#add(id, `Snoop/${target.id}-00000000`, 'Up', '', '', { target: target.id, spy, whisper })
    this.#later(() => {
      if (this.#channels.has(id)) this.#start(channel)
    })
    return { status: 200, body: {} }
  }

  #bridge(
    method: string,
    id: string,
    verb: string,
    { bridgeId = '', name = '', channel = '' }: Readonly<Record<string, string>>,
  ): AriReply {
    if (method === 'GET') return { status: 200, body: [...this.#bridges].map(([each, of]) => ({ id: each, name: of })) }
    if (method === 'DELETE') {
      if (!this.#bridges.delete(id)) return GONE
      for (const each of this.#channels.values()) if (each.bridge === id) each.bridge = undefined
      return OK
    }
    if (id === '') {
      this.#bridges.set(bridgeId, name)
      return { status: 200, body: {} }
    }
    const found = this.#channels.get(channel)
    // What ARI says to a channel that is not there is 400.
    if (!this.#bridges.has(id) || found === undefined) return GONE
    if (!found.isInApplication) return NOT_HERE
    if (verb === 'removeChannel' && found.bridge !== id) return NOT_HERE
    found.bridge = verb === 'addChannel' ? id : undefined
    return OK
  }

  #stopPlayback(id: string): AriReply {
    for (const channel of this.#channels.values()) {
      if (channel.playback?.id !== id) continue
      this.finish(channel.id)
      return OK
    }
    return GONE
  }

  #stopRecording(name: string): AriReply {
    for (const channel of this.#channels.values()) {
      if (channel.recording !== name) continue
      // What is only queued is not stopped by this: it is recorded all the same.
      if (channel.isWriting)
        this.#later(() => {
          this.#recorded(channel)
        })
      return OK
    }
    return GONE
  }

  #recorded(channel: Channel): void {
    const name = channel.recording
    if (name === undefined) return
    channel.recording = undefined
    this.emit({ type: 'RecordingFinished', recording: { name, format: 'wav', state: 'done', duration: this.seconds } })
  }

  #finished(
    playback: { readonly id: string; readonly media: string },
    state = playback.media.includes('missing') ? 'failed' : 'done',
  ): void {
    this.emit({ type: 'PlaybackFinished', playback: { id: playback.id, media_uri: playback.media, state } })
  }

  #heardIn(bridge: string | undefined, listener: string): string[] {
    if (bridge === undefined) return []
    return [...this.#channels.values()].flatMap(({ id, bridge: at, snoop }) => {
      if (at !== bridge || id === listener) return []
      if (snoop === undefined) return [id]
      return snoop.spy === 'in' && snoop.target !== listener ? [snoop.target] : []
    })
  }

  #destroy(channel: Channel, cause: number): void {
    this.#channels.delete(channel.id)
    for (const { snoop, id } of this.#channels.values())
      if (snoop?.target === channel.id && this.#channels.has(id)) this.#destroy(this.#channels.get(id)!, 16)
    if (channel.isWriting) this.#recorded(channel)
    if (channel.isInApplication) this.#tell('StasisEnd', channel)
    this.#tell('ChannelDestroyed', channel, { cause, cause_txt: 'Normal Clearing' })
    // What is told of an endpoint names its channels: it is told anew when there is one less, whatever its state.
    const number = /^PJSIP\/(.*)-[0-9a-f]+$/.exec(channel.name)?.[1]
    if (number !== undefined && this.#watched.has(`PJSIP/${number}`))
      this.emit({ type: 'EndpointStateChange', timestamp: this.#now(), endpoint: this.#endpoint(number) })
  }

  #start(channel: Channel): void {
    channel.isInApplication = true
    this.#tell('StasisStart', channel, { args: [] })
  }

  #add(
    id: string,
    name: string,
    state: Channel['state'],
    caller: string,
    exten: string,
    snoop?: Channel['snoop'],
  ): Channel {
    const rest = {
      isInApplication: false,
      isHungUp: false,
      bridge: undefined,
      playback: undefined,
      music: undefined,
      recording: undefined,
      isWriting: false,
      transfers: 'core',
    }
    const channel: Channel = { id, name, state, caller, exten, snoop, ...rest }
    this.#channels.set(id, channel)
    return channel
  }

  #tell(type: string, { id, name, state, caller, exten }: Channel, more: Readonly<Record<string, unknown>> = {}): void {
    const channel = {
      id,
      name,
      state,
      caller: { name: '', number: caller },
      connected: { name: '', number: '' },
      accountcode: '',
      dialplan: { context: 'from-outside', exten, priority: 1 },
      creationtime: '2026-11-26T10:00:00.000+0000',
      language: 'en',
    }
    const timestamp = this.#now()
    const event = { type, timestamp, application: 'strowger', channel, ...more }
    this.emit(event)
    // What happens to a channel is told to its endpoint as well: who listens to both is told twice.
    const isOfApplication = type === 'StasisStart' || type === 'StasisEnd'
    if (!isOfApplication && this.#watched.has(name.replace(/-[0-9a-f]+$/, ''))) this.emit(event)
  }

  #now(): string {
    return new Date(Date.UTC(2026, 10, 26) + (this.#told += 1)).toISOString()
  }

  #endpoint(number: string): unknown {
    const state = this.#online.has(number) ? 'online' : 'offline'
    return { technology: 'PJSIP', resource: number, state, channel_ids: [] }
  }

  /** An application lists bridges as long as a channel of it is in them. */
  #bridgesInUse(): string[] {
    return [...this.#bridges.keys()].filter((id) => [...this.#channels.values()].some(({ bridge }) => bridge === id))
  }

  #inApplication(): string[] {
    return [...this.#channels.values()].filter(({ isInApplication }) => isInApplication).map(({ id }) => id)
  }
}
