import {
  type AcdConfig,
  AcdEngine,
  PositionPace,
  QueueLengthEstimator,
  type WaitEstimator,
  type WaitQuery,
} from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { staffed, told } from '../admission/told.ts'

/** Says what it is asked: the places before, in thousands of ms, plus the ready agents. */
const ahead = (asked: WaitQuery[] = []): WaitEstimator => ({
  name: 'ahead',
  observe() {
    // Learns nothing.
  },
  expectedWaitMs({ type, ahead, ready, staffed, headWaitedMs, nowMs }) {
    asked.push({ type, ahead, ready, staffed, headWaitedMs, nowMs })
    return 1000 * ahead
  },
})

const config = (estimator: WaitEstimator): AcdConfig => ({
  types: [{ name: 'orders' }, { name: 'repairs' }],
  groups: [{ name: 'desk', autoAnswer: true }],
  estimator,
})

describe('the expected wait', () => {
  test('of a contact counts those before it, of other types too where the same agents serve them', () => {
    const asked: WaitQuery[] = []
    const engine = staffed(config(ahead(asked)), 1)
    const [talks, ...waiting] = [0, 0, 1, 0].map((type, at) => engine.offer({ type }, 10 * at))
    expect(waiting.map((contact) => engine.calls.expectedWaitMs(contact))).toEqual([0, 1000, 2000])
    expect(asked.at(-1)).toEqual({ type: 0, ahead: 2, ready: 0, staffed: 1, headWaitedMs: 20, nowMs: 30 })
    expect(engine.calls.expectedWaitMs(talks!)).toBeUndefined()
    expect(engine.calls.expectedWaitMs(4711)).toBeUndefined()
  })

  test('on joining counts everybody of its priority or above', () => {
    const engine = staffed(config(ahead()), 1)
    for (const priority of [0, 0, 0, 2]) engine.offer({ type: 0, priority }, 1)
    expect([0, 1, 2, 3].map((priority) => engine.calls.expectedWaitOnJoiningMs(1, priority))).toEqual([
      3000, 1000, 1000, 0,
    ])
    expect(engine.calls.expectedWaitOnJoiningMs(1)).toBe(3000)
    expect(() => engine.calls.expectedWaitOnJoiningMs(2)).toThrow('type')
    expect(() => engine.calls.expectedWaitOnJoiningMs(0, 99)).toThrow('priority')
  })

  test('is told how many of those before are of its own type', () => {
    let own = -1
    const estimator: WaitEstimator = {
      ...ahead(),
      expectedWaitMs: ({ aheadOfType }) => (own = aheadOfType ?? -1),
    }
    const engine = staffed(
      { ...config(estimator), types: [{ name: 'orders', stages: [{ afterMs: 50 }] }, { name: 'repairs' }] },
      1,
    )
    const [, , , last] = [0, 1, 0, 0, 1].map((type, at) => engine.offer({ type }, 20 * at))
    // By now one of its own has reached its second stage.
    engine.advance(100)
    expect(engine.calls.expectedWaitMs(last!)).toBe(1)
    expect([0, 1].map((type) => engine.calls.expectedWaitOnJoiningMs(type))).toEqual([2, 2])
    expect(own).toBe(2)
  })

  test('follows the queue as it moves: agents are counted as they are now', () => {
    const asked: WaitQuery[] = []
    const engine = staffed(config(ahead(asked)), 1)
    expect(engine.calls.expectedWaitOnJoiningMs(0)).toBe(0)
    expect(asked.at(-1)).toMatchObject({ ready: 1, staffed: 1 })
    const first = engine.offer({ type: 0 }, 1)
    engine.offer({ type: 0 }, 2)
    const last = engine.offer({ type: 0 }, 3)
    expect(engine.calls.expectedWaitMs(last)).toBe(1000)
    expect(asked.at(-1)).toMatchObject({ ready: 0, staffed: 1 })
    engine.release(first, 4)
    expect(engine.calls.expectedWaitMs(last)).toBe(0)
  })

  test('is learnt from what the engine tells, without rules', () => {
    const engine = staffed(config(new QueueLengthEstimator({ abandonment: false })), 2)
    expect(engine.calls.expectedWaitOnJoiningMs(0)).toBe(0)
    const [a, b, waits] = [0, 0, 0].map((type) => engine.offer({ type }, 0))
    expect(engine.calls.expectedWaitMs(waits!)).toBeNaN()
    engine.release(a!, 60_000)
    engine.release(b!, 60_000)
    // Two agents, 60 s a conversation: one leaves every 30 s.
    engine.offer({ type: 0 }, 60_000)
    expect(engine.calls.expectedWaitMs(engine.offer({ type: 0 }, 60_000))).toBe(30_000)
    expect(engine.calls.expectedWaitOnJoiningMs(0)).toBe(60_000)
    told(engine)
    const restored = AcdEngine.restore(config(new QueueLengthEstimator({ abandonment: false })), engine.snapshot())
    expect(restored.calls.expectedWaitOnJoiningMs(0)).toBe(60_000)
  })

  test('is Infinity where nobody serves, and a mistake where there is no estimator', () => {
    const engine = new AcdEngine(config(new PositionPace()))
    const contact = engine.offer({ type: 0 }, 0)
    expect(engine.calls.expectedWaitMs(contact)).toBe(Infinity)
    const { estimator: _, ...without } = config(new PositionPace())
    expect(() => new AcdEngine(without).calls.expectedWaitOnJoiningMs(0)).toThrow('estimator')
  })

  test('the same calls are told with an estimator as without', () => {
    const run = (given: AcdConfig) => {
      const engine = staffed(given, 2)
      const contacts = Array.from({ length: 20 }, (_, at) => engine.offer({ type: at % 2, priority: at % 3 }, at))
      for (const contact of contacts) {
        engine.release(contact, 100)
        engine.abandon(contact, 100)
      }
      return told(engine)
    }
    const { estimator: _, ...without } = config(ahead())
    expect(run(config(ahead()))).toEqual(run(without))
  })
})
