import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DeadlineHeap } from '../../src/timer/deadline-heap.ts'

const OWNERS = 40

const step = fc.oneof(
  fc.record({
    do: fc.constant('set' as const),
    owner: fc.nat(OWNERS - 1),
    atMs: fc.oneof(fc.nat(10), fc.constant(Infinity)),
    rank: fc.nat(3),
  }),
  fc.record({ do: fc.constant('cancel' as const), owner: fc.nat(OWNERS - 1) }),
  fc.record({ do: fc.constant('fire' as const) }),
  fc.record({ do: fc.constant('look' as const) }),
)

test('deadlines fire by time, then rank, then order of setting, whatever was moved or cancelled', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200, size: 'max' }), (steps) => {
      const heap = new DeadlineHeap(1)
      heap.grow(OWNERS)
      const oracle = new Map<number, { atMs: number; rank: number; order: number }>()
      const sorted = () => [...oracle].sort(([, a], [, b]) => a.atMs - b.atMs || a.rank - b.rank || a.order - b.order)
      for (const [order, each] of steps.entries()) {
        if (each.do === 'set') {
          heap.set(each.owner, each.atMs, each.rank)
          if (each.atMs === Infinity) oracle.delete(each.owner)
          else oracle.set(each.owner, { atMs: each.atMs, rank: each.rank, order })
        } else if (each.do === 'cancel') {
          heap.cancel(each.owner)
          oracle.delete(each.owner)
        } else if (each.do === 'look') {
          // Not after every step: what is taken from the top may be followed by anything before anybody looks.
          expect(heap.nextMs).toBe(sorted()[0]?.[1].atMs ?? Infinity)
          expect(heap.entries().map((entry) => entry.owner)).toEqual(
            [...oracle].sort(([, a], [, b]) => a.order - b.order).map(([owner]) => owner),
          )
        } else if (oracle.size > 0) {
          const [owner, { rank }] = sorted()[0]!
          expect(heap.nextOwner).toBe(owner)
          expect(heap.nextRank).toBe(rank)
          heap.cancel(owner)
          oracle.delete(owner)
        }
        expect(heap.size).toBe(oracle.size)
      }
      expect(heap.nextMs).toBe(sorted()[0]?.[1].atMs ?? Infinity)
    }),
    { seed: 1891 },
  )
})

test('who never had room has no deadline', () => {
  const heap = new DeadlineHeap(1)
  heap.set(0, 5, 0)
  expect([heap.cancel(1), heap.size, heap.nextMs]).toEqual([false, 1, 5])
})
