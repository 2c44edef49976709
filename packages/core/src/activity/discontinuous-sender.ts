import { inRange } from '../error/strowger-error.ts'
import { describeNoiseInto } from './noise-analysis.ts'
import { VoiceActivity } from './voice-activity.ts'
import type { VoiceActivityOptions } from './voice-activity.ts'

/** What to send for a frame: the speech itself (with the marker at a talkspurt's start), a description of noise, nothing. */
export type TransmissionDecision = 'talkspurt' | 'speech' | 'comfort-noise' | 'nothing'

/** Settings of `DiscontinuousSender`. */
export interface DiscontinuousSenderOptions extends VoiceActivityOptions {
  /** How often noise is described anew in a pause. */
  noiseEveryMs?: number
  /** By how much the level must have changed for a description in between. */
  noiseChangeDb?: number
}

/**
 * Discontinuous transmission: decides frame by frame what goes out, and describes the noise of pauses (RFC 3389 §4, RFC 3551 §4.1).
 * O(samples), no allocation but in descriptions.
 */
export class DiscontinuousSender {
  readonly #activity: VoiceActivity
  readonly #clockHz: number
  readonly #noiseEveryMs: number
  readonly #noiseChangeDb: number
  readonly #description = new Uint8Array(5)
  #speaking = false
  #sinceNoiseMs = Number.POSITIVE_INFINITY
  #noiseDbov = 0

  constructor(options: DiscontinuousSenderOptions = {}) {
    this.#activity = new VoiceActivity(options)
    this.#clockHz = options.clockHz ?? 8000
    this.#noiseEveryMs = inRange('noiseEveryMs', options.noiseEveryMs ?? 400, 10, 60_000)
    this.#noiseChangeDb = inRange('noiseChangeDb', options.noiseChangeDb ?? 4, 0, 60)
  }

  /** The payload to send after `comfort-noise`; valid until the next decision. */
  get description(): Uint8Array {
    return this.#description
  }

  /** Decides on the next frame, whole. */
  decide(frame: Int16Array): TransmissionDecision {
    if (this.#activity.isSpeech(frame)) {
      const first = !this.#speaking
      this.#speaking = true
      this.#sinceNoiseMs = Number.POSITIVE_INFINITY
      return first ? 'talkspurt' : 'speech'
    }
    this.#speaking = false
    this.#sinceNoiseMs += (frame.length * 1000) / this.#clockHz
    const changed = Math.abs(this.#activity.levelDbov - this.#noiseDbov) >= this.#noiseChangeDb
    if (this.#sinceNoiseMs < this.#noiseEveryMs && !changed) return 'nothing'
    describeNoiseInto(this.#description, 0, frame, 4)
    this.#sinceNoiseMs = 0
    this.#noiseDbov = this.#activity.levelDbov
    return 'comfort-noise'
  }
}
