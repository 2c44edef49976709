import { announce } from '@strowger/acd'
import { expect, test } from 'vitest'

test('a wait is rounded up to what can be spoken', () => {
  const told = (minutes: number) => announce({}, minutes * 60_000, 0)!.upToMs / 60_000
  expect([0, 0.2, 1, 1.01, 3.5, 30, 31, Infinity].map(told)).toEqual([1, 1, 1, 2, 5, 30, Infinity, Infinity])
  expect(announce({}, Number.NaN, 0)).toBeUndefined()
})

test('updates come at most so often, and never say longer than before', () => {
  const first = announce({}, 280_000, 0)!
  expect(first.upToMs).toBe(300_000)
  expect(announce({}, 100_000, 59_999, first)).toBeUndefined()
  expect(announce({}, 100_000, 60_000, first)).toEqual({ atMs: 60_000, upToMs: 120_000 })
  expect(announce({}, 900_000, 60_000, first)).toBeUndefined()
  expect(announce({ repeatSame: true }, 900_000, 60_000, first)).toEqual({ atMs: 60_000, upToMs: 300_000 })
  expect(announce({ neverLonger: false }, 900_000, 60_000, first)!.upToMs).toBe(900_000)
})
