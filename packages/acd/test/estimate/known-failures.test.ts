import { PositionPace, QueueLengthEstimator, SmoothedLastToEnterService } from '@strowger/acd'
import { expect, test } from 'vitest'
import { staffed } from '../admission/told.ts'

test('W8: the mean of waits reaches them: in whole seconds, (3 · old + new) >> 2 would stay at 0 for ever', () => {
  const smoothed = new SmoothedLastToEnterService()
  const pair = { contact: 1, ref: 0, type: 0, agent: 0, group: 0, arrivedMs: 0 }
  for (let n = 0; n <= 60; n += 1) {
    smoothed.observe({ ...pair, kind: 'connected', atMs: n * 1000, durationMs: n === 0 ? 0 : 3000 })
  }
  const query = { type: 0, ahead: 0, ready: 0, staffed: 1, headWaitedMs: 0, nowMs: 60_000 }
  expect(smoothed.expectedWaitMs(query)).toBeCloseTo(3000, 3)
})

test('W8: head and tail of a queue are not told the same', () => {
  const estimators = [new QueueLengthEstimator(), new PositionPace()] as const
  const engine = staffed({ types: [{ name: 'orders' }], groups: [{ name: 'front', autoAnswer: true }] }, 1)
  for (let n = 0; n < 60; n += 1) engine.offer({ type: 0 }, n < 4 ? 0 : (n - 3) * 1000)
  for (let n = 1; n <= 40; n += 1) engine.release(n, 57_000 + n * 1000)
  for (let event = engine.read(); event !== undefined; event = engine.read()) {
    for (const estimator of estimators) estimator.observe(event)
  }
  const expected = (ahead: number) =>
    estimators.map((estimator) =>
      estimator.expectedWaitMs({ type: 0, ahead, ready: 0, staffed: 1, headWaitedMs: 0, nowMs: 97_000 }),
    )
  const atHead = expected(0)
  for (const [at, atTail] of expected(20).entries()) expect(atTail).toBeGreaterThan(10 * atHead[at]!)
})
