import type { EslCommands } from './esl-commands.ts'

interface Channel {
  /** It is parked, so that applications run; else what is asked of it waits. */
  isParked: boolean
  /** It has been parked: before, `originate` is at work, which parks it whatever was done to it meanwhile. */
  isMade: boolean
  readonly waiting: string[]
}

/** A variable of all channels of this host: those of a life before are ended by it. */
export const OWN = 'strowger_host=yes'
/**
 * What else is said of each channel before anything is done with it. Else `*` ends what plays, keys in a conference make deaf or throw out, recordings
 * under three seconds are deleted, and the seventieth way into a conference or out of it ends the call.
 */
const SETTINGS = [
  OWN,
  'playback_terminators=none',
  'conference_controls=none',
  'RECORD_MIN_SEC=0',
  'max_forwards=1000000',
]

/** The channels of this host, and what plays to them: a channel plays while it is parked, and is asked to when it will be. */
export class Channels {
  readonly #commands: EslCommands
  readonly #byName = new Map<string, Channel>()

  constructor(commands: EslCommands) {
    this.#commands = commands
  }

  has(channel: string): boolean {
    return this.#byName.has(channel)
  }

  /** A call that came in, and is parked. */
  addParked(channel: string): void {
    this.#byName.set(channel, { isParked: true, isMade: true, waiting: [] })
    this.#set(channel)
  }

  /** A call that is being made. */
  addCalled(channel: string): void {
    this.#byName.set(channel, { isParked: false, isMade: false, waiting: [] })
  }

  delete(channel: string): void {
    this.#byName.delete(channel)
  }

  clear(): void {
    this.#byName.clear()
  }

  /** It is in a conference, or on its way there. */
  leavesPark(channel: string): void {
    const known = this.#byName.get(channel)
    if (known !== undefined) known.isParked = false
  }

  /** It is parked: what was asked meanwhile is done. True when a call that was made is so for the first time: it was answered, and can be moved from now on. */
  parks(channel: string): boolean {
    const known = this.#byName.get(channel)
    if (known === undefined) return false
    const isFirst = !known.isMade
    if (isFirst) this.#set(channel)
    known.isMade = true
    known.isParked = true
    for (const command of known.waiting.splice(0)) this.#commands.send(command)
    return isFirst
  }

  /** Plays a file; what is told of its end names the token, unless that is empty. */
  play(channel: string, file: string, token: string): void {
    const known = this.#byName.get(channel)
    if (known === undefined) return
    const named = token === '' ? '' : `\nevent-uuid: ${token}`
    const command = `sendmsg ${channel}\ncall-command: execute\nexecute-app-name: playback\nexecute-app-arg: ${file}${named}`
    if (known.isParked) this.#commands.send(command)
    else known.waiting.push(command)
  }

  /** Stops what plays, and forgets what was to play. */
  stop(channel: string): void {
    const known = this.#byName.get(channel)
    if (known === undefined) return
    known.waiting.length = 0
    if (known.isParked) this.#commands.api(`uuid_break ${channel} all`)
  }

  #set(channel: string): void {
    this.#commands.api(`uuid_setvar_multi ${channel} ${SETTINGS.join(';')}`)
  }
}
