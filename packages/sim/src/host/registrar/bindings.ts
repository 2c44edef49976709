import type { Peer, Uri } from '@strowger/core/sip'

/** Where a phone is reached. */
export interface Binding {
  /** Its Contact, as the Request-URI of a call to it. */
  readonly uri: Uri
  /** Contact as it was written, to tell bindings apart. */
  readonly contact: string
  /** Where its REGISTER came from: calls go there, whatever its Contact says of a network of its own. RFC 3581, RFC 5626 */
  readonly peer: Peer
  readonly callId: string
  readonly cseq: number
  readonly expiresMs: number
}

/** Phones that have registered, by number. Sans-I/O. */
export class Bindings {
  readonly #byNumber = new Map<string, Binding[]>()
  /** Phones that one number may have at once. */
  static readonly most = 4

  /** Bindings that hold, the latest first. */
  of(number: string, nowMs: number): readonly Binding[] {
    return (this.#byNumber.get(number) ?? []).filter(({ expiresMs }) => expiresMs > nowMs)
  }

  /** Adds a binding, or renews it; the oldest goes when there are too many. */
  add(number: string, binding: Binding): void {
    const others = (this.#byNumber.get(number) ?? []).filter(({ contact }) => contact !== binding.contact)
    this.#byNumber.set(number, [binding, ...others].slice(0, Bindings.most))
  }

  /** Removes one binding, or all. */
  remove(number: string, contact?: string): void {
    const left =
      contact === undefined ? [] : (this.#byNumber.get(number) ?? []).filter((each) => each.contact !== contact)
    if (left.length === 0) this.#byNumber.delete(number)
    else this.#byNumber.set(number, left)
  }

  /** Number whose phone is reached there; undefined when none is. */
  ownerOf({ address, port, connection }: Peer, nowMs: number): string | undefined {
    for (const [number, bindings] of this.#byNumber) {
      for (const { peer, expiresMs } of bindings) {
        if (expiresMs <= nowMs || peer.address !== address) continue
        if (connection === undefined ? peer.port === port : peer.connection === connection) return number
      }
    }
    return undefined
  }

  /** When the next binding runs out, ms; `Infinity` when there is none. */
  nextMs(): number {
    let nextMs = Infinity
    for (const bindings of this.#byNumber.values()) {
      for (const { expiresMs } of bindings) nextMs = Math.min(nextMs, expiresMs)
    }
    return nextMs
  }

  /** Forgets what has run out; returns numbers that have no phone any more. */
  expire(nowMs: number): string[] {
    const lost: string[] = []
    for (const [number, bindings] of this.#byNumber) {
      const left = bindings.filter(({ expiresMs }) => expiresMs > nowMs)
      if (left.length === bindings.length) continue
      if (left.length > 0) this.#byNumber.set(number, left)
      else {
        this.#byNumber.delete(number)
        lost.push(number)
      }
    }
    return lost
  }

  /** Phones that are registered. */
  get size(): number {
    return this.#byNumber.size
  }
}
