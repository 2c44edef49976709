import { type AcdConfig, AcdEngine, type AcdEvent, FloorMetrics } from '@strowger/acd'
import { describe, expect, test } from 'vitest'

/* Several channels at once: what may come beside what, what is put aside, and what is counted of it. */

const config: AcdConfig = {
  channels: [{ name: 'voice', weight: 3, interrupts: ['mail'] }, { name: 'chat' }, { name: 'mail' }],
  types: [
    { name: 'call', channel: 'voice', priority: 2, wrapUpMs: 10 },
    { name: 'chat', channel: 'chat', priority: 1, wrapUpMs: 5 },
    { name: 'letter', channel: 'mail' },
  ],
  groups: [{ name: 'front', capacity: { total: 3, channels: { mail: 2 } }, autoAnswer: true }],
}
const [CALL, CHAT, LETTER] = [0, 1, 2]

function oneAgent(given: AcdConfig = config): { engine: AcdEngine; agent: number; told: () => string[] } {
  const engine = new AcdEngine(given)
  const agent = engine.addAgent({ group: 0 })
  engine.signIn(agent, 0)
  engine.ready(agent, 0)
  const told = () => {
    const words: string[] = []
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      if (event.kind !== 'arrived' && event.kind !== 'agent') words.push(`${event.kind} ${event.contact}`)
    }
    return words
  }
  told()
  return { engine, agent, told }
}

describe('an agent with room for several', () => {
  test('has chats at once, as many as its total allows; the next waits', () => {
    const { engine, agent } = oneAgent()
    for (let chat = 0; chat < 4; chat += 1) engine.offer({ type: CHAT }, 1)
    expect([engine.contactsOf(agent), engine.waiting, engine.openChannels(agent)]).toEqual([[1, 2, 3], 1, []])
  })

  test('has no more of one channel than is said, though there is room', () => {
    const { engine, agent } = oneAgent()
    for (let letter = 0; letter < 3; letter += 1) engine.offer({ type: LETTER }, 1)
    expect([engine.contactsOf(agent), engine.openChannels(agent)]).toEqual([
      [1, 2],
      ['voice', 'chat'],
    ])
  })

  test('is called away from e-mail, which goes on when the call is over, after-call work included', () => {
    const { engine, agent, told } = oneAgent()
    engine.offer({ type: LETTER }, 1)
    engine.offer({ type: CALL }, 2)
    expect(told()).toEqual(['connected 1', 'connected 2', 'interrupted 1'])
    expect(engine.openChannels(agent)).toEqual([])
    engine.release(2, 20)
    expect(told()).toEqual(['released 2'])
    engine.advance(30)
    expect(told()).toEqual(['wrap-up-ended 2', 'continued 1'])
  })

  test('is not called away from a chat: the call waits for the last one', () => {
    const { engine, told } = oneAgent()
    engine.offer({ type: CHAT }, 1)
    engine.offer({ type: CALL }, 2)
    engine.offer({ type: CHAT }, 2)
    engine.release(1, 3)
    engine.release(3, 3)
    told()
    engine.advance(8)
    expect(told()).toEqual(['wrap-up-ended 1', 'wrap-up-ended 3', 'connected 2'])
  })

  test('does after-call work of each contact by itself', () => {
    const { engine, agent } = oneAgent()
    engine.offer({ type: CHAT }, 1)
    engine.offer({ type: CHAT }, 1)
    engine.release(1, 2)
    engine.release(2, 3)
    expect(engine.agentState(agent)).toBe('wrap-up')
    expect(engine.endWrapUp(agent, 4, 2)).toBe(true)
    expect(engine.contactsOf(agent)).toEqual([1])
    expect(engine.calls.extendWrapUp(agent, 100, 4, 1)).toBe(true)
    engine.advance(106)
    expect(engine.contactsOf(agent)).toEqual([1])
    engine.advance(107)
    expect(engine.agentState(agent)).toBe('ready')
  })

  test('who is not ready is offered nothing more at once, and keeps what it has', () => {
    const { engine, agent } = oneAgent()
    engine.offer({ type: CHAT }, 1)
    engine.notReady(agent, 'break', 2)
    engine.offer({ type: CHAT }, 3)
    expect([engine.contactsOf(agent), engine.waiting, engine.agentState(agent)]).toEqual([[1], 1, 'connected'])
    engine.ready(agent, 4)
    expect(engine.contactsOf(agent)).toEqual([1, 2])
  })

  test('who does not answer a chat beside another is not ready, and ready again in time', () => {
    const { engine, agent, told } = oneAgent({
      ...config,
      groups: [
        {
          name: 'front',
          capacity: { total: 3 },
          offerTimeoutMs: 5,
          afterNoAnswer: { become: 'not-ready', forMs: 50 },
        },
      ],
    })
    engine.offer({ type: CHAT }, 1)
    engine.accept(1, agent, 2)
    engine.offer({ type: CHAT }, 3)
    told()
    engine.advance(8)
    expect([told(), engine.contactsOf(agent), engine.openChannels(agent)]).toEqual([
      ['offer-ended 2', 'queued 2'],
      [1],
      [],
    ])
    engine.advance(58)
    expect(told()).toEqual(['offered 2'])
  })
})

test('a call waits for its own agent until that agent has room for its channel', () => {
  const { engine, agent, told } = oneAgent()
  engine.offer({ type: CHAT }, 1)
  engine.offer({ type: CALL, preferred: { agent, forMs: Infinity } }, 2)
  engine.offer({ type: CHAT, preferred: { agent, forMs: Infinity } }, 2)
  expect([told(), engine.waiting]).toEqual([['connected 1', 'queued 2', 'connected 3'], 1])
})

test('a reconfiguration that leaves less room leaves what is in hand', () => {
  const { engine, agent } = oneAgent()
  for (let chat = 0; chat < 3; chat += 1) engine.offer({ type: CHAT }, 1)
  while (engine.read() !== undefined);
  engine.reconfigure({ ...config, groups: [{ name: 'front', autoAnswer: true, capacity: { total: 1 } }] }, 2)
  engine.offer({ type: CHAT }, 3)
  expect([engine.contactsOf(agent), engine.waiting]).toEqual([[1, 2, 3], 1])
  for (const contact of [1, 2, 3]) engine.release(contact, 4)
  engine.advance(9)
  expect(engine.contactsOf(agent)).toEqual([4])
})

test('the figures of an agent with three chats: talking once, three hours of contacts an hour', () => {
  const { engine } = oneAgent()
  const metrics = new FloorMetrics({ types: 3, groups: 1, thresholdMs: 20 })
  const agentReady: AcdEvent = { kind: 'agent', atMs: 0, agent: 0, group: 0, state: 'ready', reason: '' }
  metrics.observe(agentReady)
  for (let chat = 0; chat < 3; chat += 1) engine.offer({ type: CHAT }, 1000)
  for (const contact of [1, 2, 3]) engine.release(contact, 2000)
  engine.advance(2005)
  for (let event = engine.read(); event !== undefined; event = engine.read()) metrics.observe(event)
  metrics.agentTimes.settleAll(3000)
  const { talking, wrapUp, ready } = metrics.agentTimes.of(0)
  expect([talking, wrapUp, ready, metrics.agentTimes.contactMsOf(0)]).toEqual([1000, 5, 1995, 3015])
  expect(metrics.ofType(CHAT).talkMs).toBe(3000)
})

test.each([
  ['channels', { ...config, channels: [] }],
  ['channels[1].name', { ...config, channels: [{ name: 'voice' }, { name: 'voice' }] }],
  ['channels[0].weight', { ...config, channels: [{ name: 'voice', weight: 0 }] }],
  ['channels[0].interrupts[0]', { ...config, channels: [{ name: 'voice', interrupts: ['fax'] }] }],
  ['types[0].channel', { ...config, types: [{ name: 'call', channel: 'fax' }] }],
  ['groups[0].capacity.total', { ...config, groups: [{ name: 'front', capacity: { total: 0 } }] }],
  ['groups[0].capacity.channels', { ...config, groups: [{ name: 'front', capacity: { channels: { fax: 1 } } }] }],
  [
    'groups[0].capacity.channels.chat',
    { ...config, groups: [{ name: 'front', capacity: { channels: { chat: -1 } } }] },
  ],
])('a mistake is told with its path: %s', (path, wrong) => {
  expect(() => new AcdEngine(wrong)).toThrow(path)
})
