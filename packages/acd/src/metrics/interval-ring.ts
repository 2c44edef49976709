/** Slot of a time whose interval is no longer kept (or was never reached). */
export const GONE = -1

/** The last so many intervals of time, each in a slot that a later one will take over. O(1), no allocation. */
export class IntervalRing {
  readonly lengthMs: number
  readonly kept: number
  readonly #originMs: number
  #newest = -Infinity
  // Nearly every time asked about lies in the newest interval: its bounds save a division.
  #newestStartMs = -Infinity
  #newestEndMs = -Infinity
  #newestSlot: number = GONE

  /**
   * @param lengthMs - length of an interval, > 0
   * @param kept - how many are kept, ≥ 1
   * @param originMs - any moment at which an interval starts
   */
  constructor(lengthMs: number, kept: number, originMs: number) {
    this.lengthMs = lengthMs
    this.kept = kept
    this.#originMs = originMs
  }

  /** Number of the newest interval; −∞ before the first event. */
  get newest(): number {
    return this.#newest
  }

  /** When the newest interval starts, ms; times from here on lie in it. */
  get newestStartMs(): number {
    return this.#newestStartMs
  }

  /** Slot of the newest interval. */
  get newestSlot(): number {
    return this.#newestSlot
  }

  /** Number of the interval that holds a time: 0 starts at the origin. */
  numberAt(ms: number): number {
    return Math.floor((ms - this.#originMs) / this.lengthMs)
  }

  /** When an interval starts, ms. */
  startOf(interval: number): number {
    return this.#originMs + interval * this.lengthMs
  }

  /** Slot of an interval that is kept, else {@link GONE}. */
  slotOf(interval: number): number {
    if (!(interval > this.#newest - this.kept && interval <= this.#newest)) return GONE
    const slot = interval % this.kept
    return slot < 0 ? slot + this.kept : slot
  }

  /** Slot of the interval that holds a time. */
  slotAt(ms: number): number {
    return ms >= this.#newestStartMs && ms < this.#newestEndMs ? this.#newestSlot : this.slotOf(this.numberAt(ms))
  }

  /** True when a time lies in an interval newer than the newest: call {@link step} until it does not. */
  isBehind(ms: number): boolean {
    return !(ms < this.#newestEndMs)
  }

  /** Moves on by one interval towards a time and returns the slot it takes over. Long silences are leapt over. */
  step(ms: number): number {
    const target = this.numberAt(ms)
    this.#newest = Math.max(this.#newest + 1, target - this.kept + 1)
    this.#newestStartMs = this.startOf(this.#newest)
    this.#newestEndMs = this.startOf(this.#newest + 1)
    this.#newestSlot = this.slotOf(this.#newest)
    return this.#newestSlot
  }
}
