import type { PlanTone } from './plan.ts'

/** How far an on or off may be from its nominal length: senders keep 10 %, a look of 64 ms blurs the rest. */
const TOLERANCE = 0.2
const BLUR_MS = 45
/** A tone that goes on for longer than any cadence's is a continuous one. */
const CONTINUOUS_MS = 2600

/** One stretch of sound or silence. */
export interface Stretch {
  readonly on: boolean
  readonly lengthMs: number
}

/**
 * Which of `tones`, all of one set of frequencies, the stretches so far can only be: the last one is still going on. Any
 * start within a cadence will do. `undefined` while several fit, or none.
 */
export function cadenceOf(tones: readonly PlanTone[], stretches: readonly Stretch[]): PlanTone | undefined {
  const fitting = tones.filter((tone) => fits(tone, stretches))
  return fitting.length === 1 && isTold(fitting[0]!, stretches) ? fitting[0] : undefined
}

/** Enough has been heard: a continuous tone for long, or one whole on and as much of its off as others would not have. */
function isTold(tone: PlanTone, stretches: readonly Stretch[]): boolean {
  const last = stretches[stretches.length - 1]
  if (tone.cadenceMs.length === 0) return last !== undefined && last.on && last.lengthMs >= CONTINUOUS_MS
  return stretches.length >= 2 && stretches.slice(0, -1).some((stretch) => stretch.on)
}

function fits(tone: PlanTone, stretches: readonly Stretch[]): boolean {
  const { cadenceMs } = tone
  if (cadenceMs.length === 0) return stretches.length <= 1
  // The first stretch may have begun before it was heard; the last has not ended.
  for (let phase = 0; phase < cadenceMs.length; phase += 2) {
    if (
      stretches.every((stretch, index) => fitsOne(cadenceMs, phase + index, stretch, index === stretches.length - 1))
    ) {
      return true
    }
  }
  return false
}

function fitsOne(cadenceMs: readonly number[], at: number, stretch: Stretch, open: boolean): boolean {
  const nominal = cadenceMs[at % cadenceMs.length]!
  const slack = nominal * TOLERANCE + BLUR_MS
  return stretch.lengthMs <= nominal + slack && (open || stretch.lengthMs >= nominal - slack)
}
