/** Delays tried side by side. Geometric: a tenth more delay is a small change whether 10 or 300 ms are held. */
const CANDIDATES = Float64Array.of(3, 8, 13, 18, 24, 32, 42, 54, 70, 90, 115, 145, 185, 240, 310, 400)
const COUNT = CANDIDATES.length
/** Packets a step: their worst delay stands for them, which costs an eighth of looking at each. */
const STRIDE = 4
/** Media that catching up and slowing down gain, of the media played. Twice the speed is half; not every cut fits. */
const RETURN_RATE = 0.3
/** Stretching before an outage and the tick's grain leave playout this much later than the packet that was waited for. */
const OVERSHOOT_MS = 25
/** Whatever is concealed is so in whole pulls: half a pull on average. */
const TICK_ROUNDING_MS = 10

const GAIN = 0.3
const MOST = 30
/** The worth in ms of media of the belief held before anything was heard. */
const PRIOR_MS = 1500
const PRIOR_LOSS = 0.06
const PRIOR_SCALE_MS = 18

/**
 * Tries every candidate delay on the arrivals at once: a small fluid model of what playout would have done with each, the
 * delay it would have held on average and the sound it would have had to conceal, both with forgetting. A histogram of
 * delays cannot tell an outage (one long concealment, then a burst) from the same delays spread out; this can.
 * O(candidates) every fourth packet.
 */
export class TrialBank {
  /** Candidate delays in ms, ascending. */
  readonly candidates: Float64Array = CANDIDATES
  readonly #held = Float64Array.from(CANDIDATES)
  readonly #delaySum = new Float64Array(COUNT)
  readonly #concealSum = new Float64Array(COUNT)
  readonly #keep: number
  #mediaMs = 0
  #worstMs = 0
  #count = 0

  constructor(halfLifePackets: number) {
    this.#keep = 0.5 ** (STRIDE / halfLifePackets)
    this.reset()
  }

  /** Takes an arrival; true when the step was full and figures moved. `packetMs` is the media in each packet. */
  arrived(delayMs: number, packetMs: number, alarmMs: number): boolean {
    if (delayMs > this.#worstMs) this.#worstMs = delayMs
    if (++this.#count < STRIDE) return false
    this.#step(this.#worstMs, packetMs * STRIDE, alarmMs)
    this.#count = 0
    this.#worstMs = 0
    return true
  }

  #step(worst: number, mediaMs: number, alarm: number): void {
    const held = this.#held
    const delaySum = this.#delaySum
    const concealSum = this.#concealSum
    const keep = this.#keep
    const back = RETURN_RATE * mediaMs
    for (let i = 0; i < COUNT; i++) {
      const wanted = CANDIDATES[i]!
      let now = held[i]!
      now = now > wanted ? Math.max(wanted, now - back) : Math.min(wanted, now + back)
      let concealed = 0
      if (worst > now) {
        const stretch = now > alarm ? Math.min(MOST, (now - alarm) * GAIN) : 0
        concealed = worst - now > stretch ? worst - now - stretch + TICK_ROUNDING_MS : 0
        now = worst + OVERSHOOT_MS
      }
      held[i] = now
      delaySum[i] = delaySum[i]! * keep + now * mediaMs
      concealSum[i] = concealSum[i]! * keep + concealed
    }
    this.#mediaMs = this.#mediaMs * keep + mediaMs
  }

  /** Mean delay that the candidate would have held. */
  meanDelayMs(i: number): number {
    return this.#delaySum[i]! / this.#mediaMs
  }

  /** Share of the sound that the candidate would have concealed. */
  concealedShare(i: number): number {
    return this.#concealSum[i]! / this.#mediaMs
  }

  /** Forgets everything. */
  reset(): void {
    for (let i = 0; i < COUNT; i++) {
      const ms = CANDIDATES[i]!
      this.#held[i] = ms
      this.#delaySum[i] = ms * PRIOR_MS
      this.#concealSum[i] = PRIOR_LOSS * Math.exp(-ms / PRIOR_SCALE_MS) * PRIOR_MS
    }
    this.#mediaMs = PRIOR_MS
    this.#worstMs = 0
    this.#count = 0
  }
}
