import { QuantileSketch } from '@strowger/acd'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const QUANTILES = [0, 0.01, 0.25, 0.5, 0.8, 0.9, 0.95, 0.99, 1]
const alpha = fc.constantFrom(0.001, 0.01, 0.02, 0.05, 0.3)
/** Times of every size: fractions of a millisecond to years, nothing, and many of the same. */
const time = fc.oneof(
  fc.double({ min: 0, max: 1e7, noNaN: true }),
  fc.double({ min: -10, max: 39, noNaN: true }).map((octave) => 2 ** octave),
  fc.integer({ min: 0, max: 100 }),
  fc.constantFrom(0, 1, 1000, 2 ** -10, 2 ** 39),
)
const times = fc.array(time, { minLength: 1, maxLength: 300 })

function sketchOf(values: readonly number[], relativeError: number): QuantileSketch {
  const sketch = new QuantileSketch(relativeError)
  for (const value of values) sketch.add(value)
  return sketch
}

test('every quantile is within the relative error of the exact one', () => {
  fc.assert(
    fc.property(times, alpha, (values, relativeError) => {
      const sketch = sketchOf(values, relativeError)
      const sorted = Float64Array.from(values).sort()
      for (const q of QUANTILES) {
        const exact = sorted[Math.floor(q * (sorted.length - 1))]!
        const error = Math.abs(sketch.quantile(q)! - exact)
        // What is shorter than 2⁻¹⁰ ms counts as none.
        const allowed = exact < 2 ** -10 ? 2 ** -10 : relativeError * exact * (1 + 1e-12)
        if (!(error <= allowed)) throw new Error(`q ${q}: ${sketch.quantile(q)} for ${exact}, α ${relativeError}`)
      }
    }),
    { numRuns: 2000 },
  )
})

test('merging is the union, in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.array(time, { maxLength: 60 }), { minLength: 2, maxLength: 5 }), alpha, (parts, error) => {
      const union = sketchOf(parts.flat(), error)
      const forward = new QuantileSketch(error)
      for (const part of parts) forward.merge(sketchOf(part, error))
      const backward = new QuantileSketch(error)
      for (const part of parts.toReversed()) backward.merge(sketchOf(part, error))
      for (const merged of [forward, backward]) {
        expect([merged.count, merged.min, merged.max]).toEqual([union.count, union.min, union.max])
        for (const q of QUANTILES) expect(merged.quantile(q)).toBe(union.quantile(q))
      }
    }),
  )
})

test('a sketch that was cleared is as new', () => {
  const sketch = sketchOf([3, 5, 1e9], 0.01)
  sketch.clear()
  expect([sketch.count, sketch.sum, sketch.quantile(0.5)]).toEqual([0, 0, undefined])
  sketch.add(7)
  expect(sketch.quantile(0.5)).toBe(7)
})

test('sketches of different error do not merge', () => {
  expect(() => new QuantileSketch(0.01).merge(new QuantileSketch(0.02))).toThrow('relativeError')
  expect(() => new QuantileSketch(0)).toThrow('relativeError')
})

test('a sketch is the same after its state went through JSON, and goes on as before', () => {
  fc.assert(
    fc.property(fc.array(time, { maxLength: 100 }), times, alpha, (before, after, relativeError) => {
      const kept = sketchOf(before, relativeError)
      const restored = QuantileSketch.of(JSON.parse(JSON.stringify(kept.state())))
      for (const value of after) {
        kept.add(value)
        restored.add(value)
      }
      for (const q of QUANTILES) expect(restored.quantile(q)).toBe(kept.quantile(q))
      expect([restored.count, restored.sum, restored.min, restored.max]).toEqual([
        kept.count,
        kept.sum,
        kept.min,
        kept.max,
      ])
    }),
  )
})
