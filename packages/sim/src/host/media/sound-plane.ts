import { ComfortNoise, MixPlan, Mixer } from '@strowger/core'
import type { HearingMatrix, MixFrames } from '@strowger/core'
import { TICK_MS } from './voice-codec.ts'

/** Legs that a thread can hold. */
export const MAX_LEGS = 8192

/** All sound of one sampling rate in a tick: what each leg says, what each hears, by the leg's slot. */
export class SoundPlane implements MixFrames {
  readonly sampleHz: number
  /** Samples of a tick. */
  readonly count: number
  readonly spoken: Int16Array[] = []
  readonly isSpeaking: Uint8Array = new Uint8Array(MAX_LEGS)
  readonly heard: Int16Array[] = []
  readonly voices: Uint8Array = new Uint8Array(MAX_LEGS)
  /** Room for a tick, of whoever needs it at the moment. */
  readonly scratch: Int16Array
  /** Silence; never written. */
  readonly silence: Int16Array
  readonly #mixer: Mixer
  readonly #noise = new ComfortNoise()
  readonly #noiseFrame: Int16Array
  #isNoiseFresh = false
  #plan: MixPlan

  /** @param noiseDbov - level of what is heard when nobody is; −127 is silence */
  constructor(sampleHz: number, matrix: HearingMatrix, noiseDbov: number) {
    this.sampleHz = sampleHz
    this.count = (sampleHz * TICK_MS) / 1000
    this.scratch = new Int16Array(this.count)
    this.silence = new Int16Array(this.count)
    this.#noiseFrame = new Int16Array(this.count)
    this.#mixer = new Mixer(this.count)
    this.#plan = MixPlan.of(matrix, [])
    if (noiseDbov > -127) this.#noise.describe(Uint8Array.of(-Math.round(noiseDbov)), 0, 1)
  }

  /** Makes room for a leg. */
  seat(slot: number): void {
    this.spoken[slot] ??= new Int16Array(this.count)
    this.heard[slot] ??= new Int16Array(this.count)
    this.isSpeaking[slot] = 0
    this.voices[slot] = 0
  }

  /** Who listens at this rate has changed, or whom. Returns the slots that somebody hears. */
  plan(matrix: HearingMatrix, listeners: Iterable<number>): readonly number[] {
    this.#plan = MixPlan.of(matrix, listeners)
    this.voices.fill(0)
    return this.#plan.sources
  }

  /** Mixes a tick. */
  mix(): void {
    this.#isNoiseFresh = false
    this.#mixer.mix(this.#plan, this)
  }

  /** What a leg hears that hears nobody: the same noise for all, made once a tick. */
  get nobody(): Int16Array {
    if (!this.#noise.known) return this.silence
    if (!this.#isNoiseFresh) this.#noise.generateInto(this.#noiseFrame, 0, this.count)
    this.#isNoiseFresh = true
    return this.#noiseFrame
  }
}
