import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { KEYPAD, readInfo, writeInfo } from '../../src/index.ts'

test('what is written is read, in both types', () => {
  for (const signal of [...KEYPAD, 'flash'] as const) {
    expect(readInfo('application/dtmf-relay', writeInfo('application/dtmf-relay', signal, 250))).toEqual({
      signal,
      durationMs: 250,
    })
    expect(readInfo('application/dtmf', writeInfo('application/dtmf', signal))).toEqual({
      signal,
      durationMs: undefined,
    })
  }
})

test.each([
  ['Signal=5\r\nDuration=160', '5', 160],
  ['signal = *\nduration = 100\n', '*', 100],
  ['Signal=11\r\nDuration=abc\r\n', '#', undefined],
  ['Duration=90\r\nSignal=d\r\n', 'D', 90],
])('%j as senders write it', (body, signal, durationMs) => {
  expect(readInfo('Application/DTMF-Relay; charset=utf-8', body)).toEqual({ signal, durationMs })
})

test.each(['', 'Signal=\r\n', 'Signal=55', 'Signal=x', 'toString'])('%j is no key', (body) => {
  expect(readInfo('application/dtmf-relay', body)).toBeUndefined()
  expect(readInfo('application/dtmf', body)).toBeUndefined()
  expect(readInfo('text/plain', 'Signal=5')).toBeUndefined()
})

test('any text is a key or none, never an exception', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (type, body) => {
      for (const each of [type, 'application/dtmf', 'application/dtmf-relay']) {
        const key = readInfo(each, body)
        if (key && key.signal !== 'flash') expect(KEYPAD).toContain(key.signal)
      }
    }),
  )
})
