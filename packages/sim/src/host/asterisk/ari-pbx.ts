import type { AsteriskConfig } from '../config/host-config.ts'
import type { Hearings, Pbx, PbxAddress, PbxOrigination } from '../pbx/pbx.ts'
import type { PbxEvent } from '../pbx/pbx-event.ts'
import { Q850 } from '../pbx/q850.ts'
import { type AriChannel, type AriEvent, readAriEvent, readEndpoint } from './ari-event.ts'
import { type AriLink, type AriReply, isOfGoneChannel, isRefused } from './ari-message.ts'
import { endLeftovers } from './leftovers.ts'
import { OrderedRequests } from './ordered-requests.ts'
import { Recorders } from './recorders.ts'
import { Rooms } from './rooms.ts'
import { SeenEvents } from './seen-events.ts'
import { soundOf } from './sounds.ts'
import { TRANSFERS, transferState } from './transfers.ts'

/** What an {@link AriPbx} is made of. */
export interface AriPbxOptions {
  readonly config: AsteriskConfig
  readonly link: AriLink
  /** Begins the names of what this side makes. */
  readonly prefix: string
  readonly onEvent: (event: PbxEvent) => void
}

/** What phones of Asterisk take as the wish to answer by themselves. */
const AUTO_ANSWER: Readonly<Record<string, string>> = {
  'PJSIP_HEADER(add,Alert-Info)': '<http://127.0.0.1>;info=alert-autoanswer',
  'PJSIP_HEADER(add,Call-Info)': '<sip:strowger>;answer-after=0',
  'PJSIP_HEADER(add,Answer-Mode)': 'Auto',
}
/** Longer than any offer: it is the host that gives up. */
const RING_SECONDS = 3600

/**
 * Asterisk by ARI, sans-I/O: what is to be done becomes requests, what Asterisk tells becomes {@link PbxEvent}s. Callers come in by `Stasis(<application>)`
 * of the dialplan.
 */
export class AriPbx implements Pbx {
  readonly #config: AsteriskConfig
  readonly #link: AriLink
  readonly #tell: (event: PbxEvent) => void
  readonly #requests: OrderedRequests
  readonly #rooms: Rooms
  readonly #recorders: Recorders
  readonly #prefix: string
  readonly #seen = new SeenEvents()
  /** Calls out that were not answered. */
  readonly #calling = new Set<string>()
  /** Channels in the application. */
  readonly #inside = new Set<string>()
  #isConnected = false
  #malformed = 0

  constructor({ config, link, prefix, onEvent }: AriPbxOptions) {
    this.#config = config
    this.#link = link
    this.#tell = onEvent
    this.#prefix = prefix
    this.#requests = new OrderedRequests(link)
    this.#rooms = new Rooms(this.#requests, prefix, config.application)
    this.#recorders = new Recorders(this.#requests, prefix, config.application, onEvent)
  }

  answer(channel: string): void {
    void this.#post(channel, ['channels', channel, 'answer'])
  }

  ring(channel: string): void {
    void this.#post(channel, ['channels', channel, 'ring'])
  }

  hangUp(channel: string, cause: number): void {
    this.#forget(channel)
    this.#delete(channel, ['channels', channel], { reason_code: String(cause) })
  }

  originate(channel: string, to: PbxAddress, how: PbxOrigination): void {
    this.#calling.add(channel)
    void this.#call(channel, to, how)
  }

  connect(hearings: Hearings): void {
    this.#rooms.connect(hearings)
  }

  play(channel: string, sound: string, token: string): void {
    void this.#playSound(channel, sound, token)
  }

  stopPlay(channel: string, token: string): void {
    this.#delete(channel, ['playbacks', token])
  }

  startMusic(channel: string, name: string): void {
    void this.#post(channel, ['channels', channel, 'moh'], { mohClass: name })
  }

  stopMusic(channel: string): void {
    this.#delete(channel, ['channels', channel, 'moh'])
  }

  record(name: string, channels: readonly string[]): void {
    this.#recorders.start(name, channels)
  }

  stopRecord(name: string): void {
    this.#recorders.stop(name)
  }

  transferred(channel: string, status: number): void {
    void this.#post(channel, ['channels', channel, 'transfer_progress'], { states: transferState(status) })
  }

  watch(numbers: readonly string[]): void {
    for (const number of numbers) void this.#watchPhone(number)
  }

  figures(): ReadonlyMap<string, number> {
    const { requests, refused, unanswered } = this.#requests.counts
    return new Map([
      ['pbx_requests_total', requests],
      ['pbx_requests_refused_total', refused],
      ['pbx_requests_unanswered_total', unanswered],
      ['pbx_messages_malformed_total', this.#malformed],
      ['pbx_bridges', this.#rooms.size],
      ['pbx_connected', this.#isConnected ? 1 : 0],
    ])
  }

  async close(): Promise<void> {
    await this.#requests.settled()
    this.#link.close()
  }

  /** The event socket is open: what stands in the application from before is nobody's, and ends. */
  connected(): void {
    this.#isConnected = true
    void endLeftovers(this.#requests, this.#config.application, (id) => this.#isOwn(id))
    this.#tell({ kind: 'connected' })
  }

  /** The event socket is gone: what becomes of the channels is not told any more. */
  disconnected(): void {
    if (!this.#isConnected) return
    this.#isConnected = false
    this.#rooms.clear()
    this.#recorders.clear()
    this.#calling.clear()
    this.#inside.clear()
    this.#tell({ kind: 'disconnected' })
  }

  /** A message of the event socket. Whatever it is, nothing is thrown. */
  take(text: string): void {
    if (this.#seen.isAgain(text)) return
    const event = readAriEvent(text)
    if (event === undefined) this.#malformed += 1
    else this.#follow(event)
  }

  async #call(channel: string, to: PbxAddress, { number, name, autoAnswer }: PbxOrigination): Promise<void> {
    const { technology, application } = this.#config
    const called = plain(to.number)
    const { status } = await this.#requests.send([channel], {
      method: 'POST',
      path: ['channels'],
      query: {
        endpoint: to.kind === 'phone' ? `${technology}/${called}` : `${technology}/${called}@${to.trunk}`,
        channelId: channel,
        app: application,
        callerId: `"${name.replaceAll(/["\\<>]/g, '')}" <${plain(number)}>`,
        timeout: String(RING_SECONDS),
      },
      variables: autoAnswer ? { ...TRANSFERS, ...AUTO_ANSWER } : TRANSFERS,
    })
    if (!isRefused(status) || !this.#calling.delete(channel)) return
    // Without an answer it may ring all the same.
    if (status === 0) this.#delete(channel, ['channels', channel])
    this.#tell({ kind: 'ended', channel, cause: Q850.networkOutOfOrder })
  }

  async #playSound(channel: string, sound: string, token: string): Promise<void> {
    const path = ['channels', channel, 'play', token]
    const { status } = await this.#post(channel, path, { media: soundOf(sound, this.#config.sounds) })
    if (isRefused(status) && !isOfGoneChannel(status)) this.#tell({ kind: 'played', token, found: false })
  }

  async #watchPhone(number: string): Promise<void> {
    const { technology, application } = this.#config
    const about = `${technology}/${number}`
    void this.#post(about, ['applications', application, 'subscription'], { eventSource: `endpoint:${about}` })
    const path = ['endpoints', technology, number]
    const { status, body } = await this.#requests.send([about], { method: 'GET', path })
    const endpoint = isRefused(status) ? undefined : readEndpoint(body)
    if (endpoint !== undefined) this.#follow(endpoint)
  }

  #follow(event: AriEvent): void {
    switch (event.kind) {
      case 'start':
        this.#started(event.channel)
        return
      case 'left':
        this.#recorders.left(event.channel.id)
        if (this.#inside.has(event.channel.id)) this.#ended(event.channel.id, Q850.normalClearing)
        return
      case 'hanging-up':
        // What plays to it fails next: its end comes first, or the flow would go on with a caller who is gone.
        if (this.#inside.has(event.channel.id)) this.#ended(event.channel.id, Q850.normalClearing)
        return
      case 'destroyed':
        if (this.#calling.has(event.channel.id) || this.#inside.has(event.channel.id))
          this.#ended(event.channel.id, event.cause)
        return
      case 'state':
        if (event.channel.state === 'Ringing') this.#tell({ kind: 'ringing', channel: event.channel.id })
        return
      case 'digit':
        this.#tell({ kind: 'digit', channel: event.channel.id, digit: event.digit })
        return
      case 'hold':
      case 'unhold':
        this.#tell({ kind: event.kind === 'hold' ? 'held' : 'resumed', channel: event.channel.id })
        return
      case 'playback-finished':
        this.#tell({ kind: 'played', token: event.id, found: !event.failed })
        return
      case 'recording-ended':
        this.#recorders.ended(event.name, event.hasFile, event.durationMs)
        return
      case 'recording-started':
        this.#recorders.writes(event.name)
        return
      case 'endpoint':
        this.#tell({ kind: 'phone', number: event.resource, isThere: event.online, isFresh: event.isFresh })
        return
      case 'transfer':
        this.#tell({ kind: 'transfer-asked', channel: event.channel.id, to: event.to, replaces: event.replaces })
        return
      case 'replaced':
        this.disconnected()
        return
      case 'other':
    }
  }

  #started({ id, name, callerNumber, exten }: AriChannel): void {
    if (this.#rooms.started(id) || this.#recorders.started(id)) return
    const isAnswer = this.#calling.delete(id)
    // A call of this side that was given up as it was answered: its end is under way.
    if (!isAnswer && id.startsWith(`${this.#prefix}-`)) return
    this.#inside.add(id)
    if (!isAnswer) this.#takeTransfers(id)
    if (isAnswer) this.#tell({ kind: 'answered', channel: id })
    else this.#tell({ kind: 'incoming', channel: id, endpoint: endpointOf(name), from: callerNumber, to: exten })
  }

  /** What a call out is given when it is made, a call that comes in is given here. */
  #takeTransfers(channel: string): void {
    if (this.#config.technology !== 'PJSIP') return
    for (const [variable, value] of Object.entries(TRANSFERS)) {
      void this.#post(channel, ['channels', channel, 'variable'], { variable, value })
    }
  }

  #isOwn(id: string): boolean {
    return this.#inside.has(id) || this.#calling.has(id) || this.#rooms.has(id)
  }

  #ended(channel: string, cause: number): void {
    this.#forget(channel)
    this.#tell({ kind: 'ended', channel, cause })
  }

  #forget(channel: string): void {
    this.#calling.delete(channel)
    this.#inside.delete(channel)
    this.#rooms.forget(channel)
  }

  async #post(about: string, path: readonly string[], query: Readonly<Record<string, string>> = {}): Promise<AriReply> {
    return await this.#requests.send([about], { method: 'POST', path, query })
  }

  #delete(channel: string, path: readonly string[], query: Readonly<Record<string, string>> = {}): void {
    void this.#requests.send([channel], { method: 'DELETE', path, query })
  }
}

/** A number with nothing in it that an address could be made of. */
function plain(number: string): string {
  return number.replaceAll(/[^0-9A-Za-z+*#]/g, '')
}

/** `PJSIP/carrier-0000002a` is a channel of `carrier`. */
function endpointOf(name: string): string {
  return /^[^/]+\/(.+)-[0-9a-f]+$/.exec(name)?.[1] ?? ''
}
