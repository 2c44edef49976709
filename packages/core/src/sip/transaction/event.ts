import type { SipView } from '../message/sip-view.ts'
import type { Peer } from './peer.ts'

/** What comes out of the transaction layer, in order. */
export type SipEvent =
  /** Put these bytes on the wire. */
  | { readonly kind: 'send'; readonly peer: Peer; readonly bytes: Uint8Array }
  /** A request, once however often it was sent; answer it with `respond`. */
  | { readonly kind: 'request'; readonly id: number; readonly request: SipView; readonly peer: Peer }
  /** The ACK of a 2xx: it belongs to a dialog, not to a transaction. */
  | { readonly kind: 'ack'; readonly request: SipView; readonly peer: Peer }
  /** The caller took its INVITE back: answer it with 487 unless it is answered. */
  | { readonly kind: 'cancelled'; readonly id: number }
  /** A response to a request that was sent. */
  | { readonly kind: 'response'; readonly id: number; readonly response: SipView; readonly peer: Peer }
  /** Nobody answered in time, or the ACK of a refusal never came. */
  | { readonly kind: 'timed-out'; readonly id: number }
  /** A response that belongs to no transaction: a 2xx that comes after the INVITE has ended, say. */
  | { readonly kind: 'stray'; readonly response: SipView; readonly peer: Peer }

/** What came from the wire and led to nothing, counted. */
export interface SipCounters {
  /** Messages that were read. */
  received: number
  /** Bytes that were no message, by why. */
  malformed: number
  /** Messages without the headers that every message has. */
  incomplete: number
  /** Requests refused because as many transactions as allowed were open. */
  overload: number
  /** INVITEs refused because they had come another way already. RFC 3261 §8.2.2.2 */
  merged: number
  /** Line ends alone, which keep a way through a NAT open. RFC 5626 §3.5.1 */
  keepAlives: number
  /** Messages that came again and were answered from memory. */
  repeated: number
}
