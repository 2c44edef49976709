import {
  AcdEngine,
  type AcdConfig,
  type AcdEvent,
  HeadOfLine,
  LastToEnterService,
  PositionPace,
  QueueLengthEstimator,
  RecentlyCompletedService,
  SkillModel,
  SmoothedLastToEnterService,
  type WaitEstimator,
} from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const [TYPES, GROUPS] = [3, 2]
const everyone = { types: TYPES, groups: GROUPS, serves: () => true, tauMs: 50, weight: 0.2 }
const ESTIMATORS: readonly (() => WaitEstimator)[] = [
  () => new QueueLengthEstimator({ weight: 0.2 }),
  () => new LastToEnterService(),
  () => new HeadOfLine(),
  () => new RecentlyCompletedService(),
  () => new SmoothedLastToEnterService(),
  () => new PositionPace(0.2),
  () => new SkillModel(everyone),
]

const event = fc
  .record({
    kind: fc.constantFrom('connected' as const, 'abandoned' as const, 'released' as const, 'wrap-up-ended' as const),
    type: fc.nat(TYPES - 1),
    group: fc.nat(GROUPS - 1),
    agent: fc.nat(2),
    stepMs: fc.nat(9),
    durationMs: fc.nat(40),
    wrapUp: fc.boolean(),
  })
  .map(({ stepMs, ...fields }) => ({ stepMs, fields }))

/** Events in the order of their times. */
const days = fc.array(event, { maxLength: 60, size: 'max' }).map((each) => {
  let atMs = 0
  return each.map(({ stepMs, fields }): AcdEvent => {
    atMs += stepMs
    const waitMs = fields.kind === 'released' ? 3 * stepMs : 0
    return { ...fields, atMs, arrivedMs: atMs - fields.durationMs - waitMs, contact: 1, ref: 0 }
  })
})

/** What it expects of each type, of a contact with some before it. */
function expectations(estimator: WaitEstimator, nowMs: number): number[] {
  return Array.from({ length: TYPES }, (_, type) =>
    estimator.expectedWaitMs({ type, ahead: 2, aheadOfType: 1, ready: 0, staffed: 3, headWaitedMs: 7, nowMs }),
  )
}

describe('what an estimator has learnt outlives a restart', () => {
  test.each(ESTIMATORS.map((make) => [make().name, make] as const))('%s', (_name, make) => {
    let learnt = 0
    fc.assert(
      fc.property(days, fc.nat(), (events, pick) => {
        const cut = pick % (events.length + 1)
        const [before, after] = [make(), make()]
        for (const each of events.slice(0, cut)) before.observe(each)
        if (before.memory !== undefined) after.recall!(JSON.parse(JSON.stringify(before.memory())))
        for (const each of events.slice(cut)) for (const one of [before, after]) one.observe(each)
        const nowMs = 600
        const expected = expectations(before, nowMs)
        expect(expectations(after, nowMs)).toEqual(expected)
        if (cut === events.length && expected.some((ms) => ms > 0)) learnt += 1
      }),
      { numRuns: 300, seed: 1891 },
    )
    expect(learnt).toBeGreaterThan(5)
  })
})

describe('types and groups with other numbers', () => {
  const groups = ['front', 'desk'].map((name) => ({ name, autoAnswer: true }))
  const types = ['orders', 'repairs'].map((name) => ({ name }))
  const moved = { types: [{ name: 'new' }, ...types.toReversed()], groups: groups.toReversed() }

  /** A day with other waits in each type, on an engine with an estimator made for so many types. */
  function dayOf(config: AcdConfig): AcdEngine {
    const engine = new AcdEngine(config)
    for (const group of [0, 1]) {
      const agent = engine.addAgent({ group })
      engine.signIn(agent, 0)
      engine.ready(agent, 0)
    }
    for (let call = 0; call < 40; call += 1) engine.offer({ type: call % 3 === 0 ? 1 : 0 }, 10 * call)
    let nowMs = 400
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      // Who gives up, and how long conversations take, depends on the type.
      const { kind, contact, type } = event as Extract<AcdEvent, { kind: 'connected' | 'queued' }>
      nowMs += type === 0 ? 7 : 30
      if (engine.waiting < 5) break
      if (kind === 'connected') engine.release(contact, nowMs)
      else if (kind === 'queued' && contact % 9 === 1) engine.abandon(contact, nowMs)
    }
    while (engine.read() !== undefined) {
      // Only what the estimator has learnt is of interest.
    }
    return engine
  }

  test.each([
    ['last to enter service', () => new LastToEnterService()],
    ['position', () => new PositionPace()],
    ['skill model', () => new SkillModel({ types: 3, groups: 2, serves: () => true })],
  ])('keep what was learnt of them: %s', (_name, make: () => WaitEstimator) => {
    const engine = dayOf({ types, groups, estimator: make() })
    const before = [0, 1].map((type) => engine.calls.expectedWaitOnJoiningMs(type))
    expect(before[0]).not.toEqual(before[1])
    engine.reconfigure({ ...moved, estimator: make() }, engine.nowMs)
    expect([2, 1].map((type) => engine.calls.expectedWaitOnJoiningMs(type))).toEqual(before)
  })
})
