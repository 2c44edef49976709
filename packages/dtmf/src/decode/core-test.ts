import type { Front } from './front.ts'
import type { ReceiverLimits } from './limits.ts'
import { CORE_SAMPLES, PROBE_SAMPLES } from './plan.ts'

/** Where a core was found, in the channel's window, and the pair of tones strongest in it. */
export interface FoundPair {
  at: number
  row: number
  column: number
}

/** The tone of a group must stand this much above its three neighbours, as a power ratio (1 dB: half-way to one). */
const LEAD_OVER_NEIGHBOURS = 1.26

/** How far before its probe the other core begins: both together leave no signal of 32 ms out. */
const LEFT_SAMPLES = CORE_SAMPLES - PROBE_SAMPLES

const sums = new Int32Array(16)
const powers = new Float64Array(8)

/**
 * Looks at the two stretches of 20 ms that hold the probe at `probe` and names the pair of tones in the fuller one. A
 * signal of 32 ms that fills the probe fills at least one of them. Writes `found` and returns whether a pair stands out.
 */
export function findPair(
  front: Front,
  channel: number,
  limits: ReceiverLimits,
  probe: number,
  floor: number,
  found: FoundPair,
): boolean {
  let best = 0
  for (let at = probe - LEFT_SAMPLES; at <= probe; at += LEFT_SAMPLES) {
    if (at < 0 || at < floor) continue
    front.coreInto(channel, at, sums)
    for (let tone = 0; tone < 8; tone++) powers[tone] = sums[2 * tone]! ** 2 + sums[2 * tone + 1]! ** 2
    const row = strongest(0)
    const column = strongest(4)
    const low = powers[row]!
    const high = powers[column]!
    if (low + high <= best || !standsOut(limits, low, high, row, column)) continue
    best = low + high
    found.at = at
    found.row = row
    found.column = column - 4
  }
  return best > 0
}

function strongest(first: number): number {
  let best = first
  for (let tone = first + 1; tone < first + 4; tone++) if (powers[tone]! > powers[best]!) best = tone
  return best
}

function standsOut(limits: ReceiverLimits, low: number, high: number, row: number, column: number): boolean {
  if (low < limits.corePower || high < limits.corePower) return false
  if (high > limits.coreTwist * low || low > limits.coreReverseTwist * high) return false
  for (let tone = 0; tone < 8; tone++) {
    if (tone === row || tone === column) continue
    if (powers[tone]! * LEAD_OVER_NEIGHBOURS > (tone < 4 ? low : high)) return false
  }
  return true
}
