import type { PairEstimate } from './estimate.ts'
import type { ReceiverLimits } from './limits.ts'
import { hzOfRadians, NOMINAL_RADIANS } from './plan.ts'

/** A signal of this score is a digit. */
export const ACCEPTED_SCORE = 0.36
/** A signal of this score is a digit whatever follows it. */
export const CLEAR_SCORE = 0.85

/** Deviation, in percent, that senders in the field have and that costs nothing. */
const FREE_DEVIATION = 0.3
const PER_PERCENT = 0.5
/** Impurity at which a deviation counts in full; a clean signal may use the preset's whole tolerance. */
const IMPURE = 0.2
const PER_DRIFT_HZ = 0.01
const MAX_DRIFT_HZ = 60
const PER_SPILL = 0.4
const MAX_SPILL = 1.5
const PER_EXCESS = 0.1
const MAX_EXCESS = 2

/** Whether both frequencies are within the preset's tolerance: what most of speech that came so far fails by. */
export function isOnFrequency(limits: ReceiverLimits, estimate: PairEstimate, row: number, column: number): boolean {
  return (
    Math.abs(estimate.lowRadians - NOMINAL_RADIANS[row]!) <= limits.deviation[row]! &&
    Math.abs(estimate.highRadians - NOMINAL_RADIANS[4 + column]!) <= limits.deviation[4 + column]!
  )
}

/**
 * How much a signal within the preset's limits is like a digit, at most 1, and 0 outside them. What a voice does and a
 * sender does not takes away from it: power that is not in the two tones (weighed against the weaker one, since a strong
 * tone alone proves nothing), frequencies off the nominal and moving, and tones that are there before and after too.
 */
export function scoreOf(limits: ReceiverLimits, estimate: PairEstimate, row: number, column: number): number {
  const { lowAmplitude, highAmplitude } = estimate
  if (lowAmplitude < limits.minAmplitude || highAmplitude < limits.minAmplitude) return 0
  if (highAmplitude > limits.maxTwist * lowAmplitude || lowAmplitude > limits.maxReverseTwist * highAmplitude) return 0
  if (!isOnFrequency(limits, estimate, row, column)) return 0

  const low = NOMINAL_RADIANS[row]!
  const high = NOMINAL_RADIANS[4 + column]!
  const lowOff = Math.abs(estimate.lowRadians - low)
  const highOff = Math.abs(estimate.highRadians - high)
  const weaker = Math.min(lowAmplitude, highAmplitude) ** 2
  const purity = weaker / (weaker + estimate.residualPower)
  const percent = 100 * Math.max(lowOff / low, highOff / high)
  const deviation = Math.max(0, percent - FREE_DEVIATION) * Math.min(1, (1 - purity) / IMPURE)
  const drift = Math.min(MAX_DRIFT_HZ, hzOfRadians(estimate.drift))
  const spill = Math.min(MAX_SPILL, estimate.spillBefore) + Math.min(MAX_SPILL, estimate.spillAfter)
  const excess = Math.min(MAX_EXCESS, estimate.excessBefore) + Math.min(MAX_EXCESS, estimate.excessAfter)
  return purity - PER_PERCENT * deviation - PER_DRIFT_HZ * drift - PER_SPILL * spill - PER_EXCESS * excess
}
