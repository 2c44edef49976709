import { randomBytes, randomInt } from 'node:crypto'
import { StrowgerError } from '@strowger/core'
import { PortPool, nodeCryptography } from '@strowger/core/edge'
import type { LegId } from '../leg.ts'
import type { LegIdentity } from '../leg-outlet.ts'
import type { MediaAnswer, MediaCommand, MediaCounters } from '../media-command.ts'
import type { MediaEvent } from '../media-event.ts'
import { MediaExchange } from '../media-exchange.ts'
import { DiskFile } from './disk-file.ts'
import { LegSocket } from './leg-socket.ts'
import { TickClock } from './tick-clock.ts'

/** What a media thread is told when it starts; plain data. */
export interface MediaThreadOptions {
  readonly address: string
  readonly firstPort: number
  readonly lastPort: number
  readonly silentAfterMs: number
  readonly comfortNoiseDbov: number
  readonly cname: string
  /** `performance.timeOrigin` of the main thread, on whose clock times are told. */
  readonly timeOrigin: number
}

/** What a media thread tells: an answer to a command that asked for one, or an event. */
export type MediaTelling = MediaAnswer | MediaEvent

type CommandOf<K extends MediaCommand['kind']> = MediaCommand & { readonly kind: K }

/** A media thread's inside: does what commands say with an exchange, sockets, files and a clock. Runs in a worker or in the main thread. */
export class MediaThread {
  readonly #options: MediaThreadOptions
  readonly #tell: (telling: MediaTelling) => void
  readonly #exchange: MediaExchange
  readonly #ports: PortPool
  readonly #clock: TickClock
  readonly #sockets = new Map<LegId, LegSocket>()
  #pastSendFailures = 0

  constructor(options: MediaThreadOptions, tell: (telling: MediaTelling) => void) {
    this.#options = options
    this.#tell = tell
    this.#ports = new PortPool(options.firstPort, options.lastPort)
    this.#exchange = new MediaExchange({
      onEvent: tell,
      cryptography: nodeCryptography,
      openRecordFile: (path, header) => new DiskFile(path, header),
      silentAfterMs: options.silentAfterMs,
      comfortNoiseDbov: options.comfortNoiseDbov,
      unixMsAtZero: options.timeOrigin,
    })
    this.#clock = new TickClock(this.#nowMs, (nowMs) => this.#exchange.tick(nowMs))
  }

  /** The main thread's `performance.now()`. */
  readonly #nowMs = (): number => performance.timeOrigin - this.#options.timeOrigin + performance.now()

  /** Does what a command says. What it asks of a leg that is over is void. */
  do(command: MediaCommand): void {
    const exchange = this.#exchange
    switch (command.kind) {
      case 'open':
        void this.#open(command)
        return
      case 'connect':
        this.#answer(command, () => exchange.connectLeg(command.leg, command.connection, this.#nowMs()))
        return
      case 'close':
        this.#close(command)
        return
      case 'hear':
        exchange.hear(command.leg, command.sources)
        return
      case 'mute': {
        const leg = exchange.leg(command.leg)
        if (leg !== undefined) leg.isMuted = command.muted
        return
      }
      case 'play':
        exchange.leg(command.leg)?.plays.push({ id: command.play, sounds: command.sounds, options: command.options })
        return
      case 'stop-play':
        exchange.leg(command.leg)?.plays.stop(command.play)
        return
      case 'detect':
        exchange.leg(command.leg)?.detect(command.options)
        return
      case 'info-digit':
        exchange.leg(command.leg)?.takeInfo(command.digit, command.durationMs, this.#nowMs())
        return
      case 'send-digits':
        exchange.leg(command.leg)?.sendDigits(command.digits)
        return
      case 'record':
        this.#answer(command, () => exchange.record(command.id, command.legs, command.path, command.options))
        return
      case 'pause-record':
        exchange.pauseRecord(command.id, command.paused)
        return
      case 'stop-record':
        exchange.stopRecord(command.id)
        return
      case 'count':
        this.#tell({ request: command.request, counters: this.#counters() })
        return
      case 'end':
        this.#exchange.close(this.#nowMs())
        this.#clock.stop()
        this.#tell({ request: command.request, done: true })
    }
  }

  #answer({ request }: { readonly request: number }, act: () => void): void {
    try {
      act()
      this.#tell({ request, done: true })
    } catch (error) {
      this.#tell({ request, mistake: messageOf(error) })
    }
  }

  async #open({ request, leg, rtcpMux }: CommandOf<'open'>): Promise<void> {
    const exchange = this.#exchange
    const options = { address: this.#options.address, ports: this.#ports, rtcpMux, nowMs: this.#nowMs }
    try {
      const socket = await LegSocket.open(options, {
        onRtp: (view, receivedMs) => exchange.takeRtp(leg, view, receivedMs),
        onRtcp: (bytes, receivedMs) => exchange.leg(leg)?.takeRtcp(bytes, bytes.length, receivedMs),
      })
      const identity = this.#identity()
      if (!exchange.openLeg(leg, identity, socket)) {
        socket.close()
        throw new StrowgerError('out-of-range', 'legs', leg, 'a thread holds no more legs')
      }
      this.#sockets.set(leg, socket)
      this.#clock.start()
      const { port } = socket
      this.#tell({
        request,
        opened: { leg, port, rtcpPort: rtcpMux ? port : port + 1, srtpKey: identity.srtpKey },
      })
    } catch (error) {
      this.#tell({ request, mistake: messageOf(error) })
    }
  }

  /** By the system's own chance: who could guess numbers or keys could join in. RFC 3550 §5.1, RFC 3711 §9 */
  #identity(): LegIdentity {
    return {
      ssrc: randomInt(0xffff_ffff),
      // Its upper half is left free, so that a first rollover is one. RFC 3711 §3.3.1
      sequence: randomInt(0x8000),
      timestamp: randomInt(0xffff_ffff),
      seed: randomInt(0xffff_ffff),
      cname: this.#options.cname,
      srtpKey: randomBytes(30).toString('base64'),
    }
  }

  #close({ request, leg }: CommandOf<'close'>): void {
    const quality = this.#exchange.closeLeg(leg, this.#nowMs())
    this.#pastSendFailures += this.#sockets.get(leg)?.sendFailures ?? 0
    this.#sockets.delete(leg)
    this.#tell(quality === undefined ? { request, mistake: `leg ${leg} is not open` } : { request, quality })
  }

  #counters(): MediaCounters {
    let sendFailures = this.#pastSendFailures
    for (const socket of this.#sockets.values()) sendFailures += socket.sendFailures
    const { ticks, late, skipped, longestMs } = this.#clock.counts
    return {
      ...this.#exchange.counters(),
      sendFailures,
      ticks,
      lateTicks: late,
      skippedTicks: skipped,
      longestTickMs: longestMs,
    }
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
