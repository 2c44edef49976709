import type { SipView } from '../message/sip-view.ts'
import { readAuthentication, writeAuthentication } from './authentication.ts'
import { type DigestAlgorithm, type Hash, digestResponse } from './digest.ts'
import { Nonces, sameText } from './nonces.ts'

/** What a request's credentials are worth; everything but `ok` is answered with a challenge or a refusal. */
export type DigestVerdict =
  | { readonly kind: 'ok'; readonly user: string }
  | { readonly kind: 'missing' | 'malformed' | 'stale' | 'replayed' | 'unknown-user' | 'wrong'; readonly user: string }

/** Settings of a {@link DigestServer}. */
export interface DigestServerOptions {
  readonly realm: string
  readonly hash: Hash
  /** The kept hash of `user:realm:password`; `undefined` for a user that does not exist. */
  readonly secretOf: (user: string, algorithm: DigestAlgorithm) => string | undefined
  /** In the order of preference. Default SHA-256, then MD5. RFC 8760 §2.3 */
  readonly algorithms?: readonly DigestAlgorithm[]
  /** Seals nonces; new for each process. */
  readonly nonceSecret: string
  readonly nonceLifeMs?: number
}

/** Asks requests for credentials and checks them, with protection against replay. RFC 3261 §22, RFC 7616, RFC 8760 */
export class DigestServer {
  readonly #options: DigestServerOptions
  readonly #algorithms: readonly DigestAlgorithm[]
  readonly #nonces: Nonces

  constructor(options: DigestServerOptions) {
    this.#options = options
    this.#algorithms = options.algorithms ?? ['SHA-256', 'MD5']
    this.#nonces = new Nonces(options.hash, options.nonceSecret, options.nonceLifeMs)
  }

  /** Values of WWW-Authenticate or Proxy-Authenticate, one for each algorithm, the preferred first. */
  challenges(nowMs: number, isStale: boolean = false): string[] {
    const nonce = this.#nonces.issue(nowMs)
    return this.#algorithms.map((algorithm) => {
      const parameters = new Map([
        ['realm', this.#options.realm],
        ['nonce', nonce],
        ['algorithm', algorithm],
        ['qop', 'auth'],
      ])
      if (isStale) parameters.set('stale', 'true')
      return writeAuthentication(parameters, true)
    })
  }

  /** Checks the credentials of a request. O(length of the header) */
  check(
    request: SipView,
    nowMs: number,
    header: 'Authorization' | 'Proxy-Authorization' = 'Authorization',
  ): DigestVerdict {
    for (const line of request.lines(header)) {
      const credentials = readAuthentication(line)
      if (credentials?.scheme !== 'digest' || credentials.parameters.get('realm') !== this.#options.realm) continue
      return this.#judge(credentials.parameters, request, nowMs)
    }
    return { kind: 'missing', user: '' }
  }

  #judge(parameters: ReadonlyMap<string, string>, request: SipView, nowMs: number): DigestVerdict {
    const user = parameters.get('username') ?? ''
    const nonce = parameters.get('nonce')
    const uri = parameters.get('uri')
    const response = parameters.get('response')
    const name = (parameters.get('algorithm') ?? 'MD5').toUpperCase()
    const algorithm = this.#algorithms.find((known) => known === name)
    const count = readCount(parameters)
    if (nonce === undefined || uri === undefined || response === undefined || count === 'malformed') {
      return { kind: 'malformed', user }
    }
    // Credentials for another URI are those of another request. RFC 7616 §3.4.6
    if (algorithm === undefined || request.start.kind !== 'request' || !names(uri, request.start.uri)) {
      return { kind: 'malformed', user }
    }
    const secret = this.#options.secretOf(user, algorithm)
    if (secret === undefined) return { kind: 'unknown-user', user }
    const input = { algorithm, secret, method: request.method, uri, nonce }
    const right = digestResponse(this.#options.hash, count === undefined ? input : { ...input, count })
    if (!sameText(response.toLowerCase(), right)) return { kind: 'wrong', user }
    const verdict = this.#nonces.use(nonce, count === undefined ? 0 : Number.parseInt(count.nc, 16), nowMs)
    if (verdict === 'fresh') return { kind: 'ok', user }
    return { kind: verdict === 'replayed' ? 'replayed' : 'stale', user }
  }
}

function readCount(
  parameters: ReadonlyMap<string, string>,
): { readonly nc: string; readonly cnonce: string } | undefined | 'malformed' {
  const qop = parameters.get('qop')
  if (qop === undefined) return undefined
  const nc = parameters.get('nc') ?? ''
  const cnonce = parameters.get('cnonce')
  return qop === 'auth' && /^[\da-f]{8}$/i.test(nc) && cnonce !== undefined ? { nc, cnonce } : 'malformed'
}

/** Phones often write the URI of their credentials without its parameters. */
function names(written: string, requested: string): boolean {
  return written === requested || written === requested.split(';', 1)[0]
}
