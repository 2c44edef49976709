/** What the bytes turned out to be. Everything but `ok` leaves the view unusable. */
export type RtpParseResult = 'ok' | 'short' | 'version' | 'csrc' | 'extension' | 'padding'

const FIXED_HEADER_BYTES = 12
const NO_BYTES = new Uint8Array(0)

/**
 * A window on the bytes of one RTP packet: no copy and no allocation; reuse one for all packets. RFC 3550 §5.1.
 *
 * ```
 *  0                   1                   2                   3
 *  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |V=2|P|X|  CC   |M|     PT      |       sequence number         |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                           timestamp                           |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |                             SSRC                              |
 * +=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+=+
 * |                    CSRC, 0 to 15 of 32 bits                   |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |  extension profile (X = 1)    |   length in 32-bit words      |
 * +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
 * |       payload …                               | padding |count|
 * ```
 *
 * The bytes stay the caller's; the view is right as long as they are not changed.
 */
export class RtpView {
  /** The buffer looked at. */
  bytes: Uint8Array = NO_BYTES
  /** Where the packet starts in `bytes`. */
  start = 0
  /** First byte of the payload, an index into `bytes`. */
  payloadOffset = 0
  /** Length of the payload, padding taken off. */
  payloadBytes = 0
  /** Padding with its count byte. */
  paddingBytes = 0

  /** Looks at `bytes[start … start + length)`. Total: never throws on any bytes. O(1). */
  parse(bytes: Uint8Array, start: number = 0, length: number = bytes.length - start): RtpParseResult {
    if (length < FIXED_HEADER_BYTES || start < 0 || start + length > bytes.length) return 'short'
    const first = bytes[start]!
    if (first >> 6 !== 2) return 'version'
    const end = start + length
    let offset = start + FIXED_HEADER_BYTES + ((first & 0x0f) << 2)
    if (offset > end) return 'csrc'
    if ((first & 0x10) !== 0) {
      if (offset + 4 > end) return 'extension'
      offset += 4 + (((bytes[offset + 2]! << 8) | bytes[offset + 3]!) << 2)
      if (offset > end) return 'extension'
    }
    let padding = 0
    if ((first & 0x20) !== 0) {
      // A packet that is all header has no padding count to read: its last byte belongs to the header.
      padding = offset < end ? bytes[end - 1]! : 0
      if (padding === 0 || offset + padding > end) return 'padding'
    }
    this.bytes = bytes
    this.start = start
    this.payloadOffset = offset
    this.payloadBytes = end - padding - offset
    this.paddingBytes = padding
    return 'ok'
  }

  /** Marker bit: in audio the first packet of a talkspurt. RFC 3551 §4.1 */
  get marker(): boolean {
    return this.bytes[this.start + 1]! > 0x7f
  }

  /** Payload type, 0 … 127. */
  get payloadType(): number {
    return this.bytes[this.start + 1]! & 0x7f
  }

  /** Sequence number as on the wire, 0 … 65535. */
  get seq16(): number {
    return (this.bytes[this.start + 2]! << 8) | this.bytes[this.start + 3]!
  }

  /** Timestamp as on the wire, unsigned 32 bits in ticks of the payload's clock. */
  get rtpTs(): number {
    return uint32(this.bytes, this.start + 4)
  }

  /** Synchronisation source, unsigned 32 bits. */
  get ssrc(): number {
    return uint32(this.bytes, this.start + 8)
  }

  /** Number of contributing sources, 0 … 15. */
  get csrcCount(): number {
    return this.bytes[this.start]! & 0x0f
  }

  /** Contributing source number `index`; `undefined` past the last. */
  csrc(index: number): number | undefined {
    if (index < 0 || index >= this.csrcCount) return undefined
    return uint32(this.bytes, this.start + FIXED_HEADER_BYTES + (index << 2))
  }

  /** Profile of the header extension (0xBEDE for one-byte elements); `undefined` when there is none. */
  get extensionProfile(): number | undefined {
    if ((this.bytes[this.start]! & 0x10) === 0) return undefined
    const at = this.start + FIXED_HEADER_BYTES + (this.csrcCount << 2)
    return (this.bytes[at]! << 8) | this.bytes[at + 1]!
  }

  /** First byte of the extension's content, an index into `bytes`; meaningful when `extensionProfile` is defined. */
  get extensionOffset(): number {
    return this.start + FIXED_HEADER_BYTES + (this.csrcCount << 2) + 4
  }

  /** Length of the extension's content in bytes; meaningful when `extensionProfile` is defined. */
  get extensionBytes(): number {
    return this.payloadOffset - this.extensionOffset
  }

  /** The payload as a view on the same memory. Allocates the view: keep it off the hot path. */
  payload(): Uint8Array {
    return this.bytes.subarray(this.payloadOffset, this.payloadOffset + this.payloadBytes)
  }

  /** Copies the payload to `out[at …]` and returns its length, or −1 when it does not fit. O(length). */
  payloadInto(out: Uint8Array, at: number = 0): number {
    const length = this.payloadBytes
    if (at + length > out.length) return -1
    const bytes = this.bytes
    const from = this.payloadOffset
    for (let i = 0; i < length; i++) out[at + i] = bytes[from + i]!
    return length
  }
}

function uint32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
}
