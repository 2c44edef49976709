import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SampleQueue } from '../../src/jitter/sample-queue.ts'

describe('samples read from the queue', () => {
  it('are those at its head, whatever lies even or odd', () => {
    fc.assert(
      fc.property(
        fc.nat(9),
        fc.nat(9),
        fc.nat(200),
        fc.nat(3),
        fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 220, maxLength: 220 }),
        (skipped, at, count, shift, values) => {
          const queue = new SampleQueue(80, 400)
          queue.samples.set(values, queue.tail)
          queue.tail += values.length
          queue.head += skipped
          // Memory of the caller's that begins anywhere.
          const out = new Int16Array(new ArrayBuffer(600), shift * 2, 250).fill(7)
          queue.readInto(out, at, count)
          const expected = new Int16Array(250).fill(7)
          expected.set(values.slice(skipped, skipped + count), at)
          expect(out).toEqual(expected)
          expect(queue.length).toBe(values.length - skipped - count)
        },
      ),
    )
  })
})
