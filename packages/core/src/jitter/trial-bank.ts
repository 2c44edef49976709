/** Delays tried side by side. Geometric: a tenth more delay is a small change whether 10 or 300 ms are held. */
const CANDIDATES = Float64Array.of(3, 8, 13, 18, 24, 32, 42, 54, 70, 90, 115, 145, 185, 240, 310, 400)
const COUNT = CANDIDATES.length
/** Packets a step: their worst delay stands for them, which costs an eighth of looking at each. */
export const STRIDE = 4
/** Media that catching up and slowing down gain, of the media played. Twice the speed is half; not every cut fits. */
const RETURN_RATE = 0.3
/** Stretching before an outage and the tick's grain leave playout this much later than the packet that was waited for. */
const OVERSHOOT_MS = 25
/** Whatever is concealed is so in whole pulls: half a pull on average. */
const TICK_ROUNDING_MS = 10

/** Sound that stretching gains, of the delay held beyond the alarm, and at most. */
const STRETCH_GAIN = 0.3
const MOST_GAIN_MS = 30
/** The worth in ms of media of the belief held before anything was heard. */
const PRIOR_MS = 1500
const PRIOR_LOSS = 0.03
const PRIOR_SCALE_MS = 18

/** Weights are scaled back past this, long before they overflow. */
const RESCALE = 1e100

/**
 * Tries every candidate delay on the arrivals at once: a small fluid model of what playout would have done with each, the
 * delay it would have held on average and the sound it would have had to conceal, both with forgetting. A histogram of
 * delays cannot tell an outage (one long concealment, then a burst) from the same delays spread out; this can.
 *
 * Candidates ascend, so does what each holds; one that holds its own delay and was not late has nothing to note, nor have
 * those after it. O(candidates that are not at rest) every fourth packet.
 */
export class TrialBank {
  /** Candidate delays in ms, ascending. */
  readonly candidates: Float64Array = CANDIDATES
  readonly #held = Float64Array.from(CANDIDATES)
  /** Weighted sums: delay held beyond the candidate's own, and sound concealed. */
  readonly #beyondSum = new Float64Array(COUNT)
  readonly #concealSum = new Float64Array(COUNT)
  readonly #growth: number
  #weight = 1
  #mediaSum = 0

  constructor(halfLifePackets: number) {
    this.#growth = 2 ** (STRIDE / halfLifePackets)
    this.reset()
  }

  /** Takes the worst delay of `STRIDE` packets that hold `mediaMs` together. */
  step(worst: number, mediaMs: number, alarmMs: number): void {
    const held = this.#held
    const back = RETURN_RATE * mediaMs
    // The present weighs more and more instead of the past less: sums at rest need not be touched.
    const weight = (this.#weight *= this.#growth)
    this.#mediaSum += mediaMs * weight
    for (let i = 0; i < COUNT; i++) {
      const own = CANDIDATES[i]!
      let now = held[i]!
      if (now === own && worst <= now) break
      now = now - back > own ? now - back : own
      if (worst > now) {
        const gain = now > alarmMs ? (now - alarmMs) * STRETCH_GAIN : 0
        const late = worst - now - (gain < MOST_GAIN_MS ? gain : MOST_GAIN_MS)
        if (late > 0) this.#concealSum[i]! += (late + TICK_ROUNDING_MS) * weight
        now = worst + OVERSHOOT_MS
      }
      held[i] = now
      this.#beyondSum[i]! += (now - own) * mediaMs * weight
    }
    if (weight > RESCALE) this.#rescale()
  }

  #rescale(): void {
    const scale = 1 / this.#weight
    for (let i = 0; i < COUNT; i++) {
      this.#beyondSum[i]! *= scale
      this.#concealSum[i]! *= scale
    }
    this.#mediaSum *= scale
    this.#weight = 1
  }

  /** Mean delay that the candidate would have held. */
  meanDelayMs(i: number): number {
    return CANDIDATES[i]! + this.#beyondSum[i]! / this.#mediaSum
  }

  /** Share of the sound that the candidate would have concealed. */
  concealedShare(i: number): number {
    return this.#concealSum[i]! / this.#mediaSum
  }

  /** Forgets everything. */
  reset(): void {
    for (let i = 0; i < COUNT; i++) {
      const ms = CANDIDATES[i]!
      this.#held[i] = ms
      this.#beyondSum[i] = 0
      this.#concealSum[i] = PRIOR_LOSS * Math.exp(-ms / PRIOR_SCALE_MS) * PRIOR_MS
    }
    this.#weight = 1
    this.#mediaSum = PRIOR_MS
  }
}
