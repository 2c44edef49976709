import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createSocket } from 'node:dgram'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { SipEndpoint } from '@strowger/core/edge'
import { makeOffer, readUri } from '@strowger/core/sip'
import { afterAll, expect, test } from 'vitest'

const program = fileURLToPath(new URL('../dist/main.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'strowger-sip-host-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A port of UDP that is free. */
async function freePort(): Promise<number> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const { port } = socket.address()
  socket.close()
  return port
}

test('a call over the loopback is answered by the program, which ends when it is told and empty', async () => {
  const port = await freePort()
  writeFileSync(
    join(folder, 'scenario.yaml'),
    `strowger: 1
name: One desk
run: { duration: 1h }
types: { orders: { arrivals: { perHour: 10 }, handlingTime: 60s } }
groups: { front: { agents: 1, ringTime: 2s } }
`,
  )
  writeFileSync(
    join(folder, 'host.yaml'),
    `strowgerHost: 1
listen: [{ transport: udp, address: 127.0.0.1, port: ${port} }]
media: { ports: '24000-24999' }
trunks: { loopback: { from: [127.0.0.1] } }
numbers: { '10086': orders }
`,
  )
  const host = spawn(process.execPath, [program, join(folder, 'scenario.yaml'), join(folder, 'host.yaml')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(createInterface({ input: host.stdout }), 'line')
  let answered: () => void
  const isAnswered = new Promise<void>((resolve) => {
    answered = resolve
  })
  const caller = await SipEndpoint.open(
    { listen: [{ transport: 'udp', port: 0 }] },
    {
      onEvent: (event) => {
        if (event.kind === 'answered') answered()
      },
    },
  )
  const uri = readUri(`sip:10086@127.0.0.1:${port}`)!
  const address = { name: '', uri, parameters: new Map<string, string>() }
  const formats = [{ payloadType: 8, encoding: 'PCMA', clockHz: 8000, channels: 1, parameters: '' }]
  const offer = makeOffer({ address: '127.0.0.1', port: 40_000, formats }, { user: '-', id: '1', version: '1' })
  const peer = { transport: 'udp', address: '127.0.0.1', port } as const
  const call = caller.act((agent, nowMs) =>
    agent.invite({ target: uri, from: address, to: address, peer, offer }, nowMs),
  )
  await isAnswered
  host.kill('SIGTERM')
  // It is told to end, and does not before the call has.
  await new Promise((resolve) => {
    setTimeout(resolve, 300)
  })
  expect(host.exitCode).toBeNull()
  caller.act((agent, nowMs) => agent.hangUp(call, nowMs))
  const [code] = await once(host, 'exit')
  expect(code).toBe(0)
  caller.close()
})
