import { amplitudeOfDbm0 } from '../level/dbm0.ts'

/** A signal of up to two sines, as a sender makes it. */
export interface TonePair {
  readonly lowHz: number
  readonly highHz: number
  readonly lowDbm0: number
  readonly highDbm0: number
  /** Phase of each at the first sample, in radians; 0 when left out. */
  readonly lowPhase?: number
  readonly highPhase?: number
}

/**
 * Adds `count` samples of a tone pair to `out` from `startSample`, rising and falling along half a cosine of
 * `rampSamples` centred on the nominal edge, so that its half-amplitude points stand at `startSample` and
 * `startSample + count`. Samples outside `out` are dropped. O(count).
 *
 * `startSample` and `count` may be fractions: the edge then lies between two samples.
 */
export function addToneInto(
  out: Float64Array,
  tone: TonePair,
  startSample: number,
  count: number,
  rampSamples: number,
  sampleRateHz: number,
): Float64Array {
  const low = amplitudeOfDbm0(tone.lowDbm0)
  const high = amplitudeOfDbm0(tone.highDbm0)
  const lowStep = (2 * Math.PI * tone.lowHz) / sampleRateHz
  const highStep = (2 * Math.PI * tone.highHz) / sampleRateHz
  const half = rampSamples / 2
  const first = Math.max(0, Math.ceil(startSample - half))
  const last = Math.min(out.length, Math.ceil(startSample + count + half))
  for (let index = first; index < last; index++) {
    const at = index - startSample
    const gain = edgeGain(at, rampSamples) * edgeGain(count - at, rampSamples)
    const sum =
      low * Math.sin(lowStep * at + (tone.lowPhase ?? 0)) + high * Math.sin(highStep * at + (tone.highPhase ?? 0))
    out[index] = out[index]! + gain * sum
  }
  return out
}

function edgeGain(samplesInside: number, rampSamples: number): number {
  if (rampSamples <= 0) return samplesInside >= 0 ? 1 : 0
  const share = samplesInside / rampSamples + 0.5
  if (share <= 0) return 0
  if (share >= 1) return 1
  return 0.5 - 0.5 * Math.cos(Math.PI * share)
}

/** Rounds and clips a signal to 16 bits into `out` (at least as long) and returns it. */
export function quantizeInto(signal: Float64Array, out: Int16Array): Int16Array {
  for (let index = 0; index < signal.length; index++) {
    out[index] = Math.max(-32768, Math.min(32767, Math.round(signal[index]!)))
  }
  return out
}
