import { randomInt } from 'node:crypto'
import type { Socket } from 'node:net'
import type { ConnectionLimits } from './listener.ts'

const PING = new Uint8Array([13, 10, 13, 10])
/** A ping is sent after 95 to 120 seconds, and answered within ten. RFC 5626 §4.4.1, §4.4 */
const PING_MS = 120_000
const PONG_MS = 10_000

/**
 * Keeps a connection open that this side has opened: pings at intervals that are random between 80 and 100 per cent of `pingMs`, so that many do not
 * come at once. A server that has answered one ping and does not answer another is gone, and the connection is ended; of one that never answers
 * nothing is concluded. One that carried no message for `idleMs` is ended as well. RFC 5626 §4.4.1, §5.4
 */
export class KeepAlive {
  readonly #socket: Socket
  readonly #limits: ConnectionLimits
  readonly #pingMs: number
  #timer: NodeJS.Timeout | undefined
  #carriedMs = performance.now()
  /** Something came since the last ping. */
  #isHeard = true
  /** It answers pings. */
  #answers = false

  constructor(socket: Socket, limits: ConnectionLimits) {
    this.#socket = socket
    this.#limits = limits
    this.#pingMs = limits.pingMs ?? PING_MS
    socket.once('connect', () => {
      this.#wait()
    })
    socket.once('close', () => {
      clearTimeout(this.#timer)
    })
  }

  /** Bytes came. */
  heard(): void {
    if (!this.#isHeard) this.#answers = true
    this.#isHeard = true
  }

  /** A message came or went. */
  carried(): void {
    this.#carriedMs = performance.now()
  }

  #wait(): void {
    this.#after(randomInt(Math.ceil(0.8 * this.#pingMs), this.#pingMs + 1), () => {
      this.#ping()
    })
  }

  #ping(): void {
    if (performance.now() - this.#carriedMs > this.#limits.idleMs) {
      this.#socket.destroy()
      return
    }
    this.#isHeard = false
    this.#socket.write(PING)
    this.#after(Math.min(PONG_MS, this.#pingMs), () => {
      if (this.#isHeard || !this.#answers) this.#wait()
      else this.#socket.destroy()
    })
  }

  #after(ms: number, then: () => void): void {
    this.#timer = setTimeout(then, ms)
    this.#timer.unref()
  }
}
