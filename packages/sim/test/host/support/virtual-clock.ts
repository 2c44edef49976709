import type { HostClock } from '../../../src/host/clock/host-clock.ts'

interface Due {
  readonly atMs: number
  readonly seq: number
  readonly fire: () => void
}

/** A clock that stands still until it is told to go on: what is due fires in order of time, then of being asked for. */
export class VirtualClock implements HostClock {
  #nowMs: number
  #seq = 0
  readonly #due: Due[] = []

  constructor(startMs: number = 0) {
    this.#nowMs = startMs
  }

  nowMs(): number {
    return this.#nowMs
  }

  at(atMs: number, fire: () => void): () => void {
    const due = { atMs: Math.max(atMs, this.#nowMs), seq: this.#seq++, fire }
    let low = 0
    let high = this.#due.length
    while (low < high) {
      const middle = (low + high) >> 1
      const other = this.#due[middle]!
      if (other.atMs < due.atMs || (other.atMs === due.atMs && other.seq < due.seq)) low = middle + 1
      else high = middle
    }
    this.#due.splice(low, 0, due)
    return () => {
      const place = this.#due.indexOf(due)
      if (place >= 0) this.#due.splice(place, 1)
    }
  }

  /** Nothing is due any more. */
  forget(): void {
    this.#due.length = 0
  }

  /** Goes on to a time; promises that are settled meanwhile go on at the time at which they were. */
  async runTo(untilMs: number): Promise<void> {
    await settled()
    for (let next = this.#due[0]; next !== undefined && next.atMs <= untilMs; next = this.#due[0]) {
      this.#due.shift()
      this.#nowMs = next.atMs
      next.fire()
      await settled()
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs)
  }

  /** Goes on for so long. */
  async run(ms: number): Promise<void> {
    await this.runTo(this.#nowMs + ms)
  }
}

/** Every promise that can be settled is. */
async function settled(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve)
  })
}
