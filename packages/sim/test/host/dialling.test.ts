import { LifeLines } from '@strowger/acd'
import { type AnsweredBy, completeAmdOptions } from '@strowger/core'
import { describe, expect, test } from 'vitest'
import { ApiDesk } from '../../src/host/api/api-desk.ts'
import { readMessage } from '../../src/host/api/api-message.ts'
import type { AnswerConfig, ApiTokenConfig } from '../../src/host/config/host-config.ts'
import { configOf, SmallHouse, sourcesOf } from './support/small-house.ts'

const SCENARIO = `
strowger: 1
name: Calls out
run: { startsAt: '09:00', duration: 1h, replications: 1, seed: 1 }
offers: { timeout: 10s, afterNoAnswer: not-ready, notReadyFor: 1m }
types:
  orders:
    arrivals: { perHour: 10 }
    handlingTime: 60s
    afterCallWork: 10s
    patience: 5m
    overflow: [{ name: long wait, after: 20s, callback: true }]
    callback: { accepts: 1, promise: 10m, retry: 1m, attempts: 2, ringsFor: 20s }
    winBack: { campaign: won-back, after: 1m, minWait: 5s }
  notices: { arrivals: { perHour: 0 }, handlingTime: 30s }
  reviews: { arrivals: { perHour: 0 }, handlingTime: 30s }
  offers: { arrivals: { perHour: 0 }, handlingTime: 30s }
  regrets: { arrivals: { perHour: 0 }, handlingTime: 30s }
groups:
  front: { agents: 4, ringTime: 2s }
campaigns:
  notices: { type: notices, mode: progressive, retry: 1m, ringsFor: 15s, attempts: 2 }
  reviews: { type: reviews, mode: preview, retry: 1m, ringsFor: 15s }
  offers: { type: offers, mode: predictive, retry: 1m, maxHold: 2s }
  won-back: { type: regrets, mode: progressive, retry: 1m }
`
const sources = sourcesOf(SCENARIO)
const CARRIER = { ...configOf().trunks[0]!, allow: /^\d{4,}$/ }
const HOME = '13800138000'

async function open(): Promise<SmallHouse> {
  return await SmallHouse.open({ trunks: [CARRIER] }, sources)
}

/** Telephone of somebody outside whom the house can call. */
function home(house: SmallHouse, answersAfterMs: number = 1e9) {
  const phone = house.outside(HOME, '198.51.100.9', 5060)
  phone.onRing = (call) => {
    house.clock.at(house.clock.nowMs() + answersAfterMs, () => {
      if (call.state === 'ringing') phone.answer(call)
    })
  }
  return phone
}

/** Nobody is lost, nothing is left, and the journals decide the same. */
function isSound(house: SmallHouse): void {
  expect(house.log.filter(({ level }) => level === 'error')).toEqual([])
  const lives = new LifeLines()
  for (const event of house.told) lives.observe(event)
  expect(lives.problems).toEqual([])
  house.expectReplay()
}

const list = (house: SmallHouse, campaign: string) => house.host.dialling.list(campaign, HOME, 0)
const dialEnds = (house: SmallHouse) =>
  house.kinds('dial-ended', 'expired').map((event) => ('reason' in event ? event.reason : ''))

describe('a callback of the engine', () => {
  /** A caller who has accepted one. */
  async function promised() {
    const house = await open()
    const caller = house.outside(HOME)
    caller.dial('10086')
    await house.clock.run(5000)
    // Nothing was asked yet.
    caller.press('1')
    await house.clock.run(15_500)
    expect(house.kinds('callback-offered')).toHaveLength(1)
    expect(house.plays(caller)).toEqual(['call back'])
    await house.clock.run(1000)
    expect(house.hearsMusic(caller)).toBe(true)
    caller.press('1')
    await house.clock.run(100)
    expect(house.kinds('callback-accepted')).toHaveLength(1)
    expect(house.plays(caller)).toEqual(['confirmed'])
    await house.clock.run(1000)
    expect(caller.last.state).toBe('over')
    expect(house.host.house.numbers.size).toBe(1)
    return { house, caller }
  }

  test('is accepted with a key; who accepted is called when its turn comes, and talks to the agent who waits', async () => {
    const { house } = await promised()
    const at = home(house, 3000)
    const agent = await house.agentAtWork('1001')
    await house.clock.run(500)
    // The agent sees who is to be called.
    expect(agent.last.from).toBe(HOME)
    await house.clock.run(1600)
    expect(agent.last.state).toBe('talking')
    expect(house.kinds('dial')).toHaveLength(1)
    await house.clock.run(3000)
    expect(house.kinds('bridged')).toHaveLength(1)
    expect(house.talk(at, agent)).toBe(true)
    agent.hangUp()
    await house.clock.run(100)
    expect(at.last.state).toBe('over')
    expect(house.kinds('released')).toMatchObject([{ wrapUp: true }])
    expect(house.host.house.numbers.size).toBe(0)
    expect(house.host.calls).toBe(0)
    isSound(house)
  })

  test('is tried again when nobody answers, and given up', async () => {
    const { house } = await promised()
    const at = home(house)
    const agent = await house.agentAtWork('1001')
    await house.clock.run(3000)
    expect(at.last.state).toBe('ringing')
    await house.clock.run(21_000)
    expect(dialEnds(house)).toEqual(['no-answer'])
    expect(at.last.state).toBe('over')
    expect(agent.last.state).toBe('over')
    await house.clock.run(65_000)
    expect(at.last.state).toBe('ringing')
    at.refuse(486)
    await house.clock.run(100)
    expect(dialEnds(house)).toEqual(['no-answer', 'busy', 'attempts'])
    expect(house.host.house.numbers.size).toBe(0)
    isSound(house)
  })

  test('an agent who hangs up while it rings takes the call back; the caller is called again', async () => {
    const { house } = await promised()
    const at = home(house)
    const agent = await house.agentAtWork('1001')
    await house.clock.run(3000)
    expect(at.last.state).toBe('ringing')
    agent.hangUp()
    await house.clock.run(100)
    expect(at.last.state).toBe('over')
    expect(dialEnds(house)).toEqual(['failed'])
    await house.clock.run(63_000)
    at.answer()
    await house.clock.run(100)
    expect(house.talk(at, agent)).toBe(true)
    at.hangUp()
    await house.clock.run(100)
    expect(agent.last.state).toBe('over')
    isSound(house)
  })

  test('who may not be called is not asked', async () => {
    const house = await open()
    const caller = house.outside('12')
    caller.dial('10086')
    await house.clock.run(22_000)
    expect(house.hearsMusic(caller)).toBe(true)
    caller.press('1')
    await house.clock.run(100)
    expect(house.kinds('callback-accepted')).toEqual([])
    isSound(house)
  })

  test('outlives a restart, also one while it is being called', async () => {
    const { house } = await promised()
    await house.kill()
    await house.start(sources)
    const at = home(house)
    const agent = await house.agentAtWork('1001')
    await house.clock.run(3000)
    expect(at.last.state).toBe('ringing')
    await house.kill()
    await house.start(sources)
    expect(dialEnds(house)).toEqual(['failed'])
    // The phones know nothing of it.
    at.hangUp()
    agent.hangUp()
    agent.register()
    await house.clock.run(63_000)
    expect(at.calls).toHaveLength(2)
    at.answer()
    await house.clock.run(100)
    expect(house.talk(at, agent)).toBe(true)
    isSound(house)
  })
})

describe('a campaign', () => {
  test('progressive: the phone of an idle agent answers by itself, and somebody is called', async () => {
    const house = await open()
    const at = home(house, 4000)
    const agent = await house.agentAtWork('1001', 500)
    expect(list(house, 'notices')).toBeGreaterThan(0)
    await house.clock.run(100)
    expect(agent.last.state).toBe('ringing')
    expect(at.last.state).toBe('ringing')
    await house.clock.run(4500)
    expect(house.talk(at, agent)).toBe(true)
    at.hangUp()
    await house.clock.run(100)
    expect(agent.last.state).toBe('over')
    isSound(house)
  })

  test('progressive: an agent whose phone does not answer is not ready, and nobody is called in vain for long', async () => {
    const house = await open()
    const at = home(house)
    await house.agentAtWork('1001', 1e9)
    list(house, 'notices')
    await house.clock.run(11_000)
    expect(house.kinds('agent').at(-1)).toMatchObject({ state: 'not-ready', reason: 'no-answer' })
    expect(at.last.state).toBe('over')
    expect(dialEnds(house)).toEqual(['failed'])
    isSound(house)
  })

  test('preview: an agent dials by answering; a declined contact stays on the list', async () => {
    const house = await open()
    const at = home(house, 1000)
    const agent = house.phone('1001')
    agent.register()
    await house.clock.run(10)
    for (const code of ['*70', '*71']) {
      agent.dial(code)
      await house.clock.run(1500)
    }
    list(house, 'reviews')
    await house.clock.run(100)
    expect(agent.last).toMatchObject({ state: 'ringing', from: HOME })
    agent.refuse(486)
    await house.clock.run(100)
    expect(at.calls).toHaveLength(0)
    agent.answer()
    await house.clock.run(1500)
    expect(house.talk(at, agent)).toBe(true)
    isSound(house)
  })

  test('predictive: who answers and finds no agent in time is let go, who finds one talks', async () => {
    const house = await open()
    const at = home(house, 3000)
    const agent = await house.agentAtWork('1001', 200)
    list(house, 'offers')
    await house.clock.run(100)
    expect(at.last.state).toBe('ringing')
    // Somebody who calls takes the agent meanwhile.
    const caller = house.outside('13900139000')
    caller.dial('10086')
    await house.clock.run(3500)
    expect(house.talk(caller, agent)).toBe(true)
    expect(house.hearsMusic(at)).toBe(true)
    await house.clock.run(2000)
    expect(dialEnds(house)).toEqual(['no-agent'])
    expect(at.last.state).toBe('over')
    caller.hangUp()
    await house.clock.run(61_000)
    list(house, 'offers')
    await house.clock.run(4000)
    expect(house.talk(at, agent)).toBe(true)
    isSound(house)
  })

  test('who gave up waiting is called back unasked', async () => {
    const house = await open()
    const caller = house.outside(HOME)
    caller.dial('10086')
    await house.clock.run(8000)
    caller.hangUp()
    await house.clock.run(100)
    expect(house.kinds('listed')).toHaveLength(1)
    const anonymous = house.outside('12')
    anonymous.dial('10086')
    await house.clock.run(8000)
    anonymous.hangUp()
    await house.clock.run(100)
    // Whom nobody can call is on no list.
    expect(dialEnds(house)).toEqual(['cancelled'])
    const at = home(house, 1000)
    const agent = await house.agentAtWork('1001', 100)
    await house.clock.run(60_000)
    expect(house.talk(at, agent)).toBe(true)
    isSound(house)
  })

  test('lists outlive a restart; a host that drains calls nobody', async () => {
    const house = await open()
    list(house, 'notices')
    await house.kill()
    await house.start(sources)
    expect(house.host.house.numbers.size).toBe(1)
    const at = home(house, 1000)
    house.host.drain()
    const agent = await house.agentAtWork('1001', 100)
    await house.clock.run(2000)
    expect(at.calls).toHaveLength(0)
    expect(dialEnds(house)).toEqual(['failed'])
    await house.kill()
    await house.start(sources)
    agent.register()
    await house.clock.run(62_000)
    expect(house.talk(at, agent)).toBe(true)
    isSound(house)
  })
})

describe('a campaign that listens for who answers', () => {
  const analysis = completeAmdOptions({})
  const hangUp = { message: undefined, unsure: 'human', analysis } as const
  const message = { message: 'call us back', unsure: 'human', analysis } as const
  const listening = async (how: AnswerConfig, campaign: string = 'notices') =>
    await SmallHouse.open({ trunks: [CARRIER], campaigns: new Map([[campaign, how]]) }, sources)

  /** Somebody at home has answered a call of a campaign, for whom an agent waits. */
  async function answered(how: AnswerConfig) {
    const house = await listening(how)
    const at = home(house, 2000)
    const agent = await house.agentAtWork('1001', 100)
    list(house, 'notices')
    await house.clock.run(2500)
    expect(at.last.state).toBe('talking')
    // It is not known yet who it is: nobody hears them.
    expect([house.hears(at), house.hears(agent), house.kinds('bridged')]).toEqual([[], [], []])
    const found = (by: AnsweredBy) => {
      house.media.answeredBy(at.last.remotePort, by)
    }
    return { house, at, agent, found }
  }

  test('a person is connected with the agent', async () => {
    const { house, at, agent, found } = await answered(hangUp)
    found('human')
    await house.clock.run(100)
    expect(house.kinds('bridged')).toHaveLength(1)
    expect(house.talk(at, agent)).toBe(true)
    // What comes later changes nothing.
    found('machine')
    await house.clock.run(10_000)
    expect(house.talk(at, agent)).toBe(true)
    at.hangUp()
    await house.clock.run(100)
    expect(house.host.calls).toBe(0)
    isSound(house)
  })

  test('a machine is hung up on: the engine is told what the simulator tells it, and the agent is free', async () => {
    const { house, at, agent, found } = await answered(hangUp)
    found('machine')
    await house.clock.run(100)
    expect(dialEnds(house)).toEqual(['machine'])
    expect([at.last.state, agent.last.state]).toEqual(['over', 'over'])
    expect(house.host.called.answers.counts).toEqual({ human: 0, machine: 1, network: 0, unsure: 0 })
    // It is tried again as the scenario says.
    await house.clock.run(63_000)
    expect(at.calls).toHaveLength(2)
    isSound(house)
  })

  test('a network that says that the call went wrong is no machine', async () => {
    const { house, at, found } = await answered(message)
    found('network')
    await house.clock.run(100)
    expect(dialEnds(house)).toEqual(['failed'])
    expect(at.last.state).toBe('over')
    isSound(house)
  })

  test('a message is left when the machine records, while the agent is free already', async () => {
    const { house, at, agent, found } = await answered(message)
    found('machine')
    await house.clock.run(100)
    expect(dialEnds(house)).toEqual(['machine'])
    expect([at.last.state, agent.last.state]).toEqual(['talking', 'over'])
    expect(house.plays(at)).toEqual([])
    expect(house.host.calls).toBe(1)
    house.media.machineRecords(at.last.remotePort)
    await house.clock.run(500)
    expect(house.plays(at)).toEqual(['call us back'])
    await house.clock.run(1000)
    expect(at.last.state).toBe('over')
    expect([house.host.calls, house.host.called.messages.left]).toEqual([0, 1])
    isSound(house)
  })

  test('a machine that never records is hung up on after a minute; one that hangs up itself is over', async () => {
    const { house, at, found } = await answered(message)
    found('machine')
    await house.clock.run(59_000)
    expect(at.calls[0]!.state).toBe('talking')
    await house.clock.run(5000)
    expect(at.calls[0]!.state).toBe('over')
    // The second attempt.
    await house.clock.run(1000)
    found('machine')
    at.hangUp()
    await house.clock.run(100)
    expect([house.host.calls, house.host.called.messages.left]).toEqual([0, 0])
    expect(dialEnds(house)).toEqual(['machine', 'machine', 'attempts'])
    isSound(house)
  })

  test.each([
    ['human', ['bridged']],
    ['machine', ['dial-ended']],
  ] as const)('who is not known for sure is a %s, where that is said', async (unsure, kinds) => {
    const { house, found } = await answered({ ...hangUp, unsure })
    found('unsure')
    await house.clock.run(100)
    expect(house.kinds('bridged', 'dial-ended').map(({ kind }) => kind)).toEqual(kinds)
    expect(house.host.called.answers.counts.unsure).toBe(1)
    isSound(house)
  })

  test('media that never tell are not waited for: whoever it is, is a person', async () => {
    const { house, at, agent } = await answered(hangUp)
    await house.clock.run(5000)
    expect(house.kinds('bridged')).toEqual([])
    await house.clock.run(1000)
    expect(house.talk(at, agent)).toBe(true)
    isSound(house)
  })

  test('whoever answers late is connected before the engine takes the call for unanswered', async () => {
    const house = await listening(hangUp)
    const at = home(house, 14_000)
    const agent = await house.agentAtWork('1001', 100)
    list(house, 'notices')
    await house.clock.run(14_700)
    expect(house.kinds('bridged')).toEqual([])
    await house.clock.run(1500)
    expect(dialEnds(house)).toEqual([])
    expect(house.talk(at, agent)).toBe(true)
    isSound(house)
  })

  test('who hangs up meanwhile, and whose agent does, is called again', async () => {
    const { house, at, agent, found } = await answered(hangUp)
    at.hangUp()
    await house.clock.run(100)
    found('human')
    await house.clock.run(100)
    expect(dialEnds(house)).toEqual(['no-answer'])
    await house.clock.run(63_000)
    expect([at.last.state, agent.last.state]).toEqual(['talking', 'talking'])
    agent.hangUp()
    await house.clock.run(100)
    expect(at.last.state).toBe('over')
    expect(dialEnds(house)).toEqual(['no-answer', 'failed', 'attempts'])
    expect([house.host.calls, house.host.called.answers.size]).toEqual([0, 0])
    isSound(house)
  })

  test('a restart meanwhile loses nobody', async () => {
    const { house, at, agent } = await answered(hangUp)
    await house.kill()
    await house.start(sources)
    expect(dialEnds(house)).toEqual(['failed'])
    at.hangUp()
    agent.hangUp()
    agent.register()
    await house.clock.run(63_000)
    expect(at.calls).toHaveLength(2)
    house.media.answeredBy(at.last.remotePort, 'human')
    await house.clock.run(100)
    expect(house.talk(at, agent)).toBe(true)
    isSound(house)
  })

  test('predictive: an agent is found when it is known that a person has answered', async () => {
    const house = await listening(hangUp, 'offers')
    const at = home(house, 1000)
    const agent = await house.agentAtWork('1001', 200)
    list(house, 'offers')
    await house.clock.run(2500)
    expect([at.last.state, house.kinds('offered')]).toEqual(['talking', []])
    house.media.answeredBy(at.last.remotePort, 'human')
    await house.clock.run(500)
    expect(house.talk(at, agent)).toBe(true)
    isSound(house)
  })

  test('campaigns that say nothing connect whoever answers; one that the scenario has not is a mistake', async () => {
    const house = await listening(hangUp, 'offers')
    const at = home(house, 1000)
    const agent = await house.agentAtWork('1001', 100)
    list(house, 'notices')
    await house.clock.run(1500)
    expect(house.talk(at, agent)).toBe(true)
    isSound(house)
    await expect(listening(hangUp, 'ofers')).rejects.toThrow('did you mean "offers"?')
  })
})

test('programs put people on lists and take them off, where their token says so', async () => {
  const house = await open()
  const desk = new ApiDesk(house.host.house, house.host.transfers, house.host.dialling, {
    reload: () => undefined,
    drain: () => undefined,
  })
  const token = (may: ApiTokenConfig['may']): ApiTokenConfig => ({
    name: 'crm',
    token: 'x'.repeat(16),
    may,
    agents: [],
  })
  const ask = (message: object, may: ApiTokenConfig['may'] = ['dial']) =>
    desk.answer(readMessage(JSON.stringify(message))!, token(may))
  const wanted = { do: 'list', campaign: 'notices', to: HOME }
  expect(ask(wanted, ['agent'])).toMatchObject({ ok: false, error: expect.stringContaining('may not dial') })
  expect(ask({ ...wanted, campaign: 'sales' })).toMatchObject({ ok: false, error: expect.stringContaining('notices') })
  expect(ask({ ...wanted, to: '911' })).toMatchObject({ ok: false, error: expect.stringContaining('no trunk') })
  expect(readMessage(JSON.stringify({ ...wanted, inMs: -1 }))).toBeUndefined()
  expect(ask({ ...wanted, inMs: 5000 })).toMatchObject({ ok: true, contact: expect.any(Number) })
  expect(ask({ do: 'unlist', to: '13700137000' })).toMatchObject({ ok: false })
  expect(ask({ do: 'unlist', to: HOME })).toEqual({ ok: true })
  expect(dialEnds(house)).toEqual(['cancelled'])
  expect(house.host.house.numbers.size).toBe(0)
  isSound(house)
})
