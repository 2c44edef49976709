/** A time of each type, ms; NaN where none has been seen. */
export class TypeWaits {
  #waitMs: number[] = []

  of(type: number): number {
    return this.#waitMs[type] ?? Number.NaN
  }

  set(type: number, waitMs: number): void {
    this.#waitMs[type] = waitMs
  }

  /** By type; null where none has been seen. */
  get memory(): readonly (number | null)[] {
    return Array.from(this.#waitMs, (ms) => (ms === undefined || Number.isNaN(ms) ? null : ms))
  }

  recall(memory: readonly (number | null)[]): void {
    this.#waitMs = memory.map((ms) => ms ?? Number.NaN)
  }
}
