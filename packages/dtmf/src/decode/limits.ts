import { HIGH_GROUP_HZ, LOW_GROUP_HZ } from '../digit/digit.ts'
import { amplitudeOfDbm0, ratioOfDb } from '../level/dbm0.ts'
import type { DecoderPreset } from '../preset/preset.ts'
import type { ProbeLimits } from './front.ts'
import { BLOCK_SAMPLES, CORE_SAMPLES, CORE_SCALE, PROBE_SAMPLES, PROBE_SCALE, radiansOfHz, RATE_HZ } from './plan.ts'

/** Margins of the front tests over the preset's own limits, in dB: what 8 ms of a wanted tone may seem to lack. */
const PROBE_LEVEL_MARGIN_DB = 6
const PROBE_TWIST_MARGIN_DB = 5
const CORE_LEVEL_MARGIN_DB = 3
const CORE_TWIST_MARGIN_DB = 3
/** Weaker tone over all that is in neither, in a probe: the verdict asks 0.6 of the whole digit. */
const PROBE_WEAKER = 0.4

/** A preset in the units of the decoder, worked out once. */
export interface ReceiverLimits {
  readonly probe: ProbeLimits
  /** Least squared magnitude of a core's correlation, and power ratios of its groups. */
  readonly corePower: number
  readonly coreTwist: number
  readonly coreReverseTwist: number
  /** Largest deviation per tone, low group first, in radians per sample. */
  readonly deviation: Float64Array
  readonly minAmplitude: number
  readonly maxTwist: number
  readonly maxReverseTwist: number
  readonly minSamples: number
  readonly maxBreakSamples: number
  readonly maxBreakBlocks: number
}

/** Works a preset's thresholds out in samples, amplitudes and radians. */
export function limitsOf(preset: DecoderPreset): ReceiverLimits {
  const minAmplitude = amplitudeOfDbm0(preset.minLevelDbm0)
  const probeAmplitude = minAmplitude / ratioOfDb(PROBE_LEVEL_MARGIN_DB)
  const coreAmplitude = minAmplitude / ratioOfDb(CORE_LEVEL_MARGIN_DB)
  const maxBreakSamples = (preset.maxBreakMs * RATE_HZ) / 1000
  return {
    probe: {
      // Sum of squares of two tones at the probe's own least amplitude, in steps of 64.
      minEnergy: (PROBE_SAMPLES / 64) * probeAmplitude ** 2,
      minPower: correlationPower(probeAmplitude, PROBE_SAMPLES, PROBE_SCALE),
      maxTwist: ratioOfDb(preset.maxTwistDb + PROBE_TWIST_MARGIN_DB) ** 2,
      maxReverseTwist: ratioOfDb(preset.maxReverseTwistDb + PROBE_TWIST_MARGIN_DB) ** 2,
      unitPower: 2 * correlationPower(1, PROBE_SAMPLES, PROBE_SCALE) * (64 / PROBE_SAMPLES),
      minWeaker: PROBE_WEAKER,
    },
    corePower: correlationPower(coreAmplitude, CORE_SAMPLES, CORE_SCALE / 2),
    coreTwist: ratioOfDb(preset.maxTwistDb + CORE_TWIST_MARGIN_DB) ** 2,
    coreReverseTwist: ratioOfDb(preset.maxReverseTwistDb + CORE_TWIST_MARGIN_DB) ** 2,
    deviation: Float64Array.from([...LOW_GROUP_HZ, ...HIGH_GROUP_HZ], (hz) =>
      radiansOfHz(hz * preset.frequencyTolerance + preset.frequencyToleranceHz),
    ),
    minAmplitude,
    maxTwist: ratioOfDb(preset.maxTwistDb),
    maxReverseTwist: ratioOfDb(preset.maxReverseTwistDb),
    minSamples: (preset.minDurationMs * RATE_HZ) / 1000,
    maxBreakSamples,
    maxBreakBlocks: Math.ceil(maxBreakSamples / BLOCK_SAMPLES),
  }
}

function correlationPower(amplitude: number, count: number, scale: number): number {
  return (amplitude * scale * (count / 2)) ** 2
}
