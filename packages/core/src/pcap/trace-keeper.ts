import type { DelayTrace } from '../trace/trace.ts'

/** Packets kept at most: 48 MB, eleven hours of 20 ms. */
const MOST = 2_000_000

/** Keeps each packet's time and delay so that policies can be compared on it afterwards. Grows; asked for only then. */
export class TraceKeeper {
  #sequence = new Float64Array(1024)
  #media = new Float64Array(1024)
  #transit = new Float64Array(1024)
  #count = 0

  /** Notes a packet. */
  add(extSeq: number, mediaMs: number, transitMs: number): void {
    if (this.#count >= MOST) return
    if (this.#count === this.#sequence.length) {
      this.#sequence = grown(this.#sequence)
      this.#media = grown(this.#media)
      this.#transit = grown(this.#transit)
    }
    this.#sequence[this.#count] = extSeq
    this.#media[this.#count] = mediaMs
    this.#transit[this.#count++] = transitMs
  }

  /** The trace in order of number, with the missing ones as lost. O(n log n). */
  trace(): DelayTrace {
    const order = Int32Array.from({ length: this.#count }, (_, i) => i)
    order.sort((a, b) => this.#sequence[a]! - this.#sequence[b]! || a - b)
    let least = Number.POSITIVE_INFINITY
    const steps: number[] = []
    for (let i = 0; i < this.#count; i++) {
      least = Math.min(least, this.#transit[i]!)
      const step = i === 0 ? 0 : this.#media[order[i]!]! - this.#media[order[i - 1]!]!
      if (step > 0) steps.push(step)
    }
    steps.sort((a, b) => a - b)
    const packetMs = Math.max(1, Math.round(steps[steps.length >> 1] ?? 20))
    const send: number[] = []
    const delay: number[] = []
    let last = Number.NaN
    for (const i of order) {
      const seq = this.#sequence[i]!
      if (seq === last) continue
      // Numbers missing before this one, but for a restart's jump.
      const missing = last === last ? Math.min(seq - last - 1, 3000) : 0
      for (let k = 1; k <= missing; k++) {
        send.push(send.at(-1)! + packetMs)
        delay.push(-1)
      }
      last = seq
      send.push(this.#media[i]!)
      delay.push(this.#transit[i]! - least)
    }
    return { sendMs: Float64Array.from(send), delayMs: Float64Array.from(delay), packetMs, badLines: 0 }
  }
}

function grown(array: Float64Array): Float64Array<ArrayBuffer> {
  const bigger = new Float64Array(array.length * 2)
  bigger.set(array)
  return bigger
}
