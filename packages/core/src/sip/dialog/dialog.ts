import { type NameAddress, readNameAddress, writeNameAddress } from '../grammar/name-address.ts'
import { type Uri, writeUri } from '../grammar/uri.ts'
import type { SipView } from '../message/sip-view.ts'
import type { HeaderLine, SipMessage } from '../message/write.ts'

/** How a request stands to those before it in its dialog. */
export type DialogOrder = 'next' | 'old'

interface DialogParts {
  readonly callId: string
  readonly local: NameAddress
  readonly remote: NameAddress
  readonly target: Uri
  readonly routes: readonly string[]
  readonly localSeq: number
  readonly remoteSeq: number
  readonly isEarly: boolean
  readonly contact: NameAddress
}

/**
 * Two sides that talk: who they are, where requests go and how they are numbered. RFC 3261 §12. Early until a 2xx comes.
 */
export class Dialog {
  readonly callId: string
  /** This side, with its tag. */
  readonly local: NameAddress
  /** The other side, with its tag where it has one. */
  readonly remote: NameAddress
  /** Where this side is reached, for Contact. */
  readonly contact: NameAddress
  #target: Uri
  #routes: readonly string[]
  #localSeq: number
  #remoteSeq: number
  #isEarly: boolean

  private constructor(parts: DialogParts) {
    this.callId = parts.callId
    this.local = parts.local
    this.remote = parts.remote
    this.contact = parts.contact
    this.#target = parts.target
    this.#routes = parts.routes
    this.#localSeq = parts.localSeq
    this.#remoteSeq = parts.remoteSeq
    this.#isEarly = parts.isEarly
  }

  /**
   * The dialog of an INVITE that came; `undefined` when its addresses are malformed or it says not where it is to be reached.
   *
   * @param tag - of this side
   * @param firstSeq - CSeq number before the first request of this side
   */
  static ofRequest(request: SipView, tag: string, contact: NameAddress, firstSeq: number): Dialog | undefined {
    const { from, to, cseq } = request
    // A caller of RFC 2543 may have no Contact: it is reached where it says to be from. RFC 4475 §3.4.1
    const target = request.count('Contact') === 0 ? from : request.address('Contact')
    if (from === undefined || to === undefined || cseq === undefined || target === undefined) return undefined
    return new Dialog({
      callId: request.callId,
      local: { ...to, parameters: new Map([...to.parameters, ['tag', tag]]) },
      remote: from,
      target: target.uri,
      routes: request.list('Record-Route'),
      localSeq: firstSeq,
      remoteSeq: cseq.number,
      isEarly: true,
      contact,
    })
  }

  /** The dialog that a response to this side's INVITE makes; `undefined` when it makes none (no tag, no Contact, malformed). */
  static ofResponse(response: SipView, contact: NameAddress): Dialog | undefined {
    const { from, to, cseq } = response
    const target = response.address('Contact')
    if (from === undefined || to?.parameters.has('tag') !== true || cseq === undefined || target === undefined) {
      return undefined
    }
    return new Dialog({
      callId: response.callId,
      local: from,
      remote: to,
      target: target.uri,
      routes: response.list('Record-Route').toReversed(),
      localSeq: cseq.number,
      remoteSeq: -1,
      isEarly: response.status < 200,
      contact,
    })
  }

  /** Call-ID and both tags: what tells it from all others. */
  get id(): string {
    return `${this.callId} ${tagOf(this.local)} ${tagOf(this.remote)}`
  }

  get isEarly(): boolean {
    return this.#isEarly
  }

  /** Where the other side is reached. */
  get target(): Uri {
    return this.#target
  }

  /** Where a request goes on the wire: the first route, else the target. */
  get nextHop(): Uri {
    const route = this.#routes[0]
    return (route === undefined ? undefined : readNameAddress(route)?.uri) ?? this.#target
  }

  /** A 2xx has come: of a dialog of this side's INVITE, it says target and routes anew. RFC 3261 §13.2.2.4 */
  confirm(response?: SipView): void {
    this.#isEarly = false
    if (response === undefined) return
    this.refreshTarget(response)
    this.#routes = response.list('Record-Route').toReversed()
  }

  /** The other side is reached elsewhere from now on: Contact of a re-INVITE, an UPDATE, or their 2xx. RFC 3261 §12.2 */
  refreshTarget(message: SipView): void {
    const target = message.address('Contact')
    if (target !== undefined) this.#target = target.uri
  }

  /** Notes a request of the other side. `old` is to be refused with 500. RFC 3261 §12.2.2 */
  receive(request: SipView): DialogOrder {
    const number = request.cseq?.number ?? -1
    if (request.method === 'ACK' || request.method === 'CANCEL') return 'next'
    if (number <= this.#remoteSeq) return 'old'
    this.#remoteSeq = number
    return 'next'
  }

  /** The next request of this side, without Via. RFC 3261 §12.2.1.1 */
  request(method: string, headers: readonly HeaderLine[] = [], body?: string | Uint8Array): SipMessage {
    this.#localSeq += 1
    return this.#message(method, this.#localSeq, headers, body)
  }

  /** The ACK of a 2xx to an INVITE of that number. RFC 3261 §13.2.2.4 */
  acknowledgement(number: number, headers: readonly HeaderLine[] = [], body?: string | Uint8Array): SipMessage {
    return this.#message('ACK', number, headers, body)
  }

  /**
   * Request-URI and routes: the target behind loose routers; a first router that is strict (of RFC 2543, without `lr`) wants itself as the
   * Request-URI, and the target behind the others. RFC 3261 §12.2.1.1
   */
  #way(): { readonly uri: string; readonly routes: readonly string[] } {
    const target = writeUri(this.#target)
    const [first = '', ...others] = this.#routes
    const router = readNameAddress(first)?.uri
    if (router === undefined || router.scheme === 'other' || router.parameters.has('lr')) {
      return { uri: target, routes: this.#routes }
    }
    // Headers have no place in a Request-URI. RFC 3261 §19.1.1
    const uri = writeUri(router.scheme === 'tel' ? router : { ...router, headers: '' })
    return { uri, routes: [...others, `<${target}>`] }
  }

  #message(
    method: string,
    number: number,
    headers: readonly HeaderLine[],
    body: string | Uint8Array | undefined,
  ): SipMessage {
    const { uri, routes } = this.#way()
    const start = { kind: 'request', method, uri } as const
    const own: HeaderLine[] = routes.map((route) => ['Route', route])
    own.push(['From', writeNameAddress(this.local)], ['To', writeNameAddress(this.remote)])
    own.push(['Call-ID', this.callId], ['CSeq', `${number} ${method}`])
    if (method !== 'ACK' && method !== 'BYE') own.push(['Contact', writeNameAddress(this.contact)])
    return { start, headers: [...own, ...headers], body }
  }
}

function tagOf(address: NameAddress): string {
  return address.parameters.get('tag') ?? ''
}
