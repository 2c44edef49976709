import { type Head, type SipFault, endOfHead, readHead } from './head.ts'
import { DEFAULT_LIMITS, type SipLimits } from './limits.ts'
import { SipView } from './sip-view.ts'

const CR = 0x0d
const LF = 0x0a
const NOTHING = new Uint8Array(0)

/** What a stream gives next: a message, a ping to be answered with CRLF (RFC 5626 §4.4.1), or why it must be closed. */
export type StreamPiece =
  | { readonly kind: 'message'; readonly view: SipView }
  | { readonly kind: 'ping' }
  | { readonly kind: 'broken'; readonly fault: SipFault }

/**
 * Cuts the bytes of a TCP or TLS connection into messages by their Content-Length. RFC 3261 §18.3. A message without one, or
 * with more than the limits allow, breaks the stream: where the next one starts is not known any more. Memory is bounded by the limits and by
 * the piece pushed last; work is linear in the bytes however they are cut.
 */
export class StreamFramer {
  readonly #limits: SipLimits
  /** Bytes kept are `#buffer[#from … #to)`. */
  #buffer = NOTHING
  #from = 0
  #to = 0
  /** No head ends before. */
  #searched = 0
  /** Head of a message whose body is not complete. */
  #head: Head | undefined
  #broken: SipFault | undefined

  constructor(limits: SipLimits = DEFAULT_LIMITS) {
    this.#limits = limits
  }

  /** More bytes of the connection, copied. */
  push(bytes: Uint8Array): void {
    if (this.#broken !== undefined) return
    if (this.#to + bytes.length > this.#buffer.length) this.#makeRoom(bytes.length)
    this.#buffer.set(bytes, this.#to)
    this.#to += bytes.length
  }

  /** The next piece; `undefined` when more bytes are needed. */
  next(): StreamPiece | undefined {
    if (this.#broken !== undefined) return { kind: 'broken', fault: this.#broken }
    if (this.#head === undefined) {
      if (this.#skipBlank()) return { kind: 'ping' }
      const fault = this.#findHead()
      if (fault !== undefined) return this.#break(fault)
    }
    const head = this.#head
    if (head === undefined) return undefined
    const end = head.end + (head.bodyBytes ?? 0)
    if (end > this.#to) return undefined
    const view = new SipView(head.start, head.text, head.places, this.#buffer.slice(head.end, end))
    this.#head = undefined
    this.#from = end
    this.#searched = end
    // An idle connection holds nothing.
    if (end === this.#to) this.#clear()
    return { kind: 'message', view }
  }

  #findHead(): SipFault | undefined {
    const limit = this.#from + this.#limits.headBytes
    const to = Math.min(this.#to, limit)
    // A line end and the blank line after it may have come apart.
    const end = endOfHead(this.#buffer, Math.max(this.#from, this.#searched - 2), to)
    this.#searched = to
    if (end < 0) return this.#to > limit ? 'limit' : undefined
    const head = readHead(this.#buffer.subarray(0, end), this.#from, this.#limits)
    if (typeof head === 'string') return head
    if (head.bodyBytes === undefined) return 'length'
    if (head.bodyBytes > this.#limits.bodyBytes) return 'limit'
    this.#head = head
    return undefined
  }

  /** Takes blank lines from the front; true when there were two, which is a ping. */
  #skipBlank(): boolean {
    const bytes = this.#buffer
    const from = this.#from
    let at = from
    while (at < this.#to && at - from < 4 && (bytes[at] === CR || bytes[at] === LF)) at += 1
    if (at === from) return false
    const ping = at - from === 4 && bytes[from + 1] === LF && bytes[from + 3] === LF
    // The first half of a ping may be followed by the second: it is kept until that is known.
    if (!ping && at === this.#to && at - from < 4) return false
    this.#from = at
    this.#searched = Math.max(this.#searched, at)
    return ping
  }

  /** Moves what is kept to the front, into twice the room where it needs more. */
  #makeRoom(more: number): void {
    const kept = this.#to - this.#from
    const needed = kept + more
    // Moved only when at least half of the room has been used up, so that each byte is moved a bounded number of times.
    const isTight = needed > this.#buffer.length / 2
    const room = isTight ? new Uint8Array(Math.max(1024, 2 * needed)) : this.#buffer
    room.set(this.#buffer.subarray(this.#from, this.#to))
    if (this.#head !== undefined) this.#head = { ...this.#head, end: this.#head.end - this.#from }
    this.#searched = Math.max(0, this.#searched - this.#from)
    this.#buffer = room
    this.#from = 0
    this.#to = kept
  }

  #break(fault: SipFault): StreamPiece {
    this.#broken = fault
    this.#clear()
    return { kind: 'broken', fault }
  }

  #clear(): void {
    this.#buffer = NOTHING
    this.#from = 0
    this.#to = 0
    this.#searched = 0
  }
}
