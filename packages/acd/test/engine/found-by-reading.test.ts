import {
  AcdEngine,
  type AcdConfig,
  type AcdEvent,
  JOURNAL_HEAD,
  journalLine,
  RankedLists,
  readJournal,
  StrowgerError,
} from '@strowger/acd'
import { describe, expect, test } from 'vitest'

/* Mistakes that were found by describing the engine for its users; each has its test here. */

function readAll(engine: AcdEngine): AcdEvent[] {
  const events: AcdEvent[] = []
  for (let event = engine.read(); event !== undefined; event = engine.read()) events.push({ ...event })
  return events
}

function agentIn(engine: AcdEngine, group = 0, nowMs = Math.max(0, engine.nowMs)): number {
  const agent = engine.addAgent({ group })
  engine.signIn(agent, nowMs)
  engine.ready(agent, nowMs)
  return agent
}

const front = { types: [{ name: 'call' }], groups: [{ name: 'front', autoAnswer: true }] }
const ringing = { types: [{ name: 'call' }], groups: [{ name: 'front' }] }

test('more than 255 stages are refused', () => {
  const stages = Array.from({ length: 256 }, (_, n) => ({ afterMs: n + 1 }))
  expect(() => new AcdEngine({ ...front, types: [{ name: 'call', stages }] })).toThrow(/types\[0\]\.stages: 256/)
})

test('a desk that the host keeps works on after the configuration was replaced', () => {
  const engine = new AcdEngine(front)
  const { calls, supervisor } = engine
  const contact = engine.offer({ type: 0 }, 1)
  engine.reconfigure(front, 2)
  const agent = engine.addAgent({ group: 0 })
  engine.signIn(agent, 2)
  expect(supervisor.forceNotReady(agent, 'meeting', 2)).toBe(true)
  readAll(engine)
  expect(calls.divert(contact, 'voicemail', 3)).toBe(true)
  expect(readAll(engine)).toMatchObject([{ kind: 'diverted', reason: 'voicemail' }])
})

test('a journal keeps every text as it is, also one that reads "forever"', () => {
  const commands = [
    { do: 'not-ready', agent: 0, reason: 'forever', atMs: 0 },
    { do: 'offer', type: 0, preferred: { agent: 0, forMs: Infinity }, atMs: 1 },
  ] as const
  const journal = `${JOURNAL_HEAD}\n${commands.map((command) => `${journalLine(command)}\n`).join('')}`
  expect([...readJournal(journal)]).toEqual(commands)
})

test.each([
  '{"do":"not-ready","agent":0,"atMs":0}',
  '{"do":"offer","type":0,"preferred":null,"atMs":0}',
  '{"do":"add-agent","group":0,"skills":null,"atMs":0}',
  '{"do":"accept","contact":1,"atMs":0}',
  '{"do":"advance","atMs":"0"}',
])('a journal line that lacks what its command needs is refused: %s', (line) => {
  expect(() => [...readJournal(`${JOURNAL_HEAD}\n${line}\n`)]).toThrow(StrowgerError)
})

test('a snapshot of types with other stages is refused', () => {
  const staged: AcdConfig = {
    ...front,
    types: [{ name: 'call', groups: [], stages: [{ afterMs: 1 }, { afterMs: 2 }] }],
  }
  const engine = new AcdEngine(staged)
  engine.offer({ type: 0 }, 0)
  engine.advance(5)
  readAll(engine)
  const snapshot = engine.snapshot()
  const fewer: AcdConfig = { ...front, types: [{ name: 'call', groups: [], stages: [{ afterMs: 1 }] }] }
  expect(() => AcdEngine.restore(fewer, snapshot)).toThrow(/stages/)
  expect(AcdEngine.restore(staged, snapshot).waiting).toBe(1)
})

describe('replacing the configuration', () => {
  test('that is refused leaves the policy in use as it was', () => {
    const policy = new RankedLists({ agents: { a: [['g'], ['h']] } })
    const types = [{ name: 'a' }, { name: 'x', groups: [] }]
    const groups = [
      { name: 'g', autoAnswer: true },
      { name: 'h', autoAnswer: true },
    ]
    const engine = new AcdEngine({ types, groups, policy })
    const [g] = [agentIn(engine, 0), agentIn(engine, 1)]
    engine.offer({ type: 1 }, 1)
    const other = { types: [{ name: 'a' }], groups: groups.toReversed(), policy }
    expect(() => {
      engine.reconfigure(other, 2)
    }).toThrow(/unknown-type|keep this type/)
    engine.offer({ type: 0 }, 3)
    expect(engine.agentState(g)).toBe('connected')
  })

  test('keeps what has been decided and not yet read, also by a deadline that is due at that moment', () => {
    const engine = new AcdEngine({ ...front, types: [{ name: 'call', wrapUpMs: 5 }] })
    agentIn(engine)
    const contact = engine.offer({ type: 0 }, 1)
    engine.release(contact, 2)
    readAll(engine)
    engine.reconfigure(front, 10)
    expect(readAll(engine)[0]).toMatchObject({ kind: 'wrap-up-ended', atMs: 7, contact })
  })
})

describe('escalation', () => {
  const config: AcdConfig = {
    types: [{ name: 'call' }],
    groups: [
      {
        name: 'front',
        offerTimeoutMs: 5,
        afterNoAnswer: { become: 'not-ready', forMs: 1, signOutAfter: 2 },
        afterDecline: { become: 'not-ready', forMs: 1, signOutAfter: 2 },
      },
    ],
  }

  test('counts refusals of one kind in a row', () => {
    const engine = new AcdEngine(config)
    const agent = agentIn(engine)
    const contact = engine.offer({ type: 0 }, 0)
    engine.decline(contact, agent, 1)
    engine.advance(12)
    expect(engine.agentState(agent)).not.toBe('signed-out')
    engine.advance(13)
    expect(engine.agentState(agent)).toBe('signed-out')
  })

  test('starts anew when the agent signs in again', () => {
    const engine = new AcdEngine(config)
    const agent = agentIn(engine)
    engine.offer({ type: 0 }, 0)
    engine.advance(100)
    expect(engine.agentState(agent)).toBe('signed-out')
    engine.signIn(agent, 100)
    engine.ready(agent, 100)
    engine.advance(105)
    expect(engine.agentState(agent)).toBe('not-ready')
  })
})

test('an agent who was to be ready again and is given a call by hand is ready after it', () => {
  const engine = new AcdEngine({
    types: [{ name: 'call' }],
    groups: [{ name: 'front', offerTimeoutMs: 5, afterNoAnswer: { become: 'not-ready', forMs: 100 } }],
  })
  const rested = agentIn(engine)
  const contact = engine.offer({ type: 0 }, 0)
  engine.advance(5)
  expect(engine.agentState(rested)).toBe('not-ready')
  const other = agentIn(engine, 0, 6)
  engine.accept(contact, other, 7)
  expect(engine.calls.transferToAgent(contact, rested, 8)).toBe(true)
  engine.release(contact, 9)
  expect(engine.agentState(rested)).toBe('ready')
})

describe('nobody gets by hand what no queue would give', () => {
  const hosted: AcdConfig = {
    types: [
      { name: 'sina', tenant: 'sina' },
      { name: 'other', tenant: 'other' },
    ],
    groups: [
      { name: 'sina seats', tenant: 'sina', autoAnswer: true },
      { name: 'other seats', tenant: 'other', autoAnswer: true },
    ],
  }

  test('tenants', () => {
    const engine = new AcdEngine(hosted)
    const [, stranger] = [agentIn(engine, 0), agentIn(engine, 1)]
    const contact = engine.offer({ type: 0 }, 1)
    expect(engine.calls.transferToAgent(contact, stranger, 2)).toBe(false)
    expect(engine.supervisor.intercept(contact, stranger, 2)).toBe(false)
    expect(() => engine.calls.transfer(contact, 1, 3)).toThrow(/tenant/)
    const waiting = engine.offer({ type: 0 }, 4)
    expect(() => engine.calls.move(waiting, { type: 1 }, 5)).toThrow(/tenant/)
  })

  test('exclusions', () => {
    const engine = new AcdEngine(front)
    const [, never] = [agentIn(engine), agentIn(engine)]
    const contact = engine.offer({ type: 0, exclude: [never] }, 1)
    expect(engine.calls.transferToAgent(contact, never, 2)).toBe(false)
  })

  test('an agent who is excluded while it rings there stops ringing', () => {
    const engine = new AcdEngine(ringing)
    const agent = agentIn(engine)
    const contact = engine.offer({ type: 0 }, 1)
    expect(engine.calls.exclude(contact, agent, 2)).toBe(true)
    expect(engine.agentState(agent)).toBe('ready')
    expect(engine.accept(contact, agent, 3)).toBe(false)
    expect(engine.waiting).toBe(1)
  })
})

test('a contact that leaves the house says where to', () => {
  const engine = new AcdEngine(front)
  agentIn(engine)
  const contact = engine.offer({ type: 0 }, 1)
  expect(() => engine.calls.transferOut(contact, '', 2)).toThrow(/reason/)
})

test('a policy that names nobody loses no contact', () => {
  const engine = new AcdEngine({ ...front, policy: { name: 'wild', selectAgent: () => 99, selectContact: () => 0 } })
  agentIn(engine)
  expect(() => engine.offer({ type: 0 }, 1)).toThrow(/policy wild/)
  const contact = readAll(engine).find((event) => event.kind === 'queued')
  expect(engine.waiting).toBe(1)
  expect(contact).toBeDefined()
})

test('an agent whose offer was abandoned has been idle since before it', () => {
  let idleMs = 0
  const engine = new AcdEngine({
    ...ringing,
    policy: {
      name: 'curious',
      selectAgent: (selection) => {
        const agent = selection.longestIdle(0)
        idleMs = selection.idleMs(agent)
        return agent
      },
      selectContact: () => 0,
    },
  })
  agentIn(engine)
  const contact = engine.offer({ type: 0 }, 100)
  engine.abandon(contact, 200)
  engine.offer({ type: 0 }, 250)
  expect(idleMs).toBe(250)
})

test('a number of the host that would be cut is refused', () => {
  const engine = new AcdEngine(front)
  expect(() => engine.offer({ type: 0, ref: 13_800_138_000 }, 1)).toThrow(/contact\.ref: 13800138000/)
})

test('of those who wait for one agent alone, the higher priority goes first', () => {
  const engine = new AcdEngine(front)
  const agent = agentIn(engine)
  engine.notReady(agent, 'break', 1)
  const preferred = { agent, forMs: Infinity }
  engine.offer({ type: 0, preferred }, 2)
  const urgent = engine.offer({ type: 0, preferred, priority: 5 }, 3)
  engine.ready(agent, 4)
  expect(readAll(engine).filter(({ kind }) => kind === 'connected')).toMatchObject([{ contact: urgent }])
})
