import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { HearingMatrix } from '../../src/mix/hearing-matrix.ts'
import { MixPlan } from '../../src/mix/mix-plan.ts'
import { Mixer } from '../../src/mix/mixer.ts'
import type { MixFrames } from '../../src/mix/mixer.ts'
import { softLimit } from '../../src/mix/soft-limit.ts'

const COUNT = 8

function framesOf(spoken: readonly number[][], isSpeaking: readonly boolean[]): MixFrames {
  return {
    spoken: spoken.map((samples) => Int16Array.from(samples)),
    isSpeaking: Uint8Array.from(isSpeaking, Number),
    heard: spoken.map(() => new Int16Array(COUNT).fill(77)),
    voices: new Uint8Array(spoken.length).fill(99),
  }
}

/** What each should hear, straight from the definition. */
function oracle(
  rows: ReadonlyMap<number, ReadonlySet<number>>,
  frames: MixFrames,
  listener: number,
): number[] | undefined {
  const voices = [...(rows.get(listener) ?? [])].filter(
    (source) => source !== listener && frames.isSpeaking[source] === 1,
  )
  if (voices.length === 0) return undefined
  return Array.from({ length: COUNT }, (_, s) => {
    const sum = voices.reduce((total, voice) => total + frames.spoken[voice]![s]!, 0)
    return voices.length === 1 ? sum : softLimit(sum)
  })
}

const world = fc.integer({ min: 1, max: 9 }).chain((parties) =>
  fc.record({
    rows: fc.array(fc.array(fc.nat(parties - 1), { maxLength: parties }), { minLength: parties, maxLength: parties }),
    // Conferences as well, which random rows hardly ever are.
    conference: fc.uniqueArray(fc.nat(parties - 1), { maxLength: parties }),
    gone: fc.option(fc.nat(parties - 1), { nil: undefined }),
    spoken: fc.array(fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: COUNT, maxLength: COUNT }), {
      minLength: parties,
      maxLength: parties,
    }),
    isSpeaking: fc.array(fc.boolean(), { minLength: parties, maxLength: parties }),
  }),
)

describe('mixing', () => {
  it('gives everybody the voices of his row and no other, whatever the matrix', () => {
    fc.assert(
      fc.property(world, ({ rows, conference, gone, spoken, isSpeaking }) => {
        const matrix = new HearingMatrix()
        const naive = new Map<number, Set<number>>()
        const hear = (listener: number, sources: readonly number[]): void => {
          matrix.hear(listener, sources)
          naive.set(listener, new Set(sources))
        }
        rows.forEach((row, listener) => hear(listener, row))
        for (const member of conference) hear(member, conference)
        if (gone !== undefined) {
          matrix.leave(gone)
          naive.delete(gone)
          for (const row of naive.values()) row.delete(gone)
        }
        const frames = framesOf(spoken, isSpeaking)
        const plan = MixPlan.of(matrix, spoken.keys())
        new Mixer(COUNT).mix(plan, frames)
        for (const listener of spoken.keys()) {
          const expected = oracle(naive, frames, listener)
          const isPlanned = matrix.sourcesOf(listener).length > 0
          if (expected === undefined) {
            expect(frames.voices[listener]).toBe(isPlanned ? 0 : 99)
            expect([...frames.heard[listener]!]).toEqual(Array.from({ length: COUNT }, () => 77))
          } else {
            expect([...frames.heard[listener]!]).toEqual(expected)
          }
        }
        const sources = new Set(
          [...naive].flatMap(([listener, row]) => [...row].filter((source) => source !== listener)),
        )
        expect(
          plan.sources.filter(
            (source) => !sources.has(source) && !plan.groups.some((group) => group.listeners.includes(source)),
          ),
        ).toEqual([])
        expect([...sources].filter((source) => !plan.sources.includes(source))).toEqual([])
      }),
      { numRuns: 400 },
    )
  })

  it('sums a conference once', () => {
    const matrix = new HearingMatrix()
    const everybody = [3, 1, 4, 5, 9]
    for (const party of everybody) matrix.hear(party, everybody)
    matrix.hear(2, [1, 3])
    const plan = MixPlan.of(matrix, [1, 2, 3, 4, 5, 9])
    expect(plan.groups).toEqual([
      { members: [1, 3, 4, 5, 9], listeners: [1, 3, 4, 5, 9] },
      { members: [1, 3], listeners: [2] },
    ])
  })
})

describe('the soft limit', () => {
  it('is odd, monotone, within 16 bits, and does nothing to what is quiet', () => {
    let last = -40_000
    for (let sum = -200_000; sum <= 200_000; sum += 61) {
      const limited = softLimit(sum)
      expect(limited).toBeGreaterThanOrEqual(last)
      expect(Math.abs(limited)).toBeLessThan(32_767)
      expect(softLimit(-sum) + limited).toBe(0)
      if (Math.abs(sum) <= 24_576) expect(limited).toBe(sum)
      last = limited
    }
  })
})
