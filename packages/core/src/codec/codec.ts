/** Payload bytes to samples. Passed in; nothing registers itself. */
export interface AudioDecoder {
  /** Samples a second, and ticks of the timestamp. */
  readonly clockHz: number
  /** Whether a payload decodes the same whatever came before: then it may be decoded again, or not at all. */
  readonly stateless: boolean
  /** Samples that this payload holds, without decoding it. O(1). */
  samplesIn(bytes: Uint8Array, offset: number, length: number): number
  /** Decodes into `out[at …]`, which stays the caller's, and returns the samples written. Total on any bytes. */
  decodeInto(out: Int16Array, at: number, bytes: Uint8Array, offset: number, length: number): number
}

/** Samples to payload bytes. */
export interface AudioEncoder {
  /** Samples a second. */
  readonly clockHz: number
  /** Encodes `count` samples from `samples[at …]` into `out[outAt …]` and returns the bytes written. */
  encodeInto(out: Uint8Array, outAt: number, samples: Int16Array, at: number, count: number): number
}
