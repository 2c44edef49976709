/** A rate of arrivals over time: straight from each break to the next, with jumps where an end and a start differ. */
export interface RateCurve {
  /** Breaks, ms from time zero, ascending; one more than pieces. */
  readonly breaksMs: readonly number[]
  /** Contacts per hour at the start and the end of each piece. */
  readonly fromPerHour: readonly number[]
  readonly toPerHour: readonly number[]
}

/** A curve of rates that are constant in intervals of one length. */
export function stepCurve(intervalMs: number, perHour: readonly number[]): RateCurve {
  const breaksMs = Array.from({ length: perHour.length + 1 }, (_, at) => at * intervalMs)
  return { breaksMs, fromPerHour: perHour, toPerHour: perHour }
}

/** A curve through rates at the ends of intervals of one length. */
export function linearCurve(intervalMs: number, perHourAt: readonly number[]): RateCurve {
  const breaksMs = perHourAt.map((_, at) => at * intervalMs)
  return { breaksMs, fromPerHour: perHourAt.slice(0, -1), toPerHour: perHourAt.slice(1) }
}

/** The curve times a factor for each interval of one length; the last factor goes on. O(pieces + factors). */
export function scaledCurve(curve: RateCurve, intervalMs: number, factors: Float64Array): RateCurve {
  const { breaksMs } = curve
  const endMs = breaksMs.at(-1)!
  const changes = Array.from(factors.subarray(1), (_, at) => (at + 1) * intervalMs).filter((atMs) => atMs < endMs)
  const all = [...new Set([...breaksMs, ...changes])].sort((a, b) => a - b)
  const [fromPerHour, toPerHour]: [number[], number[]] = [[], []]
  let piece = 0
  for (let at = 0; at + 1 < all.length; at += 1) {
    while (breaksMs[piece + 1]! <= all[at]!) piece += 1
    const factor = factors[Math.min(Math.floor(all[at]! / intervalMs), factors.length - 1)]!
    fromPerHour.push(factor * rateAt(curve, piece, all[at]!))
    toPerHour.push(factor * rateAt(curve, piece, all[at + 1]!))
  }
  return { breaksMs: all, fromPerHour, toPerHour }
}

function rateAt({ breaksMs, fromPerHour, toPerHour }: RateCurve, piece: number, atMs: number): number {
  const [a, b] = [breaksMs[piece]!, breaksMs[piece + 1]!]
  const from = fromPerHour[piece]!
  return from + ((atMs - a) / (b - a)) * (toPerHour[piece]! - from)
}
