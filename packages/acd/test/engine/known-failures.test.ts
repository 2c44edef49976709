import { AcdEngine, type AcdConfig, type AcdEvent, RankedLists } from '@strowger/acd'
import { describe, expect, test } from 'vitest'

/*
 * What is known to go wrong in other engines (open issues, or read from their code), each as a test that it does not
 * happen here. The numbers are those of the list they were collected in.
 */

function readAll(engine: AcdEngine): AcdEvent[] {
  const events: AcdEvent[] = []
  for (let event = engine.read(); event !== undefined; event = engine.read()) events.push({ ...event })
  return events
}

function agentIn(engine: AcdEngine, group: string, nowMs = 0): number {
  const agent = engine.addAgent({ group: engine.groupNumber(group) })
  engine.signIn(agent, nowMs)
  engine.ready(agent, nowMs)
  return agent
}

const groups = (...names: string[]) => names.map((name) => ({ name, autoAnswer: true }))

describe('a queue that counts for more', () => {
  const config: AcdConfig = {
    types: [
      { name: 'heavy', priority: 31, groups: ['experts'] },
      { name: 'light', priority: 0, groups: ['front'] },
    ],
    groups: groups('experts', 'front'),
  }

  test('W1: does not keep an agent idle whom its caller may not use', () => {
    const engine = new AcdEngine(config)
    engine.offer({ type: 0 }, 1)
    engine.offer({ type: 1 }, 2)
    const front = agentIn(engine, 'front', 3)
    expect(engine.agentState(front)).toBe('connected')
    expect(engine.waiting).toBe(1)
  })

  test('W2: does not block those behind a caller whom no free agent can serve', () => {
    const engine = new AcdEngine(config)
    const front = agentIn(engine, 'front')
    engine.offer({ type: 0 }, 1)
    engine.offer({ type: 1 }, 2)
    expect(engine.agentState(front)).toBe('connected')
  })

  test('W3: and another with the longest wait do not stop each other', () => {
    const engine = new AcdEngine({ ...config, types: config.types.map(({ name }) => ({ name })) })
    for (let n = 0; n < 10; n += 1) engine.offer({ type: n % 2 }, n)
    const agents = [agentIn(engine, 'front', 20), agentIn(engine, 'experts', 20)]
    let served = 0
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      if (event.kind !== 'connected') continue
      served += 1
      engine.release(event.contact, 30)
    }
    expect(served).toBe(10)
    expect(agents.map((agent) => engine.agentState(agent))).toEqual(['ready', 'ready'])
  })
})

test('W5: one call counts once, however many queues its agent serves', () => {
  const types = Array.from({ length: 50 }, (_, n) => ({ name: `queue ${n}` }))
  const engine = new AcdEngine({ types, groups: groups('front') })
  agentIn(engine, 'front')
  for (let n = 0; n < 200; n += 1) {
    engine.offer({ type: n % 50 }, n)
    for (const event of readAll(engine)) if (event.kind === 'connected') engine.release(event.contact, n)
  }
  readAll(engine)
  expect(engine.inside).toBe(0)
  expect(engine.waiting).toBe(0)
})

test('W6: an agent who is excluded is never given the call, at any stage', () => {
  const engine = new AcdEngine({
    types: [
      {
        name: 'call',
        groups: [],
        stages: [
          { afterMs: 5, groups: ['front'] },
          { afterMs: 9, groups: ['front', 'other'] },
        ],
      },
    ],
    groups: groups('front', 'other'),
  })
  const [never, allowed] = [agentIn(engine, 'front'), agentIn(engine, 'other')]
  engine.offer({ type: 0, exclude: [never] }, 1)
  engine.advance(20)
  expect(engine.agentState(never)).toBe('ready')
  expect(engine.agentState(allowed)).toBe('connected')
})

test('W7: an agent idle for weeks does not beat a better rank', () => {
  const engine = new AcdEngine({
    types: [{ name: 'call' }],
    groups: groups('preferred', 'second'),
    policy: new RankedLists({ agents: { call: [['preferred'], ['second']] } }),
  })
  const second = agentIn(engine, 'second')
  const preferred = agentIn(engine, 'preferred', 40 * 86_400_000)
  engine.offer({ type: 0 }, 40 * 86_400_000 + 1)
  expect([engine.agentState(preferred), engine.agentState(second)]).toEqual(['connected', 'ready'])
})

test("W9: a strategy of one's own is passed in, with state and configuration", () => {
  const last = new Map<number, number>()
  const engine = new AcdEngine({
    types: [{ name: 'call' }],
    groups: groups('front'),
    policy: {
      name: 'most recent agent first',
      selectAgent: (selection) => {
        let chosen = selection.longestIdle(0)
        for (let agent = chosen; agent !== -1; agent = selection.nextIdle(agent)) chosen = agent
        last.set(selection.contact, chosen)
        return chosen
      },
      selectContact: () => 0,
    },
  })
  agentIn(engine, 'front')
  const recent = agentIn(engine, 'front', 1)
  const contact = engine.offer({ type: 0 }, 2)
  expect(last.get(contact)).toBe(recent)
})

test('W12: every offer ends and frees both sides, whatever happens meanwhile', () => {
  const engine = new AcdEngine({ types: [{ name: 'call' }], groups: [{ name: 'front', offerTimeoutMs: 10 }] })
  const agents = [agentIn(engine, 'front'), agentIn(engine, 'front')]
  const contacts = [engine.offer({ type: 0 }, 1), engine.offer({ type: 0 }, 1)]
  engine.abandon(contacts[0]!, 2)
  engine.signOut(agents[1]!, 3)
  engine.advance(100)
  expect(agents.map((agent) => engine.agentState(agent))).toEqual(['not-ready', 'signed-out'])
  expect(engine.waiting).toBe(1)
  expect(engine.nextDeadlineMs()).toBe(Infinity)
})

test('W14: a caller who waits costs the others nothing: time only fires what is due', () => {
  const engine = new AcdEngine({ types: [{ name: 'call', stages: [{ afterMs: 1000 }] }], groups: groups('front') })
  for (let n = 0; n < 1000; n += 1) engine.offer({ type: 0 }, n)
  readAll(engine)
  engine.advance(999)
  expect(readAll(engine)).toEqual([])
  engine.advance(1000)
  expect(readAll(engine)).toHaveLength(1)
})

test('W15: an agent back from a break goes to the end of the idle order', () => {
  const engine = new AcdEngine({ types: [{ name: 'call' }], groups: groups('front') })
  const [back, steady] = [agentIn(engine, 'front'), agentIn(engine, 'front')]
  engine.notReady(back, 'break', 10)
  engine.ready(back, 20)
  engine.offer({ type: 0 }, 30)
  expect([engine.agentState(back), engine.agentState(steady)]).toEqual(['ready', 'connected'])
})

test('W16: an agent is free the moment after-call work ends, without waiting for a poll', () => {
  const engine = new AcdEngine({ types: [{ name: 'call', wrapUpMs: 7 }], groups: groups('front') })
  const agent = agentIn(engine, 'front')
  const first = engine.offer({ type: 0 }, 1)
  engine.offer({ type: 0 }, 2)
  engine.release(first, 10)
  expect(engine.nextDeadlineMs()).toBe(17)
  engine.advance(17)
  expect(engine.agentState(agent)).toBe('connected')
})

test('W17: a burst goes to as many agents as there are, not all to the first', () => {
  const engine = new AcdEngine({ types: [{ name: 'call' }], groups: [{ name: 'front' }] })
  const agents = Array.from({ length: 20 }, () => agentIn(engine, 'front'))
  for (let n = 0; n < 20; n += 1) engine.offer({ type: 0 }, 1)
  const offered = readAll(engine).flatMap((event) => (event.kind === 'offered' ? [event.agent] : []))
  expect(offered).toEqual(agents)
})

test('W19: a personal agent is waited for, and for no longer than was said', () => {
  const engine = new AcdEngine({ types: [{ name: 'call' }], groups: groups('front') })
  const [mine, other] = [agentIn(engine, 'front'), agentIn(engine, 'front')]
  engine.offer({ type: 0, preferred: { agent: mine, forMs: 5 } }, 1)
  expect(engine.agentState(mine)).toBe('connected')
  engine.offer({ type: 0, preferred: { agent: mine, forMs: 5 } }, 2)
  expect(engine.agentState(other)).toBe('ready')
  engine.advance(7)
  expect(engine.agentState(other)).toBe('connected')
})
