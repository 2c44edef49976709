import type { SipView } from '../message/sip-view.ts'
import type { HeaderLine } from '../message/write.ts'
import { readAuthentication, writeAuthentication } from './authentication.ts'
import { type DigestAlgorithm, type Hash, digestResponse, digestSecret } from './digest.ts'

/** Who this side is. */
export interface Credentials {
  readonly user: string
  readonly password: string
}

/** Settings of a {@link DigestClient}. */
export interface DigestClientOptions {
  readonly hash: Hash
  readonly credentials: Credentials
  /** A new unguessable token for each request. */
  readonly token: () => string
}

interface Challenge {
  readonly header: 'Authorization' | 'Proxy-Authorization'
  readonly realm: string
  readonly nonce: string
  readonly algorithm: DigestAlgorithm
  readonly counted: boolean
  readonly opaque: string | undefined
}

/** Answers challenges, and goes on using the nonce that a server gave. RFC 3261 §22, RFC 7616 §3.4 */
export class DigestClient {
  readonly #options: DigestClientOptions
  #challenge: Challenge | undefined
  #count = 0
  /** Credentials were sent and nobody has taken them yet. */
  #unconfirmed = false
  /** Those before were refused for the age of their nonce alone. */
  #wasStale = false

  constructor(options: DigestClientOptions) {
    this.#options = options
  }

  /**
   * Takes the challenge of a 401 or 407: the first with a known algorithm (RFC 8760 §2.3).
   *
   * @returns false when the request cannot be sent again with hope: no challenge is understood, or the credentials were refused
   */
  take(response: SipView): boolean {
    const proxy = response.status === 407
    for (const line of response.lines(proxy ? 'Proxy-Authenticate' : 'WWW-Authenticate')) {
      const read = readAuthentication(line)
      const name = (read?.parameters.get('algorithm') ?? 'MD5').toUpperCase()
      const nonce = read?.parameters.get('nonce')
      if (read?.scheme !== 'digest' || nonce === undefined || (name !== 'MD5' && name !== 'SHA-256')) continue
      const options = read.parameters.get('qop')?.split(',')
      const counted = options?.some((option) => option.trim().toLowerCase() === 'auth')
      // Only with its body may the request be sent (`auth-int`): another challenge may ask for less.
      if (counted === false) continue
      const isStale = read.parameters.get('stale')?.toLowerCase() === 'true'
      // Asked again after credentials were sent, and not because their nonce was stale: the password is wrong. To whom a new nonce is stale, all are.
      if (this.#unconfirmed && (!isStale || this.#wasStale)) return false
      this.#wasStale = this.#unconfirmed
      // The same nonce goes on being counted. RFC 7616 §3.4
      if (nonce !== this.#challenge?.nonce) this.#count = 0
      this.#challenge = {
        header: proxy ? 'Proxy-Authorization' : 'Authorization',
        realm: read.parameters.get('realm') ?? '',
        nonce,
        algorithm: name,
        counted: counted === true,
        opaque: read.parameters.get('opaque'),
      }
      return true
    }
    return false
  }

  /** The server took the credentials: a later challenge is a new one, not a refusal. */
  accepted(): void {
    this.#unconfirmed = false
    this.#wasStale = false
  }

  /** The header for a request; `undefined` before any challenge. */
  authorize(method: string, uri: string): HeaderLine | undefined {
    const challenge = this.#challenge
    if (challenge === undefined) return undefined
    this.#count += 1
    this.#unconfirmed = true
    const { hash, credentials } = this.#options
    const { algorithm, nonce, realm } = challenge
    const secret = digestSecret(hash, algorithm, credentials.user, realm, credentials.password)
    const count = { nc: this.#count.toString(16).padStart(8, '0'), cnonce: this.#options.token() }
    const input = { algorithm, secret, method, uri, nonce }
    const response = digestResponse(hash, challenge.counted ? { ...input, count } : input)
    const parameters = new Map([
      ['username', credentials.user],
      ['realm', realm],
      ['nonce', nonce],
      ['uri', uri],
      ['response', response],
      ['algorithm', algorithm],
    ])
    if (challenge.counted) {
      parameters.set('qop', 'auth')
      parameters.set('nc', count.nc)
      parameters.set('cnonce', count.cnonce)
    }
    if (challenge.opaque !== undefined) parameters.set('opaque', challenge.opaque)
    return [challenge.header, writeAuthentication(parameters, false)]
  }
}
