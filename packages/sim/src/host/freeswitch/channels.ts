import type { EslCommands } from './esl-commands.ts'

interface Channel {
  /** It is parked, so that applications run; else what is asked of it waits. */
  isParked: boolean
  readonly waiting: string[]
}

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

  add(channel: string, isParked: boolean): void {
    this.#byName.set(channel, { isParked, waiting: [] })
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

  /** It is parked: what was asked meanwhile is done. */
  parks(channel: string): void {
    const known = this.#byName.get(channel)
    if (known === undefined) return
    known.isParked = true
    for (const command of known.waiting.splice(0)) this.#commands.send(command)
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
}
