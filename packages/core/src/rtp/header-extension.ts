import type { RtpView } from './rtp-view.ts'

/** Profile of one-byte elements. RFC 8285 §4.2 */
export const ONE_BYTE_PROFILE = 0xbede
/** Profile of two-byte elements; its low four bits are free. RFC 8285 §4.3 */
export const TWO_BYTE_PROFILE = 0x1000

/**
 * Walks the elements of a packet's header extension without allocating; reuse one. RFC 8285.
 *
 * ```
 * one byte: | ID (4) | length − 1 (4) | data …      two bytes: | ID (8) | length (8) | data …
 * ```
 *
 * A malformed element ends the walk. Bytes of 0 are padding and skipped; in the one-byte form identity 15, and 0 with a length, stop.
 */
export class ExtensionCursor {
  /** Identity of the element found. */
  id = 0
  /** First byte of its data, an index into the view's bytes. */
  offset = 0
  /** Length of its data in bytes. */
  length = 0
  #bytes: Uint8Array = new Uint8Array(0)
  #next = 0
  #end = 0
  #twoByte = false

  /** Starts at the first element of `view`. The view must stay parsed during the walk. */
  start(view: RtpView): this {
    const profile = view.extensionProfile
    this.#bytes = view.bytes
    this.#twoByte = profile !== undefined && (profile & 0xfff0) === TWO_BYTE_PROFILE
    this.#next = view.extensionOffset
    this.#end = profile === ONE_BYTE_PROFILE || this.#twoByte ? view.payloadOffset : this.#next
    return this
  }

  /** Goes to the next element; false when there is none. O(1) beside skipped padding. */
  next(): boolean {
    const bytes = this.#bytes
    while (this.#next < this.#end) {
      const head = bytes[this.#next]!
      if (head === 0) {
        this.#next++
        continue
      }
      let length: number
      let offset = this.#next + 1
      if (this.#twoByte) {
        if (offset >= this.#end) break
        this.id = head
        length = bytes[offset]!
        offset++
      } else {
        this.id = head >> 4
        // 15 is reserved, and 0 is padding's, which has no length: everything after is to be ignored. RFC 8285 §4.2
        if (this.id === 15 || this.id === 0) break
        length = (head & 0x0f) + 1
      }
      if (offset + length > this.#end) break
      this.offset = offset
      this.length = length
      this.#next = offset + length
      return true
    }
    this.#next = this.#end
    return false
  }
}
