import { inRange } from '../error/strowger-error.ts'

/** A playing that is cut fades for this many samples at 8 kHz (2 ms), so that it does not click. */
const FADE_SHARE = 1 / 500

/** Settings of a playing. */
export interface PromptPlayerOptions {
  /** Sounds one after the other, all at `sampleHz`; they stay the caller's and may be shared. */
  readonly sounds: readonly Int16Array[]
  readonly sampleHz: number
  /** How often all of them are played; `Infinity` is without end. */
  readonly rounds?: number
}

/** Plays sounds one after the other without a gap, in pieces of any size, and can be cut at any sample. No allocation after construction. */
export class PromptPlayer {
  readonly #sounds: readonly Int16Array[]
  readonly #fade: number
  readonly #sampleHz: number
  #roundsLeft: number
  #index = 0
  #at = 0
  #heard = 0
  /** Samples of the fade still to come once it was cut; −1 before. */
  #fadeLeft = -1

  constructor({ sounds, sampleHz, rounds = 1 }: PromptPlayerOptions) {
    this.#sampleHz = inRange('sampleHz', sampleHz, 1000, 768_000)
    inRange('rounds', rounds, 1, Number.POSITIVE_INFINITY)
    this.#sounds = sounds
    this.#fade = Math.round(sampleHz * FADE_SHARE)
    // Nothing at all would be played for ever.
    this.#roundsLeft = sounds.every((sound) => sound.length === 0) ? 0 : rounds
  }

  /** Whether everything was read, or the fade after a cut. */
  get ended(): boolean {
    return this.#roundsLeft <= 0 || this.#fadeLeft === 0
  }

  /** What was read so far. */
  get heardMs(): number {
    return (this.#heard * 1000) / this.#sampleHz
  }

  /** Ends it: two milliseconds more are read, fading. */
  cut(): void {
    if (this.#fadeLeft < 0) this.#fadeLeft = this.#fade
  }

  /** Reads the next `count` samples to `out[at …]` and returns how many there were: fewer when it ends within. O(count). */
  readInto(out: Int16Array, at: number, count: number): number {
    let read = 0
    while (read < count && !this.ended) {
      const sound = this.#sounds[this.#index]!
      let piece = Math.min(count - read, sound.length - this.#at)
      if (this.#fadeLeft >= 0) piece = Math.min(piece, this.#fadeLeft)
      for (let i = 0; i < piece; i++) out[at + read + i] = sound[this.#at + i]!
      if (this.#fadeLeft >= 0) this.#fadeOut(out, at + read, piece)
      read += piece
      this.#at += piece
      if (this.#at === sound.length) this.#next()
    }
    this.#heard += read
    return read
  }

  #fadeOut(out: Int16Array, at: number, count: number): void {
    for (let i = 0; i < count; i++) {
      out[at + i] = Math.trunc((out[at + i]! * this.#fadeLeft) / (this.#fade + 1))
      this.#fadeLeft--
    }
  }

  #next(): void {
    this.#at = 0
    this.#index++
    if (this.#index < this.#sounds.length) return
    this.#index = 0
    this.#roundsLeft--
  }
}
