import { createHash, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer as createHttpServer, type Server } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import type { Socket } from 'node:net'
import type { DeskEvent } from '@strowger/acd'
import { SourceRates } from '@strowger/core/sip'
import { type WebSocket, WebSocketServer } from 'ws'
import type { ApiDesk } from '../api/api-desk.ts'
import { MESSAGE_BYTES, readMessage } from '../api/api-message.ts'
import type { ApiTokenConfig, HostConfig } from '../config/host-config.ts'
import type { HostLog } from '../log/host-log.ts'

/** A client that does not say who it is in time is cut off, ms. */
const HELLO_MS = 5_000
const MOST_CLIENTS = 500
/** Messages a second of one client, and at once. */
const RATES = { perSecond: 50, burst: 100 }
/** A client that does not read as fast as it is told is cut off. */
const MOST_UNREAD_BYTES = 4_000_000

/** The API on WebSocket: JSON messages, a token first. RFC 6455 */
export class ApiServer {
  readonly #server: Server
  readonly #sockets: WebSocketServer
  /** Those who watch, with the wire of each. */
  readonly #watching = new Map<WebSocket, Socket>()
  #isHeldBack = false
  readonly #desk: ApiDesk
  readonly #config: () => HostConfig['api']
  readonly #log: HostLog
  readonly #rates = new SourceRates(RATES)

  private constructor(desk: ApiDesk, config: () => HostConfig['api'], log: HostLog) {
    this.#desk = desk
    this.#config = config
    this.#log = log
    const { cert, key } = config() ?? {}
    this.#server =
      cert === undefined || key === undefined
        ? createHttpServer()
        : createHttpsServer({ cert: readFileSync(cert), key: readFileSync(key) })
    this.#sockets = new WebSocketServer({ server: this.#server, maxPayload: MESSAGE_BYTES })
    this.#sockets.on('connection', (socket, request) => {
      const bearer = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1]
      this.#connected(socket, request.socket, bearer)
    })
  }

  /** Opens the API. Rejects when its address cannot be bound. */
  static async open(desk: ApiDesk, config: () => HostConfig['api'], log: HostLog): Promise<ApiServer> {
    const api = new ApiServer(desk, config, log)
    const { address = '127.0.0.1', port = 0 } = config() ?? {}
    await new Promise<void>((resolve, reject) => {
      api.#server.once('error', reject)
      api.#server.listen(port, address, () => {
        resolve()
      })
    })
    return api
  }

  /** The port bound. */
  get port(): number {
    const bound = this.#server.address()
    return typeof bound === 'object' && bound !== null ? bound.port : 0
  }

  /** Tells everybody who watches what was decided. */
  told(event: DeskEvent): void {
    if (this.#watching.size === 0) return
    this.#holdBack()
    const text = this.#desk.told(event)
    for (const socket of this.#watching.keys()) {
      if (socket.bufferedAmount > MOST_UNREAD_BYTES) socket.terminate()
      else socket.send(text)
    }
  }

  /**
   * What is told goes out when all that it comes of has been done, in one write for each who watches: telephones ring before wallboards
   * show it. Of a call there are a dozen decisions, and a write for each was a sixth of the time of the thread that decides.
   */
  #holdBack(): void {
    if (this.#isHeldBack) return
    this.#isHeldBack = true
    const wires = [...this.#watching.values()]
    for (const wire of wires) wire.cork()
    setImmediate(() => {
      this.#isHeldBack = false
      for (const wire of wires) wire.uncork()
    })
  }

  close(): void {
    for (const socket of this.#sockets.clients) socket.terminate()
    this.#sockets.close()
    this.#server.close()
  }

  #connected(socket: WebSocket, wire: Socket, bearer: string | undefined): void {
    const source = wire.remoteAddress ?? ''
    if (this.#sockets.clients.size > MOST_CLIENTS) {
      socket.close(1013)
      return
    }
    let token = bearer === undefined ? undefined : this.#tokenOf(bearer)
    const admit = (known: ApiTokenConfig) => {
      token = known
      if (known.may.includes('watch')) this.#watching.set(socket, wire)
      socket.send(JSON.stringify({ ok: true, hello: known.name, may: known.may }))
      this.#log.say('info', 'api-client', { token: known.name, source })
    }
    const late = setTimeout(() => {
      if (token === undefined) socket.close(4401)
    }, HELLO_MS)
    if (token !== undefined) admit(token)
    socket.on('message', (data) => {
      const text = Buffer.isBuffer(data) ? data.toString('utf8') : ''
      if (!this.#rates.allow(source, performance.now())) {
        socket.close(4429)
        return
      }
      if (token === undefined) {
        const given = tokenIn(text)
        const known = given === undefined ? undefined : this.#tokenOf(given)
        if (known === undefined) socket.close(4401)
        else admit(known)
        return
      }
      const message = readMessage(text)
      if (message === undefined)
        socket.send(JSON.stringify({ id: null, ok: false, error: 'no message: JSON with "do"' }))
      else socket.send(JSON.stringify({ id: message.id, ...this.#desk.answer(message, token) }))
    })
    socket.on('error', () => {
      socket.terminate()
    })
    socket.on('close', () => {
      clearTimeout(late)
      this.#watching.delete(socket)
    })
  }

  /** Compared in a time that does not tell how much of it was right. */
  #tokenOf(given: string): ApiTokenConfig | undefined {
    const digest = (text: string) => createHash('sha256').update(text).digest()
    const hashed = digest(given)
    return this.#config()?.tokens.find(({ token }) => timingSafeEqual(digest(token), hashed))
  }
}

function tokenIn(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const token = typeof value === 'object' && value !== null && 'token' in value ? value.token : undefined
    return typeof token === 'string' ? token : undefined
  } catch {
    return undefined
  }
}
