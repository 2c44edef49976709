import { type AcdConfig, AcdEngine, type AcdEvent, FloorMetrics, type RingConfig } from '@strowger/acd'
import { describe, expect, test } from 'vitest'

/* Ringing at several agents. W4, W12, W13 and W14 are failures of other engines, listed with the feature tables. */

function floorOf(ring: RingConfig, agents: number, more: Partial<AcdConfig> = {}): AcdEngine {
  const engine = new AcdEngine({
    types: [{ name: 'call', ring }, { name: 'other' }],
    groups: [
      { name: 'front', offerTimeoutMs: 20 },
      { name: 'back', offerTimeoutMs: 20 },
    ],
    ...more,
  })
  for (let agent = 0; agent < agents; agent += 1) {
    engine.addAgent({ group: agent % 2 })
    engine.signIn(agent, 0)
    engine.ready(agent, 0)
  }
  while (engine.read() !== undefined);
  return engine
}

function told(engine: AcdEngine): string[] {
  const words: string[] = []
  for (let event = engine.read(); event !== undefined; event = engine.read()) {
    if (event.kind === 'agent') words.push(`agent ${event.agent} ${event.state}`)
    else if (event.kind === 'offer-ended') words.push(`agent ${event.agent} ${event.reason}`)
    else if (event.kind === 'offered') words.push(`agent ${event.agent} rings`)
    else if (event.kind === 'connected') words.push(`agent ${event.agent} connected`)
    else if (event.kind !== 'arrived') words.push(event.kind)
  }
  return words
}

const states = (engine: AcdEngine, agents: number) =>
  Array.from({ length: agents }, (_, agent) => engine.agentState(agent))

describe('ring-all', () => {
  test('W4: one agent has the call, whoever else accepts; when that agent hangs up, nobody is dropped', () => {
    const engine = floorOf({}, 3)
    const contact = engine.offer({ type: 0 }, 1)
    expect(told(engine)).toEqual(['agent 0 rings', 'agent 1 rings', 'agent 2 rings'])
    expect(engine.accept(contact, 1, 2)).toBe(true)
    expect(engine.accept(contact, 0, 2)).toBe(false)
    expect(told(engine)).toEqual([
      'agent 0 answered',
      'agent 2 answered',
      'agent 1 connected',
      'agent 0 ready',
      'agent 2 ready',
    ])
    const next = engine.offer({ type: 0 }, 3)
    engine.release(contact, 4)
    expect(engine.accept(next, 2, 5)).toBe(true)
    expect(states(engine, 3)).toEqual(['ready', 'ready', 'connected'])
  })

  test('W12: no agent stays reserved when the caller gives up, is sent elsewhere, or nobody answers', () => {
    for (const end of ['abandon', 'divert', 'nobody'] as const) {
      const engine = floorOf({}, 3)
      const contact = engine.offer({ type: 0 }, 1)
      if (end === 'abandon') engine.abandon(contact, 2)
      else if (end === 'divert') engine.calls.divert(contact, 'voicemail', 2)
      else engine.advance(21)
      const rest = end === 'nobody' ? 'not-ready' : 'ready'
      expect(states(engine, 3)).toEqual([rest, rest, rest])
      expect(engine.waiting).toBe(end === 'nobody' ? 1 : 0)
      expect(engine.nextDeadlineMs()).toBe(Infinity)
    }
  })

  test('W13: a refusal ends one offer and no other, and is not asked again while it rings elsewhere', () => {
    const engine = floorOf({}, 3)
    const contact = engine.offer({ type: 0 }, 1)
    told(engine)
    engine.decline(contact, 0, 2)
    expect(told(engine)).toEqual(['agent 0 declined', 'agent 0 ready'])
    engine.decline(contact, 1, 3)
    told(engine)
    // Rung out: the round begins anew, and all may be asked again.
    engine.decline(contact, 2, 4)
    expect(told(engine)).toEqual([
      'agent 2 declined',
      'agent 0 rings',
      'agent 1 rings',
      'agent 2 ready',
      'agent 2 rings',
    ])
  })

  test('rings at no more than it is allowed to, of one group where that is said', () => {
    const atOnce = floorOf({ atOnce: 2 }, 4)
    atOnce.offer({ type: 0 }, 1)
    expect(told(atOnce)).toEqual(['agent 0 rings', 'agent 1 rings'])
    const sameGroup = floorOf({ sameGroup: true }, 4)
    sameGroup.offer({ type: 0 }, 1)
    expect(told(sameGroup)).toEqual(['agent 0 rings', 'agent 2 rings'])
  })

  test('who becomes ready joins, unless another contact rings nowhere', () => {
    const engine = floorOf({}, 2)
    engine.notReady(1, 'break', 0)
    engine.offer({ type: 0 }, 1)
    told(engine)
    engine.ready(1, 2)
    expect(told(engine)).toEqual(['agent 1 ready', 'agent 1 rings'])
    engine.addAgent({ group: 0 })
    engine.signIn(2, 3)
    engine.offer({ type: 1 }, 3)
    told(engine)
    engine.ready(2, 4)
    expect(engine.agentState(2)).toBe('offered')
    engine.accept(2, 2, 5)
    expect(engine.agentState(2)).toBe('connected')
  })

  test('an agent with forced answer has it before anybody', () => {
    const engine = floorOf({}, 2, { groups: [{ name: 'front' }, { name: 'back', autoAnswer: true }] })
    engine.offer({ type: 0 }, 1)
    expect(told(engine)).toEqual(['agent 0 rings', 'agent 0 answered', 'agent 1 connected', 'agent 0 ready'])
  })
})

describe('progressive ringing', () => {
  test('rings at one more agent in time, and those who answer late keep nobody waiting (W14)', () => {
    const engine = floorOf({ everyMs: 5 }, 4)
    engine.offer({ type: 0 }, 1)
    const other = engine.offer({ type: 1 }, 1)
    expect(told(engine)).toEqual(['agent 0 rings', 'agent 1 rings'])
    // The second call is not kept by the first one's pace: it rang in the command that brought it.
    engine.accept(other, 1, 2)
    told(engine)
    expect(engine.nextDeadlineMs()).toBe(6)
    engine.advance(6)
    expect(told(engine)).toEqual(['agent 2 rings'])
    engine.advance(11)
    expect(told(engine)).toEqual(['agent 3 rings'])
  })

  test('a refusal makes room for another agent at once', () => {
    const engine = floorOf({ everyMs: 5 }, 3)
    const contact = engine.offer({ type: 0 }, 1)
    engine.advance(6)
    told(engine)
    engine.decline(contact, 0, 7)
    expect(told(engine)).toEqual(['agent 0 declined', 'agent 2 rings', 'agent 0 ready'])
  })

  test('who comes when the time for more has passed joins at once', () => {
    const engine = floorOf({ everyMs: 5 }, 1)
    engine.offer({ type: 0 }, 1)
    engine.advance(7)
    told(engine)
    engine.addAgent({ group: 0 })
    engine.signIn(1, 8)
    engine.ready(1, 8)
    expect(engine.agentState(1)).toBe('offered')
  })
})

test('a stage can ring more widely', () => {
  const engine = floorOf({}, 2, {
    types: [{ name: 'call', stages: [{ afterMs: 10, ring: {} }] }],
    groups: [
      { name: 'front', offerTimeoutMs: 20, afterNoAnswer: { become: 'ready', forMs: 1 } },
      { name: 'back', offerTimeoutMs: 20 },
    ],
  })
  engine.offer({ type: 0 }, 1)
  expect(told(engine)).toEqual(['agent 0 rings'])
  engine.advance(21)
  expect(told(engine)).toEqual(['agent 0 no-answer', 'agent 1 rings', 'agent 0 ready', 'agent 0 rings'])
})

test('a call that gives up while it rings at three agents of a group is lost once', () => {
  const engine = floorOf({}, 5)
  const metrics = new FloorMetrics({ types: 2, groups: 2, thresholdMs: 20 })
  const contact = engine.offer({ type: 0 }, 1)
  engine.abandon(contact, 5)
  const events: AcdEvent[] = []
  for (let event = engine.read(); event !== undefined; event = engine.read()) events.push({ ...event })
  for (const event of events) metrics.observe(event)
  expect([metrics.ofGroup(0).abandoned, metrics.ofGroup(1).abandoned, metrics.ofType(0).abandoned]).toEqual([1, 1, 1])
})

test.each([
  ['types[0].ring.atOnce', { atOnce: 51 }],
  ['types[0].ring.atOnce', { atOnce: 0 }],
  ['types[0].ring.everyMs', { everyMs: 0 }],
])('a mistake is told with its path: %s', (path, ring) => {
  expect(() => floorOf(ring, 0)).toThrow(path)
})
