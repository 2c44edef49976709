import { type AcdConfig, type DeskEvent, FlowDesk, type FlowsConfig, LifeLines } from '@strowger/acd'
import { describe, expect, test } from 'vitest'

const acd: AcdConfig = {
  types: [{ name: 'orders', wrapUpMs: 5_000 }, { name: 'complaints' }],
  groups: [{ name: 'front', autoAnswer: true }],
}

const flows: FlowsConfig = {
  attributes: { account: 'number', vip: 'truth' },
  numbers: { '10086': 'main' },
  prompts: {
    welcome: { durationMs: 4_000 },
    number: { durationMs: 3_000 },
    please: { durationMs: 2_000 },
    rate: { durationMs: 3_000 },
    agent: { durationMs: 1_500 },
    busy: { durationMs: 2_000 },
  },
  flows: {
    main: {
      nodes: {
        welcome: {
          do: 'menu',
          prompt: 'welcome',
          silencePrompt: 'please',
          wrongPrompt: 'please',
          digits: {
            '1': {
              do: 'collect',
              prompt: 'number',
              into: 'account',
              minDigits: 3,
              next: 'customer',
              onTimeout: 'bye',
              onWrong: 'bye',
            },
            '2': { when: 'vip', next: 'orders' },
            '0': 'orders',
          },
          onTimeout: 'orders',
          onWrong: 'bye',
        },
        customer: { do: 'lookup', ask: 'customer', found: 'orders', notFound: 'orders', failed: 'orders' },
        orders: {
          do: 'queue',
          type: 'orders',
          agentPrompt: 'agent',
          rules: [
            { afterMs: 10_000, everyMs: 10_000, prompt: 'busy' },
            { afterMs: 60_000, next: { do: 'voicemail', box: 'orders' } },
          ],
          next: 'survey',
        },
        survey: { do: 'survey', prompt: 'rate', from: 0, to: 10, attempts: 1, next: 'bye' },
        bye: { do: 'hang-up', reason: 'done' },
      },
    },
  },
}

function desk(): FlowDesk {
  return new FlowDesk(acd, flows, { prompts: 'timed' })
}

/** What was told, in one line each. */
function told(of: FlowDesk): string[] {
  const lines: string[] = []
  for (let event = of.read(); event !== undefined; event = of.read()) lines.push(line(event))
  return lines
}

function line(event: DeskEvent): string {
  const { kind, atMs } = event
  if (kind === 'play') return `${atMs} play ${event.prompt}${Number.isNaN(event.value) ? '' : ` ${event.value}`}`
  if (kind === 'ended') return `${atMs} ended ${event.reason} by ${event.by}`
  if (kind === 'rated') return `${atMs} rated ${event.rating} agent ${event.agent}`
  if (kind === 'leave') return `${atMs} leave ${event.how} ${event.reason}`
  return `${atMs} ${kind}`
}

function withAgent(of: FlowDesk): number {
  const agent = of.do({ do: 'add-agent', group: 0, atMs: 0 }) as number
  of.do({ do: 'sign-in', agent, atMs: 0 })
  of.do({ do: 'ready', agent, atMs: 0 })
  told(of)
  return agent
}

describe('a call through a flow', () => {
  test('is announced, answered, surveyed, and ends', () => {
    const of = desk()
    withAgent(of)
    const session = of.enter({ called: '10086', caller: '13800138000' }, 1_000)
    expect(told(of)).toEqual(['1000 entered', '1000 play welcome'])
    expect(of.nextDeadlineMs()).toBe(5_000)
    expect(of.digit(session, '0', 2_000)).toBe(true)
    expect(told(of)).toEqual([
      '2000 stop',
      '2000 queue',
      '2000 arrived',
      '2000 connected',
      '2000 stop',
      '2000 play agent 0',
    ])
    of.do({ do: 'release', contact: of.machine.contactOf(session)!, atMs: 30_000 })
    expect(told(of)).toEqual(['30000 released', '30000 play rate'])
    of.advance(33_000)
    expect(of.digit(session, '1', 34_000)).toBe(true)
    // Whether the 1 is a 10 shows 3 s later.
    expect(told(of)).toEqual(['33000 listen'])
    of.advance(40_000)
    expect(told(of)).toEqual([
      '35000 wrap-up-ended',
      '35000 agent',
      '37000 rated 1 agent 0',
      '37000 ended done by flow',
    ])
    expect(of.machine.size).toBe(0)
  })

  test('10 is one rating', () => {
    const of = desk()
    withAgent(of)
    const session = of.enter({ called: '10086' }, 0)
    of.digit(session, '0', 1)
    of.do({ do: 'release', contact: of.machine.contactOf(session)!, atMs: 2 })
    told(of)
    of.digit(session, '1', 10)
    of.digit(session, '0', 20)
    expect(told(of)).toEqual(['10 stop', '20 rated 10 agent 0', '20 ended done by flow'])
  })

  test('waits, hears comfort messages, and leaves for the voicemail', () => {
    const of = desk()
    of.enter({ called: '10086' }, 0)
    of.advance(100_000)
    expect(told(of).filter((each) => /busy|please|leave|voicemail|queued|diverted|listen/.test(each))).toEqual([
      '4000 listen',
      '9000 play please',
      '15000 listen',
      '20000 play please',
      '26000 listen',
      '31000 queued',
      '41000 play busy',
      '51000 play busy',
      '61000 play busy',
      '71000 play busy',
      '81000 play busy',
      '91000 play busy',
      '91000 leave divert voicemail',
      '91000 diverted',
      '91000 voicemail',
    ])
  })

  test('digits pressed ahead answer what comes, without its prompts', () => {
    const of = desk()
    const session = of.enter({ called: '10086' }, 0)
    for (const [at, digit] of ['1', '4', '7', '1', '1', '#'].entries()) of.digit(session, digit, at + 1)
    expect(of.machine.attributesOf(session)).toEqual({ account: 4711, vip: false })
    expect(of.machine.entry(session, 'account')).toBe('4711')
    expect(told(of)).toEqual(['0 entered', '0 play welcome', '1 stop', '1 play number', '2 stop', '6 lookup'])
    of.answer(session, 1, { outcome: 'found', attributes: { vip: true } }, 7)
    expect(told(of)).toEqual(['7 queue', '7 arrived', '7 queued'])
    of.hangUp(session, 8)
    expect(told(of)).toEqual(['8 leave abandon abandoned', '8 abandoned', '8 ended abandoned by caller'])
  })

  test('a choice that depends on the caller is there only for whom it is', () => {
    const of = desk()
    const ordinary = of.enter({ called: '10086' }, 0)
    const vip = of.enter({ called: '10086', attributes: { vip: true } }, 0)
    of.digit(ordinary, '2', 10)
    of.digit(vip, '2', 10)
    expect(of.machine.contactOf(ordinary)).toBeUndefined()
    expect(of.machine.contactOf(vip)).toBe(1)
  })

  test('a number without a flow is refused, with the reason', () => {
    const of = desk()
    of.enter({ called: '10087' }, 0)
    expect(told(of)).toEqual(['0 entered', '0 ended unknown-number by flow'])
  })
})

describe('a place in the queue', () => {
  const types = ['near', 'far'].map((name) => ({ name, groups: [name] }))
  const groups = ['near', 'far'].map((name) => ({ name, offerTimeoutMs: 5_000 }))
  const file: FlowsConfig = {
    prompts: { busy: { durationMs: 3_000 } },
    flows: {
      main: {
        nodes: {
          near: {
            do: 'queue',
            type: 'near',
            rules: [{ afterMs: 10_000, next: { do: 'play', prompt: 'busy', next: 'far' } }],
          },
          far: { do: 'queue', type: 'far' },
        },
      },
    },
  }

  test('who is moved while its contact rings is moved when it is back', () => {
    const of = new FlowDesk({ types, groups }, file, { prompts: 'timed' })
    const agent = of.do({ do: 'add-agent', group: 0, atMs: 0 }) as number
    of.do({ do: 'sign-in', agent, atMs: 0 })
    of.enter({ flow: 'main' }, 0)
    // It rings while the caller hears that all are busy, and still when the flow has come to the other queue.
    of.do({ do: 'ready', agent, atMs: 12_000 })
    of.advance(20_000)
    expect(told(of).filter((each) => !each.includes('agent'))).toEqual([
      '0 entered',
      '0 queue',
      '0 arrived',
      '0 queued',
      '10000 stop',
      '10000 play busy',
      '12000 offered',
      '13000 move',
      '17000 offer-ended',
      '17000 queued',
      '17000 moved',
      '17000 queued',
    ])
    expect(of.engine.snapshot().contacts[0]?.type).toBe(1)
  })

  test('an agent who answers gets the caller out of the prompt', () => {
    const of = new FlowDesk({ types, groups }, file, { prompts: 'timed' })
    const agent = of.do({ do: 'add-agent', group: 0, atMs: 0 }) as number
    of.do({ do: 'sign-in', agent, atMs: 0 })
    const session = of.enter({ flow: 'main' }, 0)
    of.do({ do: 'ready', agent, atMs: 11_000 })
    told(of)
    of.do({ do: 'accept', contact: of.machine.contactOf(session)!, agent, atMs: 12_000 })
    of.advance(60_000)
    expect(told(of)).toEqual(['12000 connected', '12000 stop'])
    of.do({ do: 'release', contact: of.machine.contactOf(session)!, atMs: 61_000 })
    expect(told(of)).toEqual(['61000 released', '61000 agent', '61000 ended served by flow'])
  })
})

test('what a queue is like is asked as the engine tells it', () => {
  const when = 'orders.signedIn = 0'
  const file: FlowsConfig = {
    flows: {
      main: {
        nodes: {
          a: {
            do: 'queue',
            type: 'orders',
            rules: [
              { when, next: { do: 'hang-up', reason: 'nobody is there' } },
              { when: 'orders.waiting >= 2 and orders.longestWait > 5s', next: { do: 'hang-up', reason: 'too many' } },
            ],
          },
        },
      },
    },
  }
  const of = new FlowDesk({ types: [{ name: 'orders' }], groups: [{ name: 'front' }] }, file)
  of.enter({ flow: 'main' }, 0)
  const agent = of.do({ do: 'add-agent', group: 0, atMs: 0 }) as number
  of.do({ do: 'sign-in', agent, atMs: 1 })
  for (const atMs of [2, 3, 5_002, 5_003]) of.enter({ flow: 'main' }, atMs)
  expect(told(of).filter((each) => each.includes('ended'))).toEqual([
    '0 ended nobody is there by flow',
    '5003 ended too many by flow',
  ])
})

test('a caller whom the exchange refuses goes on as the node says, and counts in no queue', () => {
  const file: FlowsConfig = {
    flows: { main: { nodes: { a: { do: 'queue', type: 'orders', onRefused: { do: 'hang-up', reason: 'busy' } } } } },
  }
  const admission = [{ name: 'full', when: 'waiting >= 1', do: { refuse: 'full' } }]
  const of = new FlowDesk({ types: [{ name: 'orders', admission }], groups: [{ name: 'front' }] }, file)
  const lives = new LifeLines()
  of.enter({ flow: 'main' }, 0)
  of.enter({ flow: 'main' }, 1)
  of.enter({ flow: 'main' }, 2)
  const ended: string[] = []
  for (let event = of.read(); event !== undefined; event = of.read()) {
    lives.observe(event)
    if (event.kind === 'ended') ended.push(`${event.atMs} ${event.reason}`)
  }
  expect(ended).toEqual(['1 busy', '2 busy'])
  expect(lives.problems).toEqual([])
  expect(lives.open.length).toBe(1)
})

test('a caller who accepts a callback leaves the flow; its contact waits on, is called, and ends by itself', () => {
  const file: FlowsConfig = { flows: { main: { lines: 1, nodes: { a: { do: 'queue', type: 'orders' } } } } }
  const overflow = [{ name: 'busy', when: 'waiting >= 1', do: { callback: true } }] as const
  const exchange: AcdConfig = {
    types: [{ name: 'orders', overflow: [...overflow], callback: { promiseMs: 60_000 } }],
    groups: [{ name: 'front', autoAnswer: true }],
  }
  const of = new FlowDesk(exchange, file)
  const lives = new LifeLines()
  const told: string[] = []
  const read = () => {
    for (let event = of.read(); event !== undefined; event = of.read()) {
      lives.observe(event)
      told.push(event.kind)
    }
  }
  const session = of.enter({ flow: 'main' }, 0)
  const contact = of.machine.contactOf(session)!
  read()
  expect(told.at(-1)).toBe('callback-offered')
  expect(of.do({ do: 'accept-callback', contact, atMs: 1000 })).toBe(true)
  read()
  expect(told.slice(-2)).toEqual(['callback-accepted', 'ended'])
  expect(of.machine.size).toBe(0)
  // Its line is free for somebody else.
  of.enter({ flow: 'main' }, 2000)
  read()
  expect(told.filter((kind) => kind === 'ended')).toHaveLength(1)
  const copy = FlowDesk.restore(exchange, file, {}, of.snapshot())
  for (const desk of [of, copy]) {
    desk.do({ do: 'add-agent', group: 0, atMs: 3000 })
    desk.do({ do: 'sign-in', agent: 0, atMs: 3000 })
    desk.do({ do: 'ready', agent: 0, atMs: 3000 })
    expect(desk.do({ do: 'dial-answered', contact, atMs: 9000 })).toBe(true)
    expect(desk.do({ do: 'release', contact, atMs: 12_000 })).toBe(true)
  }
  told.length = 0
  read()
  expect(told.filter((kind) => ['dial', 'bridged', 'released'].includes(kind))).toEqual(['dial', 'bridged', 'released'])
  expect(lives.problems).toEqual([])
  expect([...lives.reasons]).toEqual([
    ['callback', 1],
    ['served', 1],
  ])
  expect(lives.open.length).toBe(1)
})
