import { describe, expect, test } from 'vitest'
import {
  addToneInto,
  compress,
  decodeDtmf,
  expand,
  KEYPAD,
  positionOf,
  quantizeInto,
  WaveReader,
  type Digit,
} from '../../src/index.ts'
import { seeded } from '../conformance/bench-of-trials.ts'
import { dataFile, hasData } from '../data.ts'

/** The first `seconds` of a recording at 8 kHz. */
function speech(file: string, seconds: number): Float64Array {
  const signal = new Float64Array(8000 * seconds)
  let filled = 0
  const reader = new WaveReader((_channel, samples) => {
    for (const sample of samples) if (filled < signal.length) signal[filled++] = sample
  })
  reader.push(dataFile(file).subarray(0, 8000 * (seconds + 1)))
  return signal
}

describe.skipIf(!hasData('talkoff'))('digits over speech', () => {
  test('each tone 5 dB above its active level, 50 ms: at least 99 % are heard, and nothing else', () => {
    const random = seeded(99)
    let sent = 0
    let right = 0
    for (const file of ['bass-a', 'queen-a']) {
      const signal = speech(`talkoff/${file}.wav`, 1200)
      const truth: { digit: Digit; startMs: number }[] = []
      for (let at = 4000; at < signal.length - 4000; at += 2400) {
        const digit = KEYPAD[Math.floor(random() * 16)] ?? '0'
        const start = at + 1200 * random()
        const phases = { lowPhase: 6.28 * random(), highPhase: 6.28 * random() }
        addToneInto(signal, { ...positionOf(digit), lowDbm0: -10, highDbm0: -10, ...phases }, start, 400, 8, 8000)
        truth.push({ digit, startMs: start / 8 })
      }
      const samples = quantizeInto(signal, new Int16Array(signal.length))
      const heard = decodeDtmf(expand(compress(samples, 'mulaw'), 'mulaw'))
      const matches = heard.filter(({ digit, startMs }) =>
        truth.some((one) => one.digit === digit && Math.abs(one.startMs - startMs) < 25),
      )
      expect(matches).toHaveLength(heard.length)
      sent += truth.length
      right += matches.length
    }
    process.stdout.write(`digits over speech: ${right} of ${sent} heard\n`)
    expect(right / sent).toBeGreaterThanOrEqual(0.99)
  })
})
