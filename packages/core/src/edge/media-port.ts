import { createSocket } from 'node:dgram'
import type { RemoteInfo, Socket } from 'node:dgram'
import { isRtcp } from '../rtp/payload-map.ts'
import { RtpView } from '../rtp/rtp-view.ts'
import type { SrtpReceiver, SrtpVerdict } from '../srtp/srtp-receiver.ts'
import { asItIs } from './as-it-is.ts'
import type { PortPool } from './port-pool.ts'
import { SourceGuard } from './source-guard.ts'
import type { SourceGuardOptions } from './source-guard.ts'

/** What a port does with what it hears. Views and bytes of RTP stay unchanged: each datagram has memory of its own. */
export interface MediaPortHandlers {
  /** A packet of the latched source. */
  onRtp(packet: RtpView, receivedMs: number): void
  /** An RTCP datagram of the latched source's address, from the port pair or the same port. */
  onRtcp?(bytes: Uint8Array, receivedMs: number): void
  /** A socket failed. */
  onError?(error: Error): void
}

/** Settings of `MediaPort`. */
export interface MediaPortOptions extends SourceGuardOptions {
  /** Address to bind; the loopback unless given: a host says what it exposes. */
  address?: string
  /** Ports to choose from; pass one pool to all ports of a process. */
  ports: PortPool
  /** RTP and RTCP on one port. RFC 5761 */
  rtcpMux?: boolean
  /** The clock; `performance.now` unless given. */
  nowMs?: () => number
}

/** Counters of a port. */
export interface MediaPortStatistics {
  received: number
  malformed: number
  foreign: number
  learning: number
  overRate: number
  unauthentic: number
  replayed: number
  /** Under a key that has protected all the packets it may. */
  expired: number
  sent: number
  sendFailures: number
}

/**
 * RTP and RTCP of one call on UDP: binds an even port and the odd one after it (or one for both), learns where the other side is from
 * what comes (symmetric RTP, RFC 4961), keeps strangers and floods out, takes SRTP's protection off, and sends back there.
 */
export class MediaPort {
  readonly statistics: MediaPortStatistics = {
    received: 0,
    malformed: 0,
    foreign: 0,
    learning: 0,
    overRate: 0,
    unauthentic: 0,
    replayed: 0,
    expired: 0,
    sent: 0,
    sendFailures: 0,
  }
  readonly #handlers: MediaPortHandlers
  readonly #pool: PortPool
  readonly #guard: SourceGuard
  readonly #nowMs: () => number
  readonly #view = new RtpView()
  readonly #rtp: Socket
  readonly #rtcp: Socket | undefined
  #port = 0
  #remoteRtcpPort: number | undefined
  #srtp: SrtpReceiver | undefined
  #closed = false
  /** One for all datagrams. */
  readonly #sent = (error: Error | null): void => {
    if (error !== null) this.statistics.sendFailures++
  }

  private constructor(options: MediaPortOptions, handlers: MediaPortHandlers) {
    this.#handlers = handlers
    this.#pool = options.ports
    this.#guard = new SourceGuard(options)
    this.#nowMs = options.nowMs ?? (() => performance.now())
    const type = (options.address ?? '').includes(':') ? 'udp6' : 'udp4'
    this.#rtp = createSocket({ type, lookup: asItIs })
    this.#rtcp = options.rtcpMux === true ? undefined : createSocket({ type, lookup: asItIs })
  }

  /** Binds a free port of the pool; tries the next while one is in use elsewhere. Rejects when none is free. */
  static async open(options: MediaPortOptions, handlers: MediaPortHandlers): Promise<MediaPort> {
    for (let tries = options.ports.available; tries > 0; tries--) {
      const port = options.ports.take()
      if (port === undefined) break
      const media = new MediaPort(options, handlers)
      try {
        await media.#bind(port, options.address ?? '127.0.0.1')
        return media
      } catch (error) {
        media.#port = port
        media.close()
        if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
      }
    }
    throw new Error('no free media port in the range')
  }

  async #bind(port: number, address: string): Promise<void> {
    await bind(this.#rtp, port, address)
    this.#port = port
    this.#rtp.on('message', (bytes, from) => this.#hear(bytes, from))
    this.#rtp.on('error', (error) => this.#handlers.onError?.(error))
    if (this.#rtcp === undefined) return
    await bind(this.#rtcp, port + 1, address)
    this.#rtcp.on('message', (bytes, from) => this.#hearRtcp(bytes, from))
    this.#rtcp.on('error', (error) => this.#handlers.onError?.(error))
  }

  /** The RTP port bound. */
  get port(): number {
    return this.#port
  }

  /** Where the other side is, once it proved itself or was set. */
  get remote(): { address: string; port: number } | undefined {
    return this.#guard.remote
  }

  /**
   * Sets where the other side is, as signalling said. Behind a NAT it is another: that is learnt from what comes, unless `learns` is
   * false. RTCP goes to the next port unless said. RFC 3605
   */
  setRemote(address: string, port: number, learns: boolean = true, rtcpPort?: number): void {
    this.#guard.expect(address, port, learns)
    this.#remoteRtcpPort = rtcpPort
  }

  /** Takes only what this receiver finds authentic from now on; `undefined` takes RTP in the clear. */
  secure(srtp: SrtpReceiver | undefined): void {
    this.#srtp = srtp
  }

  #hear(bytes: Uint8Array, from: RemoteInfo): void {
    const nowMs = this.#nowMs()
    this.statistics.received++
    if (isRtcp(bytes)) {
      this.#hearRtcp(bytes, from)
      return
    }
    const srtp = this.#srtp
    const guard = this.#guard
    let length = bytes.length
    if (srtp !== undefined) {
      // Nobody may make himself known who has not the key; who cannot be the source is not worth the arithmetic.
      if (guard.isForeign(from.address, from.port, nowMs)) {
        this.statistics.foreign = guard.foreign
        return
      }
      if (!this.#isTaken(srtp.unprotect(bytes))) return
      length = srtp.length
    }
    const view = this.#view
    if (view.parse(bytes, 0, length) !== 'ok') {
      this.statistics.malformed++
      return
    }
    const verdict = guard.judge(from.address, from.port, view.ssrc, view.seq16, nowMs)
    if (verdict === 'accept') this.#handlers.onRtp(view, nowMs)
    else this.#countRefused()
  }

  #countRefused(): void {
    this.statistics.foreign = this.#guard.foreign
    this.statistics.learning = this.#guard.learning
    this.statistics.overRate = this.#guard.overRate
  }

  #isTaken(verdict: SrtpVerdict): boolean {
    if (verdict === 'ok') return true
    this.statistics[verdict]++
    return false
  }

  #hearRtcp(bytes: Uint8Array, from: RemoteInfo): void {
    // RTCP of a stranger could end the call; it must come from where the sound comes from.
    if (from.address !== this.#guard.remote?.address) this.statistics.foreign = ++this.#guard.foreign
    else if (this.#srtp === undefined) this.#handlers.onRtcp?.(bytes, this.#nowMs())
    else if (this.#isTaken(this.#srtp.unprotectRtcp(bytes))) {
      this.#handlers.onRtcp?.(bytes.subarray(0, this.#srtp.length), this.#nowMs())
    }
  }

  /** Sends a packet to the other side; false when it is not known yet, or has no such port. The bytes must not change until sent. */
  send(bytes: Uint8Array): boolean {
    const remote = this.#guard.remote
    return remote !== undefined && this.#send(this.#rtp, bytes, remote.port, remote.address)
  }

  /** Sends an RTCP datagram. */
  sendRtcp(bytes: Uint8Array): boolean {
    const remote = this.#guard.remote
    if (remote === undefined) return false
    if (this.#rtcp === undefined) return this.#send(this.#rtp, bytes, remote.port, remote.address)
    return this.#send(this.#rtcp, bytes, this.#remoteRtcpPort ?? remote.port + 1, remote.address)
  }

  #send(socket: Socket, bytes: Uint8Array, port: number, address: string): boolean {
    if (this.#closed) return false
    // What the other side says of its ports, and the one after, may be none, for which a socket throws.
    if (!(port >= 1 && port <= 65_535)) {
      this.statistics.sendFailures++
      return false
    }
    this.statistics.sent++
    socket.send(bytes, port, address, this.#sent)
    return true
  }

  /** Closes the sockets and gives the ports back. */
  close(): void {
    if (this.#closed) return
    this.#closed = true
    this.#rtp.close()
    this.#rtcp?.close()
    this.#pool.give(this.#port)
  }
}

async function bind(socket: Socket, port: number, address: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, address, () => {
      socket.removeListener('error', reject)
      resolve()
    })
  })
}
