import { AcdEngine, type AcdEvent, LongestIdle, RankedLists, StrowgerError } from '@strowger/acd'
import { describe, expect, test } from 'vitest'

const oneGroup = { types: [{ name: 'call' }], groups: [{ name: 'front' }] }

function readAll(engine: AcdEngine): AcdEvent[] {
  const events: AcdEvent[] = []
  for (let event = engine.read(); event !== undefined; event = engine.read()) events.push({ ...event })
  return events
}

function readyAgent(engine: AcdEngine, group = 0): number {
  const agent = engine.addAgent({ group })
  engine.signIn(agent, engine.nowMs === -Infinity ? 0 : engine.nowMs)
  engine.ready(agent, engine.nowMs)
  return agent
}

describe('a burst', () => {
  test('of ten thousand contacts is served in order of priority and arrival, and nobody is lost', () => {
    const engine = new AcdEngine({ ...oneGroup, groups: [{ name: 'front', autoAnswer: true }] })
    const expected: { id: number; priority: number }[] = []
    for (let n = 0; n < 10_000; n += 1) {
      const priority = (n * 7919) % 5
      expected.push({ id: engine.offer({ type: 0, priority }, n), priority })
    }
    expected.sort((a, b) => b.priority - a.priority || a.id - b.id)
    readyAgent(engine)
    const served: number[] = []
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      if (event.kind !== 'connected') continue
      served.push(event.contact)
      engine.release(event.contact, 20_000)
    }
    expect(served).toEqual(expected.map(({ id }) => id))
    expect(engine.waiting).toBe(0)
  })
})

describe('a command that comes too late', () => {
  test('returns false and leaves no event', () => {
    const engine = new AcdEngine(oneGroup)
    const agent = readyAgent(engine)
    const contact = engine.offer({ type: 0 }, 1)
    expect(engine.abandon(contact, 2)).toBe(true)
    readAll(engine)
    expect(engine.accept(contact, agent, 3)).toBe(false)
    expect(engine.abandon(contact, 3)).toBe(false)
    expect(engine.release(contact, 3)).toBe(false)
    expect(engine.endWrapUp(agent, 3)).toBe(false)
    expect(engine.signIn(agent, 3)).toBe(false)
    expect(readAll(engine)).toEqual([])
  })
})

describe('an agent whose shift ends', () => {
  test('finishes the conversation first', () => {
    const engine = new AcdEngine({ types: [{ name: 'call', wrapUpMs: 5 }], groups: oneGroup.groups })
    const agent = readyAgent(engine)
    const contact = engine.offer({ type: 0 }, 1)
    engine.accept(contact, agent, 2)
    engine.signOut(agent, 3)
    expect(engine.agentState(agent)).toBe('connected')
    expect(engine.release(contact, 10)).toBe(true)
    expect(engine.agentState(agent)).toBe('wrap-up')
    engine.advance(engine.nextDeadlineMs())
    expect(engine.agentState(agent)).toBe('signed-out')
  })
})

describe('a mistake of the host', () => {
  const error = (act: () => unknown): StrowgerError => {
    try {
      act()
    } catch (thrown) {
      if (thrown instanceof StrowgerError) return thrown
      throw thrown
    }
    throw new Error('nothing was thrown')
  }

  test.each([
    ['unknown-agent', 'agent', (e: AcdEngine) => e.ready(7, 1)],
    ['unknown-agent', 'agent', (e: AcdEngine) => e.signIn(Number.NaN, 1)],
    ['unknown-type', 'contact.type', (e: AcdEngine) => e.offer({ type: 9 }, 1)],
    ['out-of-range', 'contact.priority', (e: AcdEngine) => e.offer({ type: 0, priority: 32 }, 1)],
    ['unknown-group', 'agent.group', (e: AcdEngine) => e.addAgent({ group: -1 })],
    ['unknown-skill', 'agent.skills.latin', (e: AcdEngine) => e.addAgent({ group: 0, skills: { latin: 1 } })],
    ['time', 'nowMs', (e: AcdEngine) => [e.advance(5), e.advance(4)]],
    ['time', 'nowMs', (e: AcdEngine) => e.offer({ type: 0 }, Number.NaN)],
    ['time', 'nowMs', (e: AcdEngine) => e.advance(Infinity)],
  ])('is the error %s at %s', (code, path, act) => {
    const thrown = error(() => act(new AcdEngine(oneGroup)))
    expect([thrown.code, thrown.path]).toEqual([code, path])
    expect(thrown.message).toMatch(/^[^\n]+ — [^\n]+$/)
  })

  test.each([
    ['unknown-skill', 'types[0].requires.latin', { types: [{ name: 'a', requires: { latin: 1 } }], groups: [] }],
    ['skill-level', 'groups[0].skills.x', { skills: ['x'], types: [], groups: [{ name: 'g', skills: { x: 0 } }] }],
    ['duplicate-name', 'types[1].name', { types: [{ name: 'a' }, { name: 'a' }], groups: [] }],
    ['duplicate-skill', 'skills[1]', { skills: ['x', 'x'], types: [], groups: [] }],
    ['out-of-range', 'types[0].priority', { types: [{ name: 'a', priority: 1.5 }], groups: [] }],
    [
      'out-of-range',
      'types[0].stages[1].afterMs',
      { types: [{ name: 'a', stages: [{ afterMs: 5 }, { afterMs: 5 }] }], groups: [] },
    ],
    ['unknown-group', 'types[0].groups[0]', { types: [{ name: 'a', groups: ['nobody'] }], groups: [] }],
    ['out-of-range', 'groups[0].offerTimeoutMs', { types: [], groups: [{ name: 'g', offerTimeoutMs: 0 }] }],
    ['out-of-range', 'trunks', { types: [], groups: [], trunks: -1 }],
    [
      'unknown-name',
      'agents.a[0]',
      { types: [{ name: 'a' }], groups: [], policy: new RankedLists({ agents: { a: [['x']] } }) },
    ],
  ])('in the configuration is the error %s at %s', (code, path, config) => {
    const thrown = error(() => new AcdEngine(config))
    expect([thrown.code, thrown.path]).toEqual([code, path])
  })
})

describe('a policy', () => {
  test('that holds leaves the contact waiting and the agent idle', () => {
    const policy = { name: 'hold', selectAgent: () => -1, selectContact: () => -1 }
    const engine = new AcdEngine({ ...oneGroup, policy })
    const agent = readyAgent(engine)
    engine.offer({ type: 0 }, 1)
    expect(engine.waiting).toBe(1)
    expect(engine.agentState(agent)).toBe('ready')
  })

  test('that names someone who is not a candidate is told so', () => {
    const policy = new LongestIdle()
    policy.selectAgent = () => 1
    const engine = new AcdEngine({ ...oneGroup, policy })
    readyAgent(engine)
    engine.addAgent({ group: 0 })
    expect(() => engine.offer({ type: 0 }, 1)).toThrow(/policy longest-idle.selectAgent: 1/)
  })
})
