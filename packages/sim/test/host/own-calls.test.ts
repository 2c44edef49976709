import { expect, test } from 'vitest'
import { configOf, SmallHouse } from './support/small-house.ts'

const CALLS_OUT = { phones: { ...configOf().phones, calls: 'outside' as const } }

const states = (house: SmallHouse) => [0, 1].map((agent) => house.host.house.desk.engine.agentState(agent)).join(' ')

function isSound(house: SmallHouse): void {
  expect(house.log.filter(({ level }) => level === 'error')).toEqual([])
  house.expectReplay()
}

test('an agent calls a colleague: neither gets a caller meanwhile, both are ready again after it', async () => {
  const house = await SmallHouse.open()
  const [one, two] = [await house.agentAtWork('1001'), await house.agentAtWork('1002')]
  const call = one.dial('1002')
  await house.clock.run(1000)
  expect(two.last).toMatchObject({ state: 'ringing', from: '1001' })
  expect(states(house)).toBe('not-ready not-ready')
  await house.clock.run(1500)
  expect(call().state).toBe('talking')
  expect(house.talk(one, two)).toBe(true)
  const caller = house.outside('13800138000')
  caller.dial('10086')
  await house.clock.run(1000)
  expect(house.kinds('queued')).toHaveLength(1)
  two.hangUp()
  await house.clock.run(50)
  expect(call().state).toBe('over')
  expect(house.kinds('offered')).toHaveLength(1)
  await house.clock.run(3000)
  expect(house.kinds('connected')).toHaveLength(1)
  isSound(house)
})

test('a colleague who is busy, or declines, or does not answer', async () => {
  const house = await SmallHouse.open()
  const one = await house.agentAtWork('1001')
  const two = await house.agentAtWork('1002', 1e9)
  const first = one.dial('1002')
  await house.clock.run(1000)
  two.refuse(486)
  await house.clock.run(100)
  expect(first()).toMatchObject({ state: 'over', status: 486 })
  expect(states(house)).toBe('ready ready')
  const second = one.dial('1002')
  await house.clock.run(61_000)
  expect(second()).toMatchObject({ state: 'over', status: 503 })
  expect(two.last.state).toBe('over')
  one.dial('1002')
  await house.clock.run(500)
  const three = house.phone('1003')
  three.register()
  await house.clock.run(100)
  const third = three.dial('1002')
  await house.clock.run(500)
  expect(third()).toMatchObject({ state: 'over', status: 486 })
  one.hangUp()
  await house.clock.run(100)
  expect(two.last.state).toBe('over')
  expect(states(house)).toBe('ready ready')
  isSound(house)
})

test('whoever says what comes next while it talks is not made ready', async () => {
  const house = await SmallHouse.open()
  const [one, two] = [await house.agentAtWork('1001'), await house.agentAtWork('1002')]
  one.dial('1002')
  await house.clock.run(3000)
  const talk = one.last
  two.dial('*721')
  await house.clock.run(1500)
  one.hangUp(talk)
  await house.clock.run(100)
  expect(states(house)).toBe('ready not-ready')
  isSound(house)
})

test('outside only where it is allowed, and nowhere where calls are not', async () => {
  const house = await SmallHouse.open(CALLS_OUT)
  const agent = await house.agentAtWork('1001')
  const partner = house.outside('partner', '198.51.100.9', 5060)
  const call = agent.dial('0755123456')
  await house.clock.run(100)
  partner.answer()
  await house.clock.run(100)
  expect(call().state).toBe('talking')
  expect(house.talk(agent, partner)).toBe(true)
  expect(house.host.house.desk.engine.agentState(0)).toBe('not-ready')
  partner.hangUp()
  await house.clock.run(100)
  expect(call().state).toBe('over')
  expect(house.host.house.desk.engine.agentState(0)).toBe('ready')
  const premium = agent.dial('1900')
  await house.clock.run(100)
  expect(premium()).toMatchObject({ state: 'over', status: 404 })
  for (const calls of ['agents', 'none'] as const) {
    const closed = await SmallHouse.open({ phones: { ...configOf().phones, calls } })
    const phone = await closed.agentAtWork('1001')
    const refused = phone.dial(calls === 'agents' ? '0755123456' : '1002')
    await closed.clock.run(100)
    expect(refused()).toMatchObject({ state: 'over', status: 404 })
  }
  isSound(house)
})

test('a host that begins again makes those ready whose calls are gone', async () => {
  const house = await SmallHouse.open()
  const [one] = [await house.agentAtWork('1001'), await house.agentAtWork('1002')]
  one.dial('1002')
  await house.clock.run(3000)
  await house.kill()
  await house.start()
  expect(states(house)).toBe('ready ready')
  isSound(house)
})
