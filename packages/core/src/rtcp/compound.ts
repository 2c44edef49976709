/** What the bytes of a compound packet turned out to be. RFC 3550 §A.2 */
export type RtcpParseResult = 'ok' | 'short' | 'version' | 'first' | 'length' | 'padding'

/** Sender report. RFC 3550 §12.1 */
export const RTCP_SR = 200
/** Receiver report. RFC 3550 §12.1 */
export const RTCP_RR = 201
/** Source description. RFC 3550 §12.1 */
export const RTCP_SDES = 202
/** Goodbye. RFC 3550 §12.1 */
export const RTCP_BYE = 203
/** Extended report. RFC 3611 §2 */
export const RTCP_XR = 207

/**
 * Walks the packets of a compound RTCP datagram without allocating; reuse one. RFC 3550 §6.1.
 *
 * ```
 *  0                   1                   2                   3
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|  count  |  packet type  |   length in words, less one   |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * ```
 */
export class RtcpCursor {
  /** The buffer looked at. */
  bytes: Uint8Array = new Uint8Array(0)
  /** Where the packet starts, its header included. */
  offset = 0
  /** One past its last byte, padding taken off. */
  end = 0
  /** Its type. */
  packetType = 0
  /** Its five-bit count: reports, sources or chunks. */
  count = 0
  #next = 0
  #limit = 0

  /**
   * Starts on a datagram after checking all of it: versions, lengths that add up, padding in the last only, and (unless
   * `reducedSize`, RFC 5506) a report first. Total: never throws. O(packets).
   */
  start(
    bytes: Uint8Array,
    offset: number = 0,
    length: number = bytes.length - offset,
    reducedSize: boolean = false,
  ): RtcpParseResult {
    this.#next = 0
    this.#limit = 0
    const limit = offset + length
    if (offset < 0 || limit > bytes.length || length < 4) return 'short'
    const type = bytes[offset + 1]!
    if (bytes[offset]! >> 6 !== 2) return 'version'
    if (!reducedSize && type !== RTCP_SR && type !== RTCP_RR) return 'first'
    for (let at = offset; at < limit;) {
      if (at + 4 > limit) return 'length'
      if (bytes[at]! >> 6 !== 2) return 'version'
      const next = at + 4 + (((bytes[at + 2]! << 8) | bytes[at + 3]!) << 2)
      if (next > limit) return 'length'
      if ((bytes[at]! & 0x20) !== 0) {
        const padding = bytes[next - 1]!
        if (next !== limit || padding === 0 || (padding & 3) !== 0 || padding > next - at - 4) return 'padding'
      }
      at = next
    }
    this.bytes = bytes
    this.#next = offset
    this.#limit = limit
    return 'ok'
  }

  /** Goes to the next packet; false after the last. O(1). */
  next(): boolean {
    const at = this.#next
    if (at >= this.#limit) return false
    const bytes = this.bytes
    this.offset = at
    this.count = bytes[at]! & 0x1f
    this.packetType = bytes[at + 1]!
    this.#next = at + 4 + (((bytes[at + 2]! << 8) | bytes[at + 3]!) << 2)
    this.end = this.#next - ((bytes[at]! & 0x20) === 0 ? 0 : bytes[this.#next - 1]!)
    return true
  }
}
