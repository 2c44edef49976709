import type { FreeSwitchConfig } from '../config/host-config.ts'
import type { Hearings, Pbx, PbxAddress, PbxOrigination } from '../pbx/pbx.ts'
import type { PbxEvent } from '../pbx/pbx-event.ts'
import { Q850 } from '../pbx/q850.ts'
import { Channels, OWN } from './channels.ts'
import { Conferences } from './conferences.ts'
import { EslCommands, type EslLink } from './esl-commands.ts'
import { type EslEvent, EVENTS, readEslEvent, registeredPhones } from './esl-event.ts'
import type { EslFrame } from './esl-frames.ts'
import { soundOf } from './sounds.ts'

/** What an {@link EslPbx} is made of. */
export interface EslPbxOptions {
  readonly config: FreeSwitchConfig
  readonly link: EslLink
  /** Begins the names of what this side makes. */
  readonly prefix: string
  readonly onEvent: (event: PbxEvent) => void
}

/** Longer than any offer: it is the host that gives up. */
const RING_SECONDS = 3600
const AUTO_ANSWER = ['sip_auto_answer=true', 'sip_h_Answer-Mode=Auto', 'sip_h_Alert-Info=info=alert-autoanswer']

/**
 * FreeSWITCH by its event socket, sans-I/O: what is to be done becomes commands, what FreeSWITCH tells becomes {@link PbxEvent}s. Callers come in by `park`
 * of the dialplan, with `strowger_endpoint` saying who brings them.
 */
export class EslPbx implements Pbx {
  readonly #config: FreeSwitchConfig
  readonly #link: EslLink
  readonly #prefix: string
  readonly #tell: (event: PbxEvent) => void
  readonly #conferences: Conferences
  readonly #commands: EslCommands
  readonly #channels: Channels
  /** Channel of each recording that is under way. */
  readonly #recorded = new Map<string, string>()
  #malformed = 0
  #isConnected = false

  constructor({ config, link, prefix, onEvent }: EslPbxOptions) {
    this.#config = config
    this.#link = link
    this.#prefix = prefix
    this.#tell = onEvent
    this.#commands = new EslCommands(link)
    this.#channels = new Channels(this.#commands)
    this.#conferences = new Conferences(this.#commands, prefix, config.profile)
  }

  answer(channel: string): void {
    this.#commands.api(`uuid_answer ${channel}`)
  }

  ring(channel: string): void {
    this.#commands.api(`uuid_ring_ready ${channel}`)
  }

  hangUp(channel: string, cause: number): void {
    this.#forget(channel)
    this.#commands.api(`uuid_kill ${channel} ${cause}`)
  }

  originate(channel: string, to: PbxAddress, { number, name, autoAnswer }: PbxOrigination): void {
    this.#channels.addCalled(channel)
    const { domain } = this.#config
    const called = plain(to.number)
    const target =
      to.kind === 'trunk'
        ? `sofia/gateway/${to.trunk}/${called}`
        : `user/${called}${domain === undefined ? '' : `@${domain}`}`
    const variables = [
      `origination_uuid=${channel}`,
      `origination_caller_id_number=${plain(number)}`,
      `origination_caller_id_name='${name.replaceAll(/[^\p{L}\p{N} :.-]/gu, '')}'`,
      `originate_timeout=${RING_SECONDS}`,
      'ignore_early_media=true',
      OWN,
      ...(autoAnswer ? AUTO_ANSWER : []),
    ]
    this.#commands.send(`bgapi originate {${variables.join(',')}}${target} &park()\nJob-UUID: ${channel}`)
  }

  connect(hearings: Hearings): void {
    this.#conferences.connect(hearings)
    for (const channel of hearings.keys()) if (this.#conferences.has(channel)) this.#channels.leavesPark(channel)
  }

  play(channel: string, sound: string, token: string): void {
    this.#channels.play(channel, soundOf(sound, this.#config.sounds), token)
  }

  stopPlay(channel: string): void {
    this.#channels.stop(channel)
  }

  startMusic(channel: string, name: string): void {
    this.#channels.play(channel, `local_stream://${name.replaceAll(/[^\w-]/g, '')}`, '')
  }

  stopMusic(channel: string): void {
    this.#channels.stop(channel)
  }

  record(name: string, channels: readonly string[]): void {
    const [first] = channels
    if (first === undefined) {
      this.#tell({ kind: 'recorded', name, path: '', durationMs: 0 })
      return
    }
    // Of a conversation what the channel says is on the left and what it hears on the right.
    const isBoth = channels.length > 1
    this.#commands.api(`uuid_setvar_multi ${first} RECORD_STEREO=${isBoth};RECORD_READ_ONLY=${!isBoth}`)
    this.#recorded.set(name, first)
    this.#commands.api(`uuid_record ${first} start ${this.#pathOf(name)}`, (reply) => {
      if (reply.startsWith('-ERR')) this.#recordStopped(this.#pathOf(name), 0)
    })
  }

  stopRecord(name: string): void {
    const channel = this.#recorded.get(name)
    if (channel !== undefined) this.#commands.api(`uuid_record ${channel} stop ${this.#pathOf(name)}`)
  }

  /** Phones' own transfers are FreeSWITCH's: it tells of none, so that there is nothing to report. */
  transferred(): void {
    return
  }

  watch(numbers: readonly string[]): void {
    // Registrations are told of all phones; who is there already, or went while nothing was told, is asked once.
    this.#commands.api('show registrations as json', (body) => {
      const there = registeredPhones(body)
      if (there === undefined) return
      for (const number of numbers) this.#tell({ kind: 'phone', number, isThere: there.has(number), isFresh: false })
    })
  }

  figures(): ReadonlyMap<string, number> {
    const { commands, refused } = this.#commands.counts
    return new Map([
      ['pbx_requests_total', commands],
      ['pbx_requests_refused_total', refused],
      ['pbx_messages_malformed_total', this.#malformed],
      ['pbx_bridges', this.#conferences.size],
      ['pbx_connected', this.#isConnected ? 1 : 0],
    ])
  }

  async close(): Promise<void> {
    this.#link.close()
    await Promise.resolve()
  }

  /** FreeSWITCH has let this side in. */
  get isConnected(): boolean {
    return this.#isConnected
  }

  /** The connection is gone: what becomes of the channels is not told any more. */
  disconnected(): void {
    this.#commands.clear()
    if (!this.#isConnected) return
    this.#isConnected = false
    this.#channels.clear()
    // The files are there, as long as they had become.
    for (const name of this.#recorded.keys()) this.#recordStopped(this.#pathOf(name), 0)
    this.#conferences.clear()
    this.#tell({ kind: 'disconnected' })
  }

  /** A message of the event socket. Whatever it is, nothing is thrown. */
  take({ headers, body }: EslFrame): void {
    switch (headers.get('content-type') ?? '') {
      case 'auth/request':
        this.#commands.send(`auth ${this.#config.password}`, (text) => {
          this.#authenticated(text)
        })
        return
      case 'command/reply':
        this.#commands.answered(headers.get('reply-text') ?? '')
        return
      case 'api/response':
        this.#commands.answered(body)
        return
      case 'text/event-json': {
        const event = readEslEvent(body)
        if (event === undefined) this.#malformed += 1
        else this.#follow(event)
        return
      }
      case 'text/disconnect-notice':
      case 'text/rude-rejection':
        this.#link.drop()
        return
      default:
        this.#malformed += 1
    }
  }

  #authenticated(reply: string): void {
    if (!reply.startsWith('+OK')) {
      this.#link.drop()
      return
    }
    this.#isConnected = true
    this.#commands.send(`event json ${EVENTS}`)
    this.#commands.api(`hupall NORMAL_CLEARING ${OWN.replace('=', ' ')}`)
    this.#tell({ kind: 'connected' })
  }

  #follow(event: EslEvent): void {
    switch (event.kind) {
      case 'parked':
        this.#parked(event)
        return
      case 'ringing':
      case 'held':
      case 'resumed':
        if (this.#channels.has(event.channel)) this.#tell({ kind: event.kind, channel: event.channel })
        else this.#endForgotten(event.channel)
        return
      case 'digit':
        if (this.#channels.has(event.channel)) this.#tell(event)
        return
      case 'ended':
        this.#ended(event.channel, event.cause)
        return
      case 'job-failed':
        // A call that was never made has no channel that could end.
        this.#ended(event.job, event.cause)
        return
      case 'executed':
        if (event.token !== '') this.#tell({ kind: 'played', token: event.token, found: event.found })
        return
      case 'record-stopped':
        this.#recordStopped(event.path, event.durationMs)
        return
      case 'joined':
        this.#conferences.joined(event.channel, event.conference, event.member)
        return
      case 'phone':
        this.#tell(event)
        return
      case 'other':
    }
  }

  #parked({ channel, endpoint, from, to }: EslEvent & { kind: 'parked' }): void {
    if (this.#channels.has(channel)) {
      const isAnswered = !this.#conferences.has(channel) && this.#channels.parks(channel)
      if (isAnswered) this.#tell({ kind: 'answered', channel })
    } else if (endpoint === undefined) this.#endForgotten(channel)
    else {
      this.#channels.addParked(channel)
      this.#tell({ kind: 'incoming', channel, endpoint, from, to })
    }
  }

  /** A call that was hung up before FreeSWITCH had made its channel: what was to end it found none. */
  #endForgotten(channel: string): void {
    if (channel.startsWith(`${this.#prefix}-`)) this.#commands.api(`uuid_kill ${channel}`)
  }

  #ended(channel: string, cause: number): void {
    if (!this.#channels.has(channel)) return
    this.#forget(channel)
    // What a phone answers as 480 is 18 here, and a phone that answers nothing is 102: elsewhere they are 19 and 18.
    this.#tell({ kind: 'ended', channel, cause: cause === Q850.noUserResponding ? Q850.noAnswer : cause })
  }

  #forget(channel: string): void {
    this.#channels.delete(channel)
    this.#conferences.forget(channel)
  }

  #recordStopped(path: string, durationMs: number): void {
    for (const name of this.#recorded.keys()) {
      if (this.#pathOf(name) !== path) continue
      this.#recorded.delete(name)
      this.#tell({ kind: 'recorded', name, path, durationMs })
      return
    }
  }

  #pathOf(name: string): string {
    return `${this.#config.recordings}/${name.replaceAll(/[^\w-]/g, '-')}.wav`
  }
}

/** A number with nothing in it that a command could be made of. */
function plain(number: string): string {
  return number.replaceAll(/[^0-9A-Za-z+*#]/g, '')
}
