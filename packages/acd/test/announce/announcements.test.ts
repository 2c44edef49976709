import {
  AcdEngine,
  type AcdConfig,
  type AcdEvent,
  type WaitAnnouncementConfig,
  type WaitEstimator,
} from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { staffed } from '../admission/told.ts'

/** Ten seconds for each place in the queue. */
const TEN_SECONDS_A_PLACE: WaitEstimator = {
  name: 'ten seconds a place',
  observe() {
    // Learns nothing.
  },
  expectedWaitMs: ({ ahead }) => 10_000 * (ahead + 1),
}
const RULES: WaitAnnouncementConfig = { firstMs: 5000, everyMs: 30_000, stepsMs: [10_000, 20_000, 30_000] }

function configOf(rules: WaitAnnouncementConfig, estimator: WaitEstimator = TEN_SECONDS_A_PLACE): AcdConfig {
  return {
    types: [
      { name: 'orders', waitAnnouncements: rules },
      { name: 'desk', priority: 5 },
    ],
    groups: [{ name: 'front', autoAnswer: true }],
    estimator,
  }
}

/** What callers are told: `35000 to 2: 1st, up to 10000`. */
function announced(engine: AcdEngine): string[] {
  const lines: string[] = []
  for (let event: AcdEvent | undefined = engine.read(); event !== undefined; event = engine.read()) {
    if (event.kind !== 'wait-announced') continue
    lines.push(`${event.atMs} to ${event.contact}: place ${event.position}, up to ${event.upToMs}`)
  }
  return lines
}

describe('a contact that waits is told where it stands and how long it may take', () => {
  test('first after so long, then again when its place is another, each a deadline of the engine', () => {
    const engine = staffed(configOf(RULES), 1)
    const [talks] = [0, 0, 1000, 1000].map((atMs) => engine.offer({ type: 0 }, atMs))
    expect(engine.nextDeadlineMs()).toBe(5000)
    engine.advance(6000)
    expect(announced(engine)).toEqual([
      '5000 to 2: place 1, up to 10000',
      '6000 to 3: place 2, up to 20000',
      '6000 to 4: place 3, up to 30000',
    ])
    engine.release(talks!, 20_000)
    engine.advance(34_999)
    expect(announced(engine)).toEqual([])
    engine.advance(100_000)
    // Places are those of then: the first is 3's, who has nobody before it any more, and nothing is new after that.
    expect(announced(engine)).toEqual(['36000 to 3: place 1, up to 10000', '36000 to 4: place 2, up to 20000'])
  })

  test('never longer than before, unless it may be; the same again only where that is asked for', () => {
    const told = (rules: WaitAnnouncementConfig) => {
      const engine = staffed(configOf({ ...RULES, ...rules }), 1)
      engine.offer({ type: 0 }, 0)
      engine.offer({ type: 0 }, 0)
      engine.advance(5000)
      // Who is more urgent goes before.
      engine.offer({ type: 0, priority: 9 }, 6000)
      engine.advance(66_000)
      return announced(engine).filter((line) => line.includes('to 2'))
    }
    const first = '5000 to 2: place 1, up to 10000'
    expect(told({})).toEqual([first, '35000 to 2: place 2, up to 10000'])
    expect(told({ neverLonger: false })).toEqual([first, '35000 to 2: place 2, up to 20000'])
    expect(told({ repeatSame: true })).toEqual([
      first,
      '35000 to 2: place 2, up to 10000',
      '65000 to 2: place 2, up to 10000',
    ])
  })

  test('nothing while the estimator knows nothing; longer than can be spoken is Infinity', () => {
    const knows = (ms: number): WaitEstimator => ({ ...TEN_SECONDS_A_PLACE, expectedWaitMs: () => ms })
    const told = (ms: number) => {
      const engine = staffed(configOf(RULES, knows(ms)), 1)
      engine.offer({ type: 0 }, 0)
      engine.offer({ type: 0 }, 0)
      engine.advance(5000)
      return announced(engine)
    }
    expect(told(Number.NaN)).toEqual([])
    expect(told(99_000)).toEqual(['5000 to 2: place 1, up to Infinity'])
  })

  test('from anew in another queue, and not in a queue of a type without announcements', () => {
    const engine = staffed(configOf(RULES), 1)
    const talks = engine.offer({ type: 1 }, 0)
    engine.offer({ type: 1 }, 0)
    engine.calls.transfer(talks, 0, 20_000)
    engine.advance(30_000)
    expect(announced(engine)).toEqual(['25000 to 1: place 1, up to 10000'])
  })

  test('not while it rings; at once when it is back after its time', () => {
    const engine = new AcdEngine({ ...configOf(RULES), groups: [{ name: 'front', offerTimeoutMs: 8000 }] })
    const agent = engine.addAgent({ group: 0 })
    engine.signIn(agent, 0)
    engine.ready(agent, 0)
    engine.offer({ type: 0 }, 0)
    engine.advance(7999)
    expect(announced(engine)).toEqual([])
    engine.advance(8000)
    expect(announced(engine)).toEqual(['8000 to 1: place 1, up to 10000'])
  })

  test('whatever happens to the engine in between: a restart, or another configuration', () => {
    const config = configOf(RULES)
    const engine = staffed(config, 1)
    for (let each = 0; each < 3; each += 1) engine.offer({ type: 0 }, 0)
    engine.advance(5000)
    expect(announced(engine)).toHaveLength(2)
    const restored = AcdEngine.restore(config, JSON.parse(JSON.stringify(engine.snapshot())))
    const types = [{ name: 'new' }, ...config.types]
    for (const each of [engine, restored]) {
      each.reconfigure({ ...config, types }, 10_000)
      each.release(1, 20_000)
      each.advance(35_000)
      expect(announced(each)).toEqual(['35000 to 3: place 1, up to 10000'])
    }
  })

  test('but not an agent who consults the queue', () => {
    const engine = staffed(configOf(RULES), 1)
    engine.consults.begin(engine.offer({ type: 1 }, 0), { type: 0 }, 10)
    engine.advance(60_000)
    expect(announced(engine)).toEqual([])
  })

  test.each([
    [{ firstMs: -1 }, 'types[0].waitAnnouncements.firstMs'],
    [{ everyMs: 0 }, 'types[0].waitAnnouncements.everyMs'],
    [{ stepsMs: [1000, 1000] }, 'types[0].waitAnnouncements.stepsMs[1]'],
  ])('a mistake is told with its path: %j', (mistake, path) => {
    expect(() => new AcdEngine(configOf(mistake))).toThrow(path)
  })
})
