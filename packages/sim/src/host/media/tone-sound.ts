import { StrowgerError, inRange } from '@strowger/core'
import { addToneInto, quantizeInto } from '@strowger/dtmf'
import type { PromptSound, ToneSpec } from './media-command.ts'
import { NARROW_HZ, WIDE_HZ } from './voice-codec.ts'

const LEVEL_DBM0 = -13
const RAMP_MS = 4
/** A tone without a cadence is a second that repeats: whole numbers of Hz have whole periods in it. */
const STEADY_MS = 1000
const MOST_MS = 60_000
/** Two sines of the same power have each half of it. */
const HALF_POWER_DB = 10 * Math.log10(2)
/** Nothing that is heard. */
const NO_TONE_DBM0 = -99

/**
 * One round of a tone's cadence at both mixing rates.
 * @throws StrowgerError when it is none
 */
export function toneSound(path: string, spec: ToneSpec): PromptSound {
  const { hz, cadenceMs } = spec
  if (hz.length < 1 || hz.length > 2) throw new StrowgerError('invalid-option', 'tone.hz', hz, 'one or two frequencies')
  for (const each of hz) {
    if (!Number.isInteger(inRange('tone.hz', each, 20, 3800))) {
      throw new StrowgerError('invalid-option', 'tone.hz', each, 'expected a whole number of Hz')
    }
  }
  const totalMs = cadenceMs.reduce((sum, ms) => sum + inRange('tone.cadenceMs', ms, 1, MOST_MS), 0)
  inRange('tone.cadenceMs', totalMs, 0, MOST_MS)
  return { path, at8k: render(spec, totalMs, NARROW_HZ), at16k: render(spec, totalMs, WIDE_HZ) }
}

function render({ hz, cadenceMs, levelDbm0 = LEVEL_DBM0 }: ToneSpec, totalMs: number, sampleHz: number): Int16Array {
  const perMs = sampleHz / 1000
  const [lowHz = 0, highHz] = hz
  const level = highHz === undefined ? levelDbm0 : levelDbm0 - HALF_POWER_DB
  const tone = { lowHz, highHz: highHz ?? lowHz, lowDbm0: level, highDbm0: highHz === undefined ? NO_TONE_DBM0 : level }
  const count = Math.round((totalMs === 0 ? STEADY_MS : totalMs) * perMs)
  const signal = new Float64Array(count)
  if (totalMs === 0) addToneInto(signal, tone, 0, count, 0, sampleHz)
  let atMs = 0
  for (const [index, ms] of cadenceMs.entries()) {
    if (index % 2 === 0) addToneInto(signal, tone, atMs * perMs, ms * perMs, RAMP_MS * perMs, sampleHz)
    atMs += ms
  }
  return quantizeInto(signal, new Int16Array(new SharedArrayBuffer(2 * count)))
}
