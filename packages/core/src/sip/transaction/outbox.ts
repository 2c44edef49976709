import type { SipEvent } from './event.ts'
import type { Peer } from './peer.ts'

/** What has come out and is not yet read, in order. */
export class Outbox {
  readonly #events: SipEvent[] = []
  #read = 0

  push(event: SipEvent): void {
    this.#events.push(event)
  }

  send(peer: Peer, bytes: Uint8Array): void {
    this.#events.push({ kind: 'send', peer, bytes })
  }

  /** The oldest event not yet read; `undefined` when there is none. O(1) */
  read(): SipEvent | undefined {
    const event = this.#events[this.#read]
    this.#read += 1
    if (event === undefined) {
      this.#events.length = 0
      this.#read = 0
    }
    return event
  }
}
