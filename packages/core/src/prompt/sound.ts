import { Resampler } from '../resample/resampler.ts'
import type { WavFormat } from '../wav/wav-format.ts'
import { readWav } from '../wav/wav-reader.ts'

/** A WAV file's sound: one channel, at its own rate. */
export interface Sound {
  readonly sampleHz: number
  readonly samples: Int16Array
}

/** The first channel of a WAV file of any encoding that is read; `undefined` when it is none of them. O(bytes). */
export function soundOfWav(bytes: Uint8Array): Sound | undefined {
  const wav = readWav(bytes)
  if (wav === undefined || !isUsable(wav.format)) return undefined
  const { format, samples } = wav
  if (format.channels === 1) return { sampleHz: format.sampleHz, samples }
  const first = new Int16Array(Math.floor(samples.length / format.channels))
  for (let i = 0; i < first.length; i++) first[i] = samples[i * format.channels]!
  return { sampleHz: format.sampleHz, samples: first }
}

/** Rates that a resampler takes. */
function isUsable({ sampleHz }: WavFormat): boolean {
  return sampleHz >= 1000 && sampleHz <= 768_000
}

/** A sound at another rate, of the same length in time and not delayed by the filter. O(samples × taps). */
export function soundAt(sound: Sound, sampleHz: number): Int16Array {
  if (sound.sampleHz === sampleHz) return sound.samples
  const resampler = new Resampler(sound.sampleHz, sampleHz)
  const { samples } = sound
  const tail = new Int16Array(resampler.delaySamples)
  const out = new Int16Array(resampler.outputBound(samples.length) + resampler.outputBound(tail.length))
  let written = resampler.processInto(out, 0, samples)
  written += resampler.processInto(out, written, tail)
  const delay = Math.round((resampler.delaySamples * sampleHz) / sound.sampleHz)
  const length = Math.round((samples.length * sampleHz) / sound.sampleHz)
  return out.slice(delay, Math.min(written, delay + length))
}
