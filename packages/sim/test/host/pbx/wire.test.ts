import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readAriEvent } from '../../../src/host/asterisk/ari-event.ts'
import { readEslEvent, registeredPhones } from '../../../src/host/freeswitch/esl-event.ts'
import { EslFrames } from '../../../src/host/freeswitch/esl-frames.ts'

const frame = fc.record({
  headers: fc.array(fc.tuple(fc.stringMatching(/^[a-z-]{1,8}$/), fc.stringMatching(/^[ -9;-~]{0,12}$/)), {
    minLength: 1,
    maxLength: 4,
  }),
  body: fc.string({ maxLength: 40, unit: 'grapheme' }),
})

function written({
  headers,
  body,
}: {
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
}): string {
  const lines = headers.map(([name, value]) => `x-${name}: ${value}\n`).join('')
  return body === '' ? `${lines}\n` : `${lines}Content-Length: ${Buffer.byteLength(body)}\n\n${body}`
}

describe('the event socket of FreeSWITCH', () => {
  test('is cut into the same messages in whatever portions it comes', () => {
    fc.assert(
      fc.property(
        fc.array(frame, { maxLength: 5 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 30 })),
        (sent, sizes) => {
          const bytes = Buffer.from(sent.map(written).join(''))
          const frames = new EslFrames()
          const got = []
          for (let at = 0; at < bytes.length;) {
            const size = sizes.next().value as number
            got.push(...frames.take(bytes.subarray(at, at + size)))
            at += size
          }
          expect(got.map(({ body }) => body)).toEqual(sent.map(({ body }) => body))
          for (const [at, { headers }] of got.entries()) {
            for (const [name, value] of new Map(sent[at]!.headers)) expect(headers.get(`x-${name}`)).toBe(value.trim())
          }
          expect(frames.isBroken).toBe(false)
        },
      ),
    )
  })

  test('takes any bytes, and keeps a bounded number of them', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (portions) => {
        const frames = new EslFrames()
        for (const bytes of portions) frames.take(bytes)
      }),
    )
    for (const bytes of [
      'x'.repeat(70_000),
      'Content-Length: 99999999\n\n',
      'Content-Length: -1\n\n',
      'Content-Length: 1e3\n\n',
    ]) {
      const frames = new EslFrames()
      expect(frames.take(Buffer.from(bytes))).toEqual([])
      expect(frames.isBroken).toBe(true)
      expect(frames.take(Buffer.from('a: b\n\n'))).toEqual([])
    }
  })
})

describe.each([
  ['ARI', readAriEvent, ['type', 'channel', 'id', 'refer_to', 'playback', 'recording', 'endpoint', 'digit', 'cause']],
  [
    'the event socket',
    readEslEvent,
    ['Event-Name', 'Unique-ID', 'Job-UUID', '_body', 'Event-Subclass', 'Member-ID', 'Action'],
  ],
  ['registrations', registeredPhones, ['rows', 'reg_user']],
] as const)('events of %s', (_, read, keys) => {
  const names = [
    'StasisStart',
    'ChannelTransfer',
    'PlaybackFinished',
    'BACKGROUND_JOB',
    'CUSTOM',
    'DTMF',
    'CHANNEL_PARK',
    'RECORD_STOP',
  ]
  const value = fc.letrec((tie) => ({
    leaf: fc.oneof(
      fc.constantFrom(...names, 'conference::maintenance', 'sofia::register'),
      fc.jsonValue({ maxDepth: 0 }),
    ),
    node: fc.oneof(tie('leaf'), fc.dictionary(fc.constantFrom(...keys), tie('node'), { maxKeys: 3 })),
  })).node

  test('are read or not, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          value.map((each) => JSON.stringify(each)),
        ),
        (text) => {
          read(text)
        },
      ),
    )
  })
})

test('what FreeSWITCH calls a channel goes into no command unless it is a name', () => {
  const parked = { 'Event-Name': 'CHANNEL_PARK', variable_strowger_endpoint: 'carrier' }
  expect(readEslEvent(JSON.stringify({ ...parked, 'Unique-ID': 'a-1' }))).toMatchObject({
    kind: 'parked',
    channel: 'a-1',
  })
  expect(readEslEvent(JSON.stringify({ ...parked, 'Unique-ID': 'a\nb' }))).toBeUndefined()
})

test('a call that FreeSWITCH could not make has failed, whatever it says of it', () => {
  const job = (body: string) =>
    readEslEvent(JSON.stringify({ 'Event-Name': 'BACKGROUND_JOB', 'Job-UUID': 'a-1', _body: body }))
  expect(job('+OK a-1\n')).toEqual({ kind: 'other' })
  expect(job('-ERR USER_BUSY\n')).toEqual({ kind: 'job-failed', job: 'a-1', cause: 17 })
  expect(job('-USAGE: <call url> <exten>\n')).toEqual({ kind: 'job-failed', job: 'a-1', cause: 38 })
})

test('an answer that says nothing of registrations is not taken for nobody being there', () => {
  expect(registeredPhones('{"row_count":0}')).toEqual(new Set())
  expect(registeredPhones('{"row_count":1,"rows":[{"reg_user":"1001"}]}')).toEqual(new Set(['1001']))
  expect(registeredPhones('-ERR SQL DISABLED NO DATA AVAILABLE!')).toBeUndefined()
})

test('a REFER of a phone is a transfer, blind or in the place of another call', () => {
  const channel = { id: 'a', name: 'PJSIP/1001-00000001', state: 'Up' }
  const event = (referTo: unknown) =>
    readAriEvent(
      JSON.stringify({ type: 'ChannelTransfer', refer_to: referTo, referred_by: { source_channel: channel } }),
    )
  expect(event({ requested_destination: { destination: '1002' } })).toMatchObject({
    kind: 'transfer',
    to: '1002',
    replaces: undefined,
  })
  expect(event({ destination_channel: { ...channel, id: 'b' } })).toMatchObject({
    kind: 'transfer',
    to: '',
    replaces: 'b',
  })
})
