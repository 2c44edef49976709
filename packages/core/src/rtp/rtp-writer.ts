import { StrowgerError } from '../error/strowger-error.ts'

/** What the writer puts before the payload. Numbers are reduced to their width on the wire. */
export interface RtpHeader {
  /** Payload type, 0 … 127. */
  payloadType: number
  /** Sequence number; only its low 16 bits go out, so an extended one may be given. */
  sequence: number
  /** Timestamp; only its low 32 bits go out. */
  timestamp: number
  /** Synchronisation source. */
  ssrc: number
  /** Marker bit; absent is clear. */
  marker?: boolean
  /** Contributing sources, at most 15. */
  csrcs?: readonly number[]
  /** Profile of the header extension, with `extension`. */
  extensionProfile?: number
  /** Content of the header extension; filled with zeros to a multiple of four bytes. */
  extension?: Uint8Array
  /** Padding bytes to append, 1 … 255; absent or 0 is none. RFC 3550 §5.1 */
  paddingBytes?: number
}

/** Bytes that `writeRtpInto` needs for this header and a payload of `payloadBytes`. O(1). */
export function rtpBytes(header: RtpHeader, payloadBytes: number): number {
  const extension = header.extension === undefined ? 0 : 4 + ((header.extension.length + 3) & ~3)
  return 12 + 4 * (header.csrcs?.length ?? 0) + extension + payloadBytes + (header.paddingBytes ?? 0)
}

/**
 * Writes one packet to `out[at …]` and returns its length; the layout is drawn at `RtpView`. RFC 3550 §5.1.
 * Allocates nothing. `out` stays the caller's. O(length).
 * @throws StrowgerError `buffer-too-small`, or `out-of-range` for more than 15 CSRCs, or padding past 255
 */
export function writeRtpInto(out: Uint8Array, header: RtpHeader, payload: Uint8Array, at: number = 0): number {
  const total = rtpBytes(header, payload.length)
  const csrcs = header.csrcs
  const csrcCount = csrcs === undefined ? 0 : csrcs.length
  const padding = header.paddingBytes ?? 0
  if (csrcCount > 15) throw new StrowgerError('out-of-range', 'header.csrcs.length', csrcCount, 'at most 15')
  if (padding < 0 || padding > 255) throw new StrowgerError('out-of-range', 'header.paddingBytes', padding, '0 to 255')
  if (at + total > out.length) {
    throw new StrowgerError('buffer-too-small', 'out.length', out.length, `expected at least ${at + total}`)
  }
  const extension = header.extension
  out[at] = 0x80 | (padding > 0 ? 0x20 : 0) | (extension === undefined ? 0 : 0x10) | csrcCount
  out[at + 1] = (header.marker === true ? 0x80 : 0) | (header.payloadType & 0x7f)
  out[at + 2] = header.sequence >> 8
  out[at + 3] = header.sequence
  put32(out, at + 4, header.timestamp)
  put32(out, at + 8, header.ssrc)
  let offset = at + 12
  for (let i = 0; i < csrcCount; i++, offset += 4) put32(out, offset, csrcs![i]!)
  if (extension !== undefined) {
    const profile = header.extensionProfile ?? 0
    const words = (extension.length + 3) >> 2
    out[offset] = profile >> 8
    out[offset + 1] = profile
    out[offset + 2] = words >> 8
    out[offset + 3] = words
    offset += 4
    for (let i = 0; i < words << 2; i++) out[offset + i] = i < extension.length ? extension[i]! : 0
    offset += words << 2
  }
  out.set(payload, offset)
  offset += payload.length
  if (padding > 0) {
    out.fill(0, offset, offset + padding - 1)
    out[offset + padding - 1] = padding
  }
  return total
}

/** Allocating twin of `writeRtpInto`. */
export function writeRtp(header: RtpHeader, payload: Uint8Array): Uint8Array {
  const out = new Uint8Array(rtpBytes(header, payload.length))
  writeRtpInto(out, header, payload)
  return out
}

function put32(out: Uint8Array, at: number, value: number): void {
  // A typed array stores modulo 256; `| 0` reduces an extended timestamp modulo 2^32 first.
  const low = value | 0
  out[at] = low >> 24
  out[at + 1] = low >> 16
  out[at + 2] = low >> 8
  out[at + 3] = low
}
