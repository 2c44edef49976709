import { inRange } from '../error/strowger-error.ts'
import { Xoshiro128 } from '../random/xoshiro128.ts'
import type { DelayModel } from './delay-model.ts'
import type { LossModel } from './loss-model.ts'

/** Settings of `NetworkEmulator`. */
export interface NetworkEmulatorOptions {
  /** Seed of its random stream: the same seed, the same network. */
  seed: number
  /** Delay of each packet. */
  delay: DelayModel
  /** Loss; none unless given. */
  loss?: LossModel
  /** Share of packets doubled. */
  duplicate?: number
  /** Share of packets that jump the queue: they come at once, without the delay of the others. */
  reorder?: number
  /** Whether later packets may overtake earlier ones by their drawn delays; a link that queues does not let them. */
  keepOrder?: boolean
  /** Rate of the link in bits a second; packets wait for those before. */
  rateBps?: number
  /** Bytes that may wait for the rate; more is lost. */
  queueBytes?: number
  /** The receiver's clock against the sender's: 0.001 is a thousandth fast. */
  drift?: number
}

/** A packet on its way. */
interface InFlight {
  atMs: number
  order: number
  bytes: Uint8Array
}

/**
 * A network without I/O: `send` what is sent, `receive` what has come by now. Everything random comes from one seeded stream,
 * so a run can be repeated. Bytes are kept by reference: they must not change on the way. O(log packets in flight) each.
 */
export class NetworkEmulator {
  readonly #random: Xoshiro128
  readonly #options: NetworkEmulatorOptions
  readonly #flight: InFlight[] = []
  #order = 0
  #lastAtMs = Number.NEGATIVE_INFINITY
  #linkFreeMs = Number.NEGATIVE_INFINITY
  /** Packets given to `send`. */
  sent = 0
  /** Packets lost by the loss model. */
  lost = 0
  /** Packets lost because the link's queue was full. */
  overflowed = 0
  /** Packets doubled. */
  duplicated = 0

  constructor(options: NetworkEmulatorOptions) {
    inRange('duplicate', options.duplicate ?? 0, 0, 1)
    inRange('reorder', options.reorder ?? 0, 0, 1)
    inRange('drift', options.drift ?? 0, -0.5, 0.5)
    this.#options = options
    this.#random = new Xoshiro128(options.seed)
  }

  /** When the next packet comes, on the receiver's clock; infinite when none is on its way. */
  nextDeadlineMs(): number {
    return this.#flight[0]?.atMs ?? Number.POSITIVE_INFINITY
  }

  /** Sends a packet at `nowMs` of the sender's clock. */
  send(bytes: Uint8Array, nowMs: number): void {
    const options = this.#options
    const random = this.#random
    this.sent++
    // Every draw is made for every packet, so that one setting does not change what another draws.
    const lost = options.loss?.isLost(random) === true
    const doubled = random.chance(options.duplicate ?? 0)
    const jumps = random.chance(options.reorder ?? 0)
    const delayMs = options.delay.delayMs(random, nowMs)
    if (lost) {
      this.lost++
      return
    }
    let startMs = nowMs
    if (options.rateBps !== undefined) {
      const waitingMs = Math.max(0, this.#linkFreeMs - nowMs)
      if ((waitingMs * options.rateBps) / 8000 > (options.queueBytes ?? Number.POSITIVE_INFINITY)) {
        this.overflowed++
        return
      }
      this.#linkFreeMs = nowMs + waitingMs + (bytes.length * 8000) / options.rateBps
      startMs = this.#linkFreeMs
    }
    let atMs = jumps ? startMs : startMs + delayMs
    if (options.keepOrder === true && !jumps) atMs = Math.max(atMs, this.#lastAtMs)
    this.#lastAtMs = Math.max(this.#lastAtMs, atMs)
    const heard = atMs * (1 + (options.drift ?? 0))
    this.#push({ atMs: heard, order: this.#order++, bytes })
    if (doubled) {
      this.duplicated++
      this.#push({ atMs: heard, order: this.#order++, bytes })
    }
  }

  /** The next packet that has come by `nowMs` of the receiver's clock, with its time; `undefined` when none has. */
  receive(nowMs: number): { bytes: Uint8Array; atMs: number } | undefined {
    const first = this.#flight[0]
    if (first === undefined || first.atMs > nowMs) return undefined
    const last = this.#flight.pop()!
    if (this.#flight.length > 0) {
      this.#flight[0] = last
      this.#sink()
    }
    return { bytes: first.bytes, atMs: first.atMs }
  }

  // A binary heap ordered by (time, order): equal times come out in the order sent.
  #push(packet: InFlight): void {
    const heap = this.#flight
    let i = heap.push(packet) - 1
    while (i > 0) {
      const parent = (i - 1) >> 1
      if (!before(packet, heap[parent]!)) break
      heap[i] = heap[parent]!
      i = parent
    }
    heap[i] = packet
  }

  #sink(): void {
    const heap = this.#flight
    const packet = heap[0]!
    let i = 0
    for (;;) {
      let child = 2 * i + 1
      if (child >= heap.length) break
      if (child + 1 < heap.length && before(heap[child + 1]!, heap[child]!)) child++
      if (!before(heap[child]!, packet)) break
      heap[i] = heap[child]!
      i = child
    }
    heap[i] = packet
  }
}

function before(a: InFlight, b: InFlight): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
}
