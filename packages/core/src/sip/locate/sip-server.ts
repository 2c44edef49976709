import type { Peer, SipTransport } from '../transaction/peer.ts'

/** A server that a SIP URI leads to. */
export interface SipServer {
  readonly transport: SipTransport
  readonly port: number
  /** Servers of a lower one are tried before those of a higher one. */
  readonly rank: number
  /** Of servers of one rank, each comes first in proportion to its weight. RFC 2782 */
  readonly weight: number
  /** Tried in this order; never empty. */
  readonly addresses: readonly string[]
  /** Domain of the URI, which the certificate of a TLS server must be of (RFC 5922 §7.2); undefined for others, and where the URI had an address. */
  readonly domain: string | undefined
}

/**
 * The places of servers in the order to try them: by rank, and within a rank by lot with their weights. RFC 2782
 *
 * @param random - 0 ≤ x < 1, called once for each server
 */
export function placesInOrder(servers: readonly SipServer[], random: () => number): Peer[] {
  const ranks = new Map<number, SipServer[]>()
  for (const server of servers) ranks.set(server.rank, [...(ranks.get(server.rank) ?? []), server])
  return [...ranks]
    .sort(([a], [b]) => a - b)
    .flatMap(([, rank]) => drawn(rank, random))
    .flatMap(({ transport, addresses, port, domain }) =>
      addresses.map((address) => ({ transport, address, port, ...(domain !== undefined && { domain }) })),
    )
}

/** By lot: those of weight 0 stand first, so that they have a small chance too. */
function drawn(rank: readonly SipServer[], random: () => number): SipServer[] {
  const left = rank.toSorted((a, b) => Math.sign(a.weight) - Math.sign(b.weight))
  const order: SipServer[] = []
  while (left.length > 0) {
    const total = left.reduce((sum, { weight }) => sum + weight, 0)
    const lot = Math.floor(random() * (total + 1))
    let sum = 0
    const at = left.findIndex(({ weight }) => (sum += weight) >= lot)
    order.push(...left.splice(at, 1))
  }
  return order
}
