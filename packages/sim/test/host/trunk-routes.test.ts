import type { SipServer } from '@strowger/core/sip'
import { describe, expect, test } from 'vitest'
import { TrunkRoutes } from '../../src/host/trunk/trunk-routes.ts'

const server = (...addresses: string[]): SipServer => {
  return { transport: 'udp', port: 5060, rank: 0, weight: 0, addresses, domain: undefined }
}

describe('where trunks lead', () => {
  test('an address is the same however it is written', () => {
    const routes = new TrunkRoutes(() => 0)
    routes.found('sip:a', [server('2001:DB8:0:0::1'), server('192.0.2.1')])
    expect(['2001:db8::1', '192.0.2.1', '::ffff:192.0.2.1'].map((each) => routes.leadsTo(each))).toEqual([
      true,
      true,
      true,
    ])
    expect(['2001:db8::2', '192.0.2.2', 'carrier.example'].map((each) => routes.leadsTo(each))).toEqual([
      false,
      false,
      false,
    ])
    routes.forget('sip:a')
    expect(routes.leadsTo('192.0.2.1')).toBe(false)
  })

  test('a name that leads somewhere else every minute fills no memory; the addresses of last are known', () => {
    const routes = new TrunkRoutes(() => 0)
    const address = (at: number) => `10.0.${at >> 8}.${at & 255}`
    for (let at = 0; at < 5000; at++) {
      routes.found('sip:a', [server(address(at))])
      routes.failed(routes.places('sip:a', at)[0]!, at)
    }
    const known = Array.from({ length: 5000 }, (_, at) => routes.leadsTo(address(at)))
    expect(known.filter(Boolean)).toHaveLength(1000)
    expect(known.slice(4000)).not.toContain(false)
  })

  test('a place that has failed comes last until its time is over, also where all have', () => {
    const routes = new TrunkRoutes(() => 0)
    routes.found('sip:a', [server('192.0.2.1', '192.0.2.2')])
    const order = (nowMs: number) =>
      routes
        .places('sip:a', nowMs)
        .map(({ address }) => address.at(-1))
        .join('')
    const [one, two] = routes.places('sip:a', 0)
    routes.failed(one!, 0)
    expect([order(0), order(29_999), order(30_000)]).toEqual(['21', '21', '12'])
    routes.failed(two!, 0, 60_000)
    expect([order(0), order(30_000), order(60_000)]).toEqual(['12', '12', '12'])
    expect(routes.places('sip:nobody', 0)).toEqual([])
  })
})
