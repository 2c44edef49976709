import { describe, expect, test } from 'vitest'
import { RecordingListener } from '../../src/index.ts'
import { dataFile, hasData } from '../data.ts'

function digitsOf(file: string): string[] {
  const listener = new RecordingListener()
  const bytes = dataFile(file)
  for (let from = 0; from < bytes.length; from += 50_000) listener.push(bytes.subarray(from, from + 50_000))
  const report = listener.end()
  expect(listener.failure).toBeUndefined()
  return report.channels.map(({ digits }) => digits)
}

const VERY_SHORT = '06966753564646415180233673141636083381604400826146625368963884821381785073643399'

describe.skipIf(!hasData('dtmf'))('recorded digits', () => {
  // bert2-long: thirteen keys, each begun by a beep that falls off and comes back; at 7 the dip is a silence of 5 ms. Q.24
  // forbids to make two digits of that, as the file's own test and others do. bert2-stereo: its 0 is on the left, the
  // right channel is silent then.
  test.each([
    ['bert2-long', ['123456789#0*1', '123456789#0*1']],
    ['bert2-stereo', ['135790', '2468']],
    ['bert2-very-short', [VERY_SHORT, VERY_SHORT]],
    ['tino-0-9-8Khz', ['0123456789']],
    ['tino-123', ['123']],
    ['tino-complete-44100', ['12345678']],
    ['tino-complete-sequence-8kHz', ['1234567890*#ABCD']],
    ['tino-dial', ['15702340003', '15702340003']],
    ['tino-one_distorted', ['1']],
    ['tino-stereo', ['12345', '67890']],
  ])('%s', (file, channels) => {
    expect(digitsOf(`dtmf/${file}.wav`)).toEqual(channels)
  })
})

describe.skipIf(!hasData('talkoff'))('no digits in it', () => {
  test.each(['bass-a', 'queen-a', 'music'])('%s', (file) => {
    expect(digitsOf(`talkoff/${file}.wav`)).toEqual([''])
  })
})
