import {
  HeadOfLine,
  LastToEnterService,
  type AcdEvent,
  PositionPace,
  QueueLengthEstimator,
  RecentlyCompletedService,
  SkillModel,
  SmoothedLastToEnterService,
  type WaitEstimator,
  type WaitQuery,
} from '@strowger/acd'
import { expect, test } from 'vitest'

const QUERY: WaitQuery = { type: 0, ahead: 0, ready: 0, staffed: 10, headWaitedMs: 0, nowMs: 0 }

const contact = { contact: 1, ref: 0, agent: 0, group: 0 }
const answered = (arrivedMs: number, atMs: number, type: number = 0): AcdEvent => ({
  ...contact,
  kind: 'connected',
  type,
  arrivedMs,
  atMs,
  durationMs: atMs - arrivedMs,
})
const gaveUp = (arrivedMs: number, atMs: number): AcdEvent => ({
  ...contact,
  kind: 'abandoned',
  type: 0,
  arrivedMs,
  atMs,
  durationMs: atMs - arrivedMs,
})
const released = (arrivedMs: number, atMs: number, talkMs: number, wrapUp: boolean = false): AcdEvent => ({
  ...contact,
  kind: 'released',
  type: 0,
  arrivedMs,
  atMs,
  durationMs: talkMs,
  wrapUp,
})
const wrappedUp = (atMs: number, wrapUpMs: number): AcdEvent => ({
  ...contact,
  kind: 'wrap-up-ended',
  type: 0,
  arrivedMs: 0,
  atMs,
  durationMs: wrapUpMs,
})

const told = (estimator: WaitEstimator, events: readonly AcdEvent[]): WaitEstimator => {
  for (const event of events) estimator.observe(event)
  return estimator
}

const ALL = (): WaitEstimator[] => [
  new QueueLengthEstimator(),
  new QueueLengthEstimator({ abandonment: false }),
  new LastToEnterService(),
  new HeadOfLine(),
  new RecentlyCompletedService(),
  new SmoothedLastToEnterService(),
  new PositionPace(),
  new SkillModel({ types: 1, groups: 1, serves: () => true }),
]

test('every estimator knows what is certain, and says so when it knows nothing', () => {
  for (const estimator of ALL()) {
    expect([estimator.name, estimator.expectedWaitMs({ ...QUERY, ready: 1 })]).toEqual([estimator.name, 0])
    expect(estimator.expectedWaitMs({ ...QUERY, staffed: 0 })).toBe(Infinity)
    if (estimator.name !== 'head-of-line') expect(estimator.expectedWaitMs(QUERY)).toBeNaN()
  }
  expect(new Set(ALL().map(({ name }) => name)).size).toBe(8)
})

test('M/M/n: whoever finds k ahead waits (k + 1) / (nμ)', () => {
  for (const abandonment of [false, true]) {
    const estimator = told(new QueueLengthEstimator({ abandonment }), [
      released(0, 100_000, 100_000),
      released(0, 250_000, 200_000, true),
      wrappedUp(350_000, 60_000),
    ])
    // μ = 1 / 180 s, n = 10.
    for (const k of [0, 1, 7, 5000]) {
      expect(estimator.expectedWaitMs({ ...QUERY, ahead: k })).toBeCloseTo((k + 1) * 18_000, 6)
    }
  }
})

test('M/M/n + M: with k ahead, the sum of 1 / (nμ + iθ)', () => {
  const estimator = told(new QueueLengthEstimator(), [
    released(0, 100_000, 100_000),
    // One of three gives up, in 180 s of waiting together: θ = 1 / 180 s.
    answered(0, 40_000),
    gaveUp(0, 100_000),
    answered(60_000, 100_000),
  ])
  const [service, theta] = [10 / 100_000, 1 / 180_000]
  const sum = (k: number) => {
    let total = 0
    for (let i = 0; i <= k; i += 1) total += 1 / (service + i * theta)
    return total
  }
  for (const k of [0, 3, 256, 257, 20_000]) {
    const expected = sum(k)
    expect(Math.abs(estimator.expectedWaitMs({ ...QUERY, ahead: k }) / expected - 1)).toBeLessThan(1e-6)
  }
})

test('LES is the wait of the last answered, by type; smoothed LES a quarter of it', () => {
  const events = [answered(0, 8000), answered(1000, 13_000), answered(0, 50_000, 1)]
  expect(told(new LastToEnterService(), events).expectedWaitMs(QUERY)).toBe(12_000)
  const smoothed = told(new SmoothedLastToEnterService(), events)
  expect(smoothed.expectedWaitMs(QUERY)).toBe(9000)
  expect(smoothed.expectedWaitMs({ ...QUERY, type: 1 })).toBe(50_000)
})

test('HOL is what the head of the queue has waited', () => {
  expect(new HeadOfLine().expectedWaitMs({ ...QUERY, ahead: 3, headWaitedMs: 7000 })).toBe(7000)
})

test('RCS takes the latest arrival among the finished, not the latest to finish', () => {
  const estimator = told(new RecentlyCompletedService(), [
    released(10_000, 60_000, 30_000),
    released(0, 90_000, 85_000),
  ])
  expect(estimator.expectedWaitMs(QUERY)).toBe(20_000)
})

test('position: places times the pace at which the queue moved while it was never empty', () => {
  const estimator = told(new PositionPace(), [
    answered(0, 10_000),
    answered(5000, 14_000),
    gaveUp(13_000, 20_000),
    // Came to an empty queue: how long that had been empty says nothing.
    answered(500_000, 500_000),
  ])
  expect(estimator.expectedWaitMs({ ...QUERY, ahead: 3 })).toBe(4 * 5000)
})

test('the model for skills sees how often eligible agents free up, and only those', () => {
  const estimator = new SkillModel({ types: 2, groups: 2, serves: (group, type) => type === 0 || group === 1 })
  for (let s = 0; s <= 7200; s += 1) {
    const nowMs = s * 1000
    estimator.observe({ ...answered(nowMs, nowMs), group: 0 } as AcdEvent)
    estimator.observe({ ...answered(nowMs, nowMs), group: 1 } as AcdEvent)
    // Group 0 frees an agent each 2 s, group 1 each 6 s.
    if (s % 2 === 0) estimator.observe({ ...released(0, nowMs, 5000), group: 0 } as AcdEvent)
    if (s % 6 === 0) estimator.observe({ ...released(0, nowMs, 5000), group: 1 } as AcdEvent)
  }
  const nowMs = 7_200_000
  expect(estimator.expectedWaitMs({ ...QUERY, nowMs, ahead: 3 }) / 6000).toBeCloseTo(1, 2)
  expect(estimator.expectedWaitMs({ ...QUERY, nowMs, type: 1 }) / 6000).toBeCloseTo(1, 2)
})

test('the model for skills counts of shared agents the share that its type has while somebody of it waits', () => {
  const estimator = new SkillModel({ types: 2, groups: 1, serves: () => true })
  // Somebody of both types waits all the time; every second an agent is free, and each fourth contact taken is of type 1.
  const takes = (s: number, type: number): void => {
    estimator.observe({ ...released(0, s * 1000, 5000), group: 0 } as AcdEvent)
    estimator.observe({ ...answered(s * 1000 - 30_000, s * 1000, type), group: 0 } as AcdEvent)
  }
  for (let s = 0; s < 3600; s += 1) takes(s, s % 4 === 3 ? 1 : 0)
  const wait = (type: number, aheadOfType: number): number =>
    estimator.expectedWaitMs({ ...QUERY, nowMs: 3_599_000, type, ahead: 100, aheadOfType })
  expect(wait(0, 2) / (3 * (4000 / 3))).toBeCloseTo(1, 1)
  expect(wait(1, 2) / (3 * 4000)).toBeCloseTo(1, 1)
  // An hour in which nobody of type 1 waits says nothing of what it gets when somebody does.
  for (let s = 3600; s < 7200; s += 1) takes(s, 0)
  takes(7200, 1)
  const later = { ...QUERY, nowMs: 7_200_000, ahead: 0 }
  expect(estimator.expectedWaitMs({ ...later, type: 0 }) / 1000).toBeCloseTo(1, 1)
  expect(estimator.expectedWaitMs({ ...later, type: 1 }) / 4000).toBeCloseTo(1, 1)
})

test('position counts those of its own type', () => {
  const estimator = told(new PositionPace(), [answered(0, 10_000), answered(5000, 14_000)])
  expect(estimator.expectedWaitMs({ ...QUERY, ahead: 9, aheadOfType: 2 })).toBe(3 * 4000)
})
