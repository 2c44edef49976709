import { connect, type Socket } from 'node:net'
import { StrowgerError } from '@strowger/acd'
import type { HostClock } from '../clock/host-clock.ts'
import type { FreeSwitchConfig } from '../config/host-config.ts'
import { EslFrames } from '../freeswitch/esl-frames.ts'
import type { EslLink } from '../freeswitch/esl-commands.ts'
import { EslPbx } from '../freeswitch/esl-pbx.ts'
import type { HostLog } from '../log/host-log.ts'
import type { Pbx } from '../pbx/pbx.ts'
import type { PbxEvent } from '../pbx/pbx-event.ts'
import type { LinkOptions } from './asterisk-link.ts'
import { Reconnection } from './reconnection.ts'

/** A connection on which nothing was said by then is tried anew. */
const CONNECT_MS = 5_000
/** On a connection that says nothing for so long it is asked whether the other end is still there. */
const KEEP_ALIVE_MS = 10_000

/** Opens FreeSWITCH's event socket, and opens it again whenever it is lost. Rejects when it cannot be opened the first time. */
export async function openFreeSwitch(
  { config, prefix, clock, log }: LinkOptions<FreeSwitchConfig>,
  onEvent: (event: PbxEvent) => void,
): Promise<Pbx> {
  const link = new FreeSwitchLink(config, clock, log)
  let first: (() => void) | undefined
  const pbx = new EslPbx({
    config,
    link,
    prefix,
    onEvent: (event) => {
      onEvent(event)
      if (event.kind === 'connected') first?.()
    },
  })
  await new Promise<void>((resolve, reject) => {
    first = resolve
    link.open(pbx, (reason) => {
      const at = `${config.address}:${config.port}`
      const remedy = 'the address of a running FreeSWITCH, and the password of its event_socket.conf.xml'
      const message = `FreeSWITCH does not let this host in at ${at}: ${reason}`
      reject(new StrowgerError('unreachable', 'exchange.freeswitch', at, remedy, { message }))
    })
  })
  link.stands()
  return pbx
}

class FreeSwitchLink implements EslLink {
  readonly #config: FreeSwitchConfig
  readonly #log: HostLog
  readonly #reconnection: Reconnection
  #pbx: EslPbx | undefined
  #socket: Socket | undefined
  /** Told when the first connection is lost before it stood. */
  #onFailed: ((reason: string) => void) | undefined

  constructor(config: FreeSwitchConfig, clock: HostClock, log: HostLog) {
    this.#config = config
    this.#log = log
    this.#reconnection = new Reconnection(clock, () => {
      this.#connect()
    })
  }

  open(pbx: EslPbx, onFailed: (reason: string) => void): void {
    this.#pbx = pbx
    this.#onFailed = onFailed
    this.#connect()
  }

  /** The first connection stands: from now on a lost one is made anew. */
  stands(): void {
    this.#onFailed = undefined
  }

  send(command: string): void {
    if (this.#socket?.writable === true) this.#socket.write(command)
  }

  drop(): void {
    this.#socket?.destroy()
  }

  close(): void {
    this.#reconnection.close()
    this.#socket?.end()
  }

  #connect(): void {
    const { address, port } = this.#config
    const frames = new EslFrames()
    const socket = connect({ host: address, port })
    this.#socket = socket
    let reason = 'refused: is the password right, and the address let in?'
    socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error('no answer')))
    socket.on('connect', () => {
      socket.setNoDelay(true)
      socket.setKeepAlive(true, KEEP_ALIVE_MS)
    })
    socket.on('data', (bytes) => {
      socket.setTimeout(0)
      for (const frame of frames.take(bytes)) this.#pbx?.take(frame)
      if (frames.isBroken) socket.destroy(new Error('what came is no event socket'))
      else if (this.#pbx?.isConnected === true) this.#reconnection.stands()
    })
    socket.on('error', (error) => {
      reason = error.message
      this.#log.say('warn', 'pbx-error', { address, port, message: reason })
    })
    socket.on('close', () => {
      this.#pbx?.disconnected()
      if (this.#onFailed !== undefined) {
        this.close()
        this.#onFailed(reason)
      }
      if (this.#reconnection.isClosed) return
      this.#log.say('error', 'pbx-disconnected', { address, port })
      this.#reconnection.again()
    })
  }
}
