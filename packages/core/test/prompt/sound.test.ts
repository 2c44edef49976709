import { describe, expect, it } from 'vitest'
import { soundAt, soundOfWav } from '../../src/prompt/sound.ts'
import { writeWav } from '../../src/wav/wav-writer.ts'

const tone = (hz: number, count: number): Int16Array =>
  Int16Array.from({ length: count }, (_, i) => Math.round(8000 * Math.sin((2 * Math.PI * 440 * i) / hz)))

describe('sounds of prompts', () => {
  it.each([8000, 11_025, 16_000, 44_100, 48_000])('at %i Hz become the same tone at both rates, in time', (hz) => {
    const sound = { sampleHz: hz, samples: tone(hz, hz / 5) }
    for (const outHz of [8000, 16_000]) {
      const out = soundAt(sound, outHz)
      expect(out.length).toBe(outHz / 5)
      const expected = tone(outHz, outHz / 5)
      let signal = 0
      let error = 0
      for (let i = outHz / 100; i < out.length - outHz / 100; i++) {
        signal += expected[i]! ** 2
        error += (expected[i]! - out[i]!) ** 2
      }
      // Half a sample of the slower rate is the most that rounding the delay can cost: 10 log (2 − 2 cos φ).
      const phase = (Math.PI * 440) / Math.min(hz, outHz)
      expect(error / signal).toBeLessThan(Math.max(2 - 2 * Math.cos(phase), 1e-6))
    }
  })

  it('are read from the first channel of any coding, and from nothing that is no sound', () => {
    const stereo = Int16Array.of(100, -100, 200, -200)
    const wav = writeWav({ encoding: 'pcm16', sampleHz: 8000, channels: 2 }, stereo)
    expect(soundOfWav(wav)).toEqual({ sampleHz: 8000, samples: Int16Array.of(100, 200) })
    const law = soundOfWav(writeWav({ encoding: 'a-law', sampleHz: 8000, channels: 1 }, tone(8000, 100)))!
    expect(law.samples.length).toBe(100)
    expect(soundOfWav(Uint8Array.of(1, 2, 3))).toBeUndefined()
    const slow = writeWav({ encoding: 'pcm16', sampleHz: 10, channels: 1 }, stereo)
    expect(soundOfWav(slow)).toBeUndefined()
  })
})
