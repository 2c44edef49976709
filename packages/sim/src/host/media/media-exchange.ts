import { HearingMatrix, StrowgerError } from '@strowger/core'
import type { Cryptography, RtpView } from '@strowger/core'
import type { LegConnection, LegId, LegQuality } from './leg.ts'
import type { LegIdentity, LegOutlet } from './leg-outlet.ts'
import type { MediaCounters, RecordOptions } from './media-command.ts'
import type { MediaEvent } from './media-event.ts'
import { MediaLeg } from './media-leg.ts'
import type { LegHouse } from './media-leg.ts'
import { RateChanger } from './rate-changer.ts'
import { Recorder } from './recorder.ts'
import type { RecordFile } from './recorder.ts'
import { addRefused, nothingRefused } from './refused.ts'
import { MAX_LEGS, SoundPlane } from './sound-plane.ts'
import { NARROW_HZ, WIDE_HZ } from './voice-codec.ts'

/** Settings of an exchange. */
export interface MediaExchangeOptions {
  readonly onEvent: (event: MediaEvent) => void
  readonly cryptography: Cryptography
  readonly openRecordFile: (path: string, header: Uint8Array) => RecordFile
  readonly silentAfterMs: number
  readonly comfortNoiseDbov: number
  /** Unix time when the clock of `nowMs` stood at zero. */
  readonly unixMsAtZero: number
}

/**
 * All legs of one thread and who of them hears whom, without I/O: packets come by `takeRtp`, and `tick` every 20 ms takes from every leg
 * what is due, mixes, records and gives every leg what it hears. In steady state a tick makes no objects: what is
 * allocated are the engine's boxes of fractional numbers.
 */
export class MediaExchange {
  readonly #options: MediaExchangeOptions
  readonly #matrix = new HearingMatrix()
  readonly #narrow: SoundPlane
  readonly #wide: SoundPlane
  readonly #house: LegHouse
  readonly #legs = new Map<LegId, MediaLeg>()
  readonly #freeSlots: number[] = []
  /** The legs in a row, for the tick. */
  #row: readonly MediaLeg[] = []
  readonly #recorders = new Map<string, Recorder>()
  #changers: readonly RateChanger[] = []
  readonly #changersKept = new Map<MediaLeg, RateChanger>()
  #plannedVersion = -1
  /** Sums of legs that are over. */
  readonly #past = { packetsReceived: 0, packetsSent: 0, digits: 0, digitsAgain: 0, refused: nothingRefused() }

  constructor(options: MediaExchangeOptions) {
    const { comfortNoiseDbov, cryptography, silentAfterMs, unixMsAtZero } = options
    this.#options = options
    this.#narrow = new SoundPlane(NARROW_HZ, this.#matrix, comfortNoiseDbov)
    this.#wide = new SoundPlane(WIDE_HZ, this.#matrix, comfortNoiseDbov)
    this.#house = {
      narrow: this.#narrow,
      wide: this.#wide,
      cryptography,
      silentAfterMs,
      unixMsAtZero,
      tell: options.onEvent,
    }
    for (let slot = MAX_LEGS - 1; slot >= 0; slot--) this.#freeSlots.push(slot)
  }

  /** The leg of that id; `undefined` when it is over or never was. */
  leg(id: LegId): MediaLeg | undefined {
    return this.#legs.get(id)
  }

  /** Adds a leg. False when there is no room for one more. */
  openLeg(id: LegId, identity: LegIdentity, outlet: LegOutlet): boolean {
    const slot = this.#freeSlots.pop()
    if (slot === undefined) return false
    this.#legs.set(id, new MediaLeg(id, slot, identity, outlet, this.#house))
    this.#row = [...this.#legs.values()]
    return true
  }

  /**
   * Connects a leg as was agreed; nothing happens when it is over.
   * @throws StrowgerError when a key is none
   */
  connectLeg(id: LegId, connection: LegConnection, nowMs: number): void {
    this.#legs.get(id)?.connect(connection, nowMs)
    this.#plannedVersion = -1
  }

  /** Ends a leg; `undefined` when it was over. */
  closeLeg(id: LegId, nowMs: number): LegQuality | undefined {
    const leg = this.#legs.get(id)
    if (leg === undefined) return undefined
    leg.close(nowMs)
    const quality = leg.quality()
    this.#remember(leg)
    this.#legs.delete(id)
    this.#changersKept.delete(leg)
    this.#row = [...this.#legs.values()]
    this.#matrix.leave(leg.slot)
    this.#freeSlots.push(leg.slot)
    for (const recorder of this.#recorders.values()) if (recorder.lose(id)) this.stopRecord(recorder.id)
    this.#plannedVersion = -1
    return quality
  }

  /** Sets whom a leg hears; legs that are over are left out. */
  hear(id: LegId, sources: readonly LegId[]): void {
    const leg = this.#legs.get(id)
    if (leg === undefined) return
    this.#matrix.hear(
      leg.slot,
      sources.flatMap((source) => this.#legs.get(source)?.slot ?? []),
    )
  }

  /** Takes a packet of a leg. */
  takeRtp(id: LegId, view: RtpView, nowMs: number): void {
    this.#legs.get(id)?.takeRtp(view, nowMs)
  }

  /**
   * Begins a recording of legs; at 16 kHz when all are wide-band.
   * @throws StrowgerError when a leg is over or an id is in use; what the file system says
   */
  record(id: string, legs: readonly LegId[], path: string, options: RecordOptions): void {
    if (this.#recorders.has(id))
      throw new StrowgerError('invalid-option', 'id', id, 'expected one that is not recording')
    const recorded = legs.map((id) => {
      const leg = this.#legs.get(id)
      if (leg === undefined) throw new StrowgerError('invalid-option', 'legs', id, 'expected a leg that is open')
      return leg
    })
    const plane = recorded.every((leg) => leg.plane === this.#wide) ? this.#wide : this.#narrow
    const sides = recorded.map(({ id, slot }) => ({ leg: id, slot }))
    this.#recorders.set(id, new Recorder(id, path, sides, plane, options, this.#options.openRecordFile))
    this.#plannedVersion = -1
  }

  /** Leaves sound out of a recording, or takes it in again. */
  pauseRecord(id: string, paused: boolean): void {
    const recorder = this.#recorders.get(id)
    if (recorder !== undefined) recorder.isPaused = paused
  }

  /** Ends a recording; `recorded` is told when its file is whole. */
  stopRecord(id: string): void {
    const recorder = this.#recorders.get(id)
    if (recorder === undefined) return
    this.#recorders.delete(id)
    this.#plannedVersion = -1
    const { path, durationMs } = recorder
    recorder.close((problem) => {
      const recorded = { kind: 'recorded', id, path, durationMs } as const
      this.#options.onEvent(problem === undefined ? recorded : { ...recorded, problem })
    })
  }

  /** Twenty milliseconds of all legs. O(legs × samples). */
  tick(nowMs: number): void {
    if (this.#plannedVersion !== this.#matrix.version) this.#plan()
    const row = this.#row
    for (let i = 0; i < row.length; i++) row[i]!.listen(nowMs)
    const changers = this.#changers
    for (let i = 0; i < changers.length; i++) changers[i]!.carry()
    this.#narrow.mix()
    this.#wide.mix()
    for (const recorder of this.#recorders.values()) recorder.tick()
    for (let i = 0; i < row.length; i++) row[i]!.speak(nowMs)
  }

  /** Who listens where, and whose sound is wanted at the other rate too. */
  #plan(): void {
    this.#plannedVersion = this.#matrix.version
    const changers: RateChanger[] = []
    for (const plane of [this.#narrow, this.#wide]) {
      const listeners = this.#row.filter((leg) => leg.plane === plane).map(({ slot }) => slot)
      const wanted = new Set(plane.plan(this.#matrix, listeners))
      for (const recorder of this.#recorders.values()) {
        if (recorder.plane === plane) for (const slot of recorder.slots) wanted.add(slot)
      }
      for (const leg of this.#row)
        if (leg.plane !== plane && wanted.has(leg.slot)) changers.push(this.#changer(leg, plane))
    }
    this.#changers = changers
  }

  /** Kept from plan to plan: a filter has a memory of what it heard. */
  #changer(leg: MediaLeg, to: SoundPlane): RateChanger {
    let changer = this.#changersKept.get(leg)
    if (changer?.to !== to) {
      to.seat(leg.slot)
      changer = new RateChanger(leg.plane, to, leg.slot)
      this.#changersKept.set(leg, changer)
    }
    return changer
  }

  #remember(leg: MediaLeg): void {
    const past = this.#past
    const { received, sent } = leg.packetCounts
    const { told, again } = leg.digitCounts
    past.packetsReceived += received
    past.packetsSent += sent
    past.digits += told
    past.digitsAgain += again
    addRefused(past.refused, leg.refused)
  }

  /** Sums over all legs, those that are over too. O(legs). */
  counters(): Omit<MediaCounters, 'sendFailures' | 'ticks' | 'lateTicks' | 'skippedTicks' | 'longestTickMs'> {
    const { refused: pastRefused, ...past } = this.#past
    const sum = { ...past, refused: { ...pastRefused }, legs: this.#row.length, recordings: this.#recorders.size }
    for (const leg of this.#row) {
      const { received, sent } = leg.packetCounts
      const { told, again } = leg.digitCounts
      sum.packetsReceived += received
      sum.packetsSent += sent
      sum.digits += told
      sum.digitsAgain += again
      addRefused(sum.refused, leg.refused)
    }
    return sum
  }

  /** Ends all legs and recordings. */
  close(nowMs: number): void {
    for (const id of this.#recorders.keys()) this.stopRecord(id)
    for (const id of this.#legs.keys()) this.closeLeg(id, nowMs)
  }
}
