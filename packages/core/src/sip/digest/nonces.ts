import type { Hash } from './digest.ts'

/** What a nonce that came back is worth. */
export type NonceVerdict = 'fresh' | 'stale' | 'foreign' | 'replayed'

/**
 * Nonces of a server. They carry their time and a seal, so that none has to be remembered to be recognised; of those that were used, the
 * highest count is kept, so that none is used twice with the same count. RFC 7616 §3.3, §5.12. Memory is bounded: when as many as
 * allowed are remembered the oldest are forgotten and count as stale.
 */
export class Nonces {
  readonly #hash: Hash
  readonly #secret: string
  readonly #lifeMs: number
  readonly #maximum: number
  /** Highest count seen by nonce, oldest nonce first. */
  readonly #counts = new Map<string, number>()
  #serial = 0
  /** Nonces issued before are stale: their counts are not known any more. */
  #forgottenMs = -Infinity

  /** @param secret - of this process: who has it can make nonces */
  constructor(hash: Hash, secret: string, lifeMs: number = 300_000, maximum: number = 10_000) {
    this.#hash = hash
    this.#secret = secret
    this.#lifeMs = lifeMs
    this.#maximum = maximum
  }

  /** A new nonce. */
  issue(nowMs: number): string {
    this.#serial += 1
    const body = `${Math.floor(nowMs).toString(36)}.${this.#serial.toString(36)}`
    return `${body}.${this.#seal(body)}`
  }

  /**
   * Judges a nonce and, when it is fresh, notes that it was used with this count.
   *
   * @param count - of `nc`; 0 when the client counts none: then a nonce is good for one request
   */
  use(nonce: string, count: number, nowMs: number): NonceVerdict {
    const dot = nonce.lastIndexOf('.')
    const body = nonce.slice(0, Math.max(dot, 0))
    if (dot < 0 || !sameText(nonce.slice(dot + 1), this.#seal(body))) return 'foreign'
    const issuedMs = Number.parseInt(body.slice(0, body.indexOf('.')), 36)
    if (nowMs - issuedMs > this.#lifeMs || issuedMs <= this.#forgottenMs) return 'stale'
    const before = this.#counts.get(nonce)
    if (before !== undefined && count <= before) return 'replayed'
    this.#counts.set(nonce, count)
    if (this.#counts.size > this.#maximum) this.#forget()
    return 'fresh'
  }

  #forget(): void {
    const [oldest] = this.#counts.keys()
    if (oldest === undefined) return
    this.#counts.delete(oldest)
    this.#forgottenMs = Math.max(this.#forgottenMs, Number.parseInt(oldest.slice(0, oldest.indexOf('.')), 36))
  }

  #seal(body: string): string {
    return this.#hash('SHA-256', `${body}:${this.#secret}`).slice(0, 32)
  }
}

/** Compares without telling by its time where two texts differ. */
export function sameText(a: string, b: string): boolean {
  let difference = a.length ^ b.length
  for (let i = 0; i < b.length; i += 1) difference |= b.charCodeAt(i) ^ (i < a.length ? a.charCodeAt(i) : -1)
  return difference === 0
}
