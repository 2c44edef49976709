import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { readUri, type SipUri } from '../../src/sip/grammar/uri.ts'
import type { DnsRecord } from '../../src/sip/locate/dns-record.ts'
import { type LocateOptions, locateServers } from '../../src/sip/locate/locate-servers.ts'
import { placesInOrder, type SipServer } from '../../src/sip/locate/sip-server.ts'

const ALL: LocateOptions = { transports: ['udp', 'tcp', 'tls'], families: [4] }

const naptr = (order: number, preference: number, service: string, replacement: string, flags = 's'): DnsRecord => {
  return { type: 'NAPTR', order, preference, flags, service, replacement }
}
const srv = (priority: number, weight: number, port: number, target: string): DnsRecord => {
  return { type: 'SRV', priority, weight, port, target }
}
const a = (address: string): DnsRecord => ({ type: 'A', address })

/** What is asked, and where it leads. */
function located(uri: string, zone: Readonly<Record<string, readonly DnsRecord[]>>, options: LocateOptions = ALL) {
  const asked: string[] = []
  const asking = locateServers(readUri(uri) as SipUri, options)
  let step = asking.next()
  while (step.done !== true) {
    const questions = step.value.map(({ type, name }) => `${type} ${name}`)
    asked.push(...questions)
    step = asking.next(questions.map((question) => zone[question] ?? []))
  }
  return { asked, servers: step.value }
}

/** Places without lots: every weight is the same. */
function places(uri: string, zone: Readonly<Record<string, readonly DnsRecord[]>>, options?: LocateOptions): string[] {
  return placesInOrder(located(uri, zone, options).servers, () => 0).map(
    ({ transport, address, port }) => `${transport} ${address} ${port}`,
  )
}

/** The example of RFC 3263 §4.1, with servers behind it. */
const EXAMPLE = {
  'NAPTR example.com': [
    naptr(90, 50, 'SIP+D2T', '_sip._tcp.example.com'),
    naptr(50, 50, 'SIPS+D2T', '_sips._tcp.example.com'),
    naptr(100, 50, 'SIP+D2U', '_sip._udp.example.com'),
  ],
  'SRV _sip._tcp.example.com': [srv(0, 1, 5060, 'server1.example.com'), srv(0, 2, 5060, 'server2.example.com')],
  'SRV _sip._udp.example.com': [srv(0, 1, 5060, 'server1.example.com')],
  'SRV _sips._tcp.example.com': [srv(0, 1, 5061, 'server1.example.com')],
  'A server1.example.com': [a('192.0.2.1')],
  'A server2.example.com': [a('192.0.2.2')],
}

describe('where a URI leads (RFC 3263 §4)', () => {
  test.each([
    ['sip:1@192.0.2.7', 'udp 192.0.2.7 5060'],
    ['sip:1@192.0.2.7:5080;transport=tcp', 'tcp 192.0.2.7 5080'],
    ['sip:1@192.0.2.7;transport=tls', 'tls 192.0.2.7 5061'],
    ['sips:1@[2001:db8::1]', 'tls 2001:db8::1 5061'],
    ['sip:1@example.com;maddr=192.0.2.9', 'udp 192.0.2.9 5060'],
  ])('%s asks nothing', (uri, place) => {
    expect(located(uri, {}).asked).toEqual([])
    expect(places(uri, {})).toEqual([place])
  })

  test.each(['sip:1@192.0.2.7;transport=ws', 'sips:1@example.com;transport=udp'])('%s leads nowhere', (uri) => {
    expect(located(uri, EXAMPLE)).toEqual({ asked: [], servers: [] })
  })

  it('by NAPTR in its order, of what this side speaks, then by SRV', () => {
    expect(located('sip:example.com', EXAMPLE).asked.slice(0, 4)).toEqual([
      'NAPTR example.com',
      'SRV _sips._tcp.example.com',
      'SRV _sip._tcp.example.com',
      'SRV _sip._udp.example.com',
    ])
    expect(places('sip:example.com', EXAMPLE)).toEqual([
      'tls 192.0.2.1 5061',
      'tcp 192.0.2.1 5060',
      'tcp 192.0.2.2 5060',
      'udp 192.0.2.1 5060',
    ])
    expect(places('sip:example.com', EXAMPLE, { ...ALL, transports: ['udp'] })).toEqual(['udp 192.0.2.1 5060'])
    // What is wanted with certainty is not had without it.
    expect(places('sips:example.com', EXAMPLE)).toEqual(['tls 192.0.2.1 5061'])
    expect(places('sips:example.com', EXAMPLE, { ...ALL, transports: ['udp', 'tcp'] })).toEqual([])
  })

  it('the certificate of a TLS server is to be of the domain that was called, not of the server that was found', () => {
    const { servers } = located('sip:example.com', EXAMPLE)
    expect(servers.map(({ transport, domain }) => [transport, domain])).toEqual([
      ['tls', 'example.com'],
      ['tcp', undefined],
      ['tcp', undefined],
      ['udp', undefined],
    ])
  })

  it('a transport that is named needs no NAPTR, and a port no SRV either', () => {
    expect(located('sip:example.com;transport=TCP', EXAMPLE).asked[0]).toBe('SRV _sip._tcp.example.com')
    expect(places('sip:example.com;transport=TCP', EXAMPLE)).toEqual(['tcp 192.0.2.1 5060', 'tcp 192.0.2.2 5060'])
    const zone = { 'A example.com': [a('192.0.2.3'), a('192.0.2.4')] }
    expect(located('sip:example.com:5090', zone).asked).toEqual(['A example.com'])
    expect(places('sip:example.com:5090', zone)).toEqual(['udp 192.0.2.3 5090', 'udp 192.0.2.4 5090'])
  })

  it('a domain without NAPTR is asked for each service, and one without any is a server itself', () => {
    const zone = { 'A example.com': [a('192.0.2.3')] }
    const { asked } = located('sip:example.com', zone)
    expect(asked).toEqual([
      'NAPTR example.com',
      'SRV _sip._udp.example.com',
      'SRV _sip._tcp.example.com',
      'SRV _sips._tcp.example.com',
      'A example.com',
    ])
    expect(places('sip:example.com', zone)).toEqual(['udp 192.0.2.3 5060'])
    expect(places('sips:example.com', zone)).toEqual(['tls 192.0.2.3 5061'])
    const tcpOnly = { ...zone, 'SRV _sip._tcp.example.com': [srv(1, 0, 5070, 'one.example.com')] }
    expect(places('sip:example.com', { ...tcpOnly, 'A one.example.com': [a('192.0.2.5')] })).toEqual([
      'tcp 192.0.2.5 5070',
    ])
  })

  it('a service that is said not to be there is not looked for elsewhere (RFC 2782)', () => {
    for (const target of ['.', '']) {
      const zone = { 'SRV _sip._udp.example.com': [srv(0, 0, 0, target)], 'A example.com': [a('192.0.2.3')] }
      expect(places('sip:example.com;transport=udp', zone)).toEqual([])
    }
  })

  it('NAPTR of other services, with other flags or without a name is passed over', () => {
    const zone = {
      'NAPTR example.com': [
        naptr(1, 1, 'E2U+sip', '', 'u'),
        naptr(2, 1, 'SIP+D2T', '_sip._tcp.a.example', ''),
        naptr(3, 1, 'SIP+D2S', '_sip._sctp.a.example'),
        naptr(4, 9, 'sip+d2u', '_sip._udp.b.example', 'S'),
        naptr(4, 1, 'sip+d2t', '_sip._tcp.c.example', 'S'),
      ],
      'SRV _sip._udp.b.example': [srv(0, 0, 5060, 'b.example')],
      'SRV _sip._tcp.c.example': [srv(9, 0, 5060, 'c.example')],
      'A b.example': [a('192.0.2.11')],
      'A c.example': [a('192.0.2.12')],
    }
    expect(places('sip:example.com', zone)).toEqual(['tcp 192.0.2.12 5060', 'udp 192.0.2.11 5060'])
  })

  it('both families where both are spoken, each server with its own', () => {
    const zone = {
      'SRV _sip._udp.example.com': [srv(2, 0, 5062, 'two.example.com'), srv(1, 0, 5061, 'one.example.com')],
      'A one.example.com': [a('192.0.2.1')],
      'AAAA one.example.com': [{ type: 'AAAA', address: '2001:db8::1' }] as const,
      'AAAA two.example.com': [{ type: 'AAAA', address: '2001:db8::2' }] as const,
    }
    const uri = 'sip:example.com;transport=udp'
    expect(places(uri, zone, { ...ALL, families: [4, 6] })).toEqual([
      'udp 192.0.2.1 5061',
      'udp 2001:db8::1 5061',
      'udp 2001:db8::2 5062',
    ])
    expect(places(uri, zone)).toEqual(['udp 192.0.2.1 5061'])
    expect(places(uri, zone, { ...ALL, families: [6] })).toEqual(['udp 2001:db8::1 5061', 'udp 2001:db8::2 5062'])
  })

  it('an answer without end has one: questions and servers are bounded', () => {
    const many = Array.from({ length: 1000 }, (_, at) => srv(at, 0, 5060, `s${at}.example.com`))
    const { asked } = located('sip:example.com;transport=udp', { 'SRV _sip._udp.example.com': many })
    expect(asked).toHaveLength(1 + 32)
    const addresses = Array.from({ length: 1000 }, (_, at) => a(`10.0.${at >> 8}.${at & 255}`))
    expect(places('sip:example.com:5060', { 'A example.com': addresses })).toHaveLength(32)
  })
})

const server = (rank: number, weight: number, ...addresses: string[]): SipServer => {
  return { transport: 'udp', port: 5060, rank, weight, addresses, domain: undefined }
}

describe('the order of servers (RFC 2782)', () => {
  it('each of one rank comes first in proportion to its weight, and one of weight 0 seldom', () => {
    const servers = [server(1, 60, 'a'), server(1, 0, 'b'), server(1, 30, 'c'), server(1, 10, 'd'), server(0, 1, 'e')]
    const first = new Map<string, number>()
    // Every lot of 0 … 100 once: exactly the shares that the weights ask for.
    for (let lot = 0; lot <= 100; lot += 1) {
      const order = placesInOrder(servers, () => (lot + 0.5) / 101).map(({ address }) => address)
      expect(order[0]).toBe('e')
      first.set(order[1]!, (first.get(order[1]!) ?? 0) + 1)
    }
    expect([...first].sort(([x], [y]) => x.localeCompare(y))).toEqual([
      ['a', 60],
      ['b', 1],
      ['c', 30],
      ['d', 10],
    ])
  })

  it('every address comes once, ranks in order, addresses of a server together and in theirs', () => {
    const some = fc.array(fc.record({ rank: fc.nat(3), weight: fc.nat(100), count: fc.integer({ min: 1, max: 3 }) }), {
      maxLength: 12,
    })
    fc.assert(
      fc.property(
        some,
        fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 12 }),
        (made, lots) => {
          const servers = made.map(({ rank, weight, count }, at) =>
            server(rank, weight, ...Array.from({ length: count }, (_, each) => `${at} ${each}`)),
          )
          let drawn = 0
          const order = placesInOrder(servers, () => lots[drawn++ % lots.length]!).map(({ address }) => address)
          expect(order.toSorted()).toEqual(servers.flatMap(({ addresses }) => addresses).toSorted())
          const ranks = order.map((address) => made[Number(address.split(' ')[0])]!.rank)
          expect(ranks).toEqual(ranks.toSorted((x, y) => x - y))
          for (const { addresses } of servers) {
            const at = order.indexOf(addresses[0]!)
            expect(order.slice(at, at + addresses.length)).toEqual(addresses)
          }
        },
      ),
    )
  })
})
