import { type AcdConfig, AcdEngine, type AcdEvent, type AgentGroupConfig, type WaitEstimator } from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { staffed, told } from '../admission/told.ts'

/*
 * What the test suite of Asterisk asks of app_queue (tests/apps/queues), asked of this engine: the same situations in our own terms.
 * A queue is a type, a member an agent, a penalty a stage or a level, a pause "not ready", ringinuse a capacity.
 *
 * | theirs                        | asks                                                    | here                                   |
 * | ----------------------------- | ------------------------------------------------------- | -------------------------------------- |
 * | queue_baseline                | join, called, connect, leave, complete, in order        | yes                                    |
 * | ring-all, in most of them     | rings everywhere, one has it, it stops elsewhere        | yes                                    |
 * | position_priority_maxlen      | where twelve callers enter, by priority and position    | yes: position by head start            |
 * | set_penalty                   | a penalty changed for one queue, or for all of a member | yes: skills, or another configuration  |
 * | queue_penalty_outside_range   | a member outside the caller's range is never rung       | yes                                    |
 * | reload_queue_members          | members gone, new and kept after a reload               | yes                                    |
 * | queue_no_answer               | nobody answers: rung, and in the end the caller leaves  | yes                                    |
 * | queue_all_paused_no_answer    | nobody is rung, and in the end the caller leaves        | yes                                    |
 * | queue_one_paused_no_answer    | only the one who is not paused is rung                  | yes                                    |
 * | reason_pause_ami              | the reason of a pause is told                           | yes                                    |
 * | ringinuse_and_pause           | a busy member is not rung; no answer pauses             | yes; two calls at a time is a capacity |
 * | wrapup_time                   | after-call work counts in all queues                    | yes                                    |
 * | wrapup_time_per_member        | and lasts longer for one member                         | yes: it is extended                    |
 * | redirect                      | a caller is taken away; nothing is leaked               | yes                                    |
 * | transfer/caller_blind         | the caller transfers the member away: the call is over  | yes: for the queue it is released      |
 * | transfer/caller_attended      | the same with a consultation                            | the same: what callers do is the host's |
 * | queue_transfer_callee         | where a member's phone goes on when the caller is gone  | no: the host's; `released` tells it    |
 * | gosub_test, macro_gosub_test  | a routine of the dialplan runs when a member answers    | no: the host's; `connected` tells it   |
 * | queue_member_forward          | a member's phone forwards the call                      | no: the host's; it accepts or declines |
 */

const MEMBER: AgentGroupConfig = {
  name: 'member',
  offerTimeoutMs: 5000,
  afterNoAnswer: { become: 'ready', forMs: 1 },
}
/** After three seconds the caller goes on elsewhere. */
const TIMES_OUT = [{ name: 'timeout', afterMs: 3000, do: { divert: 'next step' } }] as const

function queue(more: Partial<AcdConfig> = {}): AcdConfig {
  return { types: [{ name: 'queue' }], groups: [MEMBER], ...more }
}

function connections(engine: AcdEngine): string[] {
  return told(engine).filter((line) => line.includes('connected'))
}

test('queue_baseline: a caller joins, is offered, connected, and the call is over, each told once and in order', () => {
  const engine = staffed(queue(), 1)
  const caller = engine.offer({ type: 0 }, 1000)
  engine.accept(caller, 0, 2000)
  engine.release(caller, 9000)
  expect(told(engine)).toEqual([
    '1000 arrived 1',
    '1000 offered 1 agent 0',
    '2000 connected 1 agent 0',
    '9000 released 1 agent 0',
  ])
  expect(engine.inside).toBe(0)
})

test('ring-all: it rings at every member, one has it, and it stops at the others', () => {
  const engine = staffed(queue({ types: [{ name: 'queue', ring: {} }] }), 3)
  const caller = engine.offer({ type: 0 }, 0)
  expect(told(engine).filter((line) => line.includes('offered'))).toHaveLength(3)
  engine.accept(caller, 1, 2000)
  expect(told(engine)).toEqual([
    '2000 offer-ended 1 agent 0 answered',
    '2000 offer-ended 1 agent 2 answered',
    '2000 connected 1 agent 1',
  ])
  expect(engine.accept(caller, 2, 2000)).toBe(false)
  expect([0, 1, 2].map((agent) => engine.agentState(agent))).toEqual(['ready', 'connected', 'ready'])
})

describe('position_priority_maxlen', () => {
  /** How many stand before a contact, of whatever priority. */
  const places: WaitEstimator = { name: 'places', observe() {}, expectedWaitMs: ({ ahead }) => ahead }
  const config = queue({
    types: [{ name: 'queue', admission: [{ name: 'full', when: 'waiting >= 11', do: { refuse: 'full' } }] }],
    estimator: places,
  })
  // Priority and position wished for, and the position that it must be.
  const callers: readonly (readonly [priority: number, wished: number | undefined, place: number])[] = [
    [0, undefined, 1],
    [0, undefined, 2],
    [1, undefined, 1],
    [1, undefined, 2],
    [2, undefined, 1],
    [0, 5, 5],
    [0, 200, 7],
    [0, 1, 4],
    [8, 3, 1],
    [1, 7, 5],
    [1, 4, 4],
  ]

  /** What a host does for a position: so much head start that the contact stands there, among those of its priority. */
  class Line {
    readonly engine: AcdEngine = new AcdEngine(config)
    readonly #standing: { readonly id: number; readonly priority: number; readonly orderMs: number }[] = []
    #nowMs = 0

    join(priority: number, wished: number | undefined): number {
      this.#nowMs += 1000
      const alike = this.#standing.filter((each) => each.priority === priority).sort((a, b) => a.orderMs - b.orderMs)
      const before = this.#standing.filter((each) => each.priority > priority).length
      const at = Math.max(0, (wished ?? Infinity) - 1 - before)
      const behind = alike[at]
      const ahead = alike[at - 1]?.orderMs ?? (behind?.orderMs ?? 0) - 1000
      const orderMs = behind === undefined ? this.#nowMs : (ahead + behind.orderMs) / 2
      const id = this.engine.offer({ type: 0, priority, headStartMs: this.#nowMs - orderMs }, this.#nowMs)
      this.#standing.push({ id, priority, orderMs })
      return id
    }
  }

  test('callers enter where priority and position say, and the twelfth finds the queue full', () => {
    const line = new Line()
    const { engine } = line
    const entered = callers.map(([priority, wished]) => engine.calls.expectedWaitMs(line.join(priority, wished))! + 1)
    expect(entered).toEqual(callers.map(([, , place]) => place))
    told(engine)
    line.join(2, 5)
    expect(told(engine)).toEqual(['12000 arrived 12', '12000 overflowed 12 full', '12000 refused 12 full'])
    // And they are served in the order in which they stand.
    const agent = engine.addAgent({ group: 0 })
    engine.signIn(agent, 20_000)
    engine.ready(agent, 20_000)
    const served: number[] = []
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      if (event.kind === 'offered') {
        served.push(event.contact)
        engine.accept(event.contact, agent, 20_000)
        engine.release(served.at(-1)!, 20_000)
      }
    }
    expect(served).toEqual([9, 5, 3, 11, 4, 10, 8, 1, 6, 2, 7])
  })
})

describe('set_penalty', () => {
  const config: AcdConfig = {
    skills: ['sales', 'repairs'],
    types: [
      { name: 'sales', requires: { sales: 2 } },
      { name: 'repairs', requires: { repairs: 2 } },
    ],
    groups: [{ name: 'member', autoAnswer: true }],
  }
  const served = (engine: AcdEngine, nowMs: number) =>
    [0, 1].map((type) => {
      const caller = engine.offer({ type }, nowMs)
      const isServed = connections(engine).length > 0
      if (isServed) engine.release(caller, nowMs)
      else engine.abandon(caller, nowMs)
      told(engine)
      return isServed
    })

  test('a member changed for one queue is changed there alone, and at once', () => {
    const engine = staffed(config, 1)
    engine.staff.setSkills(0, { sales: 2, repairs: 2 }, 0)
    expect(served(engine, 1)).toEqual([true, true])
    engine.staff.setSkills(0, { sales: 1, repairs: 2 }, 2)
    expect(served(engine, 3)).toEqual([false, true])
    engine.staff.setSkills(0, { sales: 1, repairs: 1 }, 4)
    expect(served(engine, 5)).toEqual([false, false])
  })

  test('and a caller who waits is taken in the very command that makes it possible', () => {
    const engine = staffed(config, 1)
    engine.offer({ type: 0 }, 1)
    told(engine)
    engine.staff.setSkills(0, { sales: 2 }, 2)
    expect(connections(engine)).toEqual(['2 connected 1 agent 0'])
  })
})

test('queue_penalty_outside_range: the only member is outside what the caller asks for: never rung, the caller leaves', () => {
  const engine = staffed(queue({ types: [{ name: 'queue', groups: [], overflow: TIMES_OUT }] }), 1)
  engine.offer({ type: 0 }, 0)
  engine.advance(3000)
  expect(told(engine)).toEqual([
    '0 arrived 1',
    '0 queued 1 type 0',
    '3000 overflowed 1 timeout',
    '3000 diverted 1 next step',
  ])
})

test('reload_queue_members: members that are gone are rung no more, new ones are, kept ones keep their state', () => {
  const before: AcdConfig = {
    types: [{ name: 'queue', groups: ['kept', 'gone'] }],
    groups: ['kept', 'gone', 'new'].map((name) => ({ name, autoAnswer: true })),
  }
  const engine = staffed(before, 1, 1, 1)
  engine.offer({ type: 0 }, 1)
  engine.reconfigure({ ...before, types: [{ name: 'queue', groups: ['kept', 'new'] }] }, 2)
  for (const nowMs of [3, 4]) engine.offer({ type: 0 }, nowMs)
  expect(connections(engine)).toEqual(['1 connected 1 agent 0', '3 connected 2 agent 2'])
  expect(engine.waiting).toBe(1)
  engine.release(1, 5)
  expect(connections(engine)).toEqual(['5 connected 3 agent 0'])
  expect(engine.agentState(1)).toBe('ready')
})

describe('nobody answers', () => {
  const config = queue({
    types: [{ name: 'queue', ring: {}, overflow: [{ name: 'timeout', afterMs: 8000, do: { divert: 'next step' } }] }],
  })
  const rung = (lines: readonly string[]) => lines.filter((line) => line.includes('offered'))

  test('queue_no_answer: all are rung again and again, and in the end the caller leaves', () => {
    const engine = staffed(config, 2)
    engine.offer({ type: 0 }, 0)
    engine.advance(60_000)
    const lines = told(engine)
    expect(rung(lines)).toEqual([
      '0 offered 1 agent 0',
      '0 offered 1 agent 1',
      '5000 offered 1 agent 0',
      '5000 offered 1 agent 1',
    ])
    // While it rings no rule applies: who is about to answer is not robbed of it. It goes before it would ring again.
    expect(lines.at(-1)).toBe('10000 diverted 1 next step')
  })

  test('queue_all_paused_no_answer: nobody is rung, and in the end the caller leaves', () => {
    const engine = staffed(config, 2)
    for (const agent of [0, 1]) engine.notReady(agent, 'break', 0)
    engine.offer({ type: 0 }, 0)
    engine.advance(60_000)
    const lines = told(engine)
    expect(rung(lines)).toEqual([])
    expect(lines.at(-1)).toBe('8000 diverted 1 next step')
  })

  test('queue_one_paused_no_answer: only the one who is not paused is rung', () => {
    const engine = staffed(config, 2)
    engine.notReady(0, 'break', 0)
    engine.offer({ type: 0 }, 0)
    engine.advance(7000)
    expect(rung(told(engine))).toEqual(['0 offered 1 agent 1', '5000 offered 1 agent 1'])
  })
})

test('reason_pause_ami: the reason of a pause is told with it', () => {
  const engine = staffed(queue(), 1)
  engine.notReady(0, 'Break', 5)
  const event: AcdEvent | undefined = engine.read()
  expect(event).toMatchObject({ kind: 'agent', agent: 0, state: 'not-ready', reason: 'Break' })
})

describe('ringinuse_and_pause', () => {
  const config = queue({ groups: [{ name: 'member', offerTimeoutMs: 5000 }] })

  test('who is in use is not rung, and so not paused; whose phone is busy elsewhere neither', () => {
    const engine = staffed(config, 1)
    const first = engine.offer({ type: 0 }, 0)
    engine.accept(first, 0, 1)
    engine.offer({ type: 0 }, 2)
    engine.advance(60_000)
    expect(engine.agentState(0)).toBe('connected')
    engine.staff.unreachable(0, 60_000)
    engine.release(first, 60_001)
    expect(engine.agentState(0)).toBe('unreachable')
    engine.advance(120_000)
    expect(engine.waiting).toBe(1)
    engine.staff.reachable(0, 120_000)
    expect(engine.agentState(0)).toBe('offered')
  })

  test('who does not answer is paused, and not rung again until ready', () => {
    const engine = staffed(config, 1)
    engine.offer({ type: 0 }, 0)
    engine.advance(5000)
    expect(engine.agentState(0)).toBe('not-ready')
    told(engine)
    engine.offer({ type: 0 }, 6000)
    engine.advance(60_000)
    expect(told(engine).filter((line) => line.includes('offered'))).toEqual([])
    engine.ready(0, 60_000)
    expect(told(engine)).toEqual(['60000 offered 1 agent 0'])
  })
})

describe('wrapup_time', () => {
  const config: AcdConfig = {
    types: [
      { name: 'first', wrapUpMs: 10_000 },
      { name: 'second', wrapUpMs: 10_000 },
    ],
    groups: [{ name: 'member', autoAnswer: true }],
  }
  /** A call of a second: who has it, undefined when nobody has. */
  const call = (engine: AcdEngine, atMs: number, type = 0): string | undefined => {
    const caller = engine.offer({ type }, atMs)
    const has = connections(engine)[0]?.split(' ').at(-1)
    if (has === undefined) engine.abandon(caller, atMs)
    else engine.release(caller, atMs + 1000)
    told(engine)
    return has
  }

  test('after a call of one queue a member is not rung from another while the after-call work lasts', () => {
    const engine = staffed(config, 1)
    expect([call(engine, 0), call(engine, 2000, 1), call(engine, 10_999, 1)]).toEqual(['0', undefined, undefined])
    expect(call(engine, 11_000, 1)).toBe('0')
  })

  test('wrapup_time_per_member: it lasts twice as long for one of two', () => {
    const engine = staffed(config, 2)
    const slow = (atMs: number) => {
      const has = call(engine, atMs)
      if (has === '0') engine.calls.extendWrapUp(0, 10_000, atMs + 1000)
      return has
    }
    // The first is free again at 21 s, the second at 13 s.
    expect([slow(0), slow(2000), slow(14_000)]).toEqual(['0', '1', '1'])
    expect([slow(22_000), slow(26_000), slow(27_500)]).toEqual(['0', '1', undefined])
  })
})

describe('a caller who is taken away', () => {
  test('redirect: leaves the member free and nothing behind', () => {
    const engine = staffed(queue(), 1)
    const caller = engine.offer({ type: 0 }, 0)
    engine.accept(caller, 0, 1)
    engine.calls.transferOut(caller, 'parked', 2)
    expect(told(engine).slice(-2)).toEqual(['2 transferred 1 agent 0', '2 diverted 1 agent 0 parked'])
    expect([engine.agentState(0), engine.inside, engine.nextDeadlineMs()]).toEqual(['ready', 0, Infinity])
  })

  test('transfer/caller_blind, caller_attended: to the queue the call is over, and the member is free', () => {
    const engine = staffed(queue(), 1)
    const caller = engine.offer({ type: 0 }, 0)
    engine.accept(caller, 0, 1)
    engine.calls.hold(caller, 2)
    engine.release(caller, 3)
    expect(told(engine).slice(-3)).toEqual(['2 held 1 agent 0', '3 resumed 1 agent 0', '3 released 1 agent 0'])
    expect([engine.agentState(0), engine.inside]).toEqual(['ready', 0])
  })
})
