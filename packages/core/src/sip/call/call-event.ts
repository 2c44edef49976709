import type { SessionDescription } from '../sdp/session-description.ts'
import type { NameAddress } from '../grammar/name-address.ts'
import type { SipView } from '../message/sip-view.ts'
import type { Peer } from '../transaction/peer.ts'

/** Why a call is over. */
export type CallEnd =
  /** The other side hung up. */
  | 'bye'
  /** This side hung up. */
  | 'hung-up'
  /** The caller gave up before an answer. */
  | 'cancelled'
  /** The called side refused; `status` says how. */
  | 'refused'
  /** Nothing came back. */
  | 'no-response'
  /** The answer was never acknowledged. */
  | 'no-ack'
  /** Nobody refreshed the session. RFC 4028 */
  | 'expired'

/** A dialog that an INVITE is to take the place of. RFC 3891 */
export interface Replaces {
  readonly callId: string
  readonly toTag: string
  readonly fromTag: string
  readonly earlyOnly: boolean
}

/** What a {@link CallAgent} tells its host, in order. */
export type CallEvent =
  /** Put these bytes on the wire. */
  | { readonly kind: 'send'; readonly peer: Peer; readonly bytes: Uint8Array }
  /**
   * Somebody calls. `offer` is missing when the caller wants this side to offer; `replaces` names the call to be replaced, where
   * there is such a one.
   */
  | {
      readonly kind: 'incoming'
      readonly call: number
      readonly request: SipView
      readonly peer: Peer
      readonly offer: SessionDescription | undefined
      readonly replaces: number | undefined
    }
  /** It rings at the other side; `early` is what it sends before an answer, where it does. */
  | {
      readonly kind: 'progress'
      readonly call: number
      readonly status: number
      readonly early: SessionDescription | undefined
    }
  /** The other side answered this side's call. */
  | { readonly kind: 'answered'; readonly call: number; readonly remote: SessionDescription | undefined }
  /** This side's answer was acknowledged; `remote` where the ACK answered this side's offer. */
  | { readonly kind: 'confirmed'; readonly call: number; readonly remote: SessionDescription | undefined }
  /** The other side wants other media (hold, say): answer with `acceptOffer` or `refuseOffer`. */
  | { readonly kind: 'reoffered'; readonly call: number; readonly offer: SessionDescription | undefined }
  /** What came of this side's own new offer: `remote` is missing when it was refused, and what was agreed before stands. */
  | {
      readonly kind: 'renegotiated'
      readonly call: number
      readonly status: number
      readonly remote: SessionDescription | undefined
    }
  /** INFO in the call: digits, say. RFC 6086 */
  | { readonly kind: 'info'; readonly call: number; readonly contentType: string; readonly body: Uint8Array }
  /** The other side asks for a transfer: report with `notifyTransfer` what becomes of it. RFC 3515 */
  | {
      readonly kind: 'transfer-asked'
      readonly call: number
      readonly to: NameAddress
      readonly replaces: Replaces | undefined
      /** The call that it names, where it is one of this side's. */
      readonly replaced: number | undefined
    }
  /** What the other side reports of a transfer that this side asked for; 100 … 699. */
  | { readonly kind: 'transfer-progress'; readonly call: number; readonly status: number }
  /** The call is over; the last event of it. `status` is that of a refusal, else 0; `response` is the refusal of a call of this side. */
  | {
      readonly kind: 'ended'
      readonly call: number
      readonly reason: CallEnd
      readonly status: number
      readonly response: SipView | undefined
    }
  /** A request outside of calls: REGISTER, OPTIONS, MESSAGE. Answer it with `respond`. */
  | { readonly kind: 'request'; readonly id: number; readonly request: SipView; readonly peer: Peer }
  /** A response to a request that the host sent with `request`. */
  | { readonly kind: 'response'; readonly id: number; readonly response: SipView; readonly peer: Peer }
  /** No response came to such a request. */
  | { readonly kind: 'timed-out'; readonly id: number }
