import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSip } from '../../src/sip/message/parse.ts'
import type { SipView } from '../../src/sip/message/sip-view.ts'
import type { SipMessage } from '../../src/sip/message/write.ts'
import type { SipEvent } from '../../src/sip/transaction/event.ts'
import type { Peer } from '../../src/sip/transaction/peer.ts'
import { TransactionLayer } from '../../src/sip/transaction/transaction-layer.ts'
import { bytesOf, inviteLines } from './texts.ts'

const UDP: Peer = { transport: 'udp', address: '192.0.2.1', port: 5060 }
const TCP: Peer = { transport: 'tcp', address: '192.0.2.1', port: 5060, connection: 1 }

function layer(prefix: string = 'a', maxTransactions?: number): TransactionLayer {
  let serial = 0
  const token = () => `${prefix}${(serial += 1)}`
  const sentBy = () => ({ host: 'here.example.com', port: 5060 })
  return new TransactionLayer(maxTransactions === undefined ? { sentBy, token } : { sentBy, token, maxTransactions })
}

function message(method: string, number: number = 1): SipMessage {
  return {
    start: { kind: 'request', method, uri: 'sip:bob@example.com' },
    headers: [
      ['From', '<sip:alice@example.com>;tag=1'],
      ['To', '<sip:bob@example.com>'],
      ['Call-ID', 'call'],
      ['CSeq', `${number} ${method}`],
      ['Contact', '<sip:alice@192.0.2.9>'],
    ],
  }
}

function events(of: TransactionLayer): SipEvent[] {
  const read: SipEvent[] = []
  for (let event = of.read(); event !== undefined; event = of.read()) read.push(event)
  return read
}

function view(bytes: Uint8Array): SipView {
  const read = parseSip(bytes)
  if (typeof read === 'string') throw new Error(read)
  return read
}

/** The message of an event that sends one. */
function sentView(event: SipEvent | undefined): SipView {
  if (event?.kind !== 'send') throw new Error(`nothing sent: ${event?.kind}`)
  return view(event.bytes)
}

/** What was sent, as `METHOD number` or the status. */
function sent(of: readonly SipEvent[]): string[] {
  return of.flatMap((event) => {
    if (event.kind !== 'send') return []
    const read = view(event.bytes)
    return [read.status === 0 ? read.method : String(read.status)]
  })
}

/** Times at which something is sent when nobody answers, and what ends it. */
function lonely(method: string, peer: Peer): { readonly sentMs: number[]; readonly endMs: number } {
  const alone = layer()
  alone.request(message(method), peer, 0)
  const sentMs = sent(events(alone)).map(() => 0)
  for (;;) {
    const atMs = alone.nextDeadlineMs()
    alone.advance(atMs)
    const happened = events(alone)
    for (const event of happened) if (event.kind === 'send') sentMs.push(atMs)
    if (happened.some(({ kind }) => kind === 'timed-out')) return { sentMs, endMs: atMs }
  }
}

/** The response that another side gives to what was sent. */
function answer(to: SipView, status: number, tag: string = 'b'): Uint8Array {
  return bytesOf([
    `SIP/2.0 ${status} Whatever`,
    ...to.lines('Via').map((via) => `Via: ${via}`),
    `From: ${to.header('From')}`,
    `To: ${to.header('To')};tag=${tag}`,
    `Call-ID: ${to.callId}`,
    `CSeq: ${to.header('CSeq')}`,
    'Content-Length: 0',
  ])
}

describe('timers of RFC 3261, table 4', () => {
  it('an INVITE over UDP is sent at T1 doubling and given up at 64 T1', () => {
    expect(lonely('INVITE', UDP)).toEqual({ sentMs: [0, 500, 1500, 3500, 7500, 15_500, 31_500], endMs: 32_000 })
  })

  it('another request is sent at T1 doubling up to T2', () => {
    expect(lonely('OPTIONS', UDP)).toEqual({
      sentMs: [0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500],
      endMs: 32_000,
    })
  })

  it.each(['INVITE', 'OPTIONS'])('over TCP %s is sent once', (method) => {
    expect(lonely(method, TCP)).toEqual({ sentMs: [0], endMs: 32_000 })
  })

  it('a provisional response ends the repetition of an INVITE, and slows that of others to T2', () => {
    const invite = layer()
    invite.request(message('INVITE'), UDP, 0)
    const [first] = events(invite)
    invite.receive(answer(sentView(first), 180), UDP, 100)
    expect(invite.nextDeadlineMs()).toBe(Infinity)
    const other = layer()
    other.request(message('OPTIONS'), UDP, 0)
    const [request] = events(other)
    other.receive(answer(sentView(request), 100), UDP, 100)
    events(other)
    other.advance(500)
    expect(other.nextDeadlineMs()).toBe(4500)
  })

  it('a refusal is repeated until its ACK comes, and given up at 64 T1', () => {
    const server = layer()
    server.receive(bytesOf(inviteLines()), UDP, 0)
    const [request] = events(server)
    if (request?.kind !== 'request') throw new Error('no request')
    server.respond(request.id, { status: 486, tag: 'x' }, 0)
    expect(sent(events(server))).toEqual(['486'])
    const times: number[] = []
    while (server.nextDeadlineMs() < Infinity) {
      const atMs = server.nextDeadlineMs()
      server.advance(atMs)
      for (const event of events(server)) times.push(event.kind === 'send' ? atMs : -atMs)
    }
    expect(times).toEqual([500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500, -32_000])
    expect(server.open).toBe(0)
  })
})

describe('a request that comes', () => {
  it('is told once, and its answer repeated from memory', () => {
    const server = layer()
    for (let i = 0; i < 3; i += 1) server.receive(bytesOf(inviteLines({ CSeq: '1 OPTIONS' })), UDP, i)
    const [request, ...more] = events(server)
    expect(more).toEqual([])
    if (request?.kind !== 'request') throw new Error('no request')
    expect(server.respond(request.id, { status: 200, tag: 't' }, 10)).toBe(true)
    expect(server.respond(request.id, { status: 200, tag: 't' }, 10)).toBe(false)
    server.receive(bytesOf(inviteLines({ CSeq: '1 OPTIONS' })), UDP, 20)
    expect(sent(events(server))).toEqual(['200', '200'])
    expect(server.counters.repeated).toBe(3)
  })

  it('is answered where its Via says, and with where it was seen', () => {
    const server = layer()
    const from: Peer = { transport: 'udp', address: '203.0.113.7', port: 40_000 }
    server.receive(bytesOf(inviteLines({ CSeq: '1 OPTIONS' })), from, 0)
    server.receive(
      bytesOf(inviteLines({ CSeq: '1 OPTIONS', Via: 'SIP/2.0/UDP 10.0.0.1:5062;rport;branch=z9hG4bK2' })),
      from,
      0,
    )
    for (const event of events(server)) if (event.kind === 'request') server.respond(event.id, { status: 200 }, 0)
    const replies = events(server).flatMap((event) => (event.kind === 'send' ? [event] : []))
    expect(replies.map(({ peer }) => peer.port)).toEqual([5060, 40_000])
    expect(replies.map(({ bytes }) => view(bytes).header('Via'))).toEqual([
      'SIP/2.0/UDP pc33.atlanta.example.com;branch=z9hG4bKnashds8;received=203.0.113.7',
      'SIP/2.0/UDP 10.0.0.1:5062;rport=40000;branch=z9hG4bK2;received=203.0.113.7',
    ])
  })

  it.each([
    ['Call-ID', '', 400],
    ['From', '"unclosed <sip:a@b>', 400],
    ['CSeq', '99999999999 INVITE', 400],
  ])('with a bad %s is refused and counted', (name, value, status) => {
    const server = layer()
    server.receive(bytesOf(inviteLines({ [name]: value })), UDP, 0)
    expect(sent(events(server))).toEqual([String(status)])
    expect(server.counters.incomplete).toBe(1)
    expect(server.open).toBe(0)
  })

  it('is refused with 503 when as many as allowed are open', () => {
    const server = layer('a', 2)
    for (let i = 0; i < 3; i += 1) {
      server.receive(bytesOf(inviteLines({ Via: `SIP/2.0/UDP a;branch=z9hG4bK${i}`, CSeq: '1 OPTIONS' })), UDP, 0)
    }
    expect(events(server).map((event) => (event.kind === 'send' ? sent([event])[0] : event.kind))).toEqual([
      'request',
      'request',
      '503',
    ])
    expect(server.counters.overload).toBe(1)
  })

  it('CANCEL is answered, and told to the user of its INVITE once', () => {
    const server = layer()
    server.receive(bytesOf(inviteLines()), UDP, 0)
    server.receive(bytesOf(inviteLines({ CSeq: '314159 CANCEL' })), UDP, 1)
    server.receive(bytesOf(inviteLines({ CSeq: '314159 CANCEL' })), UDP, 2)
    const happened = events(server)
    expect(happened.map(({ kind }) => kind)).toEqual(['request', 'send', 'cancelled', 'send'])
    expect(sent(happened)).toEqual(['200', '200'])
    server.receive(bytesOf(inviteLines({ CSeq: '9 CANCEL', Via: 'SIP/2.0/UDP a;branch=z9hG4bKother' })), UDP, 3)
    expect(sent(events(server))).toEqual(['481'])
  })
})

describe('taking an INVITE back', () => {
  it('waits for a provisional response before it sends CANCEL', () => {
    const client = layer()
    const id = client.request(message('INVITE'), UDP, 0)
    const [first] = events(client)
    const invite = sentView(first)
    expect(client.cancel(id, 10)).toBe(true)
    expect(sent(events(client))).toEqual([])
    client.receive(answer(invite, 180), UDP, 20)
    const happened = events(client)
    expect(sent(happened)).toEqual(['CANCEL'])
    const cancel = happened.find(({ kind }) => kind === 'send')
    expect(sentView(cancel).via!.branch).toBe(invite.via!.branch)
    client.cancel(id, 30)
    client.receive(answer(invite, 180), UDP, 40)
    expect(sent(events(client))).toEqual([])
    client.receive(answer(invite, 487), UDP, 50)
    expect(sent(events(client))).toEqual(['ACK'])
    expect(client.cancel(id, 60)).toBe(false)
  })

  it('is over 64 T1 after the CANCEL when nobody answers any more', () => {
    const client = layer()
    const id = client.request(message('INVITE'), UDP, 0)
    const invite = sentView(events(client)[0])
    client.receive(answer(invite, 180), UDP, 20)
    client.cancel(id, 1000)
    events(client)
    client.receive(answer(invite, 180), UDP, 2000)
    client.advance(32_999)
    expect(events(client).filter(({ kind }) => kind === 'timed-out')).toEqual([])
    client.advance(33_000)
    expect(events(client).filter(({ kind }) => kind === 'timed-out')).toEqual([{ kind: 'timed-out', id }])
    client.advance(100_000)
    expect(client.open).toBe(0)
  })
})

/*
 * Two layers with a network between them that loses, doubles and delays: whatever it does, each request is told at most once, each
 * transaction ends, and a client learns of an answer exactly once or that there is none.
 */
describe('over any network', () => {
  // The last repetition leaves T1 before both sides forget: a longer delay makes a new request of it, by the RFC's own timers.
  const fate = fc.array(fc.record({ copies: fc.nat(2), delayMs: fc.nat(450) }), { minLength: 20, maxLength: 60 })

  it.each(['INVITE', 'OPTIONS'])('%s is told once and ends', (method) => {
    fc.assert(
      fc.property(fate, fc.constantFrom(200, 486), fc.boolean(), (fates, status, reliable) => {
        const client = layer('c')
        const server = layer('s')
        const peer = reliable ? TCP : UDP
        const flying: { atMs: number; order: number; to: TransactionLayer; bytes: Uint8Array }[] = []
        let order = 0
        let told = 0
        let answered = 0
        let gaveUp = 0
        let nowMs = 0
        const pump = (from: TransactionLayer) => {
          const to = from === client ? server : client
          for (let event = from.read(); event !== undefined; event = from.read()) {
            if (event.kind === 'send') {
              // A reliable transport delivers once and in order.
              const { copies, delayMs } = reliable ? { copies: 1, delayMs: 10 } : fates[order % fates.length]!
              order += 1
              for (let i = 0; i < copies; i += 1) {
                flying.push({ atMs: nowMs + delayMs, order: (order += 1), to, bytes: event.bytes })
              }
            } else if (event.kind === 'request') {
              told += 1
              server.respond(event.id, { status: 180, tag: 't' }, nowMs)
              server.respond(event.id, { status, tag: 't' }, nowMs)
            } else if (event.kind === 'response' && event.response.status >= 200) answered += 1
            else if (event.kind === 'timed-out' && from === client) gaveUp += 1
          }
        }
        client.request(message(method), peer, 0)
        pump(client)
        for (let step = 0; step < 2000; step += 1) {
          flying.sort((a, b) => a.atMs - b.atMs || a.order - b.order)
          const next = Math.min(flying[0]?.atMs ?? Infinity, client.nextDeadlineMs(), server.nextDeadlineMs())
          if (next === Infinity) break
          nowMs = next
          if (flying[0]?.atMs === next) {
            const { to, bytes } = flying.shift()!
            expect(to.receive(bytes, peer, nowMs)).toBeUndefined()
          }
          client.advance(nowMs)
          server.advance(nowMs)
          pump(client)
          pump(server)
        }
        expect([client.open, server.open]).toEqual([method === 'INVITE' && answered + gaveUp === 0 ? 1 : 0, 0])
        expect(told).toBeLessThanOrEqual(1)
        // After 1xx an INVITE waits as long as its user likes, and a 2xx is repeated by the user, not by the transaction
        // (RFC 3261 §13.2.2.4, §13.3.1.4): only a refusal is told exactly once or given up.
        if (method !== 'INVITE' || (status === 486 && client.open === 0)) expect(answered + gaveUp).toBe(1)
        if (reliable) expect([told, answered, gaveUp]).toEqual([1, 1, 0])
      }),
      { numRuns: 300 },
    )
  })
})
