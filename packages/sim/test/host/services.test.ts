import { describe, expect, test } from 'vitest'
import { ApiDesk, type ApiAnswer } from '../../src/host/api/api-desk.ts'
import { readMessage } from '../../src/host/api/api-message.ts'
import { HostMetrics } from '../../src/host/metrics/host-metrics.ts'
import type { ApiTokenConfig } from '../../src/host/config/host-config.ts'
import { SmallHouse, sourcesOf } from './support/small-house.ts'

const SCENARIO = `
strowger: 1
name: With a flow
run: { duration: 1h, startsAt: '09:00' }
offers: { timeout: 10s }
types:
  orders: { arrivals: { perHour: 10 }, handlingTime: 60s }
groups: { front: { agents: 4, ringTime: 2s } }
flows:
  file: menu.yaml
  calls: { orders: '10086' }
  callers: { reaction: 1s }
`
const FLOW = `
numbers: { '10086': main }
prompts:
  welcome: { durationMs: 3000 }
  wait is: { durationMs: 1000 }
  agent is: { durationMs: 1000 }
  rate us: { durationMs: 1000 }
attributes: { phone: number }
flows:
  main:
    nodes:
      welcome:
        do: menu
        prompt: welcome
        digits: { '1': front, '2': later, '3': box, '4': partner, '5': look }
        onTimeout: { do: hang-up, reason: silent }
        onWrong: { do: hang-up, reason: wrong }
      front: { do: queue, type: orders, agentPrompt: agent is, next: rate }
      rate: { do: survey, prompt: rate us, from: 1, to: 3, next: { do: hang-up, reason: done } }
      later: { do: callback, number: caller, type: orders, withinMs: 3600000 }
      box: { do: voicemail, box: night/shift, limitMs: 30000 }
      partner: { do: transfer, to: '075512345', done: { do: hang-up, reason: gone over }, failed: front }
      look: { do: lookup, ask: customer, found: front, notFound: front, failed: { do: hang-up, reason: no answer } }
`
const sources = sourcesOf(SCENARIO, { 'menu.yaml': FLOW })

async function flowHouse(more: Parameters<typeof SmallHouse.open>[0] = {}): Promise<SmallHouse> {
  const house = await SmallHouse.open({ numbers: new Map(), ...more }, sources)
  for (const [name, ms] of [
    ['welcome', 3000],
    ['rate us', 1000],
  ] as const)
    house.prompts.set(name, ms)
  return house
}

/** A house in whose flow somebody has been promised a call. */
async function promised(): Promise<SmallHouse> {
  const house = await flowHouse({ trunks: [trunk({ allow: /^\d+$/ })] })
  const caller = house.outside('13800138000')
  caller.dial('10086')
  await house.clock.run(100)
  caller.press('2')
  await house.clock.run(100)
  return house
}

const reasons = (house: SmallHouse) => house.kinds('ended').map((event) => ('reason' in event ? event.reason : ''))

describe('what flows ask of the host', () => {
  test('a survey after the call, and the number of the agent before it', async () => {
    const house = await flowHouse()
    const agent = await house.agentAtWork('1002')
    const caller = house.outside('1')
    caller.dial('10086')
    await house.clock.run(500)
    expect(house.plays(caller)).toEqual(['welcome'])
    caller.press('1')
    await house.clock.run(2000)
    expect(house.plays(caller)).toEqual(['agent is', 'digit 1', 'digit 0', 'digit 0', 'digit 2'])
    await house.clock.run(10_000)
    expect(house.talk(caller, agent)).toBe(true)
    // What is keyed while an agent is there is written down nowhere.
    caller.press('4111111111111111')
    await house.clock.run(100)
    agent.hangUp()
    await house.clock.run(100)
    expect(house.plays(caller)).toEqual(['rate us'])
    caller.press('3')
    await house.clock.run(100)
    expect(house.kinds('rated')).toMatchObject([{ rating: 3, agent: 1 }])
    expect(reasons(house)).toEqual(['done'])
    expect(caller.last.state).toBe('over')
    expect(house.store.last()!.match(/"do":"digit"/g)).toHaveLength(2)
    house.expectReplay()
  })

  test('a callback: the caller is called when its turn comes, and again when it does not answer', async () => {
    const house = await promised()
    expect(reasons(house)).toEqual(['callback'])
    expect(house.host.promises).toBe(1)
    const home = house.outside('13800138000', '198.51.100.9', 5060)
    const agent = await house.agentAtWork('1001')
    await house.clock.run(1000)
    // Who is to be called is seen before it is answered.
    expect(agent.last.from).toBe('13800138000')
    expect(agent.last.state).toBe('talking')
    expect(home.last.state).toBe('ringing')
    home.refuse(486)
    await house.clock.run(10)
    expect(agent.last.state).toBe('over')
    await house.clock.run(62_100)
    home.answer()
    await house.clock.run(100)
    expect(house.talk(home, agent)).toBe(true)
    expect(house.host.promises).toBe(0)
    home.hangUp()
    await house.clock.run(100)
    expect(agent.last.state).toBe('over')
    house.expectReplay()
  })

  test('a callback: an agent who hangs up ends it, and one who does so while it rings takes it back', async () => {
    const house = await promised()
    const home = house.outside('13800138000', '198.51.100.9', 5060)
    const agent = await house.agentAtWork('1001')
    await house.clock.run(1000)
    expect(home.last.state).toBe('ringing')
    agent.hangUp()
    await house.clock.run(100)
    expect(home.last.state).toBe('over')
    expect(house.host.promises).toBe(1)
    await house.clock.run(62_000)
    home.answer()
    await house.clock.run(2500)
    expect(house.talk(home, agent)).toBe(true)
    agent.hangUp()
    await house.clock.run(100)
    expect(home.last.state).toBe('over')
    expect(house.host.calls).toBe(0)
    house.expectReplay()
  })

  test('a promise outlives a restart', async () => {
    const house = await promised()
    const inMenu = house.outside('2')
    inMenu.dial('10086')
    await house.clock.run(100)
    await house.kill()
    await house.start(sources)
    expect(reasons(house)).toEqual(['callback', 'hung-up'])
    expect(house.host.house.desk.machine.size).toBe(0)
    expect(house.host.promises).toBe(1)
    const home = house.outside('13800138000', '198.51.100.9', 5060)
    home.onRing = (call) => {
      home.answer(call)
    }
    const agent = await house.agentAtWork('1001')
    await house.clock.run(3000)
    expect(house.talk(home, agent)).toBe(true)
    house.expectReplay()
  })

  test('voicemail, ended by a key, by hanging up, and by its limit', async () => {
    const house = await flowHouse()
    for (const end of ['#', 'hang up', 'limit']) {
      const caller = house.outside('1')
      caller.dial('10086')
      await house.clock.run(100)
      caller.press('3')
      await house.clock.run(10_000)
      if (end === '#') caller.press('#')
      else if (end === 'hang up') caller.hangUp()
      await house.clock.run(25_000)
      expect(caller.last.state).toBe('over')
    }
    expect(reasons(house)).toEqual(['voicemail', 'voicemail', 'voicemail'])
    expect([...house.media.recordings.values()].every((path) => path.startsWith('data/voicemail/night_shift/'))).toBe(
      true,
    )
    expect(house.log.filter(({ event }) => event === 'recorded')).toHaveLength(3)
    house.expectReplay()
  })

  test('a transfer outside, and back to the queue when it fails', async () => {
    const house = await flowHouse()
    const partner = house.outside('partner', '198.51.100.9', 5060)
    const caller = house.outside('1')
    caller.dial('10086')
    await house.clock.run(100)
    caller.press('4')
    await house.clock.run(100)
    partner.refuse(486)
    await house.clock.run(100)
    expect(house.kinds('queued')).toHaveLength(1)
    const second = house.outside('2')
    second.dial('10086')
    await house.clock.run(100)
    second.press('4')
    await house.clock.run(100)
    partner.answer()
    await house.clock.run(100)
    expect(house.talk(second, partner)).toBe(true)
    expect(reasons(house)).toEqual(['gone over'])
    second.hangUp()
    await house.clock.run(100)
    expect(partner.last.state).toBe('over')
    house.expectReplay()
  })

  test('a service that is not there fails; one that is answers', async () => {
    const house = await flowHouse()
    const caller = house.outside('1')
    caller.dial('10086')
    await house.clock.run(100)
    caller.press('5')
    await house.clock.run(100)
    expect(reasons(house)).toEqual(['no answer'])
    const other = await flowHouse({ services: new Map([['customer', { url: 'http://192.0.2.9/', token: undefined }]]) })
    await other.kill()
    other.services = async (_, question) => {
      expect(question).toMatchObject({ kind: 'lookup', subject: 'customer', caller: '1', called: '10086' })
      return await Promise.resolve({ outcome: 'found', attributes: { phone: 4711 } })
    }
    await other.start(sources)
    const known = other.outside('1')
    known.dial('10086')
    await other.clock.run(100)
    known.press('5')
    await other.clock.run(100)
    expect(other.kinds('queued')).toHaveLength(1)
    other.expectReplay()
  })

  test('conversations are recorded, and the caller is told', async () => {
    const house = await flowHouse({ recording: { calls: 'all', announce: 'recorded' } })
    const agent = await house.agentAtWork('1001')
    const caller = house.outside('1')
    caller.dial('10086')
    await house.clock.run(100)
    caller.press('1')
    await house.clock.run(100)
    expect(house.plays(caller)).toEqual(['recorded', 'music'])
    await house.clock.run(4000)
    expect(house.talk(caller, agent)).toBe(true)
    expect(house.media.recordings.size).toBe(1)
    agent.hangUp()
    await house.clock.run(100)
    expect(house.log.filter(({ event }) => event === 'recorded')).toHaveLength(1)
    house.expectReplay()
  })
})

describe('another configuration', () => {
  test('is routed by while callers are inside, and refused when somebody would have no place', async () => {
    const house = await flowHouse()
    const caller = house.outside('1')
    caller.dial('10086')
    await house.clock.run(100)
    const agents = house.config.agents
    const fourth = { ...agents[0]!, number: '1004' }
    const next = sourcesOf(SCENARIO.replace('timeout: 10s', 'timeout: 5s'), { 'menu.yaml': FLOW })
    house.host.reload(next, { ...house.config, agents: [...agents.slice(1), fourth] })
    caller.press('1')
    await house.clock.run(100)
    expect(house.kinds('queued')).toHaveLength(1)
    expect(house.host.house.agents.agentOf('1004')).toBe(4)
    const agent = await house.agentAtWork('1004', 1e6)
    await house.clock.run(4000)
    expect(house.kinds('offer-ended')).toMatchObject([{ reason: 'no-answer' }])
    expect(agent.last.state).toBe('over')
    const broken = sourcesOf(SCENARIO, { 'menu.yaml': FLOW.replaceAll('front', 'other') })
    expect(() => {
      house.host.reload(broken, house.config)
    }).toThrow('flows.main.nodes')
    expect(caller.last.state).toBe('talking')
    house.expectReplay()
  })
})

const TOKENS: readonly ApiTokenConfig[] = [
  { name: 'wall', token: 'x'.repeat(16), may: ['watch'], agents: [] },
  { name: 'own', token: 'y'.repeat(16), may: ['agent'], agents: ['1001'] },
  { name: 'boss', token: 'z'.repeat(16), may: ['watch', 'supervise', 'operate'], agents: [] },
]

describe('the API', () => {
  async function apiHouse() {
    const api = { address: '127.0.0.1', port: 0, cert: undefined, key: undefined, tokens: TOKENS }
    const house = await SmallHouse.open({ api })
    const operations: string[] = []
    const desk = new ApiDesk(house.host.house, house.host.transfers, house.host.dialling, {
      reload: () => operations.push('reload'),
      drain: () => operations.push('drain'),
    })
    const ask = (token: number, message: object): ApiAnswer =>
      desk.answer(readMessage(JSON.stringify(message))!, TOKENS[token]!)
    return { house, desk, ask, operations }
  }

  test('acts for agents, each token for its own', async () => {
    const { house, ask } = await apiHouse()
    expect(ask(1, { do: 'sign-in', agent: '1001' })).toEqual({ ok: true })
    expect(ask(1, { do: 'ready', agent: '1001' })).toEqual({ ok: true })
    expect(ask(1, { do: 'ready', agent: '1001' })).toMatchObject({ ok: false })
    expect(ask(1, { do: 'sign-in', agent: '1002' })).toMatchObject({
      ok: false,
      error: expect.stringContaining('act for'),
    })
    expect(ask(0, { do: 'ready', agent: '1001' })).toMatchObject({
      ok: false,
      error: expect.stringContaining('may not'),
    })
    expect(ask(1, { do: 'fly' })).toMatchObject({ ok: false })
    expect(ask(0, { do: 'state' })).toMatchObject({
      ok: true,
      state: { waiting: 0, agents: [{ number: '1001', state: 'ready' }, { state: 'signed-out' }, {}, {}] },
    })
    house.expectReplay()
  })

  test('supervisors listen and give orders, which say who gave them', async () => {
    const { house, ask, desk, operations } = await apiHouse()
    const agent = await house.agentAtWork('1001')
    const supervisor = house.phone('1000')
    supervisor.register()
    supervisor.onRing = (call) => {
      supervisor.answer(call)
    }
    await house.clock.run(10)
    supervisor.dial('*70')
    await house.clock.run(1500)
    const caller = house.outside('13800138000')
    caller.dial('10086')
    await house.clock.run(3000)
    expect(ask(2, { do: 'listen', agent: '1001', supervisor: '1002' })).toMatchObject({ ok: false })
    expect(ask(2, { do: 'listen', agent: '1001', supervisor: '1000' })).toEqual({ ok: true })
    await house.clock.run(100)
    expect(house.hears(supervisor)).toEqual(house.legsOf(caller, agent))
    expect(ask(2, { do: 'force-not-ready', agent: '1001', reason: 'talk to me' })).toEqual({ ok: true })
    expect(house.kinds('ordered').at(-1)).toMatchObject({ order: 'force-not-ready', supervisor: 1_000_002 })
    expect(house.store.last()).toContain('"by":1000002')
    expect(ask(2, { do: 'force-release', agent: '1001' })).toEqual({ ok: true })
    await house.clock.run(100)
    expect(agent.last.state).toBe('over')
    expect(supervisor.last.state).toBe('over')
    ask(2, { do: 'reload' })
    ask(2, { do: 'drain' })
    expect(operations).toEqual(['reload', 'drain'])
    const popped = house.kinds('offered').map((event) => JSON.parse(desk.told(event)))
    expect(popped[0]).toMatchObject({ event: { kind: 'offered', agent: '1001', type: 'orders' } })
    house.expectReplay()
  })

  test('messages that are none are none', () => {
    for (const text of [
      '',
      'null',
      '[]',
      '7',
      '{"do":7}',
      `{"do":"${'x'.repeat(99)}"}`,
      '{"id":{}}',
      'x'.repeat(20_000),
    ]) {
      const read = readMessage(text)
      expect(read === undefined || read.do === '').toBe(true)
    }
    expect(readMessage('{"id":1,"do":"state"}')).toMatchObject({ id: 1, do: 'state', agent: '' })
  })
})

test('metrics count what the engine decided, as Prometheus reads it', async () => {
  const house = await SmallHouse.open()
  const { acd, thresholdMs } = house.host.house.plan
  const metrics = new HostMetrics(acd, thresholdMs)
  const agent = await house.agentAtWork('1001')
  const caller = house.outside('1')
  caller.dial('10086')
  await house.clock.run(33_000)
  caller.hangUp()
  await house.clock.run(100)
  for (const event of house.told) if ('contact' in event || event.kind === 'agent') metrics.observe(event as never)
  const text = metrics.text(await house.host.house.exchange.figures())
  expect(text).toContain('strowger_contacts_offered_total{type="orders"} 1\n')
  // Another plan with the same names goes on counting; one with others begins anew.
  metrics.reconfigure({ ...acd }, thresholdMs)
  expect(metrics.text(new Map())).toContain('strowger_contacts_offered_total{type="orders"} 1\n')
  expect(text).toContain('strowger_contacts_answered_wait_seconds_total{type="orders"} 2\n')
  expect(text).toContain('strowger_contacts_talk_seconds_total{type="orders"} 31\n')
  expect(text).toContain('strowger_agents{state="wrap-up"} 1\n')
  expect(text).toContain('strowger_phones_registered 1\n')
  for (const line of text.trimEnd().split('\n')) {
    expect(line).toMatch(
      /^(?:# (?:HELP|TYPE) strowger_[a-z0-9_]+ .+|strowger_[a-z0-9_]+(?:\{[a-z]+="[^"]*"\})? -?[\d.e+-]+)$/,
    )
  }
  metrics.reconfigure({ ...acd, types: acd.types.toReversed() }, thresholdMs)
  expect(metrics.text(new Map())).toContain('strowger_contacts_offered_total{type="orders"} 0\n')
  expect(agent.last.state).toBe('over')
})

function trunk(more: Partial<SmallHouse['config']['trunks'][number]>): SmallHouse['config']['trunks'][number] {
  return {
    name: 'carrier',
    from: ['198.51.100.7'],
    user: undefined,
    password: undefined,
    to: 'sip:198.51.100.9:5060',
    register: false,
    callerId: '10086',
    maxCalls: 100,
    allow: /^0\d+$/,
    ...more,
  }
}
