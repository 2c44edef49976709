import { expect, test } from 'vitest'
import type { AriRequest } from '../../../src/host/asterisk/ari-message.ts'
import { AriPbx } from '../../../src/host/asterisk/ari-pbx.ts'
import type { PbxEvent } from '../../../src/host/pbx/pbx-event.ts'
import { VirtualClock } from '../support/virtual-clock.ts'
import { ASTERISK, ScriptedAsterisk } from './scripted-asterisk.ts'

// What Asterisk tells crosses what it is asked.

function opened(statusOf: (request: AriRequest) => number = () => 200) {
  const told: PbxEvent[] = []
  const asked: string[] = []
  const link = {
    request: async (request: AriRequest) => {
      asked.push(`${request.method} /${request.path.join('/')}`)
      return await Promise.resolve({ status: statusOf(request), body: undefined })
    },
    close: () => undefined,
  }
  const pbx = new AriPbx({ config: ASTERISK, link, prefix: 'strowger-1', onEvent: (event) => told.push(event) })
  pbx.connected()
  const happens = (type: string, id: string, atMs: number) => {
    const channel = { id, name: `PJSIP/1001-${atMs}`, state: 'Up', caller: { number: '1' }, dialplan: { exten: '' } }
    pbx.take(JSON.stringify({ type, timestamp: new Date(atMs).toISOString(), application: 'strowger', channel }))
  }
  return { pbx, told, asked, happens }
}

const WHO = { number: '1', name: '', autoAnswer: false }
const rest = async () => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

test('a call out that is hung up as it is answered comes in as nobody', async () => {
  const { pbx, told, asked, happens } = opened()
  pbx.originate('strowger-1-7', { kind: 'phone', number: '1001' }, WHO)
  pbx.hangUp('strowger-1-7', 16)
  happens('StasisStart', 'strowger-1-7', 1)
  happens('StasisEnd', 'strowger-1-7', 2)
  await rest()
  expect(told).toEqual([{ kind: 'connected' }])
  expect(asked.at(-1)).toBe('DELETE /channels/strowger-1-7')
})

test('a call out of which Asterisk says nothing is over, and rings nowhere', async () => {
  const { pbx, told, asked } = opened(({ method }) => (method === 'POST' ? 0 : 200))
  pbx.originate('strowger-1-8', { kind: 'phone', number: '1001' }, WHO)
  await rest()
  expect(told.at(-1)).toEqual({ kind: 'ended', channel: 'strowger-1-8', cause: 38 })
  expect(asked.at(-1)).toBe('DELETE /channels/strowger-1-8')
})

test('the same event is one, told how often it may be; the next key of the same kind is another', () => {
  const { told, happens } = opened()
  happens('StasisStart', '17.1', 1)
  for (const atMs of [10, 10, 20, 20]) happens('ChannelHold', '17.1', atMs)
  expect(told.filter(({ kind }) => kind === 'held')).toHaveLength(2)
})

/** An adapter on a scripted Asterisk, and what it tells. */
async function onLab() {
  const clock = new VirtualClock(0)
  const lab = new ScriptedAsterisk((run) => {
    clock.at(clock.nowMs() + 1, run)
  })
  const told: PbxEvent[] = []
  const pbx = await lab.pbx((event) => told.push(event))
  await clock.run(5)
  return { clock, lab, pbx, told }
}

test('a recording that is refused, too short to be counted in seconds, or of a channel that goes first is told, with its file where there is one', async () => {
  const { clock, lab, pbx, told } = await onLab()
  const recorded = () => told.filter(({ kind }) => kind === 'recorded').splice(-1)
  const caller = lab.call('carrier', '1', '2')
  lab.seconds = 0
  for (const path of ['a.wav', '']) {
    pbx.record('a', [caller])
    await clock.run(5)
    if (path !== '') pbx.stopRecord('a')
    await clock.run(5)
    expect(recorded()).toEqual([{ kind: 'recorded', name: 'a', path, durationMs: 0 }])
  }
  expect(told.filter(({ kind }) => kind === 'recorded')).toHaveLength(2)
  lab.writes = false
  pbx.record('b', [caller])
  await clock.run(5)
  lab.hangUp(caller)
  await clock.run(5)
  expect(recorded()).toEqual([{ kind: 'recorded', name: 'b', path: '', durationMs: 0 }])
  expect(lab.leftovers()).toEqual([])
})

test('a REFER is told, of a phone that was called and of one that calls', async () => {
  const { clock, lab, pbx, told } = await onLab()
  const calls = lab.call('1001', '1001', '*70')
  pbx.originate('strowger-1-9', { kind: 'phone', number: '1002' }, WHO)
  await clock.run(5)
  lab.answer('strowger-1-9')
  for (const channel of [calls, 'strowger-1-9']) {
    expect(lab.refer(channel, '1003')).toBe(true)
    expect(told.at(-1)).toEqual({ kind: 'transfer-asked', channel, to: '1003', replaces: undefined })
  }
})

test('no more is asked at once than Asterisk has connections for, and nothing is forgotten', async () => {
  const answers: (() => void)[] = []
  const asked: string[] = []
  const link = {
    request: async ({ path }: AriRequest) => {
      asked.push(path.join('/'))
      await new Promise<void>((resolve) => answers.push(resolve))
      return { status: 200, body: undefined }
    },
    close: () => undefined,
  }
  const pbx = new AriPbx({ config: ASTERISK, link, prefix: 'strowger-1', onEvent: () => undefined })
  pbx.watch(Array.from({ length: 300 }, (_, at) => String(1000 + at)))
  let most = 0
  for (let turn = 0; turn < 20_000 && asked.length < 600; turn += 1) {
    await Promise.resolve()
    most = Math.max(most, answers.length)
    if (turn % 10 === 9) answers.shift()?.()
  }
  expect(asked).toHaveLength(600)
  expect(most).toBeLessThan(100)
})
