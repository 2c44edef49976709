import type { Peer } from '../../sip/transaction/peer.ts'

/** What a connection can do, whatever it is made of. */
export interface Connection {
  send(bytes: Uint8Array): void
  close(): void
}

/** Where a connection leads. */
export type Place = Pick<Peer, 'address' | 'port' | 'domain'>

let lastNumber = 0

/** The open connections of a listener, by number and by where they lead. Numbers are one for all listeners of the process. */
export class Connections {
  readonly #byNumber = new Map<number, { readonly connection: Connection; readonly key: string }>()
  readonly #byAddress = new Map<string, number>()

  get size(): number {
    return this.#byNumber.size
  }

  /** Adds a connection to a place, proved for its domain; returns its number. */
  add(place: Place, connection: Connection): number {
    const number = (lastNumber += 1)
    const key = keyOf(place)
    this.#byNumber.set(number, { connection, key })
    this.#byAddress.set(key, number)
    return number
  }

  remove(number: number): void {
    const entry = this.#byNumber.get(number)
    if (entry === undefined) return
    this.#byNumber.delete(number)
    if (this.#byAddress.get(entry.key) === number) this.#byAddress.delete(entry.key)
  }

  /** The connection that a message for the peer goes over: that which it came over, else one to its address. RFC 3261 §18.2.2 */
  of(peer: Peer): Connection | undefined {
    const number = peer.connection ?? this.#byAddress.get(keyOf(peer))
    return number === undefined ? undefined : this.#byNumber.get(number)?.connection
  }

  closeAll(): void {
    for (const { connection } of this.#byNumber.values()) connection.close()
  }
}

/** A connection that was opened for one domain carries nothing for another, whose certificate was not seen. */
function keyOf({ address, port, domain = '' }: Place): string {
  return `${address} ${port} ${domain}`
}
