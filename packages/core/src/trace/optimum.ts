import { scoreTrace } from './score.ts'
import type { TraceScore } from './score.ts'
import { leastDelayMs } from './trace.ts'
import type { DelayTrace } from './trace.ts'

/** One point of the frontier: so many late packets cost at least this much delay. */
export interface OptimumPoint {
  /** Packets given up as late. */
  readonly late: number
  /** Sum of playout delays over the packets heard, above the least delay. */
  readonly totalDelayMs: number
}

/** Delay a packet of a segment needs, sorted: index k is the delay that gives up the k latest. */
function segmentNeeds(trace: DelayTrace, segmentMs: number): Float64Array[] {
  const least = leastDelayMs(trace)
  const segments: number[][] = []
  let segmentEnd = Number.NEGATIVE_INFINITY
  for (let i = 0; i < trace.sendMs.length; i++) {
    if (trace.sendMs[i]! >= segmentEnd) {
      segments.push([])
      segmentEnd = trace.sendMs[i]! + segmentMs
    }
    const delay = trace.delayMs[i]!
    if (delay >= 0) segments.at(-1)!.push(delay - least)
  }
  return segments.map((needs) => Float64Array.from(needs).sort((a, b) => b - a))
}

/**
 * The offline optimum: knowing the whole trace, each segment (a talkspurt) is played at one delay; for every number of late
 * packets up to `maxLate`, the least total delay. Dynamic programming over segments and losses, exact. Moon, Kurose and
 * Towsley 1998. O(packets × maxLate) time, O(maxLate) memory.
 */
export function optimumFrontier(trace: DelayTrace, maxLate: number, segmentMs: number = 1000): OptimumPoint[] {
  let best = new Float64Array(maxLate + 1).fill(Number.POSITIVE_INFINITY)
  best[0] = 0
  let reach = 0
  for (const needs of segmentNeeds(trace, segmentMs)) {
    const n = needs.length
    const next = new Float64Array(maxLate + 1).fill(Number.POSITIVE_INFINITY)
    const nextReach = Math.min(maxLate, reach + n)
    for (let drop = 0; drop <= Math.min(n, maxLate); drop++) {
      // Giving up `drop` packets, the rest are heard at the delay of the latest of them.
      const cost = drop === n ? 0 : needs[drop]! * (n - drop)
      const end = Math.min(reach, maxLate - drop)
      for (let late = 0; late <= end; late++) {
        const sum = best[late]! + cost
        if (sum < next[late + drop]!) next[late + drop] = sum
      }
    }
    best = next
    reach = nextReach
  }
  return Array.from(best.subarray(0, reach + 1), (totalDelayMs, late) => ({ late, totalDelayMs }))
}

/** The point of the frontier with the greatest R: what no causal policy of one delay a second can beat. */
export function optimumScore(trace: DelayTrace, segmentMs: number = 1000): TraceScore {
  const sent = trace.sendMs.length
  let lost = 0
  for (const delay of trace.delayMs) if (delay < 0) lost++
  // A tenth late costs R 27: the best point lies before, but on links that are hardly links.
  for (let maxLate = Math.ceil(sent / 10); ; maxLate = Math.min(sent, maxLate * 4)) {
    let best: TraceScore | undefined
    let bestLate = 0
    for (const { late, totalDelayMs } of optimumFrontier(trace, maxLate, segmentMs)) {
      const heard = sent - lost - late
      if (heard <= 0) continue
      const loss = (lost + late) / sent
      const score = scoreTrace('optimum', totalDelayMs / heard, loss, loss)
      if (best !== undefined && score.r <= best.r) continue
      best = score
      bestLate = late
    }
    if (maxLate >= sent || (best !== undefined && bestLate < maxLate * 0.9)) {
      return best ?? scoreTrace('optimum', 0, 1, 1)
    }
  }
}
