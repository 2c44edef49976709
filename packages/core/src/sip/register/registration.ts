import type { DigestClient } from '../digest/digest-client.ts'
import { readNumber } from '../grammar/characters.ts'
import { type NameAddress, readNameAddress, writeNameAddress } from '../grammar/name-address.ts'
import { writeUri } from '../grammar/uri.ts'
import type { SipView } from '../message/sip-view.ts'
import type { HeaderLine, SipMessage } from '../message/write.ts'

/** `trying` until the first answer, `registered`, `failing` while it is tried again, `refused` when it is not tried again, `removed`. */
export type RegistrationState = 'trying' | 'registered' | 'failing' | 'refused' | 'removed'

/** Settings of a {@link Registration}. */
export interface RegistrationOptions {
  /** Who is registered; its host is the registrar's domain. */
  readonly address: NameAddress
  /** Where this side is reached. */
  readonly contact: NameAddress
  /** Unguessable, the same for the life of the registration. */
  readonly callId: string
  readonly tag: string
  readonly expiresS?: number
  readonly digest?: DigestClient
  /** 0 … 1, by chance: so that all phones of a house do not come back at one instant. Default ½. */
  readonly spread?: () => number
}

/** First wait after a failure, and the longest, s. RFC 5626 §4.5 */
const FIRST_WAIT_S = 30
const LONGEST_WAIT_S = 1800
/** Refreshed so long before its end, at most half of its life, s. */
const AHEAD_S = 60
const MOST_S = 0x7fff_ffff

/**
 * Keeps this side registered: REGISTER, again with credentials when it is asked, again before it ends, and again after a failure, ever later.
 * RFC 3261 §10.2, RFC 5626 §4.5. Without I/O: send what {@link next} gives with `CallAgent.request`, and hand its response or time-out on.
 */
export class Registration {
  state: RegistrationState = 'trying'
  readonly #options: RegistrationOptions
  readonly #uri: string
  #seq = 0
  #expiresS: number
  #dueMs = -Infinity
  #isWaiting = false
  #failures = 0
  #isStopping = false
  /** What is awaited is the answer to the last REGISTER of all. */
  #isLast = false

  constructor(options: RegistrationOptions) {
    this.#options = options
    this.#expiresS = options.expiresS ?? 3600
    const { uri } = options.address
    // The registrar of a domain is the domain. RFC 3261 §10.2
    this.#uri = uri.scheme === 'sip' || uri.scheme === 'sips' ? writeUri({ ...uri, user: undefined }) : writeUri(uri)
  }

  /** When {@link next} has something to send, ms; `Infinity` while an answer is awaited, and when it is over. */
  nextDeadlineMs(): number {
    return this.#isWaiting || this.state === 'refused' || this.state === 'removed' ? Infinity : this.#dueMs
  }

  /** The REGISTER that is due; `undefined` when none is. */
  next(nowMs: number): SipMessage | undefined {
    if (nowMs < this.nextDeadlineMs()) return undefined
    const { address, contact, callId, tag, digest } = this.#options
    this.#isWaiting = true
    this.#isLast = this.#isStopping
    this.#seq += 1
    const credentials = digest?.authorize('REGISTER', this.#uri)
    const headers: HeaderLine[] = [
      ['From', writeNameAddress({ ...address, parameters: new Map([['tag', tag]]) })],
      ['To', writeNameAddress({ ...address, parameters: new Map() })],
      ['Call-ID', callId],
      ['CSeq', `${this.#seq} REGISTER`],
      ['Contact', writeNameAddress(contact)],
      ['Expires', String(this.#isStopping ? 0 : this.#expiresS)],
    ]
    if (credentials !== undefined) headers.push(credentials)
    return { start: { kind: 'request', method: 'REGISTER', uri: this.#uri }, headers }
  }

  /** The answer to what was sent; provisional ones change nothing. */
  receive(response: SipView, nowMs: number): void {
    const { status } = response
    if (!this.#isWaiting || status < 200) return
    this.#isWaiting = false
    if (status < 300) this.#granted(response, nowMs)
    else if ((status === 401 || status === 407) && this.#options.digest?.take(response) === true) this.#dueMs = nowMs
    else if (status === 423 && this.#longer(response)) this.#dueMs = nowMs
    // What this side says is wrong, or nobody may know it: to say it again does not help.
    else if (status < 500 && status !== 408 && status !== 480) this.state = 'refused'
    else this.#failed(nowMs)
  }

  /** Nobody answered. */
  timedOut(nowMs: number): void {
    if (!this.#isWaiting) return
    this.#isWaiting = false
    this.#failed(nowMs)
  }

  /** Takes the registration back: one more REGISTER is due. */
  stop(nowMs: number): void {
    if (this.state === 'refused' || this.state === 'removed') return
    this.#isStopping = true
    this.#dueMs = nowMs
  }

  #granted(response: SipView, nowMs: number): void {
    this.#options.digest?.accepted()
    this.#failures = 0
    if (this.#isLast) {
      this.state = 'removed'
      return
    }
    const seconds = this.#lifeOf(response)
    this.state = 'registered'
    // Told to end while the answer was awaited: that is due.
    if (this.#isStopping) return
    this.#dueMs = nowMs + 1000 * Math.max(seconds / 2, seconds - AHEAD_S)
  }

  /** How long the registrar keeps the binding: what it says beside it, else for all, else what was asked. RFC 3261 §10.2.4 */
  #lifeOf(response: SipView): number {
    const mine = writeUri(this.#options.contact.uri)
    const binding = response
      .list('Contact')
      .map((text) => readNameAddress(text))
      .find((each) => each !== undefined && writeUri(each.uri) === mine)
    const text = binding?.parameters.get('expires') ?? response.header('Expires') ?? ''
    return Math.max(1, readNumber(text.trim(), MOST_S) ?? this.#expiresS)
  }

  #longer(response: SipView): boolean {
    const least = readNumber((response.header('Min-Expires') ?? '').trim(), MOST_S)
    if (least === undefined || least <= this.#expiresS) return false
    this.#expiresS = least
    return true
  }

  #failed(nowMs: number): void {
    if (this.#isLast) {
      // It ends by itself when nobody refreshes it.
      this.state = 'removed'
      return
    }
    this.state = 'failing'
    const longestS = Math.min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** this.#failures)
    this.#failures += 1
    this.#dueMs = nowMs + 1000 * longestS * (0.5 + 0.5 * (this.#options.spread?.() ?? 0.5))
  }
}
