import { type Peer, placesInOrder, type SipServer } from '@strowger/core/sip'

import { canonicalAddress } from '../guard/address-range.ts'

/** How long a place that has not answered is tried last, ms. */
const DOWN_MS = 30_000
/** Places and addresses that are remembered. */
const MOST_PLACES = 1000

/** Where trunks lead to, and which of those places do not answer. Sans-I/O, bounded memory. */
export class TrunkRoutes {
  readonly #servers = new Map<string, readonly SipServer[]>()
  /** Addresses that were found for a URI since it was first looked up: calls go on at those that were there when they began. */
  readonly #addresses = new Map<string, Set<string>>()
  readonly #downUntilMs = new Map<string, number>()
  readonly #random: () => number

  /** @param random - 0 ≤ x < 1, for the order of servers of one rank */
  constructor(random: () => number) {
    this.#random = random
  }

  /** Servers that are known. */
  get size(): number {
    return [...this.#servers.values()].reduce((sum, { length }) => sum + length, 0)
  }

  /** A URI leads to these servers from now on. */
  found(uri: string, servers: readonly SipServer[]): void {
    this.#servers.set(uri, servers)
    const addresses = this.#addresses.get(uri) ?? new Set()
    this.#addresses.set(uri, addresses)
    for (const address of servers.flatMap((server) => server.addresses.map(canonicalAddress))) {
      // The one that was found last is the last to be forgotten.
      addresses.delete(address)
      addresses.add(address)
    }
    for (const address of addresses) {
      if (addresses.size <= MOST_PLACES) return
      addresses.delete(address)
    }
  }

  /** Nobody is called there any more. */
  forget(uri: string): void {
    this.#servers.delete(uri)
    this.#addresses.delete(uri)
  }

  /** True for an address that this side calls. */
  leadsTo(address: string): boolean {
    const canonical = canonicalAddress(address)
    return [...this.#addresses.values()].some((addresses) => addresses.has(canonical))
  }

  /** Places of a URI, in the order to try them: those that have not answered lately come last. RFC 3263 §4.3 */
  places(uri: string, nowMs: number): readonly Peer[] {
    const places = placesInOrder(this.#servers.get(uri) ?? [], this.#random)
    const isDown = (place: Peer) => (this.#downUntilMs.get(keyOf(place)) ?? -Infinity) > nowMs
    return [...places.filter((place) => !isDown(place)), ...places.filter(isDown)]
  }

  /** A place has not answered, or wants to be left alone for a while. */
  failed(place: Peer, nowMs: number, forMs: number = DOWN_MS): void {
    const key = keyOf(place)
    this.#downUntilMs.delete(key)
    this.#downUntilMs.set(key, nowMs + forMs)
    for (const [oldest] of this.#downUntilMs) {
      if (this.#downUntilMs.size <= MOST_PLACES) return
      this.#downUntilMs.delete(oldest)
    }
  }
}

function keyOf({ transport, address, port }: Peer): string {
  return `${transport} ${address} ${port}`
}
