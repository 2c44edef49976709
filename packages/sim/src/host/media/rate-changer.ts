import { Resampler } from '@strowger/core'
import type { SoundPlane } from './sound-plane.ts'

/** Carries what a leg says from the plane of its codec to the other one, for listeners there. */
export class RateChanger {
  readonly #from: SoundPlane
  /** Where it is carried to. */
  readonly to: SoundPlane
  readonly #slot: number
  readonly #resampler: Resampler

  constructor(from: SoundPlane, to: SoundPlane, slot: number) {
    this.#from = from
    this.to = to
    this.#slot = slot
    this.#resampler = new Resampler(from.sampleHz, to.sampleHz)
  }

  /** A tick's sound. */
  carry(): void {
    const slot = this.#slot
    const isSpeaking = this.#from.isSpeaking[slot]!
    this.to.isSpeaking[slot] = isSpeaking
    if (isSpeaking === 1) this.#resampler.processInto(this.to.spoken[slot]!, 0, this.#from.spoken[slot]!)
  }
}
