import { VoiceActivity } from '../activity/voice-activity.ts'

/** Quieter than that no line is which somebody talks on: nothing has come yet, and nothing is learnt of its noise. */
const DEAD_DBOV = -72
/** Quieter sound is nobody's who talks into a telephone. */
const LEAST_DBOV = -64
const MARGIN_DB = 9
/** What is heard first is the line's noise up to this level; louder, it may be somebody who speaks at once. */
const FIRST_FLOOR_DBOV = -55
/** Whoever speaks goes on speaking while it is so much above the noise. */
const STAYS_DB = 6
/** What is so much quieter than the loudest sound lately is the end of a word, or somebody in the next room. */
const RANGE_DB = 28
/** How lately: what was loud counts for so much less with each block. */
const FORGOTTEN_DB = 0.1
/** Sound whose level stays within this for so many blocks is the line's noise, however loud: no syllable is so even. */
const STEADY_DB = 6
const STEADY_BLOCKS = 20
/** When sound has just come, fewer blocks within less must do: noise that goes on is not to be a word first. */
const FIRST_STEADY_DB = 2
const FIRST_STEADY_BLOCKS = 6

/**
 * Tells voice from the noise of a line of which nothing is known when it is answered: the noise may be as loud as speech, and what comes
 * first may be either. Blocks of 20 ms. O(samples), no allocation.
 */
export class LineVoice {
  readonly #activity: VoiceActivity
  readonly #threshold: number | undefined
  readonly #levels = new Float64Array(STEADY_BLOCKS)
  #blocks = 0
  #loudestDbov = -127
  #wasVoice = false
  /** What was taken for voice lately has turned out to be the line's noise. */
  wasNoise = false

  /** @param threshold - mean amplitude up to which all is silence; undefined: by the noise of the line */
  constructor(clockHz: number, threshold: number | undefined) {
    this.#activity = new VoiceActivity({ clockHz, marginDb: MARGIN_DB, hangoverMs: 0, leastDbov: LEAST_DBOV })
    this.#threshold = threshold
  }

  /** Whether somebody speaks in this block, which is no tone. */
  isVoice(block: Int16Array, levelDbov: number): boolean {
    this.wasNoise = false
    if (this.#threshold !== undefined) return meanAmplitude(block) > this.#threshold
    if (levelDbov < DEAD_DBOV) {
      this.#blocks = 0
      return false
    }
    if (Number.isNaN(this.#activity.floorDbov)) this.#activity.learnFloor(Math.min(levelDbov, FIRST_FLOOR_DBOV))
    this.#loudestDbov = Math.max(levelDbov, this.#loudestDbov - FORGOTTEN_DB)
    const isLoud = this.#activity.isSpeech(block) || (this.#wasVoice && levelDbov > this.#activity.floorDbov + STAYS_DB)
    const isVoice = isLoud && levelDbov > this.#loudestDbov - RANGE_DB
    this.#wasVoice = isVoice
    this.#levels[this.#blocks % STEADY_BLOCKS] = levelDbov
    this.#blocks++
    if (!isVoice || this.#blocks < FIRST_STEADY_BLOCKS) return isVoice
    const noiseDbov = this.#steadyDbov()
    if (noiseDbov === undefined) return true
    this.#activity.learnFloor(noiseDbov)
    this.wasNoise = true
    this.#wasVoice = false
    return false
  }

  /** Mean level of the last blocks when it is always the same. */
  #steadyDbov(): number | undefined {
    let least = 0
    let most = -127
    let sum = 0
    const count = Math.min(this.#blocks, STEADY_BLOCKS)
    for (let i = 0; i < count; i++) {
      const level = this.#levels[i]!
      least = Math.min(least, level)
      most = Math.max(most, level)
      sum += level
    }
    const within = FIRST_STEADY_DB + ((STEADY_DB - FIRST_STEADY_DB) * count) / STEADY_BLOCKS
    return most - least <= within ? sum / count : undefined
  }
}

function meanAmplitude(block: Int16Array): number {
  let sum = 0
  for (let i = 0; i < block.length; i++) sum += Math.abs(block[i]!)
  return sum / block.length
}
