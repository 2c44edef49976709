import type { AnsweredBy } from '@strowger/core'
import type { HostClock } from '../../../src/host/clock/host-clock.ts'
import type { LegConnection, LegOpened, LegQuality } from '../../../src/host/media/leg.ts'
import type { MediaCounters, PlayOptions } from '../../../src/host/media/media-command.ts'
import type { MediaEvent } from '../../../src/host/media/media-event.ts'
import type { LegOptions, Media } from '../../../src/host/media/media-server.ts'
import { nothingRefused } from '../../../src/host/media/refused.ts'

/** One leg of media without sound. */
interface MemoryLeg {
  readonly opened: LegOpened
  readonly thread: number
  connection: LegConnection | undefined
  hears: readonly number[]
  readonly playing: Map<number, PlayOptions>
  /** It is listened to for who has answered. */
  isAnalysed: boolean
}

/**
 * Media that know who hears whom, what plays, and nothing else: prompts last as long as their files are said to. Each leg is on a thread of its own
 * but those that are opened near another, and hears nobody on another thread: a host that asks for that throws.
 */
export class MemoryMedia implements Media {
  readonly legs: Map<number, MemoryLeg> = new Map()
  /** What was recorded: path by id. */
  readonly recordings: Map<string, string> = new Map()
  readonly #clock: HostClock
  readonly #onEvent: (event: MediaEvent) => void
  readonly #durationMs: (file: string) => number
  #last = 0

  constructor(clock: HostClock, onEvent: (event: MediaEvent) => void, durationMs: (file: string) => number) {
    this.#clock = clock
    this.#onEvent = onEvent
    this.#durationMs = durationMs
  }

  /** The leg with this port: the sound of whoever sends there. */
  withPort(port: number): MemoryLeg | undefined {
    return [...this.legs.values()].find(({ opened }) => opened.port === port)
  }

  async openLeg({ near }: LegOptions = {}): Promise<LegOpened> {
    const leg = (this.#last += 1)
    const thread = near === undefined ? leg : this.legs.get(near)!.thread
    const opened = { leg, port: 20_000 + 2 * leg, rtcpPort: 20_001 + 2 * leg, srtpKey: 'A'.repeat(40) }
    this.legs.set(leg, { opened, thread, connection: undefined, hears: [], playing: new Map(), isAnalysed: false })
    return await Promise.resolve(opened)
  }

  async connectLeg(leg: number, connection: LegConnection): Promise<void> {
    this.legs.get(leg)!.connection = connection
    await Promise.resolve()
  }

  async closeLeg(leg: number): Promise<LegQuality> {
    this.legs.delete(leg)
    return await Promise.resolve({
      packetsReceived: 0,
      packetsSent: 0,
      packetsLost: 0,
      jitterMs: 0,
      concealedShare: 0,
      r: undefined,
      mos: undefined,
      roundTripMs: undefined,
      remoteLossShare: undefined,
      refused: nothingRefused(),
    })
  }

  hear(leg: number, sources: readonly number[]): void {
    const listener = this.legs.get(leg)!
    for (const source of sources) {
      if (this.legs.get(source)!.thread !== listener.thread) throw new Error(`${leg} and ${source} are on two threads`)
    }
    listener.hears = sources
  }

  /** Nothing has come to a port for a while. */
  silence(port: number): void {
    const leg = this.withPort(port)
    if (leg !== undefined) this.#onEvent({ kind: 'silent', leg: leg.opened.leg, forMs: 10_000 })
  }

  /** It is heard who has answered a call; nothing happens where nobody listens for it. */
  answeredBy(port: number, by: AnsweredBy): void {
    const leg = this.withPort(port)
    if (leg?.isAnalysed !== true) return
    leg.isAnalysed = false
    this.#onEvent({ kind: 'answered-by', leg: leg.opened.leg, by, cause: 'out-of-time', afterMs: 1000 })
  }

  /** The machine at this port records. */
  machineRecords(port: number): void {
    const leg = this.withPort(port)
    if (leg !== undefined) this.#onEvent({ kind: 'machine-records', leg: leg.opened.leg, by: 'tone', afterMs: 5000 })
  }

  /** The thread of all legs dies. */
  die(): void {
    this.#onEvent({ kind: 'lost', legs: [...this.legs.keys()], problem: 'out of memory' })
  }

  mute(): void {}

  play(leg: number, options: PlayOptions): number {
    const play = (this.#last += 1)
    const { playing } = this.legs.get(leg)!
    playing.set(play, options)
    if (options.loop === true) return play
    const ms = (options.files ?? []).reduce((sum, file) => sum + this.#durationMs(file), 0)
    this.#clock.at(this.#clock.nowMs() + ms, () => {
      if (this.legs.get(leg)?.playing.delete(play) === true)
        this.#onEvent({ kind: 'played', leg, play, reason: 'end', heardMs: ms })
    })
    return play
  }

  stopPlay(leg: number, play: number): void {
    this.legs.get(leg)!.playing.delete(play)
  }

  detect(leg: number): void {
    this.legs.get(leg)!.isAnalysed = true
  }

  async prepare(): Promise<void> {
    await Promise.resolve()
  }

  infoDigit(leg: number, digit: Parameters<Media['infoDigit']>[1]): void {
    this.#onEvent({ kind: 'digit', leg, digit, startMs: 0, durationMs: 100, sources: ['info'] })
  }

  sendDigits(): void {}

  async record(id: string, _legs: readonly number[], path: string): Promise<void> {
    this.recordings.set(id, path)
    await Promise.resolve()
  }

  pauseRecord(): void {}

  stopRecord(id: string): void {
    this.#onEvent({ kind: 'recorded', id, path: this.recordings.get(id) ?? '', durationMs: 1 })
  }

  async counters(): Promise<MediaCounters> {
    const none = { recordings: 0, packetsReceived: 0, packetsSent: 0, sendFailures: 0, digits: 0, digitsAgain: 0 }
    const ticks = { ticks: 0, lateTicks: 0, skippedTicks: 0, longestTickMs: 0 }
    return await Promise.resolve({ legs: this.legs.size, ...none, ...ticks, refused: nothingRefused() })
  }

  async close(): Promise<void> {
    this.legs.clear()
    await Promise.resolve()
  }
}
