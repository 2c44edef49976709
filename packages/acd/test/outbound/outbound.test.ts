import { type AcdConfig, DialMetrics } from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linesFor } from '../../src/outbound/pacing.ts'
import { passTo, staffed, told } from '../admission/told.ts'

const config: AcdConfig = {
  types: [
    {
      name: 'orders',
      overflow: [{ name: 'long wait', when: 'waiting >= 2', do: { callback: true } }],
      callback: { promiseMs: 60_000, retryMs: 10_000, attempts: 2, expireMs: 100_000 },
    },
  ],
  groups: [{ name: 'front', autoAnswer: true }],
}

describe('a callback', () => {
  test('keeps its place: the call ends, the contact waits, and is dialled when its turn comes', () => {
    const engine = staffed(config, 1)
    for (const atMs of [0, 1, 2]) engine.offer({ type: 0 }, atMs)
    expect(told(engine).slice(-4)).toEqual([
      '2 overflowed 2 long wait',
      '2 callback-offered 2',
      '2 overflowed 3 long wait',
      '2 callback-offered 3',
    ])
    expect(engine.inside).toBe(3)
    expect(engine.dialling.acceptCallback(2, 10)).toBe(true)
    expect([engine.inside, engine.waiting, engine.calls.position(2)]).toEqual([2, 2, 0])
    engine.release(1, 20)
    expect(told(engine)).toEqual(['10 callback-accepted 2', '20 released 1 agent 0', '20 dial 2 agent 0'])
    expect(engine.agentState(0)).toBe('offered')
    expect(engine.dialling.answered(2, 25)).toBe(true)
    engine.release(2, 50)
    expect(told(engine)).toEqual(['25 bridged 2 agent 0', '50 released 2 agent 0', '50 connected 3 agent 0'])
  })

  test('that is not answered is tried again, and given up after so many attempts; the agent is free meanwhile', () => {
    const engine = staffed(config, 1)
    engine.offer({ type: 0 }, 0)
    engine.offer({ type: 0 }, 1)
    engine.dialling.acceptCallback(2, 2)
    engine.release(1, 3)
    engine.dialling.failed(2, 'busy', 5)
    expect(told(engine).slice(-2)).toEqual(['3 dial 2 agent 0', '5 dial-ended 2 agent 0 busy'])
    expect(engine.agentState(0)).toBe('ready')
    expect(passTo(engine, 10_005)).toEqual(['10005 dial 2 agent 0'])
    // Nothing is reported: after 30 s it counts as no answer.
    expect(passTo(engine, 99_000)).toEqual(['40005 dial-ended 2 agent 0 no-answer', '40005 expired 2 attempts'])
    expect(engine.inside).toBe(0)
  })

  test('is tried again as its end says: sooner after busy, never after a machine', () => {
    const [orders] = config.types
    const redial = {
      ...orders!.callback!,
      attempts: 3,
      retryMsAfter: { busy: 5000 },
      giveUpAfter: ['machine'] as const,
    }
    const engine = staffed({ ...config, types: [{ ...orders!, callback: redial }] }, 1)
    engine.offer({ type: 0 }, 0)
    engine.offer({ type: 0 }, 1)
    engine.dialling.acceptCallback(2, 2)
    engine.release(1, 3)
    engine.dialling.failed(2, 'busy', 5)
    told(engine)
    expect(passTo(engine, 5004)).toEqual([])
    expect(passTo(engine, 5005)).toEqual(['5005 dial 2 agent 0'])
    engine.dialling.failed(2, 'machine', 5006)
    expect(told(engine)).toEqual(['5006 dial-ended 2 agent 0 machine', '5006 expired 2 attempts'])
  })

  test('that rings at one agent after the other is given up in time all the same', () => {
    const become = { become: 'not-ready', forMs: 5000 } as const
    const groups = [{ name: 'front', offerTimeoutMs: 8000, afterNoAnswer: become }]
    const [orders] = config.types
    const callback = { promiseMs: 1000, expireMs: 20_000 }
    const engine = staffed({ types: [{ ...orders!, overflow: [], callback }], groups }, 0)
    engine.offer({ type: 0 }, 0)
    engine.dialling.acceptCallback(1, 0)
    for (const agent of [0, 1]) {
      engine.addAgent({ group: 0 })
      engine.signIn(agent, 0)
      engine.ready(agent, 0)
    }
    told(engine)
    // One is ready again whenever the other has let it ring: it never waits.
    expect(passTo(engine, 60_000)).toEqual([
      '8000 offer-ended 1 agent 0 no-answer',
      '8000 offered 1 agent 1',
      '16000 offer-ended 1 agent 1 no-answer',
      '16000 offered 1 agent 0',
      '24000 offer-ended 1 agent 0 no-answer',
      '24000 expired 1 too-late',
    ])
    expect(engine.inside).toBe(0)
  })

  test('goes before all others when its promise is due, and expires in the end', () => {
    const engine = staffed(config, 0)
    engine.offer({ type: 0 }, 0)
    engine.dialling.acceptCallback(1, 0)
    engine.offer({ type: 0, priority: 9 }, 1)
    told(engine)
    expect(passTo(engine, 60_000)).toEqual(['60000 moved 1 type 0', '60000 queued 1 type 0'])
    expect(passTo(engine, 100_000)).toEqual(['100000 expired 1 too-late'])
  })

  test('whose time runs out while it rings at an agent is over when the ringing is, and no clock goes back', () => {
    const engine = staffed({ ...config, groups: [{ name: 'front', offerTimeoutMs: 20_000 }] }, 1)
    engine.offer({ type: 0 }, 0)
    engine.accept(1, 0, 0)
    engine.offer({ type: 0 }, 1)
    engine.offer({ type: 0 }, 1)
    engine.dialling.acceptCallback(3, 1)
    engine.release(1, 90_000)
    engine.decline(2, 0, 90_001)
    told(engine)
    expect(engine.abandon(2, 95_000)).toBe(true)
    const times: number[] = []
    engine.advance(130_000)
    for (let event = engine.read(); event !== undefined; event = engine.read()) times.push(event.atMs)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(engine.waiting).toBe(0)
  })

  test('whose caller does not want it any more is cancelled in every state; also by an abandon', () => {
    for (const cancel of ['cancel', 'abandon'] as const) {
      const engine = staffed({ ...config, groups: [{ name: 'front' }] }, 1)
      for (const type of [0, 0, 0]) engine.offer({ type }, 0)
      engine.accept(1, 0, 1)
      engine.dialling.acceptCallback(2, 1)
      engine.dialling.acceptCallback(3, 1)
      engine.release(1, 2)
      told(engine)
      // It rings at the agent, who would dial by accepting.
      const done = cancel === 'cancel' ? engine.dialling.cancel(2, 3) : engine.abandon(2, 3)
      expect(done).toBe(true)
      expect(told(engine)).toEqual([
        '3 offer-ended 2 agent 0 withdrawn',
        '3 expired 2 cancelled',
        '3 offered 3 agent 0',
      ])
      engine.accept(3, 0, 4)
      engine.dialling.cancel(3, 5)
      expect(told(engine)).toEqual(['4 dial 3 agent 0', '5 dial-ended 3 agent 0 cancelled', '5 expired 3 cancelled'])
      expect(engine.agentState(0)).toBe('ready')
    }
  })

  test('is counted by its own measures, and neither as answered nor as abandoned', () => {
    const engine = staffed(config, 1)
    const metrics = new DialMetrics({ types: 1 })
    const kinds: string[] = []
    const read = () => {
      for (let event = engine.read(); event !== undefined; event = engine.read()) {
        metrics.observe(event)
        kinds.push(event.kind)
      }
    }
    for (const atMs of [0, 1, 2]) engine.offer({ type: 0 }, atMs)
    engine.dialling.acceptCallback(2, 10)
    engine.release(1, 1000)
    engine.dialling.answered(2, 1500)
    engine.release(2, 2000)
    read()
    expect(metrics.ofType(0)).toMatchObject({
      offered: 2,
      accepted: 1,
      dials: 1,
      bridged: 1,
      expired: 0,
      waitToDialMs: 990,
    })
    expect(kinds.filter((kind) => kind === 'connected')).toHaveLength(2)
  })
})

describe('a campaign', () => {
  const outbound = (campaign: object): AcdConfig => ({
    types: [{ name: 'orders' }, { name: 'follow-up', wrapUpMs: 10 }],
    groups: [{ name: 'front', autoAnswer: true }],
    campaigns: [{ name: 'survey', type: 'follow-up', mode: 'progressive', retryMs: 100, ...campaign }],
  })

  test('fills idle time, one call for each idle agent, and leaves those in reserve', () => {
    const engine = staffed(outbound({ reserve: 1 }), 3)
    for (const ref of [1, 2, 3]) engine.dialling.list({ campaign: 0, ref }, 5)
    expect(told(engine)).toEqual(['5 listed 1', '5 dial 1 agent 0', '5 listed 2', '5 dial 2 agent 1', '5 listed 3'])
    engine.dialling.failed(1, 'busy', 6)
    expect(told(engine)).toEqual(['6 dial-ended 1 agent 0 busy', '6 dial 3 agent 0'])
  })

  test('gives every contact of a long list its id', () => {
    const engine = staffed(outbound({}), 0)
    const ids = Array.from({ length: 300 }, () => engine.dialling.list({ campaign: 0 }, 5))
    expect(ids).toEqual(Array.from({ length: 300 }, (_, at) => at + 1))
  })

  test('never takes an agent whom a contact waits for, and is held back by the state of a queue', () => {
    const engine = staffed(outbound({ holds: [{ type: 'orders', when: 'inside > 0' }] }), 2)
    engine.offer({ type: 0 }, 1)
    engine.dialling.list({ campaign: 0 }, 2)
    expect(told(engine)).toEqual(['1 arrived 1', '1 connected 1 agent 0', '2 listed 2'])
    engine.release(1, 3)
    expect(told(engine).at(-1)).toBe('3 dial 2 agent 1')
  })

  test('in preview asks the agent first, who dials by accepting; a declined one goes back on the list', () => {
    const engine = staffed(
      {
        ...outbound({ mode: 'preview' }),
        groups: [{ name: 'front', afterDecline: { become: 'not-ready', forMs: 50 } }],
      },
      1,
    )
    engine.dialling.list({ campaign: 0 }, 1)
    engine.decline(1, 0, 2)
    expect(told(engine)).toEqual(['1 listed 1', '1 offered 1 agent 0', '2 offer-ended 1 agent 0 declined'])
    expect(passTo(engine, 52)).toEqual(['52 offered 1 agent 0'])
    engine.accept(1, 0, 60)
    engine.dialling.answered(1, 70)
    expect(told(engine)).toEqual(['60 dial 1 agent 0', '70 bridged 1 agent 0'])
  })

  test('that dials ahead lets go who answers and finds no agent, and then dials one for each agent', () => {
    const engine = staffed(outbound({ mode: 'predictive', maxHoldMs: 20, abandonCap: 0.5 }), 1)
    for (let ref = 0; ref < 40; ref += 1) engine.dialling.list({ campaign: 0, ref }, 1)
    const dialled = (lines: readonly string[]) => lines.filter((line) => line.includes(' dial ')).length
    // Nothing is known yet: one line for one agent.
    expect(dialled(told(engine))).toBe(1)
    let atMs = 1
    for (let contact = 1; contact <= 12; contact += 1) {
      atMs += 1
      engine.dialling.failed(contact, 'no-answer', atMs)
    }
    const inFlight = Array.from({ length: 40 }, (_, at) => at + 1).filter((id) =>
      engine.dialling.answered(id, atMs + 1),
    )
    expect(inFlight.length).toBeGreaterThan(1)
    const after = passTo(engine, atMs + 30)
    expect(after.filter((line) => line.includes('bridged'))).toHaveLength(1)
    expect(after.filter((line) => line.includes('no-agent'))).toHaveLength(inFlight.length - 1)
  })

  test('wins back who gave up, by its ref, after a while', () => {
    const engine = staffed(
      {
        ...outbound({}),
        types: [
          { name: 'orders', groups: [], winBack: { campaign: 'survey', afterMs: 500, minWaitMs: 50 } },
          { name: 'follow-up' },
        ],
      },
      1,
    )
    engine.offer({ type: 0, ref: 7 }, 0)
    engine.offer({ type: 0, ref: 8 }, 0)
    engine.abandon(1, 49)
    engine.abandon(2, 50)
    expect(told(engine).slice(-2)).toEqual(['50 listed 3', '50 abandoned 2'])
    expect(passTo(engine, 1000)).toEqual(['550 dial 3 agent 0'])
  })
})

describe('lines for idle agents', () => {
  test('are the most whose excess stays under the cap, by the binomial law summed term by term', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k)
    const excess = (lines: number, agents: number, p: number) => {
      let sum = 0
      for (let x = agents + 1; x <= lines; x += 1)
        sum += (x - agents) * choose(lines, x) * p ** x * (1 - p) ** (lines - x)
      return sum
    }
    const within = (lines: number, agents: number, p: number, cap: number) =>
      excess(lines, agents, p) <= cap * lines * p * (1 + 1e-9)
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 25 }),
        fc.double({ min: 0.1, max: 0.95, noNaN: true }),
        fc.double({ min: 0.001, max: 0.2, noNaN: true }),
        (agents, p, cap) => {
          const lines = linesFor(agents, p, cap)
          expect(lines).toBeGreaterThanOrEqual(agents)
          expect(within(lines, agents, p, cap)).toBe(true)
          expect(within(lines + 1, agents, p, cap * (1 - 1e-6))).toBe(false)
        },
      ),
    )
    expect(linesFor(0, 0.5, 0.03)).toBe(0)
    expect(linesFor(400, 0.5, 0.03)).toBe(2 * linesFor(200, 0.5, 0.03))
  })
})
