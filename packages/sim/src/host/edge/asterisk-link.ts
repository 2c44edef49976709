import { StrowgerError } from '@strowger/acd'
import { WebSocket } from 'ws'
import { AriPbx } from '../asterisk/ari-pbx.ts'
import type { AriLink, AriReply, AriRequest } from '../asterisk/ari-message.ts'
import type { HostClock } from '../clock/host-clock.ts'
import type { AsteriskConfig } from '../config/host-config.ts'
import type { HostLog } from '../log/host-log.ts'
import type { Pbx } from '../pbx/pbx.ts'
import type { PbxEvent } from '../pbx/pbx-event.ts'
import { Reconnection } from './reconnection.ts'

/** An answer that takes longer does not come. */
const ANSWER_MS = 5_000
/** The socket is asked so often whether the other side is there; what has not answered by the next time is gone. */
const PING_MS = 10_000
/** Events are a few KB. */
const MESSAGE_BYTES = 1_000_000

/** What an adapter's connection is opened with. */
export interface LinkOptions<Config> {
  readonly config: Config
  readonly prefix: string
  readonly clock: HostClock
  readonly log: HostLog
}

/** Opens Asterisk's event socket, and opens it again whenever it is lost. Rejects when it cannot be opened the first time. */
export async function openAsterisk(
  { config, prefix, clock, log }: LinkOptions<AsteriskConfig>,
  onEvent: (event: PbxEvent) => void,
): Promise<Pbx> {
  const link = new AsteriskLink(config, clock, log)
  const pbx = new AriPbx({ config, link, prefix, onEvent })
  await link.open(pbx)
  return pbx
}

class AsteriskLink implements AriLink {
  readonly #config: AsteriskConfig
  readonly #log: HostLog
  readonly #clock: HostClock
  readonly #headers: Readonly<Record<string, string>>
  readonly #reconnection: Reconnection
  #pbx: AriPbx | undefined
  #socket: WebSocket | undefined

  constructor(config: AsteriskConfig, clock: HostClock, log: HostLog) {
    this.#config = config
    this.#log = log
    this.#clock = clock
    const login = Buffer.from(`${config.user}:${config.password}`).toString('base64')
    this.#headers = { authorization: `Basic ${login}` }
    this.#reconnection = new Reconnection(clock, () => {
      this.#connect()
    })
  }

  async open(pbx: AriPbx): Promise<void> {
    this.#pbx = pbx
    await new Promise<void>((resolve, reject) => {
      const socket = this.#connect()
      socket.once('open', () => {
        resolve()
      })
      socket.once('error', (error) => {
        this.close()
        const remedy = 'the address of a running Asterisk, and a user of its ari.conf'
        const message = `Asterisk does not answer at ${this.#config.url}: ${error.message}`
        reject(
          new StrowgerError('unreachable', 'exchange.asterisk', this.#config.url, remedy, { message, cause: error }),
        )
      })
    })
  }

  async request({ method, path, query, variables }: AriRequest): Promise<AriReply> {
    const url = new URL(`${this.#config.url}/${path.map(encodeURIComponent).join('/')}`)
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
    try {
      const answer = await fetch(url, {
        method,
        headers: variables === undefined ? this.#headers : { ...this.#headers, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(ANSWER_MS),
        ...(variables !== undefined && { body: JSON.stringify({ variables }) }),
      })
      const text = await answer.text()
      return { status: answer.status, body: readJson(text) }
    } catch {
      return { status: 0, body: undefined }
    }
  }

  close(): void {
    this.#reconnection.close()
    this.#socket?.close()
  }

  #connect(): WebSocket {
    const { url, application } = this.#config
    const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/events?app=${application}`, {
      headers: this.#headers,
      maxPayload: MESSAGE_BYTES,
      handshakeTimeout: ANSWER_MS,
    })
    this.#socket = socket
    socket.on('open', () => {
      this.#watch(socket)
      this.#reconnection.stands()
      this.#log.say('info', 'pbx-connected', { url })
      this.#pbx?.connected()
    })
    socket.on('message', (data) => {
      this.#pbx?.take(textOf(data))
    })
    socket.on('error', (error) => {
      this.#log.say('warn', 'pbx-error', { url, message: error.message })
    })
    socket.on('close', () => {
      this.#pbx?.disconnected()
      if (this.#reconnection.isClosed) return
      this.#log.say('error', 'pbx-disconnected', { url })
      this.#reconnection.again()
    })
    return socket
  }

  /** A connection whose other side went without a word is ended, so that it is made anew. RFC 6455 5.5.2 */
  #watch(socket: WebSocket): void {
    let isAlive = true
    socket.on('pong', () => {
      isAlive = true
    })
    const ask = () => {
      if (socket.readyState !== WebSocket.OPEN) return
      if (isAlive) {
        isAlive = false
        socket.ping()
        this.#clock.at(this.#clock.nowMs() + PING_MS, ask)
      } else {
        this.#log.say('error', 'pbx-silent', { url: this.#config.url })
        socket.terminate()
      }
    }
    ask()
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function textOf(data: Buffer | ArrayBuffer | Buffer[]): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8')
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8')
}
