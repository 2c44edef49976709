import type { DnsRecord, HeaderLine } from '@strowger/core/sip'
import { describe, expect, test } from 'vitest'
import { configOf, SmallHouse, sourcesOf } from './support/small-house.ts'
import type { Telephone } from './support/telephone.ts'

const [USUAL] = configOf().trunks
const BY_NAME = { ...USUAL!, to: 'sip:carrier.example' }
const OUTSIDE = { phones: { ...configOf().phones, calls: 'outside' as const } }

const [ONE, TWO] = ['203.0.113.1', '203.0.113.2'] as const
const srv = (priority: number, target: string): DnsRecord => ({ type: 'SRV', priority, weight: 0, port: 5060, target })
const a = (address: string): DnsRecord => ({ type: 'A', address })

function publish({ names }: SmallHouse): void {
  names.records.set('SRV _sip._udp.carrier.example', [srv(2, 'two.carrier.example'), srv(1, 'one.carrier.example')])
  names.records.set('A one.carrier.example', [a(ONE)])
  names.records.set('A two.carrier.example', [a(TWO)])
}

/** A house whose trunk has a name of two servers, and an agent who may call outside. */
async function houseByName(prepare: (house: SmallHouse) => void = publish) {
  const house = new SmallHouse({ ...OUTSIDE, trunks: [BY_NAME] })
  prepare(house)
  await house.start()
  return { house, agent: await house.agentAtWork('1001') }
}

/** The agent calls, for so long at most; returns how that ended, or `talking`. */
async function calls(house: SmallHouse, agent: Telephone, ms: number): Promise<string | number> {
  const call = agent.dial('075512345')
  await house.clock.run(ms)
  const { state, status } = call()
  agent.hangUp(call())
  await house.clock.run(100)
  return state === 'over' ? status : state
}

/** One server of the carrier, where everybody is called who is dialled. */
function server(house: SmallHouse, address: string, does: 'answer' | number = 'answer'): Telephone {
  const carrier = house.outside('carrier', address, 5060)
  carrier.onRing = () => {
    if (does === 'answer') carrier.answer()
    else carrier.refuse(does)
  }
  return carrier
}

test('a trunk by name: the server that comes first is called, and heard without being let in', async () => {
  const { house, agent } = await houseByName()
  const [one, two] = [server(house, ONE), server(house, TWO)]
  expect(await calls(house, agent, 1000)).toBe('talking')
  expect([one.calls.length, two.calls.length]).toEqual([1, 0])
  // Its calls are no trunk's: it would have to prove who it is.
  one.dial('10086')
  await house.clock.run(100)
  expect(one.last.status).toBe(407)
  expect((await house.host.house.exchange.figures()).get('trunk_servers')).toBe(2)
  house.expectReplay()
})

test('a server that says nothing costs four seconds once: the next is called, and first for half a minute', async () => {
  const { house, agent } = await houseByName()
  const two = server(house, TWO)
  const call = agent.dial('075512345')
  await house.clock.run(3900)
  expect(two.calls).toHaveLength(0)
  await house.clock.run(200)
  expect(call().state).toBe('talking')
  agent.hangUp(call())
  await house.clock.run(100)
  expect(await calls(house, agent, 100)).toBe('talking')
  expect(two.calls).toHaveLength(2)
  const one = server(house, ONE)
  expect(await calls(house, agent, 100)).toBe('talking')
  await house.clock.run(30_000)
  expect(await calls(house, agent, 100)).toBe('talking')
  expect([one.calls.length, two.calls.length]).toEqual([1, 3])
  expect((await house.host.house.exchange.figures()).get('trunk_failovers_total')).toBe(1)
  house.expectReplay()
})

test('where no server says anything the call is given up, the last one waited for as long as ever', async () => {
  const { house, agent } = await houseByName()
  const call = agent.dial('075512345')
  await house.clock.run(35_900)
  expect(call().state).toBe('calling')
  await house.clock.run(200)
  expect(call().state).toBe('over')
  house.expectReplay()
})

test('a server that is too busy (503) is passed over at once, and left alone for as long as it asks', async () => {
  const { house, agent } = await houseByName()
  let headers: HeaderLine[] = []
  let asked = 0
  const one = house.network.join(ONE, 5060, {
    admits: () => true,
    onEvent: (event) => {
      if (event.kind !== 'incoming') return
      asked += 1
      one.act((agentOfOne, nowMs) => agentOfOne.refuse(event.call, 503, nowMs, headers))
    },
  })
  server(house, TWO)
  expect(await calls(house, agent, 100)).toBe('talking')
  headers = [['Retry-After', '60 (overload)']]
  expect(await calls(house, agent, 100)).toBe('talking')
  expect(asked).toBe(2)
  await house.clock.run(59_000)
  expect(await calls(house, agent, 100)).toBe('talking')
  expect(asked).toBe(2)
  await house.clock.run(1000)
  expect(await calls(house, agent, 100)).toBe('talking')
  expect(asked).toBe(3)
})

test('what the called party says is no failure of a server', async () => {
  const { house, agent } = await houseByName()
  const [one, two] = [server(house, ONE, 486), server(house, TWO)]
  await calls(house, agent, 100)
  expect([one.calls.length, two.calls.length]).toEqual([1, 0])
})

test('who hangs up while a server says nothing has called nobody else', async () => {
  const { house, agent } = await houseByName()
  const two = server(house, TWO)
  await calls(house, agent, 2000)
  await house.clock.run(10_000)
  expect(two.calls).toHaveLength(0)
  expect(house.host.calls).toBe(0)
})

test('no name server: no calls out, until one answers; what is known stays when it is gone again', async () => {
  const { house, agent } = await houseByName((made) => {
    made.names.isThere = false
    publish(made)
  })
  const one = server(house, ONE)
  await calls(house, agent, 100)
  expect(one.calls).toHaveLength(0)
  house.names.isThere = true
  await house.clock.run(10_000)
  expect(await calls(house, agent, 100)).toBe('talking')
  house.names.isThere = false
  await house.clock.run(600_000)
  expect(await calls(house, agent, 100)).toBe('talking')
  const figures = await house.host.house.exchange.figures()
  expect(figures.get('trunk_lookups_unanswered_total')).toBeGreaterThan(9)
})

test('a name that leads elsewhere: new calls go there, and calls of before are still heard', async () => {
  const { house, agent } = await houseByName()
  const [one, two] = [server(house, ONE), server(house, TWO)]
  const call = agent.dial('075512345')
  await house.clock.run(100)
  house.names.records.set('SRV _sip._udp.carrier.example', [srv(1, 'two.carrier.example')])
  await house.clock.run(60_000)
  one.hangUp()
  await house.clock.run(100)
  expect(call().state).toBe('over')
  expect(await calls(house, agent, 100)).toBe('talking')
  expect([one.calls.length, two.calls.length]).toEqual([1, 1])
})

test('another configuration: names that are gone are not looked up any more, nor heard', async () => {
  const { house, agent } = await houseByName()
  const one = server(house, ONE)
  const asked = house.names.asked.length
  house.host.reload(sourcesOf(), { ...house.config, trunks: [{ ...BY_NAME, to: 'sip:198.51.100.9' }] })
  await house.clock.run(300_000)
  expect(house.names.asked).toHaveLength(asked)
  one.dial('10086')
  await house.clock.run(40_000)
  expect(one.last).toMatchObject({ state: 'over', status: 0 })
  const nine = server(house, '198.51.100.9')
  expect(await calls(house, agent, 100)).toBe('talking')
  expect(nine.calls).toHaveLength(1)
})

describe('two carriers for one number', () => {
  const FIRST = { ...USUAL!, name: 'first', to: 'sip:203.0.113.1', maxCalls: 1, callerId: '10086' }
  const SECOND = { ...USUAL!, name: 'second', to: 'sip:203.0.113.2', maxCalls: 2, callerId: '10010' }
  const open = async () => {
    const house = await SmallHouse.open({ ...OUTSIDE, trunks: [FIRST, SECOND] })
    return { house, agents: [await house.agentAtWork('1001'), await house.agentAtWork('1002')] as const }
  }
  const lines = async (house: SmallHouse) => (await house.host.house.exchange.figures()).get('trunk_lines_in_use')

  test('the second takes what the first has no line for, and shows its own number', async () => {
    const { house, agents } = await open()
    const [one, two] = [server(house, ONE), server(house, TWO)]
    const first = agents[0].dial('075512345')
    const second = agents[1].dial('075554321')
    await house.clock.run(200)
    expect([one.last.from, two.last.from]).toEqual(['10086', '10010'])
    expect(await lines(house)).toBe(2)
    agents[0].hangUp(first())
    agents[1].hangUp(second())
    await house.clock.run(100)
    expect(await lines(house)).toBe(0)
    house.expectReplay()
  })

  test('the second takes what the first does not answer, or cannot take; the first has its line back', async () => {
    const { house, agents } = await open()
    const two = server(house, TWO)
    const call = agents[0].dial('075512345')
    await house.clock.run(4100)
    expect([call().state, two.last.from, await lines(house)]).toEqual(['talking', '10010', 1])
    agents[0].hangUp(call())
    await house.clock.run(100)
    server(house, ONE, 503)
    expect(await calls(house, agents[0], 100)).toBe('talking')
    expect(two.calls).toHaveLength(2)
    expect(await lines(house)).toBe(0)
    house.expectReplay()
  })

  test('where neither takes it, it has failed once, and no line is left in use', async () => {
    const { house, agents } = await open()
    server(house, ONE, 503)
    server(house, TWO, 503)
    expect(await calls(house, agents[0], 100)).toBe(503)
    expect(await lines(house)).toBe(0)
    // A busy number is busy by the second carrier as well.
    const busy = await open()
    server(busy.house, ONE, 486)
    const two = server(busy.house, TWO)
    expect(await calls(busy.house, busy.agents[0], 100)).toBe(486)
    expect(two.calls).toHaveLength(0)
  })
})
