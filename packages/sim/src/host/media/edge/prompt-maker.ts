import { readFileSync } from 'node:fs'
import { soundAt, soundOfWav } from '@strowger/core'
import type { PromptSound } from '../media-command.ts'
import { NARROW_HZ, WIDE_HZ } from '../voice-codec.ts'

/** Longest file that is read, bytes: an hour of music on hold at 48 kHz stereo is 690 MB, and no host wants that. */
const MOST_BYTES = 256 * 1024 * 1024

/** What became of a file. */
export type MadePrompt = { readonly sound: PromptSound } | { readonly problem: string }

/** Reads a WAV file and makes it ready at both mixing rates, in memory that threads can share. */
export function makePrompt(path: string): MadePrompt {
  try {
    const bytes = readFileSync(path)
    if (bytes.length > MOST_BYTES) return { problem: `${path}: is longer than ${MOST_BYTES} bytes` }
    const sound = soundOfWav(bytes)
    if (sound === undefined) return { problem: `${path}: is no WAV file of PCM, float, µ-law or A-law` }
    return { sound: { path, at8k: shared(soundAt(sound, NARROW_HZ)), at16k: shared(soundAt(sound, WIDE_HZ)) } }
  } catch (error) {
    return { problem: `${path}: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function shared(samples: Int16Array): Int16Array {
  const out = new Int16Array(new SharedArrayBuffer(samples.byteLength))
  out.set(samples)
  return out
}
