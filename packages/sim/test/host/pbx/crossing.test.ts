import { expect, test } from 'vitest'
import type { AriRequest } from '../../../src/host/asterisk/ari-message.ts'
import { AriPbx } from '../../../src/host/asterisk/ari-pbx.ts'
import type { PbxEvent } from '../../../src/host/pbx/pbx-event.ts'
import { ASTERISK } from './scripted-asterisk.ts'

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
