/** How a message travels. */
export type SipTransport = 'udp' | 'tcp' | 'tls' | 'ws' | 'wss'

/** Where a message came from or goes to. */
export interface Peer {
  readonly transport: SipTransport
  readonly address: string
  readonly port: number
  /** The edge's number of the connection it came over; a response goes back over it. */
  readonly connection?: number
  /** Domain that the certificate of a TLS server must be of; its address where there is none. RFC 5922 §7.2 */
  readonly domain?: string
}

/** True when the transport delivers, so that nothing is retransmitted. RFC 3261 §17 */
export function isReliable(transport: SipTransport): boolean {
  return transport !== 'udp'
}

/** True when both are one place of one transport; of connections, one connection where both name theirs. */
export function isSamePlace(a: Peer, b: Peer): boolean {
  if (a.transport !== b.transport || a.address !== b.address || a.port !== b.port) return false
  return a.connection === undefined || b.connection === undefined || a.connection === b.connection
}
