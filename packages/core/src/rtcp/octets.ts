/** Unsigned 16 bits, most significant byte first. */
export function get16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!
}

/** Unsigned 32 bits, most significant byte first. */
export function get32(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0
}

/** Writes 16 bits. */
export function put16(out: Uint8Array, at: number, value: number): void {
  out[at] = value >> 8
  out[at + 1] = value
}

/** Writes 32 bits, of any integer modulo 2^32. */
export function put32(out: Uint8Array, at: number, value: number): void {
  const low = value | 0
  out[at] = low >> 24
  out[at + 1] = low >> 16
  out[at + 2] = low >> 8
  out[at + 3] = low
}

/** Writes the common header; `length` is that of the whole packet in bytes, a multiple of four. Returns `length`. */
export function putHeader(out: Uint8Array, at: number, count: number, packetType: number, length: number): number {
  out[at] = 0x80 | count
  out[at + 1] = packetType
  put16(out, at + 2, (length >> 2) - 1)
  return length
}
