import { lookup, NODATA, NOTFOUND, Resolver } from 'node:dns/promises'
import type { SipUri } from '../../sip/grammar/uri.ts'
import type { DnsQuestion, DnsRecord } from '../../sip/locate/dns-record.ts'
import { type LocateOptions, locateServers } from '../../sip/locate/locate-servers.ts'
import type { SipServer } from '../../sip/locate/sip-server.ts'

/** Settings of a {@link DnsResolver}. */
export interface DnsResolverOptions {
  /** Name servers, `address` or `address:port`; those of the system unless given. */
  readonly servers?: readonly string[]
  /** For one try, ms. Default 2000. */
  readonly timeoutMs?: number
  /** Default 2. */
  readonly tries?: number
}

/** Finds the servers of SIP URIs by the domain name system. RFC 3263 */
export class DnsResolver {
  readonly #resolver: Resolver
  readonly #usesHostsFile: boolean

  constructor({ servers, timeoutMs = 2000, tries = 2 }: DnsResolverOptions = {}) {
    this.#resolver = new Resolver({ timeout: timeoutMs, tries })
    this.#usesHostsFile = servers === undefined
    if (servers !== undefined) this.#resolver.setServers(servers)
  }

  /** The servers that a URI leads to; none where there are none. Rejects when no name server has answered. */
  async locate(uri: SipUri, options: LocateOptions): Promise<readonly SipServer[]> {
    const asking = locateServers(uri, options)
    let step = asking.next()
    // Each question comes of the answers before it.
    // oxlint-disable-next-line no-await-in-loop
    while (step.done !== true) step = asking.next(await Promise.all(step.value.map((each) => this.#ask(each))))
    return step.value
  }

  async #ask({ type, name }: DnsQuestion): Promise<readonly DnsRecord[]> {
    try {
      switch (type) {
        case 'NAPTR':
          return (await this.#resolver.resolveNaptr(name)).map((record) => ({ type, ...record }))
        case 'SRV':
          return (await this.#resolver.resolveSrv(name)).map(({ name: target, ...record }) => ({
            type,
            target,
            ...record,
          }))
        case 'A':
          return (await this.#resolver.resolve4(name)).map((address) => ({ type, address }))
        case 'AAAA':
          return (await this.#resolver.resolve6(name)).map((address) => ({ type, address }))
      }
    } catch (error) {
      if (!hasCode(error) || (error.code !== NODATA && error.code !== NOTFOUND)) throw error
      return type === 'NAPTR' || type === 'SRV' ? [] : await this.#ofHostsFile(type, name)
    }
  }

  /** Names that the domain name system does not know may be the machine's own, or its network's. */
  async #ofHostsFile(type: 'A' | 'AAAA', name: string): Promise<readonly DnsRecord[]> {
    if (!this.#usesHostsFile) return []
    try {
      return (await lookup(name, { all: true, family: type === 'A' ? 4 : 6 })).map(({ address }) => ({ type, address }))
    } catch {
      return []
    }
  }
}

function hasCode(error: unknown): error is { readonly code: unknown } {
  return typeof error === 'object' && error !== null && 'code' in error
}
