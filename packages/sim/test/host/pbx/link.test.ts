import { createServer } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { openExchange } from '../../../src/host/edge/open-exchange.ts'
import { PromptFolder } from '../../../src/host/edge/prompt-folder.ts'
import { WallClock } from '../../../src/host/edge/wall-clock.ts'
import type { HostConfig } from '../../../src/host/config/host-config.ts'
import type { SwitchEvent } from '../../../src/host/switch/switch-event.ts'
import { configOf } from '../support/small-house.ts'
import { ASTERISK, ScriptedAsterisk } from './scripted-asterisk.ts'
import { FREESWITCH, ScriptedFreeSwitch } from './scripted-freeswitch.ts'

/*
 * The two adapters on sockets: a scripted PBX behind HTTP and WebSocket, or TCP, as the real ones are.
 */
const soon = (run: () => void) => setTimeout(run, 1)
const log = { say: () => undefined }

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; !isSo(); tries += 1) {
    if (tries > 500) throw new Error('it did not come')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function opened(exchange: HostConfig['exchange']) {
  const told: SwitchEvent[] = []
  const config = configOf({ exchange, trunks: [{ ...configOf().trunks[0]!, to: 'carrier' }] })
  const made = await openExchange(
    { config, clock: new WallClock(), log, prompts: new PromptFolder(undefined) },
    (event) => told.push(event),
  )
  return { told, exchange: made }
}

test('a call over the sockets of an Asterisk, which are opened again when they are lost', async () => {
  const lab = new ScriptedAsterisk(soon)
  const logins: (string | undefined)[] = []
  const server = createServer((request, response) => {
    logins.push(request.headers.authorization)
    const url = new URL(request.url ?? '', 'http://asterisk')
    const path = url.pathname.split('/').slice(2).map(decodeURIComponent)
    const { status, body } = lab.handle({
      method: request.method as 'GET',
      path,
      query: Object.fromEntries(url.searchParams),
    })
    response.writeHead(status).end(body === undefined ? undefined : JSON.stringify(body))
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket, { url, headers }) => {
    logins.push(headers.authorization)
    expect(url).toBe('/ari/events?app=strowger')
    lab.emit = (event) => {
      socket.send(JSON.stringify(event))
    }
    socket.send('no event')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ari`
  const { told, exchange } = await opened({ ...ASTERISK, url })

  const channel = lab.call('carrier', '13800000001', '10086')
  await until(() => told.length > 0)
  exchange.answer(1)
  await until(() => lab.isUp(channel) === true)
  const phone = exchange.originate({ kind: 'phone', number: '1001' }, { from: { number: '1', name: '"<x>\\' } })
  await until(() => lab.ringing('1001').length > 0)
  const [ringing = ''] = lab.ringing('1001')
  lab.answer(ringing)
  await until(() => told.some(({ kind }) => kind === 'answered'))
  exchange.hear(1, [phone])
  exchange.hear(phone, [1])
  await until(() => lab.hears(channel).includes(ringing) && lab.hears(ringing).includes(channel))
  expect((await exchange.figures()).get('pbx_messages_malformed_total')).toBe(1)

  for (const socket of sockets.clients) socket.terminate()
  await until(() => told.filter(({ kind }) => kind === 'ended').length === 2)
  await until(() => lab.isUp(channel) === undefined)
  lab.call('carrier', '13800000002', '10086')
  await until(() => told.some((event) => event.kind === 'incoming' && event.from === '13800000002'))
  expect(new Set(logins)).toEqual(
    new Set([`Basic ${Buffer.from('strowger:correct horse battery').toString('base64')}`]),
  )
  await exchange.close()
  sockets.close()
  server.closeAllConnections()
  server.close()
  expect(lab.mistakes).toEqual([])
})

test('a call over the socket of a FreeSWITCH, which is opened again when it is lost; a wrong password is told', async () => {
  const lab = new ScriptedFreeSwitch(soon)
  let connection: Socket | undefined
  const server = createTcpServer((socket) => {
    connection = socket
    let pending = ''
    lab.send = (text) => {
      socket.write(text)
    }
    socket.on('data', (bytes) => {
      const commands = (pending + bytes.toString('utf8')).split('\n\n')
      pending = commands.pop() ?? ''
      for (const command of commands) lab.handle(command)
    })
    lab.greet()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { told, exchange } = await opened({ ...FREESWITCH, port })

  const channel = lab.call('carrier', '13800000001', '10086')
  await until(() => told.length > 0)
  exchange.answer(1)
  await until(() => lab.isUp(channel) === true)
  const phone = exchange.originate({ kind: 'phone', number: '1001' }, { from: { number: '1', name: "it's {x}, \n y" } })
  await until(() => lab.ringing('1001').length > 0)
  const [ringing = ''] = lab.ringing('1001')
  lab.answer(ringing)
  await until(() => told.some(({ kind, ...rest }) => kind === 'answered' && 'leg' in rest && rest.leg === phone))
  exchange.hear(1, [phone])
  exchange.hear(phone, [1])
  await until(() => lab.hears(channel).includes(ringing) && lab.hears(ringing).includes(channel))

  lab.send = () => undefined
  connection?.destroy()
  await until(() => told.filter(({ kind }) => kind === 'ended').length === 2)
  await until(() => lab.isUp(channel) === undefined)
  lab.call('carrier', '13800000002', '10086')
  await until(() => told.some((event) => event.kind === 'incoming' && event.from === '13800000002'))
  await exchange.close()
  await expect(opened({ ...FREESWITCH, port, password: 'wrong horse battery' })).rejects.toThrow(
    `FreeSWITCH does not let this host in at 127.0.0.1:${port}`,
  )
  server.close()
  expect(lab.mistakes).toEqual([])
})

test('an exchange that is not there is told', async () => {
  const server = createTcpServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  await expect(opened({ ...FREESWITCH, port })).rejects.toThrow(/FreeSWITCH .*ECONNREFUSED/)
  await expect(opened({ ...ASTERISK, url: `http://127.0.0.1:${port}/ari` })).rejects.toThrow(/Asterisk .*ECONNREFUSED/)
})

test('an Asterisk whose socket stays open and says nothing is connected with anew', async () => {
  const lab = new ScriptedAsterisk(soon)
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://asterisk').pathname.split('/').slice(2)
    const { status, body } = lab.handle({ method: request.method as 'GET', path })
    response.writeHead(status).end(JSON.stringify(body ?? {}))
  })
  // It answers no ping: its machine is gone, and nobody has told.
  const sockets = new WebSocketServer({ server, autoPong: false })
  let connections = 0
  sockets.on('connection', () => (connections += 1))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ari`
  const clock = new WallClock()
  // Ten seconds are ten milliseconds.
  const quick = { nowMs: () => 1000 * clock.nowMs(), at: (ms: number, then: () => void) => clock.at(ms / 1000, then) }
  const made = await openExchange(
    {
      config: configOf({ exchange: { ...ASTERISK, url } }),
      clock: quick,
      log,
      prompts: new PromptFolder(undefined),
    },
    () => undefined,
  )
  await until(() => connections > 1)
  await made.close()
  sockets.close()
  server.closeAllConnections()
  server.close()
})

test('a FreeSWITCH that lets this host in no more is tried later each time', async () => {
  const lab = new ScriptedFreeSwitch(soon)
  let connections = 0
  const server = createTcpServer((socket) => {
    connections += 1
    lab.send = (text) => {
      socket.write(text)
    }
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      // The password is another one since the first connection.
      if (connections === 1)
        for (const command of bytes.toString('utf8').split('\n\n').slice(0, -1)) lab.handle(command)
      else socket.end('Content-Type: command/reply\nReply-Text: -ERR invalid\n\n')
    })
    lab.greet()
    if (connections === 1) setTimeout(() => socket.destroy(), 50)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const clock = new WallClock()
  const waits: number[] = []
  // Seconds are milliseconds; what is waited for longer than a call is the connection.
  let lastMs = 0
  const quick = {
    nowMs: () => (lastMs = 1000 * clock.nowMs()),
    at: (ms: number, then: () => void) => {
      waits.push(ms - lastMs)
      return clock.at(ms / 1000, then)
    },
  }
  const config = configOf({ exchange: { ...FREESWITCH, port } })
  const made = await openExchange({ config, clock: quick, log, prompts: new PromptFolder(undefined) }, () => undefined)
  await until(() => connections > 5)
  await made.close()
  server.close()
  const retries = waits.filter((ms) => ms > 400).slice(0, 4)
  for (const [at, ms] of retries.entries()) expect(ms).toBeCloseTo(500 * 2 ** at, 0)
})
