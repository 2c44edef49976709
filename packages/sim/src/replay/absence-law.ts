import type { RandomStream } from '../random/stream.ts'

/** How long an agent is away after a conversation, as far as a log tells: at least `fromMs`, at most `toMs`. */
export interface AbsenceBounds {
  readonly fromMs: number
  /** Equal to `fromMs` where the log shows it exactly. */
  readonly toMs: number
}

/** The law of the time from the end of a conversation until its agent is ready again, in steps of constant density. */
export interface AbsenceLaw {
  /** Ends of the steps, ms, ascending; the first step begins at 0. What lies beyond the last belongs to it. */
  readonly upToMs: readonly number[]
  /** Chance of each step; they add up to 1. */
  readonly chances: readonly number[]
}

const ITERATIONS = 100
/** A step that no observation has is unlikely, not impossible: what a later log shows must have a place. */
const LEAST_CHANCE = 1e-9

/**
 * The law of most likelihood of absences that are known exactly or within bounds (B. Turnbull 1976: expectation and
 * maximisation, on fixed steps). O(different bounds × steps × 100).
 *
 * @param observed - not empty
 */
export function fitAbsences(observed: readonly AbsenceBounds[], upToMs: readonly number[]): AbsenceLaw {
  const counted = new Map<string, { bounds: AbsenceBounds; count: number }>()
  for (const bounds of observed) {
    const key = `${bounds.fromMs} ${bounds.toMs}`
    const same = counted.get(key)
    if (same === undefined) counted.set(key, { bounds, count: 1 })
    else same.count += 1
  }
  const shares = [...counted.values()].map(({ bounds, count }) => ({ share: sharesWithin(upToMs, bounds), count }))
  const chances = new Float64Array(upToMs.length).fill(1 / upToMs.length)
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const expected = new Float64Array(upToMs.length)
    for (const { share, count } of shares) {
      let whole = 0
      for (let step = 0; step < chances.length; step += 1) whole += share[step]! * chances[step]!
      for (let step = 0; step < chances.length; step += 1) {
        expected[step]! += (count * share[step]! * chances[step]!) / whole
      }
    }
    for (const [step, each] of expected.entries()) chances[step] = Math.max(LEAST_CHANCE, each / observed.length)
  }
  return { upToMs, chances: [...chances] }
}

/** An absence within bounds, by inversion of the law between them: one uniform, whatever the bounds. O(steps). */
export function drawAbsence(law: AbsenceLaw, bounds: AbsenceBounds, stream: RandomStream): number {
  const u = stream.uniform()
  const { fromMs, toMs } = bounds
  if (toMs <= fromMs) return fromMs
  const parts = sharesWithin(law.upToMs, bounds).map((share, step) => share * law.chances[step]!)
  let left = u * parts.reduce((sum, part) => sum + part, 0)
  for (const [step, part] of parts.entries()) {
    if (left < part) {
      const low = Math.max(fromMs, law.upToMs[step - 1] ?? 0)
      const high = step === parts.length - 1 ? toMs : Math.min(toMs, law.upToMs[step]!)
      return low + (left / part) * (high - low)
    }
    left -= part
  }
  return toMs
}

/** Which part of each step lies within the bounds: 1 for the step of an exact absence and 0 for the others. */
function sharesWithin(upToMs: readonly number[], { fromMs, toMs }: AbsenceBounds): number[] {
  const last = upToMs.length - 1
  return upToMs.map((endMs, step) => {
    const startMs = upToMs[step - 1] ?? 0
    const isWithin = fromMs >= startMs && (fromMs < endMs || step === last)
    if (toMs <= fromMs) return isWithin ? 1 : 0
    if (step === last && fromMs >= endMs) return 1
    return Math.max(0, Math.min(toMs, endMs) - Math.max(fromMs, startMs)) / (endMs - startMs)
  })
}
