import { execFileSync, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { type AddressInfo, type Socket, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { SipEndpoint } from '../../src/edge/sip/sip-endpoint.ts'
import type { SipEndpointOptions } from '../../src/edge/sip/sip-endpoint.ts'
import type { CallEvent } from '../../src/sip/call/call-event.ts'
import { SourceRates } from '../../src/sip/guard/source-rates.ts'
import { readNameAddress } from '../../src/sip/grammar/name-address.ts'
import { readUri } from '../../src/sip/grammar/uri.ts'
import type { SipTransport } from '../../src/sip/transaction/peer.ts'
import { bytesOf, inviteLines } from '../sip/texts.ts'
import { description } from '../sip/two-sides.ts'

const hasOpenssl = spawnSync('openssl', ['version']).status === 0

type Told = Exclude<CallEvent, { kind: 'send' }>

const open: SipEndpoint[] = []
afterEach(() => {
  for (const endpoint of open.splice(0)) endpoint.close()
})

/** An endpoint, what it was told, and a promise for the next event of a kind. */
async function endpoint(transport: SipTransport, options: Partial<SipEndpointOptions> = {}) {
  const told: Told[] = []
  let wake: () => void = () => undefined
  const made = await SipEndpoint.open(
    { listen: [{ transport, port: 0 }], ...options },
    {
      onEvent: (event) => {
        told.push(event)
        wake()
      },
    },
  )
  open.push(made)
  const next = async <Kind extends Told['kind']>(kind: Kind): Promise<Extract<Told, { kind: Kind }>> => {
    for (;;) {
      const at = told.findIndex((event) => event.kind === kind)
      if (at >= 0) return told.splice(at, 1)[0] as Extract<Told, { kind: Kind }>
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
  }
  return { made, next, port: made.port(transport) }
}

function invitation(transport: SipTransport, port: number) {
  return {
    target: readUri(`sip:b@127.0.0.1:${port}`)!,
    from: readNameAddress('<sip:a@127.0.0.1>')!,
    to: readNameAddress(`<sip:b@127.0.0.1:${port}>`)!,
    peer: { transport, address: '127.0.0.1', port },
    offer: description(10_000),
  }
}

describe('SIP on sockets', () => {
  it.each(['udp', 'tcp'] as const)('calls, answers and hangs up over %s', async (transport) => {
    const a = await endpoint(transport)
    const b = await endpoint(transport)
    const call = a.made.act((agent, nowMs) => agent.invite(invitation(transport, b.port), nowMs))
    const came = await b.next('incoming')
    b.made.act((agent, nowMs) => agent.progress(came.call, nowMs))
    expect((await a.next('progress')).status).toBe(180)
    b.made.act((agent, nowMs) => agent.answer(came.call, description(20_000), nowMs))
    expect((await a.next('answered')).remote?.media[0]?.port).toBe(20_000)
    await b.next('confirmed')
    b.made.act((agent, nowMs) => agent.hangUp(came.call, nowMs))
    expect(await a.next('ended')).toMatchObject({ call, reason: 'bye' })
    expect([a.made.agent.calls, b.made.agent.calls]).toEqual([0, 0])
  })

  it('sends over TCP what is too large for a datagram, and over UDP all the same where nobody takes it', async () => {
    const both = {
      listen: [
        { transport: 'udp', port: 0 },
        { transport: 'tcp', port: 0 },
      ],
    } as const
    const a = await endpoint('udp', both)
    const reason = 'x'.repeat(1400)
    const large = (port: number) => ({
      ...invitation('udp', port),
      headers: [['Subject', reason]] as const,
    })
    // Both transports on one port, as a phone has them.
    const b = await endpoint('tcp')
    a.made.act((agent, nowMs) => agent.invite(large(b.port), nowMs))
    const overTcp = await b.next('incoming')
    expect(overTcp.peer.transport).toBe('tcp')
    expect(overTcp.request.via?.transport).toBe('TCP')
    const c = await endpoint('udp')
    a.made.act((agent, nowMs) => agent.invite(large(c.port), nowMs))
    const overUdp = await c.next('incoming')
    expect(overUdp.request.via?.transport).toBe('UDP')
    expect(overUdp.request.header('Subject')).toBe(reason)
    c.made.act((agent, nowMs) => agent.answer(overUdp.call, description(20_000), nowMs))
    await a.next('answered')
    await c.next('confirmed')
    a.made.act((agent, nowMs) => agent.invite(invitation('udp', c.port), nowMs))
    expect((await c.next('incoming')).request.via?.transport).toBe('UDP')
  })

  it.skipIf(!hasOpenssl)(
    'calls a TLS server whose certificate is of the domain, and no other (needs openssl)',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'strowger-tls-'))
      const files = ['-keyout', join(folder, 'key'), '-out', join(folder, 'cert')]
      const subject = ['-subj', '/CN=x', '-addext', 'subjectAltName=DNS:carrier.test', '-days', '1', '-nodes']
      execFileSync(
        'openssl',
        ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', ...subject, ...files],
        {
          stdio: 'ignore',
        },
      )
      const [key, cert] = ['key', 'cert'].map((name) => readFileSync(join(folder, name), 'utf8')) as [string, string]
      rmSync(folder, { recursive: true })
      const tls = { key, cert, ca: cert }
      const [a, b] = [
        await endpoint('tls', { listen: [{ transport: 'tls', port: 0, tls }] }),
        await endpoint('tls', { listen: [{ transport: 'tls', port: 0, tls }] }),
      ]
      const to = (domain?: string) => {
        const usual = invitation('tls', b.port)
        return { ...usual, peer: { ...usual.peer, ...(domain !== undefined && { domain }) } }
      }
      const invite = (domain?: string) => a.made.act((agent, nowMs) => agent.invite(to(domain), nowMs))
      const call = invite('carrier.test')
      const came = await b.next('incoming')
      b.made.act((agent, nowMs) => agent.refuse(came.call, 486, nowMs))
      expect(await a.next('ended')).toMatchObject({ call, status: 486 })
      // The connection that is open was proved for one domain: it carries nothing for another, nor for the address alone.
      for (const other of ['thief.test', undefined]) {
        const refused = invite(other)
        expect(await a.next('ended')).toMatchObject({ call: refused, reason: 'no-response' })
      }
      expect(b.made.agent.counters.received).toBe(2)
    },
  )

  it('knows at once that nobody is there where a connection cannot be opened', async () => {
    const a = await endpoint('tcp')
    const b = await endpoint('tcp')
    b.made.close()
    const call = a.made.act((agent, nowMs) => agent.invite(invitation('tcp', b.port), nowMs))
    expect(await a.next('ended')).toMatchObject({ call, reason: 'no-response' })
    expect(a.made.agent.nextDeadlineMs()).toBe(Infinity)
  })

  it('takes line ends alone for what they are: they keep a way open', async () => {
    const a = await endpoint('udp')
    const socket = createSocket('udp4')
    const send = (text: string) =>
      new Promise((resolve) => {
        socket.send(text, a.port, '127.0.0.1', resolve)
      })
    for (const text of ['\r\n', '\r\n\r\n', '\0\0\0\0']) await send(text)
    await send(new TextDecoder().decode(bytesOf(inviteLines({ CSeq: '1 OPTIONS' }))))
    await a.next('request')
    expect(a.made.agent.counters).toMatchObject({ keepAlives: 3, malformed: 0, received: 1 })
    socket.close()
  })

  it('answers a browser over its own WebSocket', async () => {
    const b = await endpoint('ws')
    const socket = new WebSocket(`ws://127.0.0.1:${b.port}`, 'sip')
    await new Promise((resolve) => socket.once('open', resolve))
    const answer = new Promise<string>((resolve) => {
      socket.once('message', (data: Buffer) => resolve(data.toString()))
    })
    socket.send(bytesOf(inviteLines({ CSeq: '1 OPTIONS', Via: 'SIP/2.0/WS x.invalid;branch=z9hG4bK1' })))
    const asked = await b.next('request')
    b.made.act((agent, nowMs) => agent.respond(asked.id, { status: 200 }, nowMs))
    expect(await answer).toMatch(
      /^SIP\/2\.0 200 OK\r\nVia: SIP\/2\.0\/WS x\.invalid;branch=z9hG4bK1;received=127\.0\.0\.1/,
    )
    socket.close()
  })

  it('refuses a WebSocket that does not speak SIP', async () => {
    const b = await endpoint('ws')
    const socket = new WebSocket(`ws://127.0.0.1:${b.port}`)
    const code = await new Promise((resolve) => socket.once('close', resolve))
    expect(code).toBe(1002)
  })

  it('closes a stream that is no SIP, and goes on with others', async () => {
    const b = await endpoint('tcp')
    const bad = connect(b.port, '127.0.0.1')
    bad.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await new Promise((resolve) => bad.once('close', resolve))
    expect(b.made.agent.counters.malformed).toBe(1)
    const good = connect(b.port, '127.0.0.1')
    good.write('\r\n\r\n')
    const pong = await new Promise<Buffer>((resolve) => good.once('data', resolve))
    expect(pong.toString()).toBe('\r\n')
    good.destroy()
  })

  it('answers pings on a WebSocket, and keeps one that pings by itself', async () => {
    const b = await endpoint('ws', { connections: { maxConnections: 10, idleMs: 60 } })
    const socket = new WebSocket(`ws://127.0.0.1:${b.port}`, 'sip')
    await new Promise((resolve) => socket.once('open', resolve))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    const pong = new Promise<string>((resolve) => {
      socket.once('message', (data: Buffer) => resolve(data.toString()))
    })
    socket.send('\r\n\r\n')
    expect(await pong).toBe('\r\n')
    for (let ping = 0; ping < 20; ping += 1) {
      socket.ping()
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
    expect([socket.readyState, b.made.agent.counters.malformed]).toEqual([WebSocket.OPEN, 0])
    await closed
  })

  it('pings a server, and ends the connection when one that answered does so no more', async () => {
    const a = await endpoint('tcp', { connections: { maxConnections: 10, idleMs: 60_000, pingMs: 20 } })
    /** A server that answers so many pings; tells the pings that came until the connection ended, or until eight did. */
    const pingsOf = async (answers: number): Promise<number> => {
      const { socket, server } = await new Promise<{ socket: Socket; server: ReturnType<typeof createServer> }>(
        (resolve) => {
          const made = createServer((each) => {
            resolve({ socket: each, server: made })
          })
          made.listen(0, '127.0.0.1', () => {
            const { port } = made.address() as AddressInfo
            a.made.act((agent, nowMs) => agent.invite(invitation('tcp', port), nowMs))
          })
        },
      )
      let pings = 0
      await new Promise<void>((resolve) => {
        socket.on('close', () => {
          resolve()
        })
        socket.on('error', () => undefined)
        socket.on('data', (bytes) => {
          if (bytes.toString() !== '\r\n\r\n') return
          pings += 1
          if (pings <= answers) socket.write('\r\n')
          if (pings === 8) resolve()
        })
      })
      socket.destroy()
      server.close()
      return pings
    }
    expect(await pingsOf(0)).toBe(8)
    expect(await pingsOf(3)).toBe(4)
  })

  it('drops what comes too fast, and whom it does not admit, and counts both', async () => {
    const b = await endpoint('udp', { rates: { perSecond: 1, burst: 3 } })
    const c = await endpoint('udp', { admits: () => false })
    const socket = createSocket('udp4')
    const send = async (port: number, count: number) => {
      for (let i = 0; i < count; i += 1) {
        const message = bytesOf(inviteLines({ CSeq: '1 OPTIONS', Via: `SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK${i}` }))
        await new Promise((resolve) => socket.send(message, port, '127.0.0.1', resolve))
      }
    }
    await send(b.port, 10)
    await send(c.port, 2)
    for (let i = 0; i < 3; i += 1) await b.next('request')
    while (b.made.counters.overRate < 7 || c.made.counters.notAdmitted < 2) {
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(b.made.counters.overRate).toBe(7)
    socket.close()
  })
})

describe('rates of sources', () => {
  it('a flood of one leaves the others alone, and memory is bounded', () => {
    const rates = new SourceRates({ perSecond: 10, burst: 5, maxSources: 100 })
    let passed = 0
    for (let i = 0; i < 1000; i += 1) if (rates.allow('203.0.113.1', i)) passed += 1
    // Five at once, and ten in the second.
    expect(passed).toBe(5 + 9)
    expect(rates.allow('203.0.113.2', 1000)).toBe(true)
    for (let i = 0; i < 500; i += 1) rates.allow(`10.0.${i >> 8}.${i & 255}`, 1000)
    expect(rates.size).toBe(100)
  })
})
