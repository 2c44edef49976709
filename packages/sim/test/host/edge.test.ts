import { execFileSync, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { type AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { WebSocket } from 'ws'
import { ApiDesk } from '../../src/host/api/api-desk.ts'
import { ApiServer } from '../../src/host/edge/api-server.ts'
import { JournalFiles } from '../../src/host/edge/journal-files.ts'
import { serveMetrics } from '../../src/host/edge/metrics-server.ts'
import { wholeLines } from '../../src/host/recovery/host-journal.ts'
import { SmallHouse } from './support/small-house.ts'

const folder = mkdtempSync(join(tmpdir(), 'strowger-host-edge-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

test('journals are files of their owner, each beside its decisions; what a crash cut off is left out', () => {
  const store = new JournalFiles(join(folder, 'journal'))
  expect(store.last()).toBeUndefined()
  const record = store.begin(1, '{"head":1}')
  record.command('{"do":"a"}')
  record.decision('{"kind":"b"}')
  // Not closed: as after kill −9, the lines are there.
  const path = join(folder, 'journal', '000001.journal')
  expect(readFileSync(path, 'utf8')).toBe('{"head":1}\n{"do":"a"}\n')
  expect(readFileSync(path.replace('.journal', '.decisions'), 'utf8')).toBe('{"kind":"b"}\n')
  expect(statSync(path).mode & 0o777).toBe(0o600)
  appendFileSync(path, '{"do":"cut o')
  const again = new JournalFiles(join(folder, 'journal'))
  expect(wholeLines(again.last()!)).toBe('{"head":1}\n{"do":"a"}\n')
  again.begin(2, '{"head":2}')
  expect(again.last()).toBe('{"head":2}\n')
  again.close()
  store.close()
})

test('the API on a WebSocket: a token first, then messages; who watches is told', async () => {
  const tokens = [{ name: 'wall', token: 'correct horse battery', may: ['watch'], agents: [] }] as const
  const api = { address: '127.0.0.1', port: 0, cert: undefined, key: undefined, tokens }
  const house = await SmallHouse.open({ api })
  const { host, log } = { host: house.host, log: { say: () => undefined } }
  const desk = new ApiDesk(host.house, host.transfers, host.dialling, {
    reload: () => undefined,
    drain: () => undefined,
  })
  const server = await ApiServer.open(desk, () => api, log)
  const url = `ws://127.0.0.1:${server.port}`
  const next = async (socket: WebSocket) => JSON.parse(String((await once(socket, 'message'))[0]))

  const stranger = new WebSocket(url)
  await once(stranger, 'open')
  stranger.send('{"token":"guess"}')
  expect((await once(stranger, 'close'))[0]).toBe(4401)

  const watcher = new WebSocket(url, {
    headers: { authorization: 'Bearer correct horse battery'.replaceAll(' ', '%20') },
  })
  expect((await once(watcher, 'open')).length).toBe(0)
  watcher.send('{"token":"correct horse battery"}')
  expect(await next(watcher)).toEqual({ ok: true, hello: 'wall', may: ['watch'] })
  watcher.send('{"id":7,"do":"state"}')
  expect(await next(watcher)).toMatchObject({ id: 7, ok: true, state: { waiting: 0 } })
  watcher.send('nonsense')
  expect(await next(watcher)).toMatchObject({ id: null, ok: false })
  const told = next(watcher)
  server.told({ kind: 'agent', atMs: 1, agent: 0, group: 0, state: 'ready', reason: '' })
  expect(await told).toEqual({ event: { kind: 'agent', atMs: 1, agent: '1001', state: 'ready', reason: '' } })
  // What is decided at once goes out at once, in order, and not before what it comes of has been done.
  const writes = vi.spyOn(Socket.prototype, '_writev')
  const heard: number[] = []
  watcher.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString()).event.atMs))
  for (let atMs = 2; atMs < 12; atMs++) {
    server.told({ kind: 'agent', atMs, agent: 0, group: 0, state: 'ready', reason: '' })
  }
  expect(writes).not.toHaveBeenCalled()
  await vi.waitFor(() => expect(heard).toHaveLength(10))
  expect(writes).toHaveBeenCalledTimes(1)
  expect(heard).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  writes.mockRestore()
  watcher.close()
  server.close()
})

const hasOpenssl = spawnSync('openssl', ['version']).status === 0
test.skipIf(!hasOpenssl)('the API by TLS, and a client that floods it is cut off (needs openssl)', async () => {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  const made = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '1']
  execFileSync('openssl', [...made, ...subject, '-keyout', key, '-out', cert], { stdio: 'ignore' })
  const tokens = [{ name: 'wall', token: 'correct horse battery', may: ['watch'], agents: [] }] as const
  const api = { address: '127.0.0.1', port: 0, cert, key, tokens }
  const house = await SmallHouse.open({ api })
  const desk = new ApiDesk(house.host.house, house.host.transfers, house.host.dialling, {
    reload: () => undefined,
    drain: () => undefined,
  })
  const server = await ApiServer.open(desk, () => api, { say: () => undefined })
  const plain = new WebSocket(`ws://127.0.0.1:${server.port}`)
  await once(plain, 'error')

  const client = new WebSocket(`wss://127.0.0.1:${server.port}`, { ca: readFileSync(cert) })
  await once(client, 'open')
  const answers: string[] = []
  client.on('message', (data: Buffer) => answers.push(data.toString('utf8')))
  client.send('{"token":"correct horse battery"}')
  for (let id = 0; id < 300; id += 1) client.send(JSON.stringify({ id, do: 'state' }))
  expect((await once(client, 'close'))[0]).toBe(4429)
  expect(JSON.parse(answers[0]!)).toMatchObject({ ok: true, hello: 'wall' })
  expect(answers.length).toBeGreaterThan(50)
  expect(answers.length).toBeLessThan(200)
  server.close()
})

test('metrics and health by HTTP, and nothing else', async () => {
  let isWell = true
  const metrics = async () => await (isWell ? Promise.resolve('strowger_calls 1\n') : Promise.reject(new Error('no')))
  const server = await serveMetrics({ address: '127.0.0.1', port: 0 }, metrics, () => 'ok')
  const { port } = server.address() as AddressInfo
  const get = async (path: string) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`)
    return [response.status, await response.text()]
  }
  expect(await get('/metrics')).toEqual([200, 'strowger_calls 1\n'])
  expect(await get('/health')).toEqual([200, 'ok\n'])
  expect((await get('/../etc/passwd'))[0]).toBe(404)
  isWell = false
  expect((await get('/metrics'))[0]).toBe(500)
  server.close()
})
