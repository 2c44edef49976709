import { CallRecording } from '@strowger/core'
import type { LegId } from './leg.ts'
import type { RecordOptions } from './media-command.ts'
import type { SoundPlane } from './sound-plane.ts'

/** A file that a recording is written to. */
export interface RecordFile {
  /** Appends a block, then writes the header over the start. The block may be used again after the next one. */
  append(block: Uint8Array, header: Uint8Array): void
  /** Appends the last block and closes; `done` is called with what went wrong, if anything did, now or before. */
  close(block: Uint8Array, header: Uint8Array, done: (problem: string | undefined) => void): void
}

/** A seat at a plane, as a recording listens to it. */
export interface RecordedSide {
  readonly leg: LegId
  readonly slot: number
}

/** Records one or two legs, tick by tick. */
export class Recorder {
  readonly id: string
  readonly path: string
  readonly plane: SoundPlane
  readonly #sides: (RecordedSide | undefined)[]
  readonly #recording: CallRecording
  readonly #file: RecordFile
  /** Leaves sound out and keeps time. */
  isPaused = false

  constructor(
    id: string,
    path: string,
    sides: readonly RecordedSide[],
    plane: SoundPlane,
    options: RecordOptions,
    open: (path: string, header: Uint8Array) => RecordFile,
  ) {
    this.id = id
    this.path = path
    this.plane = plane
    this.#sides = [...sides]
    this.#recording = new CallRecording({
      sampleHz: plane.sampleHz,
      channels: sides.length === 2 ? 2 : 1,
      tickSamples: plane.count,
      ...options,
    })
    this.#file = open(path, this.#recording.header())
  }

  /** Legs that are recorded still. */
  get slots(): number[] {
    return this.#sides.flatMap((side) => side?.slot ?? [])
  }

  /** Time recorded. */
  get durationMs(): number {
    return this.#recording.durationMs
  }

  /** A tick. */
  tick(): void {
    const block = this.#recording.take(this.#said(0), this.#said(1))
    if (block !== undefined) this.#file.append(block, this.#recording.header())
  }

  #said(side: number): Int16Array | undefined {
    const slot = this.#sides[side]?.slot
    if (slot === undefined || this.isPaused || this.plane.isSpeaking[slot] === 0) return undefined
    return this.plane.spoken[slot]
  }

  /** A leg is over: its side is silence from now on. True when no side is left. */
  lose(leg: LegId): boolean {
    const at = this.#sides.findIndex((side) => side?.leg === leg)
    if (at >= 0) this.#sides[at] = undefined
    return at >= 0 && this.#sides.every((side) => side === undefined)
  }

  /** Completes the file. */
  close(done: (problem: string | undefined) => void): void {
    this.#file.close(this.#recording.takeBlock(), this.#recording.header(), done)
  }
}
