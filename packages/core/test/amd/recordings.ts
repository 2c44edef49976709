import { existsSync, readFileSync } from 'node:fs'
import { MachineTone } from '../../src/amd/machine-tone.ts'
import { pureToneHz } from '../../src/amd/pure-tone.ts'
import { levelDbov } from '../../src/level/level-meter.ts'
import { readWav } from '../../src/wav/wav-reader.ts'

const FOLDER = new URL('../../../../../shared/data/talkoff/', import.meta.url)
const BLOCK = 160
const BLOCK_MS = 20

/** Whether the recordings are there; a line says so where they are not. */
export const present: boolean = existsSync(FOLDER)
if (!present) process.stderr.write('skipped: no recordings in ../shared/data/talkoff\n')

/** A recording at 8 kHz, or its first minutes. */
export function recording(name: string, minutes: number = 60): Int16Array {
  const { samples } = readWav(readFileSync(new URL(`${name}.wav`, FOLDER)))!
  return samples.subarray(0, minutes * 480_000)
}

/** What is spoken without a pause of 300 ms, as a simple threshold finds it, cut out and put between 0.3 s and 3 s of silence. */
export interface Utterance {
  readonly lengthMs: number
  readonly samples: Int16Array
}

/** The utterances of a recording. */
export function utterances(samples: Int16Array): Utterance[] {
  const spoken: { from: number; to: number }[] = []
  for (let at = 0; at + BLOCK <= samples.length; at += BLOCK) {
    if (levelDbov(samples, at, BLOCK) < -45) continue
    const last = spoken.at(-1)
    if (last !== undefined && at - last.to < 15 * BLOCK) last.to = at + BLOCK
    else spoken.push({ from: at, to: at + BLOCK })
  }
  return spoken.map(({ from, to }) => {
    const heard = new Int16Array(to - from + 165 * BLOCK)
    heard.set(samples.subarray(from, to), 15 * BLOCK)
    return { lengthMs: (to - from) / 8, samples: heard }
  })
}

/** Tones of a machine that are found in a recording which has none. */
export function falseTones(samples: Int16Array): number {
  const follower = new MachineTone(BLOCK_MS)
  let found = 0
  for (let at = 0; at + BLOCK <= samples.length; at += BLOCK) {
    const block = samples.subarray(at, at + BLOCK)
    const hz = levelDbov(block) > -50 ? pureToneHz(block, 8000) : 0
    if (follower.take(hz) === 'beep-over') found++
  }
  return found
}
