/** The floor moves by a few ms as the fastest packets come and go; delay does not follow each of them by a whole grain. */
const LACK_SLACK_MS = 2
const EXCESS_SLACK_MS = 4

/**
 * Which delays are worth holding. A pull needs a packet at the tick before its sound is due, so with a grain g = gcd(pull,
 * packet) only delays one grain apart differ in what they catch, and the least of each is the one with a packet's start at the
 * tick. Aimed at is the lowest of those that serves the target; a pull of more than a grain needs packets that begin up
 * to pull − g later.
 */
export class Aim {
  readonly #msPerTick: number
  #count = 0
  #packetSamples = 0
  #grainMs = 0
  #reachMs = 0

  constructor(msPerTick: number) {
    this.#msPerTick = msPerTick
  }

  /** How much later than its first sample's packet the last packet that a pull needs may begin. */
  get reachMs(): number {
    return this.#reachMs
  }

  /**
   * Whether with nothing decoded `delayMs` is near enough to what is aimed at; false also when the lengths are not those
   * asked about last. O(1).
   */
  holds(count: number, packetSamples: number, targetMs: number, delayMs: number): boolean {
    const spareMs = delayMs - targetMs - this.#reachMs
    return (
      spareMs >= -LACK_SLACK_MS &&
      spareMs <= this.#grainMs + EXCESS_SLACK_MS &&
      count === this.#count &&
      packetSamples === this.#packetSamples
    )
  }

  /**
   * Delay held beyond what is aimed at, negative when it lacks: `targetMs` is wanted, `delayMs` held at the next packet's
   * start, `queuedMs` of sound lie before that. O(1).
   */
  excessMs(count: number, packetSamples: number, targetMs: number, delayMs: number, queuedMs: number): number {
    if (count !== this.#count || packetSamples !== this.#packetSamples) this.#measure(count, packetSamples)
    const grainMs = this.#grainMs
    const spareMs = delayMs - targetMs - this.#reachMs
    if (spareMs < -LACK_SLACK_MS) return queuedMs - grainMs * Math.ceil((-LACK_SLACK_MS - spareMs) / grainMs)
    if (spareMs > grainMs + EXCESS_SLACK_MS)
      return queuedMs + grainMs * Math.floor((spareMs - EXCESS_SLACK_MS) / grainMs)
    return queuedMs
  }

  #measure(count: number, packetSamples: number): void {
    this.#count = count
    this.#packetSamples = packetSamples
    let grain = count
    for (let rest = Math.max(1, packetSamples); rest > 0;) {
      const next = grain % rest
      grain = rest
      rest = next
    }
    this.#grainMs = grain * this.#msPerTick
    this.#reachMs = (count - grain) * this.#msPerTick
  }
}
