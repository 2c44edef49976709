import { StrowgerError, completeAmdOptions, inRange } from '@strowger/core'
import type { AmdOptions } from '@strowger/core'
import { digitFrom } from '@strowger/dtmf'
import type { Digit } from '@strowger/dtmf'
import { PromptLibrary } from './edge/prompt-library.ts'
import { CORES } from './edge/thread-link.ts'
import { checkedConnection } from './checked-connection.ts'
import type { LegConnection, LegId, LegOpened, LegQuality, PlayId } from './leg.ts'
import type { MediaCommand, MediaCounters, PlayOptions, PromptSound, RecordOptions } from './media-command.ts'
import type { MediaEvent } from './media-event.ts'
import { MediaSeat } from './media-seat.ts'
import type { LegOptions, Media, MediaServerOptions } from './media-server.ts'
import { sumOfCounters } from './sum-of-counters.ts'

const PORTS: readonly [number, number] = [16_384, 32_767]
const SILENT_AFTER_MS = 10_000
const COMFORT_NOISE_DBOV = -65

/**
 * Media on threads of their own: sockets, jitter buffers, mixing and files live there, so that setting calls up on the main thread never
 * disturbs anybody's sound. A leg stays on its thread for life.
 */
export class MediaThreads implements Media {
  readonly #onEvent: (event: MediaEvent) => void
  readonly #seats: readonly MediaSeat[]
  readonly #seatOf = new Map<LegId, MediaSeat>()
  /** Legs of threads that died, until they are closed. */
  readonly #lost = new Set<LegId>()
  readonly #recordings = new Map<string, MediaSeat>()
  readonly #library: PromptLibrary
  /** Playings whose files are being made ready: not on their thread yet. */
  readonly #unready = new Map<PlayId, LegId>()
  readonly #spareLegs: number
  #lastLeg = 0
  #lastPlay = 0

  private constructor(options: MediaServerOptions) {
    this.#onEvent = options.onEvent
    const threads = inRange('threads', Math.trunc(options.threads ?? CORES), 0, 256)
    const [first, last] = options.portRange ?? PORTS
    const inline = threads === 0
    this.#library = new PromptLibrary(inline)
    this.#spareLegs = inRange('spareLegs', options.spareLegs ?? 0, 0, 1000)
    const count = Math.max(1, threads)
    // Each its own pairs: an even number of ports, from an even one on.
    const from = inRange('portRange[0]', first + (first & 1), 1, 65_534)
    const share = Math.floor((inRange('portRange[1]', last, first, 65_535) + 1 - from) / count / 2) * 2
    inRange('ports of each thread', share, 2, 65_535)
    this.#seats = Array.from(
      { length: count },
      (_, i) =>
        new MediaSeat(
          {
            address: options.address ?? '127.0.0.1',
            firstPort: from + i * share,
            lastPort: from + (i + 1) * share - 1,
            silentAfterMs: inRange('silentAfterMs', options.silentAfterMs ?? SILENT_AFTER_MS, 100, 86_400_000),
            comfortNoiseDbov: inRange('comfortNoiseDbov', options.comfortNoiseDbov ?? COMFORT_NOISE_DBOV, -127, 0),
          },
          inline,
          { onEvent: (event) => this.#tell(event), onLost: (seat, problem) => this.#lose(seat, problem) },
        ),
    )
    for (const seat of this.#seats) this.#prepareLegs(seat)
  }

  /**
   * Starts a media server.
   * @throws StrowgerError when an option is out of range, or the ports are too few
   */
  static start(options: MediaServerOptions): MediaThreads {
    return new MediaThreads(options)
  }

  async openLeg(options: LegOptions = {}): Promise<LegOpened> {
    const { near, rtcpMux = false } = options
    const seat = near === undefined ? this.#emptiest() : this.#seat('near', near)
    const spare = rtcpMux ? undefined : seat.spares.shift()
    this.#prepareLegs(seat)
    if (spare !== undefined) {
      seat.legs.add(spare.leg)
      this.#seatOf.set(spare.leg, seat)
      return spare
    }
    const leg = ++this.#lastLeg
    seat.legs.add(leg)
    this.#seatOf.set(leg, seat)
    try {
      const answer = await seat.ask({ kind: 'open', leg, rtcpMux })
      if ('opened' in answer) return answer.opened
    } catch (error) {
      this.#forget(leg)
      throw error
    }
    throw new Error('a leg that was opened is told')
  }

  /** Has as many legs stand ready as are to. */
  #prepareLegs(seat: MediaSeat): void {
    while (seat.spares.length + seat.sparesAsked < this.#spareLegs) void this.#prepareLeg(seat)
  }

  async #prepareLeg(seat: MediaSeat): Promise<void> {
    seat.sparesAsked += 1
    try {
      const answer = await seat.ask({ kind: 'open', leg: ++this.#lastLeg, rtcpMux: false })
      if ('opened' in answer) seat.spares.push(answer.opened)
    } catch {
      // Where no port is left there are fewer: whoever needs one is told so.
    } finally {
      seat.sparesAsked -= 1
    }
  }

  async connectLeg(leg: LegId, connection: LegConnection): Promise<void> {
    await this.#seat('leg', leg).ask({ kind: 'connect', leg, connection: checkedConnection(connection) })
  }

  async closeLeg(leg: LegId): Promise<LegQuality> {
    if (this.#lost.delete(leg)) throw new Error(`leg ${leg} was lost with its thread`)
    const seat = this.#seat('leg', leg)
    this.#forget(leg)
    for (const [play, of] of this.#unready) if (of === leg) this.#end(play, leg, 'closed')
    const answer = await seat.ask({ kind: 'close', leg })
    if ('quality' in answer) return answer.quality
    throw new Error('a leg that was closed tells its quality')
  }

  hear(leg: LegId, sources: readonly LegId[]): void {
    if (this.#lost.has(leg)) return
    const seat = this.#seat('leg', leg)
    const heard = sources.filter((source) => !this.#lost.has(source))
    for (const source of heard) {
      if (this.#seat('sources', source) !== seat) {
        throw new StrowgerError('invalid-option', 'sources', source, `expected a leg that was opened near ${leg}`)
      }
    }
    seat.post({ kind: 'hear', leg, sources: heard })
  }

  mute(leg: LegId, muted: boolean): void {
    this.#post({ kind: 'mute', leg, muted })
  }

  play(leg: LegId, options: PlayOptions): PlayId {
    const { files = [], tone, rounds } = options
    if (files.length === 0 && tone === undefined) {
      throw new StrowgerError('invalid-option', 'files', files, 'expected files or a tone')
    }
    if (rounds !== undefined) inRange('rounds', rounds, 1, 1_000_000)
    if (!this.#lost.has(leg)) this.#seat('leg', leg)
    const tones = tone === undefined ? [] : [this.#library.tone(tone)]
    const play = ++this.#lastPlay
    const start = (sounds: readonly PromptSound[]): void =>
      this.#post({ kind: 'play', leg, play, sounds: [...sounds, ...tones], options })
    const ready = this.#library.ready(files)
    if (ready === undefined) {
      this.#unready.set(play, leg)
      void this.#startWhenReady(play, leg, files, start)
    } else start(ready)
    return play
  }

  async #startWhenReady(
    play: PlayId,
    leg: LegId,
    files: readonly string[],
    start: (sounds: readonly PromptSound[]) => void,
  ): Promise<void> {
    const made = await this.#library.prepare(files, false)
    // Stopped, or its leg closed, meanwhile.
    if (!this.#unready.has(play)) return
    if ('problem' in made) this.#end(play, leg, 'unplayable', made.problem)
    else {
      this.#unready.delete(play)
      start(made)
    }
  }

  #end(play: PlayId, leg: LegId, reason: 'stopped' | 'closed' | 'unplayable', problem?: string): void {
    this.#unready.delete(play)
    const played = { kind: 'played', leg, play, reason, heardMs: 0 } as const
    this.#onEvent(problem === undefined ? played : { ...played, problem })
  }

  stopPlay(leg: LegId, play: PlayId): void {
    if (this.#unready.get(play) === leg) this.#end(play, leg, 'stopped')
    else this.#post({ kind: 'stop-play', leg, play })
  }

  async prepare(files: readonly string[]): Promise<void> {
    const made = await this.#library.prepare(files, true)
    if ('problem' in made) throw new Error(made.problem)
  }

  detect(leg: LegId, options: AmdOptions): void {
    this.#post({ kind: 'detect', leg, options: completeAmdOptions(options) })
  }

  infoDigit(leg: LegId, digit: Digit, durationMs?: number): void {
    this.#post({ kind: 'info-digit', leg, digit, durationMs })
  }

  sendDigits(leg: LegId, digits: readonly Digit[]): void {
    for (const digit of digits) {
      if (digitFrom(digit) !== digit) throw new StrowgerError('invalid-option', 'digits', digit, '0-9 * # A-D')
    }
    this.#post({ kind: 'send-digits', leg, digits })
  }

  async record(id: string, legs: readonly LegId[], path: string, options: RecordOptions = {}): Promise<void> {
    const [first, second] = legs
    if (first === undefined || legs.length > 2) {
      throw new StrowgerError('invalid-option', 'legs', legs, 'expected one or two legs')
    }
    if (this.#recordings.has(id)) {
      throw new StrowgerError('invalid-option', 'id', id, 'expected one that is not recording')
    }
    const seat = this.#seat('legs', first)
    if (second !== undefined && this.#seat('legs', second) !== seat) {
      throw new StrowgerError('invalid-option', 'legs', second, `expected a leg that was opened near ${first}`)
    }
    this.#recordings.set(id, seat)
    try {
      await seat.ask({ kind: 'record', id, legs, path, options })
    } catch (error) {
      this.#recordings.delete(id)
      throw error
    }
  }

  pauseRecord(id: string, paused: boolean): void {
    this.#recordings.get(id)?.post({ kind: 'pause-record', id, paused })
  }

  stopRecord(id: string): void {
    this.#recordings.get(id)?.post({ kind: 'stop-record', id })
  }

  async counters(): Promise<MediaCounters> {
    const answers = await Promise.all(this.#seats.map((seat) => seat.ask({ kind: 'count' })))
    const sums = sumOfCounters(answers.flatMap((answer) => ('counters' in answer ? [answer.counters] : [])))
    // A thread counts those that stand ready as well.
    return { ...sums, legs: this.#seatOf.size }
  }

  async close(): Promise<void> {
    await Promise.all(this.#seats.map((seat) => seat.close()))
    await this.#library.close()
    this.#seatOf.clear()
  }

  #emptiest(): MediaSeat {
    return this.#seats.reduce((best, seat) => (seat.legs.size < best.legs.size ? seat : best))
  }

  #seat(path: string, leg: LegId): MediaSeat {
    const seat = this.#seatOf.get(leg)
    if (seat === undefined) throw new StrowgerError('invalid-option', path, leg, 'expected a leg that is open')
    return seat
  }

  /** Sends a command about a leg to its thread; one about a lost leg is void. */
  #post(command: MediaCommand & { readonly leg: LegId }): void {
    if (!this.#lost.has(command.leg)) this.#seat('leg', command.leg).post(command)
  }

  #forget(leg: LegId): void {
    this.#seatOf.get(leg)?.legs.delete(leg)
    this.#seatOf.delete(leg)
  }

  #tell(event: MediaEvent): void {
    if (event.kind === 'recorded') this.#recordings.delete(event.id)
    this.#onEvent(event)
  }

  #lose(seat: MediaSeat, problem: string): void {
    const legs = [...seat.legs]
    for (const leg of legs) {
      this.#forget(leg)
      this.#lost.add(leg)
    }
    for (const [play, leg] of this.#unready) if (this.#lost.has(leg)) this.#unready.delete(play)
    for (const [id, of] of this.#recordings) if (of === seat) this.#recordings.delete(id)
    this.#onEvent({ kind: 'lost', legs, problem })
  }
}
