const encoder = new TextEncoder()

/** Messages are laid into slabs of this size, so that one does not cost an allocation of the system's. */
const SLAB_BYTES = 8192
/** A character of UTF-16 is three bytes of UTF-8 at most. */
const MOST_PER_CHARACTER = 3

let slab = new Uint8Array(SLAB_BYTES)
let used = 0

/** The text in UTF-8. The bytes are the caller's; others may share their buffer, so that it must not be transferred. */
export function bytesOfText(text: string): Uint8Array {
  const most = MOST_PER_CHARACTER * text.length
  if (most > SLAB_BYTES) return encoder.encode(text)
  if (used + most > SLAB_BYTES) {
    slab = new Uint8Array(SLAB_BYTES)
    used = 0
  }
  const { written } = encoder.encodeInto(text, slab.subarray(used))
  const bytes = slab.subarray(used, used + written)
  used += written
  return bytes
}
