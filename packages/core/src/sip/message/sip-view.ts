import { type CSeq, readCSeq } from '../grammar/cseq.ts'
import type { NameAddress } from '../grammar/name-address.ts'
import { firstOfList } from '../grammar/quoted.ts'
import { type Uri, readUri } from '../grammar/uri.ts'
import { type Via, readVia } from '../grammar/via.ts'
import { HeaderView } from './header-view.ts'

/** Start of a request or a response. */
export type StartLine =
  | { readonly kind: 'request'; readonly method: string; readonly uri: string }
  | { readonly kind: 'response'; readonly status: number; readonly reason: string }

/**
 * A message that was received: the lines are known, a header's value is read when it is asked for. RFC 3261 §7.
 *
 * ```
 * INVITE sip:10086@example.com SIP/2.0      start line
 * Via: SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK… headers, in any case, long or compact, folded or not
 * Content-Length: 142
 *
 * v=0 …                                     body
 * ```
 *
 * Nothing here throws on any content: what is malformed reads as `undefined`. `body` is a view on the bytes received.
 */
export class SipView extends HeaderView {
  readonly start: StartLine
  #via: Via | null | undefined
  #cseq: CSeq | null | undefined
  #from: NameAddress | null | undefined
  #to: NameAddress | null | undefined

  /** Made by {@link parseSip}. */
  constructor(start: StartLine, head: string, places: readonly number[], body: Uint8Array) {
    super(head, places, body)
    this.start = start
  }

  /** Method of a request, or of the request that a response answers (from its CSeq); empty when that is malformed. */
  get method(): string {
    return this.start.kind === 'request' ? this.start.method : (this.cseq?.method ?? '')
  }

  /** Request-URI; `undefined` in a response or when it is malformed. */
  get requestUri(): Uri | undefined {
    return this.start.kind === 'request' ? readUri(this.start.uri) : undefined
  }

  /** Status of a response, 100 … 699; 0 in a request. */
  get status(): number {
    return this.start.kind === 'response' ? this.start.status : 0
  }

  /** Topmost Via; `undefined` when there is none or it is malformed. */
  get via(): Via | undefined {
    if (this.#via === undefined) {
      const value = this.header('Via')
      this.#via = (value === undefined ? undefined : readVia(firstOfList(value))) ?? null
    }
    return this.#via ?? undefined
  }

  get cseq(): CSeq | undefined {
    if (this.#cseq === undefined) {
      const value = this.header('CSeq')
      this.#cseq = (value === undefined ? undefined : readCSeq(value)) ?? null
    }
    return this.#cseq ?? undefined
  }

  get from(): NameAddress | undefined {
    if (this.#from === undefined) this.#from = this.address('From') ?? null
    return this.#from ?? undefined
  }

  get to(): NameAddress | undefined {
    if (this.#to === undefined) this.#to = this.address('To') ?? null
    return this.#to ?? undefined
  }

  /** Empty when there is none. */
  get callId(): string {
    return this.header('Call-ID') ?? ''
  }
}
