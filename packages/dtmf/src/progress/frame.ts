import { amplitudeOfDbm0 } from '../level/dbm0.ts'
import type { PlanTone } from './plan.ts'
import type { Spectrum } from './spectrum.ts'

/** What one look shows: nothing, one line, the frequencies of a plan's tone, or anything else. */
type FrameKind = 'silence' | 'line' | 'plan' | 'other'

/** One look, named. */
export interface FrameTone {
  kind: FrameKind
  /** Of a `line`: its frequency, in Hz. */
  hz: number
  /** Of a `plan`: index of its frequencies. */
  set: number
  /** Phase at the answer tone's frequency, for its reversals. */
  phase: number
}

/** A line is steady when this share of the power lies within its main lobe. */
const PURE = 0.85
const LOBE_HZ = 36
/** Each of a pair must hold this share of the two. */
const LEAST_SHARE = 0.08

/** The distinct sets of frequencies of a plan, and which tones are made of each. */
export function frequencySets(tones: readonly PlanTone[]): { hz: readonly number[]; tones: PlanTone[] }[] {
  const sets: { hz: readonly number[]; tones: PlanTone[] }[] = []
  for (const tone of tones) {
    const known = sets.find((set) => set.hz.join() === tone.hz.join())
    if (known) known.tones.push(tone)
    else sets.push({ hz: tone.hz, tones: [tone] })
  }
  return sets
}

/** Names what `spectrum` shows into `out`. A plan's pair comes before one of its frequencies alone. */
export function nameFrame(
  spectrum: Spectrum,
  sets: readonly { hz: readonly number[] }[],
  silenceDbm0: number,
  out: FrameTone,
): void {
  const floor = amplitudeOfDbm0(silenceDbm0) ** 2 / 2
  out.kind = 'other'
  out.set = -1
  if (spectrum.total < floor) {
    out.kind = 'silence'
    return
  }
  let best = 0
  sets.forEach(({ hz }, index) => {
    const fit = fitOf(spectrum, hz)
    if (fit > best) {
      best = fit
      out.set = index
    }
  })
  if (best >= PURE) {
    out.kind = 'plan'
    return
  }
  out.hz = spectrum.peakHz()
  if (spectrum.around(out.hz, LOBE_HZ) >= PURE * spectrum.total) out.kind = 'line'
}

/** Share of the power in the lobes of a set's frequencies; 0 when one of a pair is missing, or a single one is off. */
function fitOf(spectrum: Spectrum, hz: readonly number[]): number {
  const [first = 0, second] = hz
  if (second === undefined) {
    if (Math.abs(spectrum.peakHz() - first) > 12) return 0
    return spectrum.around(first, LOBE_HZ) / spectrum.total
  }
  // Lobes of a close pair meet half-way.
  const half = Math.min(LOBE_HZ, (second - first) / 2)
  const low = spectrum.around(first, half)
  const high = spectrum.around(second, half)
  if (Math.min(low, high) < LEAST_SHARE * (low + high)) return 0
  const wide = spectrum.around((first + second) / 2, (second - first) / 2 + LOBE_HZ)
  return second - first < 2 * LOBE_HZ ? wide / spectrum.total : (low + high) / spectrum.total
}
