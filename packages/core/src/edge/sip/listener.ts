import type { SipView } from '../../sip/message/sip-view.ts'
import type { Peer, SipTransport } from '../../sip/transaction/peer.ts'

/** An address to listen on. */
export interface SipAddress {
  readonly transport: SipTransport
  /** The loopback unless given: a host says what it exposes. */
  readonly address?: string
  /** 0: any that is free. */
  readonly port: number
  /**
   * Certificate and key in PEM, for `tls` and `wss`: this side's own, as server and as client. `ca`: what servers that are called must be certified by;
   * the authorities that Node knows unless given.
   */
  readonly tls?: { readonly cert: string; readonly key: string; readonly ca?: string }
}

/** What listeners hand on. */
export interface SipReceiver {
  /** A datagram or frame, unread. */
  onBytes(bytes: Uint8Array, peer: Peer): void
  /** A message cut out of a stream. */
  onMessage(view: SipView, peer: Peer): void
  /** Bytes of a stream that were no message: the connection is closed. */
  onBroken(peer: Peer): void
  /** A connection to the peer could not be opened: what was to go over it is lost. */
  onUnreachable(peer: Peer): void
  /** A socket failed; the listener goes on where it can. */
  onError(error: Error): void
}

/** One open address. */
export interface SipListener {
  readonly transport: SipTransport
  /** The port bound. */
  readonly port: number
  /** False when the peer cannot be reached over this listener (its connection is gone, say). */
  send(bytes: Uint8Array, peer: Peer): boolean
  close(): void
}

/** Bounds of connection-oriented listeners. */
export interface ConnectionLimits {
  /** Connections open at once; further ones are closed at once. */
  readonly maxConnections: number
  /** A connection that is silent longer is closed, ms. */
  readonly idleMs: number
  /** Longest time between two pings on a stream that this side opened, ms (120,000). RFC 5626 §4.4.1 */
  readonly pingMs?: number
}
