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

/** A cadence of shorter sounds is told after two of them: one alone also occurs in speech. */
const LONG_ON_MS = 800

/** What the stretches so far can be: one tone, several still, or none. */
export type CadenceMatch = PlanTone | 'several' | 'none'

/**
 * Which of `tones`, all of one set of frequencies, the stretches so far are: the last one is still going on. They may
 * begin with any sound of the cadence. O(tones × stretches).
 */
export function cadenceOf(tones: readonly PlanTone[], stretches: readonly Stretch[]): CadenceMatch {
  const fitting = tones.filter((tone) => fits(tone, stretches))
  if (fitting.length === 0) return 'none'
  return fitting.length === 1 && isTold(fitting[0]!, stretches) ? fitting[0]! : 'several'
}

/** Enough has been heard: a continuous tone for long, or whole sounds of a cadence. */
function isTold(tone: PlanTone, stretches: readonly Stretch[]): boolean {
  const last = stretches[stretches.length - 1]
  const [onMs] = tone.cadenceMs
  if (onMs === undefined) return last !== undefined && last.on && last.lengthMs >= CONTINUOUS_MS
  return stretches.length >= (onMs >= LONG_ON_MS ? 2 : 4)
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
