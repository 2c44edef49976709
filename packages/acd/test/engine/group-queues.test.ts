import { AcdEngine, type AcdConfig, type GroupQueueConfig, HOLD, type RoutingPolicy } from '@strowger/acd'
import { describe, expect, test } from 'vitest'

type Queues = Readonly<Record<string, GroupQueueConfig>>

/** Sales serves orders at once and complaints after 20 ms; care serves both, complaints first. */
const profiles = (sales: Queues, care: Queues): AcdConfig => ({
  types: [
    { name: 'orders', priority: 5 },
    { name: 'complaints', stages: [{ afterMs: 30, groups: ['care'] }] },
  ],
  groups: [
    { name: 'sales', autoAnswer: true, queues: sales },
    { name: 'care', autoAnswer: true, queues: care },
  ],
})

/** One agent in each group, ready where named. */
function floorOf(config: AcdConfig, ...ready: readonly number[]): AcdEngine {
  const engine = new AcdEngine(config)
  for (const group of config.groups.keys()) {
    engine.signIn(engine.addAgent({ group }), 0)
    if (ready.includes(group)) engine.ready(group, 0)
  }
  return engine
}

function told(engine: AcdEngine): string[] {
  const words: string[] = []
  for (let event = engine.read(); event !== undefined; event = engine.read()) {
    if (event.kind === 'stage') words.push(`${event.atMs} stage ${event.stage}`)
    if (event.kind === 'connected') words.push(`${event.atMs} contact ${event.contact} agent ${event.agent}`)
  }
  return words
}

describe("a delay of a group's queue", () => {
  test('is a deadline: its agents take the contact when it has waited so long, not before', () => {
    const engine = floorOf(profiles({ complaints: { delayMs: 20 } }, {}), 0)
    engine.offer({ type: 1 }, 3)
    expect(engine.nextDeadlineMs()).toBe(23)
    engine.advance(100)
    expect(told(engine)).toEqual(['23 stage 1', '23 contact 1 agent 0'])
  })

  test('leaves the other groups and the other types alone', () => {
    const engine = floorOf(profiles({ complaints: { delayMs: 20 } }, {}), 0, 1)
    engine.offer({ type: 1 }, 0)
    engine.offer({ type: 0 }, 0)
    expect(told(engine)).toEqual(['0 contact 1 agent 1', '0 contact 2 agent 0'])
  })

  test('does not make a group serve what a stage of the type keeps from it', () => {
    const engine = floorOf(profiles({ complaints: { delayMs: 40 } }, {}), 0)
    engine.offer({ type: 1 }, 0)
    engine.advance(100)
    expect(told(engine)).toEqual(
      ['0 stage 1', '0 stage 2'].map((words, at) => words.replace('0', String(30 + 10 * at))),
    )
    expect(engine.waiting).toBe(1)
  })

  test('is asked of contacts that wait when an agent becomes free', () => {
    const engine = floorOf(profiles({ complaints: { delayMs: 20 } }, {}))
    engine.offer({ type: 1 }, 0)
    engine.ready(0, 19)
    expect(engine.agentState(0)).toBe('ready')
    engine.advance(20)
    expect(engine.agentState(0)).toBe('connected')
  })

  test('survives a snapshot, and goes when the configuration that comes has none', () => {
    const config = profiles({ complaints: { delayMs: 20 } }, {})
    const engine = floorOf(config, 0)
    engine.offer({ type: 1 }, 0)
    told(engine)
    const restored = AcdEngine.restore(config, engine.snapshot())
    restored.advance(20)
    expect(told(restored)).toEqual(['20 stage 1', '20 contact 1 agent 0'])
    engine.reconfigure(profiles({}, {}), 5)
    expect(told(engine)).toEqual(['5 contact 1 agent 0'])
  })
})

describe("a priority of a group's queue", () => {
  const waiting = (config: AcdConfig): AcdEngine => {
    const engine = floorOf(config)
    for (const [atMs, type] of [0, 1, 0, 1].entries()) engine.offer({ type }, atMs)
    return engine
  }
  /** Contacts in the order in which the agent takes them. */
  const order = (engine: AcdEngine, agent: number): number[] => {
    engine.ready(agent, 10)
    const taken: number[] = []
    for (let atMs = 11; engine.contactsOf(agent).length > 0; atMs += 1) {
      taken.push(...engine.contactsOf(agent))
      engine.release(engine.contactsOf(agent)[0]!, atMs)
    }
    return taken
  }

  test("is before the contacts' own, for this group's agents alone", () => {
    const config = profiles({}, { complaints: { priority: 1 } })
    expect(order(waiting(config), 1)).toEqual([2, 4, 1, 3])
    expect(order(waiting(config), 0)).toEqual([1, 3, 2, 4])
  })

  test('a policy that holds back the types that come first is asked once more, about all', () => {
    const asked: number[] = []
    const policy: RoutingPolicy = {
      name: 'no choice, no work',
      holds: true,
      selectAgent: () => HOLD,
      selectContact: (selection) => {
        asked.push(selection.count)
        return selection.count < 2 ? HOLD : 0
      },
    }
    const engine = waiting({ ...profiles({}, { complaints: { priority: 1 } }), policy })
    engine.ready(1, 10)
    expect(asked).toEqual([1, 2])
    expect(engine.agentState(1)).toBe('connected')
  })
})

test.each<[Queues, string, string]>([
  [{ letters: {} }, 'unknown-type', 'groups[0].queues.letters'],
  [{ orders: { delayMs: -1 } }, 'out-of-range', 'groups[0].queues.orders.delayMs'],
  [{ orders: { delayMs: Infinity } }, 'out-of-range', 'groups[0].queues.orders.delayMs'],
  [{ orders: { priority: 1.5 } }, 'out-of-range', 'groups[0].queues.orders.priority'],
  [{ orders: { priority: 256 } }, 'out-of-range', 'groups[0].queues.orders.priority'],
])('a mistake in %j is %s at %s', (queues, code, path) => {
  expect(() => new AcdEngine(profiles(queues, {}))).toThrow(expect.objectContaining({ code, path }))
})

test("a group has no queue of another tenant's type", () => {
  const groups = [{ name: 'care', queues: { orders: { delayMs: 1 } } }]
  expect(() => new AcdEngine({ types: [{ name: 'orders', tenant: 'sina' }], groups })).toThrow(
    expect.objectContaining({ code: 'other-tenant', path: 'groups[0].queues.orders' }),
  )
})
