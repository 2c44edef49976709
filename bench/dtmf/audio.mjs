import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dial, WaveReader } from '../../packages/dtmf/dist/index.js'

const SPEECH = new URL('../../../shared/data/talkoff/bass-a.wav', import.meta.url)

/** Writes the three signals as raw 16-bit samples at 8 kHz into `folder` and returns their paths, by name. */
export function writeAudio(folder, seconds) {
  const signals = { speech: speech(seconds), tone: tone(seconds), silence: new Int16Array(8000 * seconds) }
  const paths = {}
  for (const [name, samples] of Object.entries(signals)) {
    if (!samples) continue
    paths[name] = join(folder, `${name}.raw`)
    writeFileSync(paths[name], new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength))
  }
  return paths
}

/** Recorded speech, from the tenth minute on; nothing where the recordings are not beside the checkout. */
function speech(seconds) {
  if (!existsSync(SPEECH)) return undefined
  const samples = new Int16Array(8000 * seconds)
  let skipped = 0
  let filled = 0
  const reader = new WaveReader((_channel, piece) => {
    for (const sample of piece) {
      if (skipped < 8000 * 600) skipped++
      else if (filled < samples.length) samples[filled++] = sample
    }
  })
  reader.push(readFileSync(SPEECH))
  return samples
}

/** All sixteen digits over and over, 50 ms on and off. */
function tone(seconds) {
  const text = '0123456789*#ABCD'.repeat(Math.ceil(seconds / 1.6))
  return dial(text, { durationMs: 50, pauseMs: 50, leadMs: 0 }).samples.slice(0, 8000 * seconds)
}
