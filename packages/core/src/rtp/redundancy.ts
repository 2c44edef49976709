/**
 * Walks the blocks of a RED payload without allocating; reuse one. RFC 2198 §3.
 *
 * ```
 * |1| block PT (7) |  timestamp offset (14)    | block length (10) |   redundant blocks, oldest first as a rule
 * |0| block PT (7) |                                                  the primary, last, takes what is left
 * ```
 */
export class RedundancyCursor {
  /** Payload type of the block. */
  payloadType = 0
  /** Ticks by which the block is older than the packet's timestamp; 0 for the primary. */
  timestampOffset = 0
  /** First byte of the block's data, an index into the bytes given. */
  offset = 0
  /** Length of the block's data. */
  length = 0
  /** Whether this is the primary block. */
  primary = false
  #bytes: Uint8Array = new Uint8Array(0)
  #header = 0
  #data = 0
  #end = 0

  /**
   * Starts on a payload; false when it is malformed, and then `next` yields nothing. O(blocks). Total.
   */
  start(bytes: Uint8Array, offset: number, length: number): boolean {
    const end = Math.min(bytes.length, offset + length)
    let at = offset
    let redundantBytes = 0
    while (at < end && bytes[at]! > 0x7f) {
      if (at + 4 > end) return this.#fail()
      redundantBytes += ((bytes[at + 2]! & 0x03) << 8) | bytes[at + 3]!
      at += 4
    }
    if (at >= end || at + 1 + redundantBytes > end) return this.#fail()
    this.#bytes = bytes
    this.#header = offset
    this.#data = at + 1
    this.#end = end
    return true
  }

  #fail(): boolean {
    this.#header = 0
    this.#data = 1
    this.#end = 0
    return false
  }

  /** Goes to the next block; false after the primary. O(1). */
  next(): boolean {
    // After the primary the data pointer is past the end.
    if (this.#data > this.#end) return false
    const bytes = this.#bytes
    const at = this.#header
    const head = bytes[at]!
    this.payloadType = head & 0x7f
    this.offset = this.#data
    this.primary = head <= 0x7f
    if (this.primary) {
      this.timestampOffset = 0
      this.length = this.#end - this.#data
      this.#data = this.#end + 1
    } else {
      this.timestampOffset = (bytes[at + 1]! << 6) | (bytes[at + 2]! >> 2)
      this.length = ((bytes[at + 2]! & 0x03) << 8) | bytes[at + 3]!
      this.#header += 4
      this.#data += this.length
    }
    return true
  }
}

/** A block to write. */
export interface RedundantBlock {
  /** Payload type, 0 … 127. */
  payloadType: number
  /** Ticks older than the packet, 0 … 16383; ignored for the primary, which is last. */
  timestampOffset: number
  /** Data, at most 1023 bytes but for the primary. */
  data: Uint8Array
}

/**
 * Writes a RED payload, the last block as primary, and returns its length; 0 when it does not fit `out` or the fields. O(length).
 */
export function writeRedundancyInto(out: Uint8Array, blocks: readonly RedundantBlock[], at: number = 0): number {
  const last = blocks.length - 1
  let total = last < 0 ? 0 : 1 + 4 * last
  for (const block of blocks) total += block.data.length
  if (last < 0 || at + total > out.length) return 0
  let header = at
  let data = at + 1 + 4 * last
  for (let i = 0; i <= last; i++) {
    const block = blocks[i]!
    const length = block.data.length
    if (i < last) {
      if (length > 1023 || block.timestampOffset < 0 || block.timestampOffset > 16_383) return 0
      out[header] = 0x80 | (block.payloadType & 0x7f)
      out[header + 1] = block.timestampOffset >> 6
      out[header + 2] = ((block.timestampOffset & 0x3f) << 2) | (length >> 8)
      out[header + 3] = length
      header += 4
    } else {
      out[header] = block.payloadType & 0x7f
    }
    out.set(block.data, data)
    data += length
  }
  return total
}
