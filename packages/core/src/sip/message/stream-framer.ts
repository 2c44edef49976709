import { contentLength, endOfHead, parseSip, placeHeaders, type SipFault } from './parse.ts'
import { DEFAULT_LIMITS, type SipLimits } from './limits.ts'
import type { SipView } from './sip-view.ts'

const CR = 0x0d
const LF = 0x0a
const NOTHING = new Uint8Array(0)
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** What a stream gives next: a message, a ping to be answered with CRLF (RFC 5626 §4.4.1), or why it must be closed. */
export type StreamPiece =
  | { readonly kind: 'message'; readonly view: SipView }
  | { readonly kind: 'ping' }
  | { readonly kind: 'broken'; readonly fault: SipFault }

/**
 * Cuts the bytes of a TCP or TLS connection into messages by their Content-Length. RFC 3261 §18.3. A message without one, or
 * with more than the limits allow, breaks the stream: where the next one starts is not known any more. Memory is bounded by the limits.
 */
export class StreamFramer {
  readonly #limits: SipLimits
  #bytes = NOTHING
  #broken: SipFault | undefined

  constructor(limits: SipLimits = DEFAULT_LIMITS) {
    this.#limits = limits
  }

  /** More bytes of the connection, copied. */
  push(bytes: Uint8Array): void {
    if (this.#broken !== undefined) return
    const joined = new Uint8Array(this.#bytes.length + bytes.length)
    joined.set(this.#bytes)
    joined.set(bytes, this.#bytes.length)
    this.#bytes = joined
  }

  /** The next piece; `undefined` when more bytes are needed. */
  next(): StreamPiece | undefined {
    if (this.#broken !== undefined) return { kind: 'broken', fault: this.#broken }
    const pinged = this.#skipBlank()
    if (pinged) return { kind: 'ping' }
    const headEnd = endOfHead(this.#bytes, 0, this.#limits.headBytes)
    if (headEnd < 0) return this.#bytes.length > this.#limits.headBytes ? this.#break('limit') : undefined
    const head = decoder.decode(this.#bytes.subarray(0, headEnd))
    const places: number[] = []
    const fault = placeHeaders(head, head.indexOf('\n') + 1, places, this.#limits.headers)
    if (fault !== undefined) return this.#break(fault)
    const length = contentLength(head, places)
    if (typeof length !== 'number') return this.#break('length')
    if (length > this.#limits.bodyBytes) return this.#break('limit')
    if (this.#bytes.length < headEnd + length) return undefined
    const view = parseSip(this.#bytes.subarray(0, headEnd + length), this.#limits)
    this.#bytes = this.#bytes.subarray(headEnd + length)
    return typeof view === 'string' ? this.#break(view) : { kind: 'message', view }
  }

  /** Takes blank lines from the front; true when there were two, which is a ping. */
  #skipBlank(): boolean {
    let at = 0
    while (at < this.#bytes.length && (this.#bytes[at] === CR || this.#bytes[at] === LF)) {
      at += 1
      if (at === 4) break
    }
    if (at === 0) return false
    const ping = at === 4 && this.#bytes[1] === LF && this.#bytes[3] === LF
    // The first half of a ping may be followed by the second: it is kept until that is known.
    if (!ping && at === this.#bytes.length && at < 4) return false
    this.#bytes = this.#bytes.subarray(at)
    return ping
  }

  #break(fault: SipFault): StreamPiece {
    this.#broken = fault
    this.#bytes = NOTHING
    return { kind: 'broken', fault }
  }
}
