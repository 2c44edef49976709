import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { DigitMerger, KEYPAD, type DigitSource, type Press } from '../../src/index.ts'

const SKEW_MS = 300

/** Presses of few keys, so that doubles are common, as fast as 90 ms apart. */
const pressesArb = fc.array(
  fc.record({
    digit: fc.constantFrom(...KEYPAD.slice(0, 3)),
    gapMs: fc.oneof(fc.integer({ min: 90, max: 200 }), fc.integer({ min: 200, max: 3000 })),
    /** For each leaking source: whether it hears the press, how far its start is off, and how late it tells. */
    leaks: fc.tuple(fc.boolean(), fc.boolean()),
    off: fc.tuple(fc.integer({ min: 0, max: 150 }), fc.integer({ min: -150, max: 0 })),
  }),
  { maxLength: 25 },
)
const delaysArb = fc.tuple(
  fc.integer({ min: 0, max: 250 }),
  fc.integer({ min: 0, max: 250 }),
  fc.integer({ min: 0, max: 250 }),
)
const sourcesArb = fc.shuffledSubarray<DigitSource>(['inband', 'event', 'info'], { minLength: 3 })

test('each press comes out once, whatever leaks, however late, however fast the keys', () => {
  fc.assert(
    fc.property(pressesArb, delaysArb, sourcesArb, (presses, delays, sources) => {
      const reports: { source: DigitSource; digit: Press['digit']; startMs: number; atMs: number }[] = []
      let startMs = 0
      for (const press of presses) {
        startMs += press.gapMs
        const [full = 'event', first = 'inband', second = 'info'] = sources
        const report = (source: DigitSource, offMs: number, delayMs: number): void => {
          reports.push({ source, digit: press.digit, startMs: startMs + offMs, atMs: startMs + delayMs })
        }
        report(full, 0, delays[0])
        if (press.leaks[0]) report(first, press.off[0], delays[1])
        if (press.leaks[1]) report(second, press.off[1], delays[2])
      }
      const merger = new DigitMerger({ skewMs: SKEW_MS })
      const told: Press[] = []
      for (const { source, digit, startMs } of reports.toSorted((a, b) => a.atMs - b.atMs)) {
        const press = merger.offer(source, digit, startMs, 50)
        if (press) told.push(press)
      }
      for (const digit of KEYPAD.slice(0, 3)) {
        expect(told.filter((press) => press.digit === digit)).toHaveLength(
          presses.filter((press) => press.digit === digit).length,
        )
      }
      const heard = told.reduce((sum, press) => sum + press.sources.length, 0)
      expect(heard).toBe(reports.length)
    }),
    { numRuns: 2000 },
  )
})

test('two quick presses are two, when the second leaked before the first was told', () => {
  const merger = new DigitMerger({ skewMs: SKEW_MS })
  expect(merger.offer('inband', '2', 286, 50)).toBeDefined()
  expect(merger.offer('event', '2', 90, 50)).toBeUndefined()
  expect(merger.offer('info', '2', -15, 50)).toBeUndefined()
  expect(merger.offer('event', '2', 286, 50)).toBeDefined()
})

test('a press heard three ways names its ways in their order', () => {
  const merger = new DigitMerger()
  const press = merger.offer('event', '5', 1000, 100)
  expect(merger.offer('inband', '5', 1040, 40)).toBeUndefined()
  expect(merger.offer('info', '5', 1150, 100)).toBeUndefined()
  expect(press?.sources).toEqual(['event', 'inband', 'info'])
})

test('the same way twice is two presses', () => {
  const merger = new DigitMerger()
  expect(merger.offer('inband', '5', 1000, 50)).toBeDefined()
  expect(merger.offer('inband', '5', 1090, 50)).toBeDefined()
})
