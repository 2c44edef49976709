/** Nothing stored. */
const EMPTY = 0
/** Audio of the stream's codec. */
export const AUDIO = 1
/** A comfort-noise description. RFC 3389 */
export const NOISE = 2
/** A number taken by something that is not sound (an event): neither audio nor a loss. */
export const OTHER = 3

const NO_BYTES = new Uint8Array(0)

/**
 * The packets waiting to be played: a ring by extended sequence number in parallel arrays, of fixed capacity. Payloads are
 * referenced, not copied, unless `copyBytes` gives each slot its own memory. Every operation is O(1), no allocation.
 */
export class PacketStore {
  readonly capacity: number
  readonly #mask: number
  readonly #extSeqs: Float64Array
  readonly #timestamps: Float64Array
  readonly #kinds: Uint8Array
  readonly #payloadTypes: Uint8Array
  readonly #offsets: Int32Array
  readonly #lengths: Int32Array
  readonly #samples: Int32Array
  readonly #bytes: Uint8Array[]
  readonly #owned: boolean
  #size = 0

  constructor(capacity: number, copyBytes: number) {
    this.capacity = capacity
    this.#mask = capacity - 1
    this.#extSeqs = new Float64Array(capacity).fill(-1)
    this.#timestamps = new Float64Array(capacity)
    this.#kinds = new Uint8Array(capacity)
    this.#payloadTypes = new Uint8Array(capacity)
    this.#offsets = new Int32Array(capacity)
    this.#lengths = new Int32Array(capacity)
    this.#samples = new Int32Array(capacity)
    this.#owned = copyBytes > 0
    this.#bytes = Array.from({ length: capacity }, () => (copyBytes > 0 ? new Uint8Array(copyBytes) : NO_BYTES))
  }

  /** Packets now stored. */
  get size(): number {
    return this.#size
  }

  /** Index of the slot that holds the number, or −1. */
  find(extSeq: number): number {
    const slot = extSeq & this.#mask
    return this.#extSeqs[slot] === extSeq && this.#kinds[slot] !== EMPTY ? slot : -1
  }

  /** Index of the slot that held the number last, even if it was freed since; −1 when another took its place. */
  peek(extSeq: number): number {
    const slot = extSeq & this.#mask
    return this.#extSeqs[slot] === extSeq ? slot : -1
  }

  /** Stores a packet, over whatever its slot held: the caller keeps numbers within the capacity. */
  put(
    extSeq: number,
    timestamp: number,
    kind: number,
    payloadType: number,
    samples: number,
    bytes: Uint8Array,
    offset: number,
    length: number,
  ): void {
    const slot = extSeq & this.#mask
    if (this.#kinds[slot] === EMPTY) this.#size++
    this.#extSeqs[slot] = extSeq
    this.#timestamps[slot] = timestamp
    this.#kinds[slot] = kind
    this.#payloadTypes[slot] = payloadType
    this.#samples[slot] = samples
    if (this.#owned) {
      const own = this.#bytes[slot]!
      const kept = Math.min(length, own.length)
      for (let i = 0; i < kept; i++) own[i] = bytes[offset + i]!
      this.#offsets[slot] = 0
      this.#lengths[slot] = kept
    } else {
      this.#bytes[slot] = bytes
      this.#offsets[slot] = offset
      this.#lengths[slot] = length
    }
  }

  /** Frees a slot. */
  take(slot: number): void {
    if (this.#kinds[slot] !== EMPTY) this.#size--
    this.#kinds[slot] = EMPTY
  }

  /** Frees every slot, and lets go of the bytes. O(capacity). */
  clear(): void {
    this.#kinds.fill(EMPTY)
    if (!this.#owned) for (let i = 0; i < this.capacity; i++) this.#bytes[i] = NO_BYTES
    this.#size = 0
  }

  /** Kind of what a slot holds. */
  kind(slot: number): number {
    return this.#kinds[slot]!
  }

  /** Extended timestamp of a slot. */
  timestamp(slot: number): number {
    return this.#timestamps[slot]!
  }

  /** Payload type of a slot. */
  payloadType(slot: number): number {
    return this.#payloadTypes[slot]!
  }

  /** Samples that the payload of a slot decodes to. */
  samples(slot: number): number {
    return this.#samples[slot]!
  }

  /** Bytes that the payload of a slot lies in. */
  bytes(slot: number): Uint8Array {
    return this.#bytes[slot]!
  }

  /** Where the payload starts in them. */
  offset(slot: number): number {
    return this.#offsets[slot]!
  }

  /** Its length. */
  length(slot: number): number {
    return this.#lengths[slot]!
  }
}
