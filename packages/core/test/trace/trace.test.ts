import { existsSync, readFileSync, readdirSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AdaptivePolicy } from '../../src/jitter/adaptive-policy.ts'
import { comparePolicies, playPolicy } from '../../src/trace/compare.ts'
import { optimumFrontier, optimumScore } from '../../src/trace/optimum.ts'
import { playRamjee } from '../../src/trace/ramjee.ts'
import { scoreTrace } from '../../src/trace/score.ts'
import { leastDelayMs, parseTrace } from '../../src/trace/trace.ts'
import type { DelayTrace } from '../../src/trace/trace.ts'

function traceOf(delays: readonly number[], packetMs: number = 20): DelayTrace {
  return {
    sendMs: Float64Array.from(delays, (_, i) => i * packetMs),
    delayMs: Float64Array.from(delays),
    packetMs,
    badLines: 0,
  }
}

describe('trace files', () => {
  it('are read totally: header, losses, broken lines', () => {
    const trace = parseTrace('send_ms,delay_ms\n0,5\n20,\nx\n40,-1\n60,3\r\n')
    expect([...trace.delayMs]).toEqual([5, -1, 3])
    expect([trace.badLines, trace.packetMs, leastDelayMs(trace)]).toEqual([3, 40, 3])
    fc.assert(fc.property(fc.string(), (text) => parseTrace(text).sendMs.length >= 0))
  })
})

describe('every policy', () => {
  it('comes to an end with figures, whatever the trace: all lost, out of order, of odd packets', () => {
    const line = fc.record({ send: fc.integer({ min: 0, max: 4000 }), delay: fc.integer({ min: -1, max: 2000 }) })
    fc.assert(
      fc.property(fc.array(line, { minLength: 2, maxLength: 40 }), fc.boolean(), (lines, isLost) => {
        const trace = parseTrace(lines.map(({ send, delay }) => `${send},${isLost ? -1 : delay}`).join('\n'))
        for (const { policy, r, mos, delayMs, loss } of comparePolicies(trace)) {
          expect([policy, r, mos, delayMs, loss].slice(1).every((figure) => Number.isFinite(figure))).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })
})

describe('offline optimum', () => {
  it('equals trying every choice of delays on small traces', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1, max: 12 }), { minLength: 1, maxLength: 9 }), (delays) => {
        const trace = traceOf(delays)
        const least = leastDelayMs(trace)
        // Segments of three packets: 60 ms.
        const segments: number[][] = []
        delays.forEach((delay, i) => {
          if (i % 3 === 0) segments.push([])
          if (delay >= 0) segments.at(-1)!.push(delay - least)
        })
        let all = new Map<number, number>([[0, 0]])
        for (const segment of segments) {
          const next = new Map<number, number>()
          for (const [late, sum] of all) {
            for (const delay of [-1, ...segment]) {
              const heard = segment.filter((need) => need <= delay).length
              const key = late + segment.length - heard
              next.set(key, Math.min(next.get(key) ?? Infinity, sum + heard * Math.max(0, delay)))
            }
          }
          all = next
        }
        const frontier = optimumFrontier(trace, delays.length, 60)
        let best = Number.NEGATIVE_INFINITY
        const lost = delays.filter((delay) => delay < 0).length
        for (const [late, sum] of all) {
          expect(frontier[late]!.totalDelayMs).toBeLessThanOrEqual(sum + 1e-9)
          const heard = delays.length - lost - late
          const loss = (lost + late) / delays.length
          if (heard > 0) best = Math.max(best, scoreTrace('', sum / heard, loss, loss).r)
        }
        // Packets of equal delay may be given up one by one in the frontier; the best point never does.
        if (best > Number.NEGATIVE_INFINITY) expect(optimumScore(trace, 60).r).toBeCloseTo(best, 8)
      }),
    )
  })

  it('is beaten by no algorithm that keeps one delay a segment', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 60, maxLength: 200 }), (delays) => {
        const trace = traceOf(delays)
        const best = optimumScore(trace)
        for (const algorithm of [1, 2, 3, 4] as const)
          expect(playRamjee(trace, algorithm).r).toBeLessThanOrEqual(best.r + 1e-9)
      }),
      { numRuns: 40 },
    )
  })
})

describe('policies on simple links', () => {
  it('need next to nothing without jitter, and lose nothing', () => {
    const score = playPolicy(traceOf(Array.from({ length: 3000 }, () => 40)), 'adaptive', new AdaptivePolicy())
    expect([score.unplayed, score.concealed]).toEqual([0, 0])
    expect(score.delayMs).toBeLessThan(30)
  })

  it('count a lost packet once, as unplayed and as concealed', () => {
    const delays = Array.from({ length: 3000 }, (_, i) => (i % 50 === 49 ? -1 : 10))
    const score = playPolicy(traceOf(delays), 'adaptive', new AdaptivePolicy())
    expect(score.unplayed).toBeCloseTo(0.02, 6)
    expect(score.concealed).toBeGreaterThan(0.015)
    expect(score.concealed).toBeLessThanOrEqual(0.0205)
  })

  it('are played the same twice', () => {
    const delays = Array.from({ length: 2000 }, (_, i) => ((i * 7919) % 101) / 2)
    expect(comparePolicies(traceOf(delays))).toEqual(comparePolicies(traceOf(delays)))
  })
})

const folder = new URL('../../../../../shared/data/jitter/', import.meta.url)
const present = existsSync(folder)
if (!present) process.stderr.write('skipped: no traces in ../shared/data/jitter\n')

describe.skipIf(!present)('real traces of ../shared/data/jitter', () => {
  // The figures of every policy on every trace are in docs/media.md; here is what must not be lost again.
  it.each(present ? readdirSync(folder).filter((name) => name.endsWith('.csv')) : [])(
    'adaptive is not below Ramjee’s four nor NetEQ’s rules on %s',
    (name) => {
      const trace = parseTrace(readFileSync(new URL(name, folder), 'utf8'))
      const scores = comparePolicies(trace)
      const r = (policy: string): number => scores.find((score) => score.policy === policy)!.r
      for (const policy of ['ramjee-1', 'ramjee-2', 'ramjee-3', 'ramjee-4', 'neteq-model']) {
        // Where there is no jitter at all the sum of them is a fraction of a point.
        expect(r('adaptive')).toBeGreaterThan(r(policy) - 1)
      }
    },
  )

  it('has the optimum that the table of the reference has: delay, loss', () => {
    const table: Record<string, [number, number]> = {
      starlink_up_20ms_0: [33, 0.06],
      starlink_down_20ms_0: [19, 0.3],
      ast_A_party: [8, 0],
      webrtc_stereo_pcmu_jitter: [105, 2.57],
      'mm_Verizon-LTE-short_down': [59, 0],
      'mm_TMobile-LTE-driving_down': [127, 0.1],
    }
    for (const [name, [delayMs, loss]] of Object.entries(table)) {
      const score = optimumScore(parseTrace(readFileSync(new URL(`${name}.csv`, folder), 'utf8')))
      expect([name, Math.round(score.delayMs), Number((score.loss * 100).toFixed(2))]).toEqual([name, delayMs, loss])
    }
  })
})
