import { createSocket, type RemoteInfo } from 'node:dgram'
import { afterEach, describe, expect, it } from 'vitest'
import { type Decision, LiveHost, pause, sippAgents, sippCallers } from './live-host.ts'
import { hasSipp, needing, ON_A_REAL_MACHINE, sipp } from './program.ts'
import { strowger } from '../../support/command.ts'
import { INVALID } from '../../../../core/test/sip/vectors/rfc4475-invalid.ts'

const open: LiveHost[] = []
afterEach(async () => {
  for (const host of open.splice(0)) await host.stop()
})

const AGENTS = ['1001', '1002', '1003', '1004']

async function opened(): Promise<LiveHost> {
  const host = await LiveHost.start({ agents: AGENTS })
  open.push(host)
  return host
}

/** How every contact that came to a queue ended; `open` where it has not. */
function endsOf(decisions: readonly Decision[]): Map<number, string> {
  const ends = new Map<number, string>()
  for (const { kind, contact, reason } of decisions) {
    if (contact === undefined) continue
    if (kind === 'queued' || kind === 'offered') ends.set(contact, ends.get(contact) ?? 'open')
    if (kind === 'released' || kind === 'abandoned' || kind === 'blocked' || kind === 'refused') ends.set(contact, kind)
    if (kind === 'diverted') ends.set(contact, `${kind} ${reason}`)
  }
  return ends
}

function count(ends: ReadonlyMap<number, string>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const end of ends.values()) counts[end] = (counts[end] ?? 0) + 1
  return counts
}

describe.skipIf(!hasSipp)(needing('a host that is ill-treated', hasSipp, 'sip-tester'), ON_A_REAL_MACHINE, () => {
  it('is killed in mid-load and started again: every contact is accounted for, and the journals say the same again', async () => {
    const host = await opened()
    const phones = await sippAgents(host, AGENTS, 1000, 60_000)
    await host.staff(AGENTS)
    const callers = sippCallers(host, 12, 6, 60_000)
    await host.until('twelve have come', () => endsOf(host.decisions()).size === 12)
    await host.kill()
    callers.stop('SIGKILL')
    phones.stop('SIGKILL')
    await Promise.all([callers.ended, phones.ended])
    const before = endsOf(host.decisions())
    expect(count(before)).toEqual({ open: 12 })
    await host.begin()
    // Who was inside has ended with a reason; agents are as they were, and their phones register again.
    await host.until('they have ended', () => ![...endsOf(host.decisions()).values()].includes('open'))
    expect([...endsOf(host.decisions()).keys()]).toEqual([...before.keys()])
    const again = await sippAgents(host, AGENTS, 8, 300)
    await pause(1500)
    const { code, output } = await sippCallers(host, 8, 8, 30_000).ended
    expect(code, output.slice(-2000)).toBe(0)
    again.stop('SIGKILL')
    await again.ended
    const ends = endsOf(host.decisions())
    expect(ends.size).toBe(20)
    expect(count(ends)['open'] ?? 0).toBe(0)
    await host.kill()
    const replayed = strowger(['replay', ...host.journals()])
    expect(replayed.stderr).toBe('')
    expect(replayed.code).toBe(0)
  })

  it('hears messages twice, late, out of order and not at all', async () => {
    const host = await opened()
    const phones = await sippAgents(host, AGENTS, 16, 500)
    await host.staff(AGENTS)
    const network = await BadNetwork.open(host.sipPort)
    const port = network.port
    const callers = sipp(['-sn', 'uac', `127.0.0.1:${port}`, '-s', '10010', '-m', '16', '-r', '4', '-d', '6000'])
    const { output } = await callers.ended
    await host.until('nobody is inside', async () => (await host.metrics()).get('strowger_calls') === 0)
    network.close()
    phones.stop('SIGKILL')
    await phones.ended
    const ends = endsOf(host.decisions())
    // Each of the sixteen once, however often its INVITE came.
    expect(ends.size, output.slice(-1500)).toBe(16)
    expect(count(ends)).toEqual({ released: 16 })
    expect(network.lost).toBeGreaterThan(0)
  })

  it('calls a phone that has vanished, and gives the caller to another agent', async () => {
    const host = await opened()
    const phones = await sippAgents(host, ['1001'], 1, 500)
    phones.stop('SIGKILL')
    await phones.ended
    const others = await sippAgents(host, ['1002'], 1, 500)
    await host.staff(['1001'])
    const callers = sippCallers(host, 1, 1, 30_000)
    await host.until('the vanished phone is called', () => host.decisions().some(({ kind }) => kind === 'offered'))
    await host.staff(['1002'])
    const { code, output } = await callers.ended
    expect(code, output.slice(-2000)).toBe(0)
    others.stop('SIGKILL')
    await others.ended
    const decisions = host.decisions()
    expect(count(endsOf(decisions))).toEqual({ released: 1 })
    expect(decisions.filter(({ kind }) => kind === 'offered').length).toBeGreaterThan(1)
  })

  it('serves while it is flooded with what is no SIP', async () => {
    const host = await opened()
    const phones = await sippAgents(host, AGENTS, 12, 500)
    await host.staff(AGENTS)
    const socket = createSocket('udp4')
    let sent = 0
    const flood = setInterval(() => {
      for (let i = 0; i < 20; i += 1) {
        const bytes = INVALID[sent % INVALID.length]!.bytes
        socket.send(sent % 2 === 0 ? bytes : bytes.subarray(0, 40), host.sipPort, '127.0.0.1')
        sent += 1
      }
    }, 10)
    const { code, output } = await sippCallers(host, 12, 4, 30_000).ended
    clearInterval(flood)
    socket.close()
    expect(code, output.slice(-2000)).toBe(0)
    phones.stop('SIGKILL')
    await phones.ended
    expect(count(endsOf(host.decisions()))).toEqual({ released: 12 })
    expect((await host.metrics()).get('strowger_sip_messages_malformed_total')).toBeGreaterThan(sent / 4)
  })
})

/** UDP between a SIPp and a host, by which some datagrams are lost, some come twice and some late. */
class BadNetwork {
  readonly #outer = createSocket('udp4')
  readonly #inner = createSocket('udp4')
  #caller: RemoteInfo | undefined
  /** Datagrams that are late and not yet gone. */
  readonly #late = new Set<NodeJS.Timeout>()
  #turn = 0
  lost = 0

  static async open(hostPort: number): Promise<BadNetwork> {
    const network = new BadNetwork()
    network.#outer.on('message', (bytes, from) => {
      network.#caller = from
      network.#carry((copy) => {
        network.#inner.send(copy, hostPort, '127.0.0.1')
      }, bytes)
    })
    network.#inner.on('message', (bytes) => {
      const { port } = network.#caller!
      network.#carry((copy) => {
        network.#outer.send(copy, port, '127.0.0.1')
      }, bytes)
    })
    for (const socket of [network.#outer, network.#inner]) {
      await new Promise<void>((resolve) => {
        socket.bind(0, '127.0.0.1', resolve)
      })
    }
    return network
  }

  get port(): number {
    return this.#outer.address().port
  }

  close(): void {
    for (const timer of this.#late) clearTimeout(timer)
    this.#outer.close()
    this.#inner.close()
  }

  /** Of eleven, one is lost, two come twice and three 30 ms late, behind those after them. */
  #carry(send: (bytes: Uint8Array) => void, bytes: Uint8Array): void {
    this.#turn += 1
    const fate = (this.#turn * 7) % 11
    if (fate === 0) {
      this.lost += 1
      return
    }
    const copies = fate <= 2 ? 2 : 1
    for (let copy = 0; copy < copies; copy += 1) {
      if (fate < 8) send(bytes)
      else {
        const timer = setTimeout(() => {
          this.#late.delete(timer)
          send(bytes)
        }, 30)
        this.#late.add(timer)
      }
    }
  }
}
