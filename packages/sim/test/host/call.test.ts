import { describe, expect, test } from 'vitest'
import { SmallHouse, sourcesOf } from './support/small-house.ts'
import type { Telephone } from './support/telephone.ts'

/** A caller who talks to agent 1001. */
async function talking(more: Parameters<typeof SmallHouse.open>[0] = {}) {
  const house = await SmallHouse.open(more)
  const agent = await house.agentAtWork('1001')
  const caller = house.outside('13800138000')
  caller.dial('10086')
  await house.clock.run(3000)
  expect(agent.last.state).toBe('talking')
  return { house, agent, caller }
}

/** No mistake was made, and doing the journal again decides the same. */
function isSound(house: SmallHouse): void {
  expect(house.log.filter(({ level }) => level === 'error')).toEqual([])
  house.expectReplay()
}

const reasons = (house: SmallHouse) => house.kinds('ended').map((event) => ('reason' in event ? event.reason : ''))

describe('a call', () => {
  test('waits for an agent, is answered, bridged, and ended by the caller', async () => {
    const house = await SmallHouse.open()
    const caller = house.outside('13800138000')
    caller.dial('10086')
    await house.clock.run(1000)
    expect(caller.last.state).toBe('talking')
    expect(house.kinds('queued')).toHaveLength(1)
    expect(house.hearsMusic(caller)).toBe(true)
    const agent = await house.agentAtWork('1001')
    expect(agent.last).toMatchObject({ isIncoming: true, state: 'ringing' })
    await house.clock.run(2000)
    expect(house.kinds('connected')).toHaveLength(1)
    expect(house.hearsMusic(caller)).toBe(false)
    expect(house.talk(caller, agent)).toBe(true)
    await house.clock.run(30_000)
    caller.hangUp()
    await house.clock.run(10)
    expect(agent.last.state).toBe('over')
    expect(house.kinds('released')).toMatchObject([{ wrapUp: true }])
    expect(house.kinds('ended')).toMatchObject([{ reason: 'served', by: 'caller' }])
    await house.clock.run(59_000)
    expect(house.kinds('wrap-up-ended')).toHaveLength(0)
    await house.clock.run(1000)
    expect(house.kinds('wrap-up-ended')).toHaveLength(1)
    isSound(house)
  })

  test('is ended by the agent, whose after-call work ends with a code', async () => {
    const { house, agent, caller } = await talking()
    agent.hangUp()
    await house.clock.run(10)
    expect(caller.last.state).toBe('over')
    expect(reasons(house)).toEqual(['served'])
    const code = agent.dial('*73')
    await house.clock.run(1500)
    expect(code().state).toBe('over')
    expect(house.kinds('wrap-up-ended')).toHaveLength(1)
    isSound(house)
  })

  test('is abandoned while it waits, and while it rings', async () => {
    const house = await SmallHouse.open()
    const early = house.outside('1')
    early.dial('10086')
    await house.clock.run(5000)
    early.hangUp()
    await house.clock.run(10)
    const agent = await house.agentAtWork('1001', 60_000)
    const late = house.outside('2')
    late.dial('10086')
    await house.clock.run(1000)
    expect(agent.last.state).toBe('ringing')
    late.hangUp()
    await house.clock.run(10)
    expect(agent.last.state).toBe('over')
    expect(reasons(house)).toEqual(['abandoned', 'abandoned'])
    isSound(house)
  })

  test('goes on to the next agent when the first does not answer, declines, or cannot be reached', async () => {
    const house = await SmallHouse.open()
    const silent = await house.agentAtWork('1001', 1e6)
    const declining = await house.agentAtWork('1002')
    declining.onRing = (call) => {
      declining.refuse(486, call)
    }
    const last = await house.agentAtWork('1003')
    const caller = house.outside('1')
    caller.dial('10086')
    await house.clock.run(9000)
    expect(silent.last.state).toBe('ringing')
    await house.clock.run(2000)
    expect(silent.last.state).toBe('over')
    expect(house.kinds('offer-ended')).toMatchObject([{ reason: 'no-answer', agent: 0 }, { reason: 'declined' }])
    await house.clock.run(3000)
    expect(house.talk(caller, last)).toBe(true)
    isSound(house)
  })

  test('goes on elsewhere when a phone has vanished, whose agent is offered nothing until it is back', async () => {
    const house = await SmallHouse.open()
    const gone = await house.agentAtWork('1001')
    gone.vanish()
    const caller = house.outside('1')
    caller.dial('10086')
    await house.clock.run(9000)
    const other = await house.agentAtWork('1002')
    // The engine's limit for an answer comes before that of the transaction.
    expect(house.kinds('offer-ended')).toMatchObject([{ reason: 'no-answer', agent: 0 }])
    await house.clock.run(3000)
    expect(house.talk(caller, other)).toBe(true)
    isSound(house)
  })

  test('is refused where nothing is known, and where nobody may call', async () => {
    const house = await SmallHouse.open()
    const wrong = house.outside('1')
    wrong.dial('999')
    await house.clock.run(100)
    expect(wrong.last).toMatchObject({ state: 'over', status: 404 })
    const scanner = house.outside('100', '203.0.113.66')
    scanner.dial('10086')
    await house.clock.run(40_000)
    // Not a word: it times out as at an address where nobody is.
    expect(scanner.last).toMatchObject({ state: 'over', status: 0 })
    expect(house.kinds('entered')).toHaveLength(1)
    isSound(house)
  })
})

describe('phones', () => {
  test('register with a password, and not with a wrong one, after which they are not heard', async () => {
    const house = await SmallHouse.open()
    const right = house.phone('1001')
    right.register()
    await house.clock.run(10)
    expect(right.registered).toEqual([200])
    for (let times = 0; times < 5; times += 1) {
      const wrong = house.phone('1002', `guess ${times}`)
      wrong.register()
      await house.clock.run(10)
      expect(wrong.registered).toEqual([401])
    }
    const banned = house.phone('1002')
    banned.register()
    await house.clock.run(40_000)
    expect(banned.registered).toEqual([])
    isSound(house)
  })

  test('are forgotten when their registration runs out, and the agent cannot be reached', async () => {
    const house = await SmallHouse.open()
    const phone = await house.agentAtWork('1001')
    await house.clock.run(3_601_000)
    expect(house.kinds('agent').at(-1)).toMatchObject({ state: 'unreachable' })
    phone.register()
    await house.clock.run(10)
    expect(house.kinds('agent').at(-1)).toMatchObject({ state: 'ready' })
    isSound(house)
  })

  test('dial codes for states and reasons; what is no code is refused', async () => {
    const house = await SmallHouse.open()
    const phone = house.phone('1001')
    phone.register()
    await house.clock.run(10)
    for (const code of ['*70', '*71', '*722', '*71', '*74']) {
      phone.dial(code)
      await house.clock.run(1500)
      expect(phone.last.state).toBe('over')
    }
    expect(
      house.kinds('agent').map((event) => ('state' in event ? `${event.state} ${event.reason}`.trim() : '')),
    ).toEqual(['not-ready signed-in', 'ready', 'not-ready lunch', 'ready', 'signed-out'])
    phone.dial('*729')
    await house.clock.run(100)
    expect(phone.last.status).toBe(403)
    isSound(house)
  })
})

describe('in a conversation', () => {
  test('the phone holds the caller, who hears music, and takes it back', async () => {
    const { house, agent, caller } = await talking()
    agent.hold()
    await house.clock.run(10)
    expect(house.kinds('held')).toHaveLength(1)
    expect(house.hearsMusic(caller)).toBe(true)
    agent.resume()
    await house.clock.run(10)
    expect(house.kinds('resumed')).toHaveLength(1)
    expect(house.talk(caller, agent)).toBe(true)
    isSound(house)
  })

  test('a blind transfer to a queue, to an agent, and outside', async () => {
    const { house, agent, caller } = await talking({
      numbers: new Map([
        ['10086', 'orders'],
        ['10010', 'complaints'],
      ]),
    })
    const first = agent.last
    agent.transfer('10010')
    await house.clock.run(10)
    expect(first).toMatchObject({ state: 'over', transfers: [200] })
    expect(house.kinds('requeued')).toMatchObject([{ type: 1 }])
    const second = await house.agentAtWork('1002')
    await house.clock.run(3000)
    // The first agent, free at once and idle longest, is offered it again.
    const [now, other] = [agent, second]
    expect(house.talk(caller, now)).toBe(true)
    now.transfer(other.number)
    await house.clock.run(3000)
    expect(now.last.transfers).toEqual([200])
    expect(house.talk(caller, other)).toBe(true)
    const partner = house.outside('partner', '198.51.100.9', 5060)
    partner.onRing = (call) => {
      partner.answer(call)
    }
    other.transfer('075512345')
    await house.clock.run(100)
    expect(other.last).toMatchObject({ state: 'over', transfers: [200] })
    expect(house.talk(caller, partner)).toBe(true)
    expect(reasons(house)).toEqual(['transferred'])
    partner.hangUp()
    await house.clock.run(100)
    expect(caller.last.state).toBe('over')
    isSound(house)
  })

  test('after-call work follows a transfer where the type says so, and ends by its limit while the caller talks elsewhere', async () => {
    const text = `
strowger: 1
name: Work after a transfer
run: { duration: 1h }
types:
  orders: { arrivals: { perHour: 10 }, handlingTime: 60s, afterCallWork: 10s, afterCallWorkOnTransfer: true }
  complaints: { arrivals: { perHour: 10 }, handlingTime: 60s }
groups:
  front: { agents: 4 }
`
    const numbers = new Map([
      ['10086', 'orders'],
      ['10010', 'complaints'],
    ])
    const house = await SmallHouse.open({ numbers }, sourcesOf(text))
    const agent = await house.agentAtWork('1001')
    const caller = house.outside('13800138000')
    caller.dial('10086')
    await house.clock.run(3000)
    const other = await house.agentAtWork('1002')
    agent.transfer('10010')
    await house.clock.run(3000)
    const { engine } = house.host.house.desk
    expect(house.kinds('wrap-up')).toMatchObject([{ agent: 0 }])
    expect(engine.agentState(0)).toBe('wrap-up')
    expect(house.talk(caller, other)).toBe(true)
    await house.clock.run(56_000)
    expect(engine.agentState(0)).toBe('wrap-up')
    await house.clock.run(2000)
    expect(engine.agentState(0)).toBe('ready')
    expect(house.talk(caller, other)).toBe(true)
    isSound(house)
  })

  test('a transfer outside that nobody answers leaves the caller with the agent', async () => {
    const { house, agent, caller } = await talking()
    const partner = house.outside('partner', '198.51.100.9', 5060)
    partner.onRing = (call) => {
      partner.refuse(486, call)
    }
    agent.transfer('075512345')
    await house.clock.run(100)
    expect(agent.last).toMatchObject({ state: 'talking', transfers: [480] })
    expect(house.talk(caller, agent)).toBe(true)
    // Nothing goes where the trunk's rule does not allow it.
    agent.transfer('900900')
    await house.clock.run(100)
    expect(agent.last.transfers).toEqual([480, 404])
    isSound(house)
  })

  test('consultation by keys, conference, and the first agent leaves', async () => {
    const { house, agent, caller } = await talking()
    const other = await house.agentAtWork('1002')
    agent.press('*21002#')
    await house.clock.run(3000)
    expect(house.hearsMusic(caller)).toBe(true)
    expect(house.talk(agent, other)).toBe(true)
    agent.press('*4')
    await house.clock.run(10)
    expect(house.hears(caller)).toEqual(house.legsOf(agent, other))
    expect(house.hears(other)).toEqual(house.legsOf(caller, agent))
    agent.hangUp()
    await house.clock.run(10)
    expect(house.talk(caller, other)).toBe(true)
    isSound(house)
  })

  test('an attended transfer by the phone itself: hold, second line, REFER with Replaces', async () => {
    const { house, agent, caller } = await talking()
    const other = await house.agentAtWork('1002')
    const first = agent.last
    agent.hold()
    await house.clock.run(10)
    const asking = agent.dial('1002')
    await house.clock.run(3000)
    expect(asking().state).toBe('talking')
    expect(house.talk(agent, other)).toBe(true)
    agent.transfer('1002', first, agent.node.lastDialog)
    await house.clock.run(100)
    expect(first).toMatchObject({ state: 'over', transfers: [200] })
    expect(asking().state).toBe('over')
    expect(house.talk(caller, other)).toBe(true)
    isSound(house)
  })

  test('a consultation on a second line that is given up leads back to the caller', async () => {
    const { house, agent, caller } = await talking()
    const other = await house.agentAtWork('1002', 1e6)
    const first = agent.last
    agent.hold()
    const asking = agent.dial('1002')
    await house.clock.run(1000)
    expect(other.last.state).toBe('ringing')
    agent.hangUp(asking())
    await house.clock.run(10)
    expect(other.last.state).toBe('over')
    agent.resume(first)
    await house.clock.run(10)
    expect(first.state).toBe('talking')
    expect(house.hears(caller)).toEqual(house.hearsOf(first) === undefined ? [] : house.legsOfCalls(first))
    isSound(house)
  })

  test('a phone that vanishes: its caller, asked for when nothing is heard, waits for another agent', async () => {
    const { house, agent, caller } = await talking()
    agent.vanish()
    house.media.silence(agent.last.remotePort)
    house.media.silence(caller.last.remotePort)
    await house.clock.run(33_000)
    expect(house.kinds('requeued')).toHaveLength(1)
    expect(house.hearsMusic(caller)).toBe(true)
    expect(house.host.house.desk.engine.agentState(0)).toBe('unreachable')
    const other = await house.agentAtWork('1002')
    await house.clock.run(3000)
    expect(house.talk(caller, other)).toBe(true)
    isSound(house)
  })

  test('a thread of media that dies takes its calls with it, each with an end, and no other', async () => {
    const { house, agent, caller } = await talking()
    house.media.die()
    await house.clock.run(10)
    expect([caller.last.state, agent.last.state]).toEqual(['over', 'over'])
    expect(house.kinds('ended')).toHaveLength(1)
    const next = house.outside('13900139000')
    next.dial('10086')
    await house.clock.run(120_000)
    expect(next.last.state).toBe('talking')
    expect(house.kinds('connected')).toHaveLength(2)
    isSound(house)
  })

  test('a supervisor listens, whispers and barges in from the phone; an agent may not', async () => {
    const { house, agent, caller } = await talking()
    const supervisor = house.phone('1000')
    supervisor.register()
    await house.clock.run(10)
    supervisor.dial('*70')
    await house.clock.run(1500)
    supervisor.dial('*801001')
    await house.clock.run(10)
    expect(house.hears(supervisor)).toEqual(house.legsOf(caller, agent))
    expect(house.talk(caller, agent)).toBe(true)
    supervisor.hangUp()
    await house.clock.run(10)
    expect(house.kinds('monitoring-ended')).toHaveLength(1)
    supervisor.dial('*811001')
    await house.clock.run(10)
    expect(house.hears(agent)).toEqual(house.legsOf(caller, supervisor))
    expect(house.hears(caller)).toEqual(house.legsOf(agent))
    supervisor.hangUp()
    await house.clock.run(10)
    supervisor.dial('*821001')
    await house.clock.run(10)
    expect(house.hears(caller)).toEqual(house.legsOf(agent, supervisor))
    supervisor.hangUp()
    await house.clock.run(10)
    supervisor.dial('*831001')
    await house.clock.run(10)
    expect(house.talk(caller, supervisor)).toBe(true)
    expect(agent.last.state).toBe('over')
    const other = await house.agentAtWork('1002')
    other.dial('*801000')
    await house.clock.run(10)
    expect(other.last.status).toBe(403)
    expect(
      house.kinds('ordered').map((event) => ('order' in event ? `${event.order} ${event.supervisor}` : '')),
    ).toEqual([
      'listen 3',
      'stop-listening 3',
      'whisper 3',
      'stop-listening 3',
      'barge-in 3',
      'stop-listening 3',
      'intercept 3',
    ])
    isSound(house)
  })
})

describe('phones that answer by themselves', () => {
  const AUTO = sourcesOf(`
strowger: 1
name: Auto
run: { duration: 1h }
types: { orders: { arrivals: { perHour: 10 }, handlingTime: 60s } }
groups: { front: { agents: 4 } }
`)

  test('are rung when the engine connects, and the caller waits anew when they do not answer', async () => {
    const house = await SmallHouse.open({}, AUTO)
    const dead = await house.agentAtWork('1001', 1e6)
    const caller = house.outside('1')
    caller.dial('10086')
    await house.clock.run(10)
    expect(house.kinds('connected')).toHaveLength(1)
    expect(dead.last.state).toBe('ringing')
    expect(house.hearsMusic(caller)).toBe(true)
    const good = await house.agentAtWork('1002', 50)
    await house.clock.run(20_000)
    expect(house.kinds('requeued')).toHaveLength(1)
    expect(house.talk(caller, good)).toBe(true)
    expect(dead.last.state).toBe('over')
    isSound(house)
  })
})

describe('the host', () => {
  test('drains: who is inside is served, nobody else is let in', async () => {
    const { house, agent, caller } = await talking()
    house.host.drain()
    const late: Telephone = house.outside('2')
    late.dial('10086')
    await house.clock.run(100)
    expect(late.last.status).toBe(503)
    expect(house.talk(caller, agent)).toBe(true)
    isSound(house)
  })

  test('begins a new journal when one is long enough, with the same desk', async () => {
    const house = await SmallHouse.open({}, sourcesOf(), 5)
    const agent = await house.agentAtWork('1001')
    for (let number = 1; number <= 6; number += 1) {
      const caller = house.outside(String(number))
      caller.dial('10086')
      await house.clock.run(3000)
      expect(house.talk(caller, agent)).toBe(true)
      caller.hangUp()
      await house.clock.run(61_000)
    }
    expect(house.store.journals.length).toBeGreaterThan(4)
    expect(reasons(house)).toHaveLength(6)
    isSound(house)
  })

  test('is killed and begins again: callers have an end with a reason, agents are as they were', async () => {
    const { house, caller } = await talking()
    const waiting = house.outside('2')
    waiting.dial('10086')
    await house.clock.run(1000)
    await house.kill()
    await house.clock.run(5000)
    await house.start()
    expect(reasons(house)).toEqual(['served', 'host-restarted'])
    expect(house.host.house.desk.machine.size).toBe(0)
    expect(house.host.house.desk.engine.agentState(0)).toBe('wrap-up')
    await house.clock.run(60_000)
    expect(house.host.house.desk.engine.agentState(0)).toBe('ready')
    expect(caller.number).toBe('13800138000')
    isSound(house)
  })

  test('is killed while an agent writes, who is not left writing for ever', async () => {
    const { house, agent } = await talking()
    agent.hangUp()
    await house.clock.run(1000)
    await house.kill()
    await house.start()
    const { engine } = house.host.house.desk
    expect(engine.agentState(0)).toBe('wrap-up')
    await house.clock.run(59_000)
    expect(engine.agentState(0)).toBe('wrap-up')
    await house.clock.run(1000)
    expect(engine.agentState(0)).toBe('ready')
    isSound(house)
  })
})
