import { EslFrames } from '../../../src/host/freeswitch/esl-frames.ts'
import { EslPbx } from '../../../src/host/freeswitch/esl-pbx.ts'
import type { FreeSwitchConfig } from '../../../src/host/config/host-config.ts'
import type { PbxMaker } from '../../../src/host/pbx/pbx.ts'
import type { Lab } from './lab.ts'

export const FREESWITCH: FreeSwitchConfig = {
  kind: 'freeswitch',
  address: '127.0.0.1',
  port: 8021,
  password: 'correct horse battery',
  domain: undefined,
  profile: 'strowger',
  sounds: '/sounds',
  recordings: '/recordings',
}

/** Causes that its SIP stack makes of what a phone answers. */
const CAUSES: Readonly<Record<number, number>> = {
  404: 1,
  408: 102,
  480: 18,
  486: 17,
  500: 41,
  503: 41,
  600: 17,
  603: 21,
}

interface Channel {
  readonly id: string
  readonly number: string
  readonly variables: Map<string, string>
  /** `originate` goes on for a moment after the answer: then it parks the channel, whatever was done to it meanwhile. */
  state: 'parked' | 'ringing' | 'originating' | 'conference'
  isUp: boolean
  conference: string | undefined
  member: number
  isMute: boolean
  isDeaf: boolean
  playing: { readonly file: string; readonly token: string } | undefined
  recording: string | undefined
}

/** A FreeSWITCH that does what its documentation says, as far as an adapter asks it: park, conferences with `relate`, playback, recordings. */
export class ScriptedFreeSwitch implements Lab {
  readonly name = 'FreeSWITCH'
  readonly mistakes: string[] = []
  readonly everHeard = new Set<string>()
  /** Sends what FreeSWITCH says; replaced by a server that has sockets. */
  send: (text: string) => void = () => undefined
  readonly #channels = new Map<string, Channel>()
  readonly #causes = new Map<string, number>()
  /** Pairs `conference listener source` that do not hear. */
  readonly #deaf = new Set<string>()
  readonly #registered = new Set<string>()
  readonly #later: (run: () => void) => void
  #disconnected: () => void = () => undefined
  #connect: () => void = () => undefined
  #last = 0
  #members = 0

  constructor(later: (run: () => void) => void) {
    this.#later = later
  }

  readonly pbx: PbxMaker = async (onEvent) => {
    const link = {
      send: (command: string) => {
        this.#later(() => {
          this.handle(command.trimEnd())
        })
      },
      drop: () => undefined,
      close: () => undefined,
    }
    const pbx = new EslPbx({ config: FREESWITCH, link, prefix: 'strowger-1', onEvent })
    this.#connect = () => {
      const frames = new EslFrames()
      this.send = (text) => {
        for (const frame of frames.take(Buffer.from(text))) pbx.take(frame)
      }
      this.greet()
    }
    this.#disconnected = () => {
      pbx.disconnected()
    }
    this.#connect()
    return await Promise.resolve(pbx)
  }

  /** What is said to whoever connects. */
  greet(): void {
    this.send('Content-Type: auth/request\n\n')
  }

  register(number: string, isThere = true): void {
    if (isThere) this.#registered.add(number)
    else this.#registered.delete(number)
    const subclass = isThere ? 'sofia::register' : 'sofia::unregister'
    this.#tell({ 'Event-Name': 'CUSTOM', 'Event-Subclass': subclass, 'from-user': number })
  }

  call(endpoint: string, from: string, to: string): string {
    const id = `in-${(this.#last += 1)}`
    this.#channels.set(id, fresh(id, from, 'parked'))
    this.#tell({
      'Event-Name': 'CHANNEL_PARK',
      'Unique-ID': id,
      'Call-Direction': 'inbound',
      'Caller-Caller-ID-Number': from,
      'Caller-Destination-Number': to,
      variable_strowger_endpoint: endpoint,
    })
    return id
  }

  ringing(number: string): string[] {
    return [...this.#channels.values()]
      .filter((each) => each.state === 'ringing' && !each.isUp && each.number === number)
      .map(({ id }) => id)
  }

  answer(id: string): void {
    const channel = this.#channels.get(id)!
    channel.isUp = true
    channel.state = 'originating'
    this.#tellOf('CHANNEL_ANSWER', id)
    const parks = () => {
      if (!this.#channels.has(id)) return
      channel.state = 'parked'
      this.#tellOf('CHANNEL_PARK', id)
    }
    this.#later(() => {
      this.#later(parks)
    })
  }

  hangUp(id: string, cause = 16): void {
    if (!this.#channels.has(id)) return
    this.#end(id, cause)
  }

  refuse(id: string, status: number): void {
    this.hangUp(id, CAUSES[status])
  }

  press(id: string, digit: string): void {
    const { variables, conference } = this.#channels.get(id)!
    this.#tellOf('DTMF', id, { 'DTMF-Digit': digit, 'DTMF-Duration': '800' })
    // What FreeSWITCH makes of keys unless it is told not to: `*` ends what plays, and in a conference keys make deaf and throw out.
    if (digit === '*' && variables.get('playback_terminators') !== 'none') this.finish(id)
    if (conference !== undefined && variables.get('conference_controls') !== 'none') this.#end(id, 16)
  }

  hold(id: string, isHeld: boolean): void {
    this.#tellOf(isHeld ? 'CHANNEL_HOLD' : 'CHANNEL_UNHOLD', id)
  }

  finish(id: string): void {
    const channel = this.#channels.get(id)
    const playing = channel?.playing
    if (channel === undefined || playing === undefined) return
    channel.playing = undefined
    this.#tellOf('CHANNEL_EXECUTE_COMPLETE', id, {
      Application: 'playback',
      'Application-Response': playing.file.includes('missing') ? 'FILE NOT FOUND' : 'FILE PLAYED',
      ...(playing.token !== '' && { 'Application-UUID': playing.token }),
    })
  }

  isUp(id: string): boolean | undefined {
    return this.#channels.get(id)?.isUp
  }

  causeOf(id: string): number | undefined {
    return this.#causes.get(id)
  }

  hears(id: string): string[] {
    const listener = this.#channels.get(id)
    if (listener?.conference === undefined || listener.isDeaf) return []
    return [...this.#channels.values()]
      .filter(({ id: source, conference, member, isMute }) => {
        if (source === id || isMute || conference !== listener.conference) return false
        return !this.#deaf.has(`${conference} ${listener.member} ${member}`)
      })
      .map((each) => each.id)
      .toSorted()
  }

  plays(id: string): string | undefined {
    const file = this.#channels.get(id)?.playing?.file
    return file
      ?.replace('local_stream://', 'music ')
      .replace('/sounds/', 'sound:strowger/')
      .replace(/\.wav$/, '')
  }

  recordings(): string[] {
    return [...this.#channels.values()].flatMap(({ recording }) => recording?.replace(/.*\/|\.wav$/g, '') ?? [])
  }

  leftovers(): string[] {
    return [...this.#channels.values()].flatMap(({ conference }) => conference ?? [])
  }

  disconnect(): void {
    this.send = () => undefined
    this.#disconnected()
  }

  reconnect(): void {
    this.#connect()
  }

  /** A command, without the empty line that ends it. */
  handle(command: string): void {
    if (command.startsWith('auth ')) {
      const isRight = command === `auth ${FREESWITCH.password}`
      this.#reply(isRight ? '+OK accepted' : '-ERR invalid')
    } else if (command.startsWith('event json ')) this.#reply('+OK event listener enabled json')
    else if (command.startsWith('bgapi originate ')) this.#originate(command)
    else if (command.startsWith('sendmsg ')) this.#execute(command)
    else if (command.startsWith('api ')) {
      const body = this.#api(command.slice(4).split(' '))
      if (body.startsWith('-ERR') && body !== '-ERR No such channel!') this.mistakes.push(`${command}: ${body}`)
      this.send(`Content-Type: api/response\nContent-Length: ${Buffer.byteLength(body)}\n\n${body}`)
    } else this.mistakes.push(command)
    for (const id of this.#channels.keys()) for (const source of this.hears(id)) this.everHeard.add(`${id} ${source}`)
  }

  #api([name = '', id = '', ...rest]: readonly string[]): string {
    switch (name) {
      case 'show':
        return JSON.stringify({ rows: [...this.#registered].map((user) => ({ reg_user: user })) })
      case 'hupall':
        for (const [each, { variables }] of this.#channels) {
          if (variables.get('strowger_host') === 'yes') this.#end(each, 16)
        }
        return '+OK'
      case 'conference':
        return rest[0] === 'relate' ? this.#relate(id, rest) : this.#changeMember(id, rest)
      default:
    }
    const channel = this.#channels.get(id)
    if (channel === undefined) return '-ERR No such channel!'
    switch (name) {
      case 'uuid_answer':
        channel.isUp = true
        return '+OK'
      case 'uuid_setvar_multi':
        setAll(channel.variables, rest.join(' ').split(';'))
        return '+OK'
      case 'uuid_ring_ready':
        return '+OK'
      case 'uuid_kill':
        this.#causes.set(id, Number(rest[0]))
        this.#end(id, 16)
        return '+OK'
      case 'uuid_break':
        this.finish(id)
        return '+OK'
      case 'uuid_transfer':
        return this.#transfer(channel, rest)
      case 'uuid_record':
        this.#record(channel, rest)
        return '+OK Success'
      default:
        return `-ERR ${name} Command not found!`
    }
  }

  #relate(conference: string, [verb = '', listener = '', source = '', what = '']: readonly string[]): string {
    const there = (member: string) =>
      [...this.#channels.values()].some((each) => each.conference === conference && String(each.member) === member)
    // Somebody has left meanwhile: FreeSWITCH says so, and nothing is wrong.
    if (verb !== 'relate' || !there(listener) || !there(source)) return '+OK'
    const pair = `${conference} ${listener} ${source}`
    if (what === 'nohear') this.#deaf.add(pair)
    else if (what === 'clear') this.#deaf.delete(pair)
    else return '-ERR usage'
    return '+OK'
  }

  /** `conference <name> unmute <member> quiet`, and `undeaf`. */
  #changeMember(conference: string, [verb = '', number = '']: readonly string[]): string {
    const member = [...this.#channels.values()].find(
      (each) => each.conference === conference && String(each.member) === number,
    )
    if (member === undefined) return '+OK'
    if (verb === 'unmute') member.isMute = false
    else if (verb === 'undeaf') member.isDeaf = false
    else return `-ERR ${verb} not found`
    return '+OK'
  }

  #transfer(channel: Channel, [target = '', dialplan = '']: readonly string[]): string {
    if (dialplan !== 'inline') return '-ERR no such extension'
    if (channel.state === 'ringing' || channel.state === 'originating') return '-ERR park follows'
    const hops = Number(channel.variables.get('max_forwards') ?? 70) - 1
    channel.variables.set('max_forwards', String(hops))
    if (hops <= 0) {
      this.#end(channel.id, 25)
      return '-ERR EXCHANGE_ROUTING_ERROR'
    }
    channel.conference = undefined
    channel.playing = undefined
    const [, name, flags = ''] = /^conference:(.+)@strowger(?:\+flags\{(.*)\})?$/.exec(target) ?? []
    channel.isMute = flags.split('|').includes('mute')
    channel.isDeaf = flags.split('|').includes('deaf')
    if (name === undefined) {
      channel.state = 'parked'
      this.#later(() => {
        if (channel.state === 'parked') this.#tellOf('CHANNEL_PARK', channel.id)
      })
      return '+OK'
    }
    channel.state = 'conference'
    channel.conference = name
    const member = (this.#members += 1)
    channel.member = member
    this.#later(() => {
      if (channel.member === member && this.#channels.has(channel.id) && channel.conference === name) {
        this.#tellOf('CUSTOM', channel.id, {
          'Event-Subclass': 'conference::maintenance',
          Action: 'add-member',
          'Conference-Name': name,
          'Member-ID': String(member),
        })
      }
    })
    return '+OK'
  }

  #record(channel: Channel, [what = '', path = '']: readonly string[]): void {
    if (what !== 'start') {
      this.#recordStopped(channel)
      return
    }
    channel.recording = path
    const { variables } = channel
    if (variables.get('RECORD_MIN_SEC') !== '0') this.mistakes.push(`${path}: deleted when it is short`)
    if (variables.get('RECORD_STEREO') === variables.get('RECORD_READ_ONLY'))
      this.mistakes.push(`${path}: which sides?`)
  }

  #recordStopped(channel: Channel): void {
    if (channel.recording === undefined) return
    const path = channel.recording
    channel.recording = undefined
    this.#tellOf('RECORD_STOP', channel.id, { 'Record-File-Path': path, variable_record_ms: '7000' })
  }

  #originate(command: string): void {
    const id = /origination_uuid=([^,}]+)/.exec(command)?.[1] ?? ''
    const number = /\}(?:user\/|sofia\/gateway\/[^/]+\/)([^ @]+)/.exec(command)?.[1] ?? ''
    this.#reply(`+OK Job-UUID: ${id}`)
    if (number === '0404') {
      this.#tell({ 'Event-Name': 'BACKGROUND_JOB', 'Job-UUID': id, _body: '-ERR UNALLOCATED_NUMBER\n' })
      return
    }
    const channel = fresh(id, number, 'ringing')
    setAll(channel.variables, /\{(.*)\}/.exec(command)?.[1]?.split(',') ?? [])
    // A thread of its own makes the channel: what comes before finds none.
    this.#later(() => {
      this.#channels.set(id, channel)
      this.#tellOf('CHANNEL_PROGRESS', id)
    })
  }

  #execute(command: string): void {
    const id = /^sendmsg (\S+)/.exec(command)?.[1] ?? ''
    const file = /^execute-app-arg: (.*)$/m.exec(command)?.[1] ?? ''
    const token = /^event-uuid: (.*)$/m.exec(command)?.[1] ?? ''
    const channel = this.#channels.get(id)
    this.#reply(channel === undefined ? '-ERR invalid session id' : '+OK')
    if (channel === undefined) return
    if (channel.state !== 'parked') this.mistakes.push(`${id} is not parked: ${file}`)
    channel.playing = { file, token }
  }

  #end(id: string, cause: number): void {
    const channel = this.#channels.get(id)!
    this.#recordStopped(channel)
    this.#channels.delete(id)
    this.#tellOf('CHANNEL_HANGUP_COMPLETE', id, { 'Hangup-Cause': 'ANY', variable_hangup_cause_q850: String(cause) })
  }

  #reply(text: string): void {
    this.send(`Content-Type: command/reply\nReply-Text: ${text}\n\n`)
  }

  #tellOf(name: string, id: string, more: Readonly<Record<string, string>> = {}): void {
    this.#tell({ 'Event-Name': name, 'Unique-ID': id, ...more })
  }

  #tell(event: Readonly<Record<string, string>>): void {
    const body = JSON.stringify(event)
    this.send(`Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-json\n\n${body}`)
  }
}

function fresh(id: string, number: string, state: Channel['state']): Channel {
  const rest = { isUp: false, conference: undefined, member: 0, playing: undefined, recording: undefined }
  const unheard = { isMute: false, isDeaf: false }
  return { id, number, state, variables: new Map(), ...rest, ...unheard }
}

function setAll(variables: Map<string, string>, settings: readonly string[]): void {
  for (const setting of settings) {
    const at = setting.indexOf('=')
    variables.set(setting.slice(0, at), setting.slice(at + 1))
  }
}
