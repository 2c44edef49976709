import { inRange } from '../error/strowger-error.ts'
import { levelDbov } from '../level/level-meter.ts'

/** Settings of `VoiceActivity`. */
export interface VoiceActivityOptions {
  /** Samples a second; 8000 unless said. */
  clockHz?: number
  /** How far above the background speech must be. */
  marginDb?: number
  /** Speech goes on for this long after its last loud frame: word ends are quiet. */
  hangoverMs?: number
  /** What is quieter is never speech. */
  leastDbov?: number
}

/** The background may rise by this much a second; it falls at once. */
const RISE_DB_PER_S = 3
/** Zero crossings a sample beyond which a frame is hiss: it must be louder to count. */
const HISS_CROSSINGS = 0.45
const HISS_MARGIN_DB = 6

/**
 * Tells speech from background by level over a tracked noise floor, with hangover; a frame of mostly zero crossings needs more
 * level. Deterministic; O(samples), no allocation. For DTX: what is not speech need not be sent.
 */
export class VoiceActivity {
  readonly #clockHz: number
  readonly #marginDb: number
  readonly #hangoverMs: number
  readonly #leastDbov: number
  #floorDbov = Number.NaN
  #hangoverLeftMs = 0
  /** Level of the last frame. */
  levelDbov = -127

  constructor(options: VoiceActivityOptions = {}) {
    this.#clockHz = inRange('clockHz', options.clockHz ?? 8000, 1000, 192_000)
    this.#marginDb = inRange('marginDb', options.marginDb ?? 9, 0, 60)
    this.#hangoverMs = inRange('hangoverMs', options.hangoverMs ?? 200, 0, 5000)
    this.#leastDbov = inRange('leastDbov', options.leastDbov ?? -60, -127, 0)
  }

  /** The background's level as tracked; `NaN` before the first frame. */
  get floorDbov(): number {
    return this.#floorDbov
  }

  /** Says what the background's level is, where that is known better; it is tracked from there. */
  learnFloor(floorDbov: number): void {
    this.#floorDbov = inRange('floorDbov', floorDbov, -127, 0)
  }

  /** Whether this frame (10–60 ms) is speech. */
  isSpeech(samples: Int16Array, at: number = 0, count: number = samples.length - at): boolean {
    const frameMs = (count * 1000) / this.#clockHz
    const level = levelDbov(samples, at, count)
    this.levelDbov = level
    const risen = this.#floorDbov + (RISE_DB_PER_S * frameMs) / 1000
    // The first frame may be speech: the floor starts no higher than a quiet room.
    this.#floorDbov = this.#floorDbov === this.#floorDbov ? Math.min(level, risen) : Math.min(level, -45)
    let crossings = 0
    for (let i = 1; i < count; i++) if (samples[at + i]! < 0 !== samples[at + i - 1]! < 0) crossings++
    const margin = this.#marginDb + (crossings > HISS_CROSSINGS * count ? HISS_MARGIN_DB : 0)
    if (level > this.#leastDbov && level > this.#floorDbov + margin) {
      this.#hangoverLeftMs = this.#hangoverMs
      return true
    }
    if (this.#hangoverLeftMs <= 0) return false
    this.#hangoverLeftMs -= frameMs
    return true
  }
}
