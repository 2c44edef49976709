import type { SipView } from '../message/sip-view.ts'
import type { SipMessage } from '../message/write.ts'
import type { Peer } from '../transaction/peer.ts'
import type { Switchboard } from './switchboard.ts'

/** Requests outside of calls that the host itself sent: REGISTER, OPTIONS. What comes of a BYE after its call has ended concerns nobody. */
export class HostRequests {
  readonly #board: Switchboard
  readonly #open = new Set<number>()

  constructor(board: Switchboard) {
    this.#board = board
  }

  /** Sends one; returns its id. */
  send(message: SipMessage, peer: Peer, nowMs: number): number {
    const id = this.#board.layer.request(message, peer, nowMs)
    this.#open.add(id)
    return id
  }

  answered(id: number, response: SipView, peer: Peer): void {
    if (!this.#open.has(id)) return
    if (response.status >= 200) this.#open.delete(id)
    this.#board.events.push({ kind: 'response', id, response, peer })
  }

  timedOut(id: number): void {
    if (this.#open.delete(id)) this.#board.events.push({ kind: 'timed-out', id })
  }
}
