import { expect, test } from 'vitest'
import { decodeDtmf, dial, Spectrogram, spectrogramSvg } from '../../src/index.ts'

test('the picture has each digit above its mark, and dark lines at its two frequencies', () => {
  const sampleRateHz = 16_000
  const { samples } = dial('159', { sampleRateHz })
  const spectrogram = new Spectrogram(sampleRateHz)
  for (let from = 0; from < samples.length; from += 999) spectrogram.push(samples.subarray(from, from + 999))
  const events = decodeDtmf(samples, { sampleRateHz })
  const svg = spectrogramSvg([{ spectrogram, events }], 'a <test> & more')
  expect(svg).toContain('a &lt;test&gt; &amp; more')
  expect(
    svg
      .match(/font-size="13" fill="#06c">(.)</g)
      ?.map((mark) => mark.at(-2))
      .join(''),
  ).toBe('159')
  const first = Math.round(55 / spectrogram.columnMs)
  const strongest = (fromHz: number, toHz: number): number => {
    let best = Math.ceil(fromHz / 15.625)
    for (let row = best; row < toHz / 15.625; row++)
      if (spectrogram.powerAt(first, row) > spectrogram.powerAt(first, best)) best = row
    return best * 15.625
  }
  expect(Math.abs(strongest(600, 1050) - 697)).toBeLessThan(10)
  expect(Math.abs(strongest(1100, 1700) - 1209)).toBeLessThan(10)
})

test('an hour takes no more memory than a second: columns get broader', () => {
  const spectrogram = new Spectrogram()
  const minute = new Int16Array(480_000).fill(1)
  for (let turn = 0; turn < 10; turn++) spectrogram.push(minute)
  expect(spectrogram.columns).toBeLessThanOrEqual(800)
  expect(spectrogram.columns).toBeGreaterThan(400)
  expect(Math.abs(spectrogram.columns * spectrogram.columnMs - 600_000)).toBeLessThan(2 * spectrogram.columnMs)
})
