import type { Dialog } from '../dialog/dialog.ts'
import type { SipView } from '../message/sip-view.ts'
import type { SessionDescription } from '../sdp/session-description.ts'
import type { Peer } from '../transaction/peer.ts'
import type { SipReply } from '../transaction/respond.ts'

/** `early` until there is an answer, `answered` until it is acknowledged, then `confirmed`. */
export type CallState = 'early' | 'answered' | 'confirmed' | 'ended'

/** What a call waits for, each with its own deadline. */
export const CallTimer = {
  /** The answer is sent again. RFC 3261 §13.3.1.4 */
  repeatAnswer: 0,
  /** The answer was never acknowledged. */
  noAck: 1,
  /** A reliable provisional response is sent again. RFC 3262 §3 */
  repeatProgress: 2,
  /** It was never acknowledged. */
  noPrack: 3,
  /** This side refreshes the session. RFC 4028 */
  refresh: 4,
  /** Nobody did. */
  expiry: 5,
} as const

const TIMERS = 6

/** An offer of the other side that its host has not yet answered. */
export interface PendingOffer {
  /** The server transaction that the answer goes to. */
  readonly id: number
  readonly request: SipView
}

/** An answer of this side to an INVITE, until its ACK comes. */
export interface UnacknowledgedAnswer {
  /** The server transaction that it goes to. */
  readonly id: number
  readonly reply: SipReply
  /** CSeq number of the INVITE, which its ACK has too. RFC 3261 §13.2.2.4 */
  readonly seq: number
}

/** One call as a {@link CallAgent} knows it: storage, no decisions. */
export class Call {
  readonly id: number
  readonly isIncoming: boolean
  /** Tag of this side. */
  readonly tag: string
  state: CallState = 'early'
  dialog: Dialog | undefined
  /** Where the other side was last heard from: requests go there, whatever its Contact says of a network of its own. */
  peer: Peer
  /** Transaction of the INVITE that is under way or was the last. */
  inviteId: number
  /** Open transactions that belong to it. */
  readonly transactions: Set<number> = new Set()
  /** CSeq number of that INVITE. */
  inviteSeq = 0
  /** The INVITE that came. */
  invite: SipView | undefined
  /** Early dialogs of a call that was forked, by the other side's tag. */
  readonly early: Map<string, Dialog> = new Map()
  /** The answer to be repeated until its ACK comes. */
  answer: UnacknowledgedAnswer | undefined
  /** This side's answer while media before it, told reliably, are not acknowledged. RFC 3262 §3 */
  heldAnswer: SessionDescription | undefined
  /** The offer that the call began with has its answer: until then there is no other. RFC 3311 §5 */
  isAgreed = false
  /** Interval to the next repetition, ms. */
  intervalMs = 0
  /** The reliable provisional response to be repeated until its PRACK comes, and its RSeq. */
  progress: { readonly reply: SipReply; readonly rseq: number } | undefined
  /** Last RSeq of this side; of the other side's, by tag. */
  rseq = 0
  readonly heardRseq: Map<string, number> = new Map()
  pendingOffer: PendingOffer | undefined
  /** Transaction of this side's own new offer. */
  offerId: number | undefined
  /** This side's description as it was last sent. */
  local: SessionDescription | undefined
  /** Session interval agreed, s; 0 without. */
  sessionSeconds = 0
  refreshes = false
  /** The other side understands UPDATE. RFC 3311 */
  takesUpdate = false
  /** This side has hung up and waits for an answer to its INVITE only to end that too. */
  hangingUp = false
  readonly #timers: Float64Array = new Float64Array(TIMERS).fill(Infinity)

  constructor(id: number, isIncoming: boolean, tag: string, peer: Peer, inviteId: number) {
    this.id = id
    this.isIncoming = isIncoming
    this.tag = tag
    this.peer = peer
    this.inviteId = inviteId
  }

  /** When the next of its deadlines is, ms. */
  get nextMs(): number {
    return this.#timers.reduce((least, atMs) => Math.min(least, atMs), Infinity)
  }

  /** The deadline that is due first, of several at one instant the first named; undefined when none is. */
  dueTimer(nowMs: number): number | undefined {
    let due: number | undefined
    for (let timer = 0; timer < TIMERS; timer += 1) {
      if (this.#timers[timer]! <= nowMs && (due === undefined || this.#timers[timer]! < this.#timers[due]!)) due = timer
    }
    return due
  }

  setTimer(timer: number, atMs: number): void {
    this.#timers[timer] = atMs
  }

  stopTimer(timer: number): void {
    this.#timers[timer] = Infinity
  }

  /** No deadline is left. */
  stopTimers(): void {
    this.#timers.fill(Infinity)
  }
}
