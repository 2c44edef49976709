/** Nothing stored. */
const EMPTY = 0
/** Audio of the stream's codec. */
export const AUDIO = 1
/** A comfort-noise description. RFC 3389 */
export const NOISE = 2
/** A number taken by something that is not sound (an event): neither audio nor a loss. */
export const OTHER = 3

const NO_BYTES = new Uint8Array(0)

// Words of a slot. A packet is one line of the cache, not a value in each of seven arrays.
const SEQ = 0
const TIMESTAMP = 1
/** Kind in the low byte, payload type above it. */
const KIND = 2
const SAMPLES = 3
const OFFSET = 4
const LENGTH = 5
const SHIFT = 3
const KIND_MASK = 0xff

/**
 * The packets waiting to be played: a ring by extended sequence number in one array of fixed capacity. Numbers and timestamps
 * are kept to 32 bits, for only what is near the playhead is ever asked for. Payloads are referenced, not copied, unless
 * `copyBytes` gives each slot its own memory. Every operation is O(1), no allocation. A slot is named by the index of its words.
 */
export class PacketStore {
  readonly capacity: number
  readonly #mask: number
  readonly #slots: Int32Array
  readonly #bytes: Uint8Array[]
  readonly #owned: boolean

  constructor(capacity: number, copyBytes: number) {
    this.capacity = capacity
    this.#mask = capacity - 1
    this.#slots = new Int32Array(capacity << SHIFT)
    for (let i = 0; i < capacity; i++) this.#slots[(i << SHIFT) + SEQ] = -1
    this.#owned = copyBytes > 0
    this.#bytes = Array.from({ length: capacity }, () => (copyBytes > 0 ? new Uint8Array(copyBytes) : NO_BYTES))
  }

  /** Packets now stored. O(capacity). */
  get size(): number {
    let size = 0
    for (let i = 0; i < this.capacity; i++) if (this.kind(i << SHIFT) !== EMPTY) size++
    return size
  }

  /** The slot that holds the number, or −1. */
  find(extSeq: number): number {
    const slot = (extSeq & this.#mask) << SHIFT
    const slots = this.#slots
    return slots[slot + SEQ] === (extSeq | 0) && (slots[slot + KIND]! & KIND_MASK) !== EMPTY ? slot : -1
  }

  /** The slot that holds the number, if it is sound that begins at `extTs` and lasts `samples`; else −1. */
  ready(extSeq: number, extTs: number, samples: number): number {
    const slot = (extSeq & this.#mask) << SHIFT
    const slots = this.#slots
    return slots[slot + SEQ] === (extSeq | 0) &&
      slots[slot + TIMESTAMP] === (extTs | 0) &&
      slots[slot + SAMPLES] === samples &&
      (slots[slot + KIND]! & KIND_MASK) === AUDIO
      ? slot
      : -1
  }

  /** The slot that held the number last, even if it was freed since; −1 when another took its place. */
  peek(extSeq: number): number {
    const slot = (extSeq & this.#mask) << SHIFT
    return this.#slots[slot + SEQ] === (extSeq | 0) ? slot : -1
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
    const index = extSeq & this.#mask
    const slot = index << SHIFT
    const slots = this.#slots
    slots[slot + SEQ] = extSeq
    slots[slot + TIMESTAMP] = timestamp
    slots[slot + KIND] = kind | (payloadType << 8)
    slots[slot + SAMPLES] = samples
    slots[slot + OFFSET] = offset
    slots[slot + LENGTH] = length
    if (this.#owned) this.#copy(index, bytes)
    else this.#bytes[index] = bytes
  }

  /** Copies the payload of a slot, which lies in `bytes`, into the slot's own memory. */
  #copy(index: number, bytes: Uint8Array): void {
    const slots = this.#slots
    const slot = index << SHIFT
    const own = this.#bytes[index]!
    const offset = slots[slot + OFFSET]!
    const kept = Math.min(slots[slot + LENGTH]!, own.length)
    for (let i = 0; i < kept; i++) own[i] = bytes[offset + i]!
    slots[slot + OFFSET] = 0
    slots[slot + LENGTH] = kept
  }

  /** Frees a slot. What it held can be peeked at until another packet takes its place. */
  take(slot: number): void {
    this.#slots[slot + KIND]! &= ~KIND_MASK
  }

  /** Frees every slot, and lets go of the bytes. O(capacity). */
  clear(): void {
    for (let i = 0; i < this.capacity; i++) this.#slots[(i << SHIFT) + KIND] = EMPTY
    if (!this.#owned) for (let i = 0; i < this.capacity; i++) this.#bytes[i] = NO_BYTES
  }

  /** Kind of what a slot holds. */
  kind(slot: number): number {
    return this.#slots[slot + KIND]! & KIND_MASK
  }

  /** Ticks by which the timestamp of a slot is ahead of `extTs`, within 2^31. */
  ahead(slot: number, extTs: number): number {
    return (this.#slots[slot + TIMESTAMP]! - extTs) | 0
  }

  /** Payload type of a slot. */
  payloadType(slot: number): number {
    return this.#slots[slot + KIND]! >> 8
  }

  /** Samples that the payload of a slot decodes to. */
  samples(slot: number): number {
    return this.#slots[slot + SAMPLES]!
  }

  /** Bytes that the payload of a slot lies in. */
  bytes(slot: number): Uint8Array {
    return this.#bytes[slot >> SHIFT]!
  }

  /** Where the payload starts in them. */
  offset(slot: number): number {
    return this.#slots[slot + OFFSET]!
  }

  /** Its length. */
  length(slot: number): number {
    return this.#slots[slot + LENGTH]!
  }
}
