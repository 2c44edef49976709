import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DnsResolver } from '../../src/edge/sip/dns-resolver.ts'
import { readUri, type SipUri } from '../../src/sip/grammar/uri.ts'

const hasDnsmasq = spawnSync('dnsmasq', ['--version']).status === 0

const ZONE = [
  '--naptr-record=carrier.test,10,50,S,SIP+D2T,,_sip._tcp.carrier.test',
  '--naptr-record=carrier.test,20,50,S,SIP+D2U,,_sip._udp.carrier.test',
  '--srv-host=_sip._tcp.carrier.test,one.carrier.test,5070,1,10',
  '--srv-host=_sip._udp.carrier.test,one.carrier.test,5060,1,10',
  '--srv-host=_sip._udp.carrier.test,two.carrier.test,5062,2,0',
  '--address=/one.carrier.test/192.0.2.1',
  '--address=/two.carrier.test/192.0.2.2',
  '--address=/two.carrier.test/2001:db8::2',
  '--address=/plain.test/192.0.2.3',
]

async function freePort(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}

describe(`servers by name, asked of dnsmasq${hasDnsmasq ? '' : ' (skipped: apt-get install dnsmasq-base)'}`, () => {
  let server: ChildProcess
  let resolver: DnsResolver
  const locate = async (uri: string, families: readonly (4 | 6)[] = [4]) => {
    const found = await resolver.locate(readUri(uri) as SipUri, { transports: ['udp', 'tcp'], families })
    return found
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ transport, addresses, port, rank, weight }) => {
        return `${transport} ${addresses.join()} ${port} ${rank} ${weight}`
      })
  }

  beforeAll(async () => {
    if (!hasDnsmasq) return
    const port = await freePort()
    const quiet = ['--keep-in-foreground', '--no-resolv', '--no-hosts', '--conf-file=/dev/null', '--pid-file=']
    const where = [
      '--listen-address=127.0.0.1',
      '--bind-interfaces',
      `--port=${port}`,
      '--log-facility=-',
      '--local=/test/',
    ]
    server = spawn('dnsmasq', [...quiet, ...where, ...ZONE], { stdio: ['ignore', 'ignore', 'pipe'] })
    await new Promise<void>((resolve, reject) => {
      server.once('exit', reject)
      server.stderr!.once('data', () => {
        resolve()
      })
    })
    resolver = new DnsResolver({ servers: [`127.0.0.1:${port}`], timeoutMs: 500, tries: 1 })
  })
  afterAll(() => {
    if (hasDnsmasq) server.kill()
  })

  it.skipIf(!hasDnsmasq)('NAPTR, SRV and addresses of both families', async () => {
    expect(await locate('sip:carrier.test', [4, 6])).toEqual([
      'tcp 192.0.2.1 5070 1 10',
      'udp 192.0.2.1 5060 65537 10',
      'udp 192.0.2.2,2001:db8::2 5062 65538 0',
    ])
    expect(await locate('sip:plain.test')).toEqual(['udp 192.0.2.3 5060 0 0'])
    expect(await locate('sip:nobody.test')).toEqual([])
  })

  it.skipIf(!hasDnsmasq)('no answer is told from the answer that there is nothing', async () => {
    server.kill()
    await once(server, 'exit')
    await expect(locate('sip:carrier.test')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })
})

it('a name of the machine itself needs no name server', async () => {
  const own = await new DnsResolver({ timeoutMs: 500, tries: 1 }).locate(readUri('sip:localhost:5060') as SipUri, {
    transports: ['udp'],
    families: [4],
  })
  expect(own).toEqual([
    { transport: 'udp', addresses: ['127.0.0.1'], port: 5060, rank: 0, weight: 0, domain: undefined },
  ])
})
