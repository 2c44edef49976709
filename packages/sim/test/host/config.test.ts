import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostTemplate } from '../../src/host/config/host-template.ts'
import { loadHost } from '../../src/host/config/load-host.ts'
import { Bans } from '../../src/host/guard/bans.ts'
import { isInside, readRange } from '../../src/host/guard/address-range.ts'
import { KeyReader } from '../../src/host/feature/keyed-feature.ts'
import { DEFAULT_CODES } from '../../src/host/feature/feature-codes.ts'
import { JsonLog } from '../../src/host/log/host-log.ts'
import { recordingId } from '../../src/host/log/iso-time.ts'
import type { HostConfig } from '../../src/host/config/host-config.ts'

function load(text: string): HostConfig {
  return loadHost('/etc/host.yaml', { read: () => text, resolve: (_, relative) => `/etc/${relative}` })
}

describe('host.yaml', () => {
  test('what --init writes can be read, and lets nobody in', () => {
    let serial = 0
    const config = load(hostTemplate(() => `secret number ${(serial += 1)}`, 'front', '10086', 'orders'))
    expect(config.trunks).toEqual([])
    expect(config.phones.from).toEqual([])
    expect(config.listen).toMatchObject([{ transport: 'udp', address: '127.0.0.1' }])
    expect(config.agents.map(({ number, supervisor }) => `${number} ${supervisor}`)).toEqual([
      '1000 true',
      '1001 false',
      '1002 false',
    ])
    expect(new Set(config.agents.map(({ password }) => password)).size).toBe(3)
    expect(config.data).toBe('/etc/host-data')
  })

  test('with an exchange, phones have no passwords here, and calls go out by trunks that say to which numbers', () => {
    const config = load(`strowgerHost: 1
exchange: { asterisk: { url: "http://127.0.0.1:8088/ari/", user: strowger, password: correct horse battery } }
agents: { "1001": { group: front } }
trunks: { carrier: { allow: "0[0-9]+", callerId: "10086" }, only-in: {} }`)
    expect(config.exchange).toMatchObject({
      kind: 'asterisk',
      url: 'http://127.0.0.1:8088/ari',
      application: 'strowger',
    })
    expect(config.agents).toMatchObject([{ number: '1001', password: '' }])
    expect(config.trunks).toMatchObject([
      { name: 'carrier', to: 'carrier', callerId: '10086' },
      { name: 'only-in', to: undefined },
    ])
  })

  test('what is done about machines that answer, with the names and values of an analysis', () => {
    const { campaigns } = load(`strowgerHost: 1
campaigns:
  notices: { onMachine: hang-up }
  offers:
    onMachine: { message: call us back }
    onUnsure: machine
    analysis: { greeting: 1.8s, maximumNumberOfWords: 4, silenceThreshold: 256 }`)
    expect(campaigns.get('notices')).toMatchObject({ message: undefined, unsure: 'human' })
    expect(campaigns.get('notices')!.analysis).toMatchObject({
      initialSilenceMs: 2500,
      greetingMs: 2500,
      afterGreetingSilenceMs: 800,
      totalAnalysisTimeMs: 5000,
      minimumWordLengthMs: 100,
      betweenWordsSilenceMs: 50,
      maximumNumberOfWords: 5,
      maximumWordLengthMs: 5000,
    })
    expect(campaigns.get('offers')).toMatchObject({ message: 'call us back', unsure: 'machine' })
    expect(campaigns.get('offers')!.analysis).toMatchObject({
      initialSilenceMs: 2500,
      greetingMs: 1800,
      maximumNumberOfWords: 4,
      silenceThreshold: 256,
    })
  })

  test('an empty one listens nowhere', () => {
    expect(load('strowgerHost: 1')).toMatchObject({
      listen: [],
      trunks: [],
      agents: [],
      api: undefined,
      metrics: undefined,
    })
  })

  test.each([
    ['strowgerHost: 2', '1: strowgerHost:'],
    ['strowgerHost: 1\nagents: { "1001": { group: front, password: short } }', '2: agents.1001.password:'],
    ['strowgerHost: 1\ntrunks: { carrier: {} }', '2: trunks.carrier: nobody is let in'],
    ['strowgerHost: 1\ntrunks: { carrier: { from: [192.0.2.0/40] } }', '2: trunks.carrier.from[0]: "192.0.2.0/40"'],
    [
      'strowgerHost: 1\ntrunks: { carrier: { from: [192.0.2.1], to: "tel:+8610" } }',
      '2: trunks.carrier.to: "tel:+8610"',
    ],
    ['strowgerHost: 1\ntrunks: { carrier: { from: [192.0.2.1], to: "sip:192.0.2.300" } }', 'is no SIP URI'],
    [
      'strowgerHost: 1\ntrunks: { carrier: { from: [192.0.2.1], to: "sip:carrier.example;transport=tls" } }',
      '2: trunks.carrier.to: this side does not speak tls',
    ],
    [
      'strowgerHost: 1\ntrunks: { carrier: { from: [192.0.2.1], to: "sip:carrier.example;transport=ws" } }',
      '"ws" is no transport of trunks',
    ],
    ['strowgerHost: 1\ntrunks: { carrier: { from: [192.0.2.1], allow: "(" } }', 'trunks.carrier.allow'],
    [
      'strowgerHost: 1\ntrunks: { carrier: { from: [192.0.2.1], to: "sip:carrier.example", register: true } }',
      '2: trunks.carrier: it is not known where and as whom to register',
    ],
    ['strowgerHost: 1\nlisten: [{ transport: tls, port: 5061 }]', '2: listen[0]: tls has no certificate'],
    ['strowgerHost: 1\ncodes: { sigIn: "*1" }', '2: codes.sigIn: there is no code'],
    ['strowgerHost: 1\nmedia: { ports: 20000 }', '2: media.ports:'],
    ['strowgerHost: 1\ntrunk: {}', 'did you mean "trunks"?'],
    ['strowgerHost: 1\nagents: { "1001": { group: front } }', '2: agents.1001: its phone has no password'],
    ['strowgerHost: 1\nmedia: { speech: [espeak-ng, "{text}"] }', '2: media.speech: there is no "{file}"'],
    ['strowgerHost: 1\ncampaigns: { notices: {} }', '2: campaigns.notices.onMachine:'],
    ['strowgerHost: 1\ncampaigns: { notices: { onMachine: hangup } }', 'hang-up, or a message'],
    [
      'strowgerHost: 1\ncampaigns: { notices: { onMachine: hang-up, analysis: { greeting: 10ms } } }',
      '2: campaigns.notices.analysis.greeting: 10 ms is out of range',
    ],
    [
      `strowgerHost: 1\ncampaigns: { notices: { onMachine: hang-up } }\nexchange: { freeswitch: { password: ${'x'.repeat(12)} } }`,
      '2: campaigns: the exchange keeps the sound of calls',
    ],
    ['strowgerHost: 1\nexchange: {}', '2: exchange: it is one exchange'],
    ['strowgerHost: 1\nexchange: { freeswitch: { password: short } }', '2: exchange.freeswitch.password:'],
    [`strowgerHost: 1\nexchange: { asterisk: { url: "ari", user: a, password: ${'x'.repeat(12)} } }`, 'asterisk.url:'],
    [
      `strowgerHost: 1\nlisten: [{ transport: udp, port: 5060 }]\nexchange: { freeswitch: { password: ${'x'.repeat(12)} } }`,
      '2: listen: SIP is spoken by the exchange',
    ],
  ])('%j is told with its line', (text, message) => {
    expect(() => load(text)).toThrow(message)
  })
})

describe('address ranges', () => {
  const v4 = fc.tuple(...Array.from({ length: 4 }, () => fc.nat(255))).map((parts) => parts.join('.'))
  const bitsOf = (address: string) =>
    address
      .split('.')
      .map((part) => Number(part).toString(2).padStart(8, '0'))
      .join('')

  test('an address is inside when as many bits are the same', () => {
    fc.assert(
      fc.property(v4, v4, fc.nat(32), (network, address, length) => {
        const inside = isInside(address, [readRange(`${network}/${length}`)!])
        expect(inside).toBe(bitsOf(network).slice(0, length) === bitsOf(address).slice(0, length))
        expect(isInside(`::ffff:${address}`, [readRange(`${network}/${length}`)!])).toBe(inside)
      }),
    )
  })

  test('version 6, written short and long; what is none is none', () => {
    const range = readRange('2001:db8::/32')!
    expect(isInside('2001:db8:0:0:0:0:0:1', [range])).toBe(true)
    expect(isInside('2001:db9::1', [range])).toBe(false)
    expect(isInside('192.0.2.1', [range])).toBe(false)
    for (const none of ['', 'x', '1.2.3', '1.2.3.256', '::1::', '1:2:3', '192.0.2.1/33', '::/129', '1.2.3.4/x'])
      expect(readRange(none)).toBeUndefined()
    fc.assert(
      fc.property(fc.string(), (text) => {
        readRange(text)
        isInside(text, [range])
      }),
    )
  })
})

test('a source that fails too often is not heard for a while, and no other', () => {
  const bans = new Bans({ failures: 3, banMs: 1000, maxSources: 2 })
  for (let times = 0; times < 3; times += 1) {
    expect(bans.isBanned('a', 10)).toBe(false)
    bans.failed('a', 10)
  }
  expect([bans.isBanned('a', 1009), bans.isBanned('a', 1010), bans.isBanned('b', 10)]).toEqual([true, false, false])
  bans.failed('b', 20)
  bans.failed('b', 20)
  bans.proved('b')
  bans.failed('b', 20)
  expect(bans.isBanned('b', 21)).toBe(false)
  // Memory is bounded: the one that failed longest ago is forgotten.
  for (const source of ['c', 'd', 'e']) bans.failed(source, 30)
  expect(bans.isBanned('a', 40)).toBe(false)
})

test('keys in a conversation: codes are read, what is keyed to others is not', () => {
  const reader = new KeyReader(DEFAULT_CODES)
  const press = (keys: string, atMs = 0) => keys.split('').flatMap((key) => reader.press(key, atMs) ?? [])
  expect(press('12345')).toEqual([])
  expect(press('*1')).toEqual([{ feature: 'hold', number: '' }])
  expect(press('*21002#')).toEqual([{ feature: 'consult', number: '1002' }])
  expect(press('*6075512345#')).toEqual([{ feature: 'transfer', number: '075512345' }])
  expect(press('*6#*4')).toEqual([{ feature: 'conference', number: '' }])
  expect(press('*')).toEqual([])
  expect(press('4', 9000)).toEqual([])
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...'0123456789*#ABCD'.split('')), { maxLength: 200 }), (keys) => {
      press(keys.join(''))
    }),
  )
})

test('the log is lines of JSON, in which no card number stands', () => {
  const lines: string[] = []
  const log = new JsonLog(
    (line) => lines.push(line),
    () => Date.UTC(2026, 10, 26, 1, 2, 3, 45),
    { level: 'info', mask: true },
  )
  log.say('debug', 'nothing')
  log.say('info', 'call', { from: '4111 1111 1111 1111', to: '13800138000', leg: 4 })
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    {
      at: '2026-11-26T01:02:03.045Z',
      level: 'info',
      event: 'call',
      from: '**** **** **** 1111',
      to: '13800138000',
      leg: 4,
    },
  ])
})

test('names of recordings are not taken for card numbers, whatever the time and the number', () => {
  const shown: string[] = []
  const log = new JsonLog(
    (line) => shown.push(String((JSON.parse(line) as { id: unknown }).id)),
    () => 0,
    { level: 'info', mask: true },
  )
  expect(recordingId('call', Date.UTC(2026, 10, 26, 22, 15, 2, 123), 12)).toBe('call-20261126T221502123-c12')
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4e12 }), fc.integer({ min: 1, max: 999_999_999 }), (ms, number) => {
      const id = recordingId('call', ms, number)
      log.say('info', 'recorded', { id })
      expect(shown.pop()).toBe(id)
    }),
  )
})
