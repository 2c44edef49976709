import { expect, test } from 'vitest'
import { SmallHouse, sourcesOf } from './support/small-house.ts'

const SCENARIO = `
strowger: 1
name: With a flow
run: { duration: 1h, startsAt: '09:00' }
types: { orders: { arrivals: { perHour: 10 }, handlingTime: 60s } }
groups: { front: { agents: 4, ringTime: 2s } }
flows: { file: menu.yaml, calls: { orders: '10086' }, callers: { reaction: 1s } }
`
const FLOW = `
numbers: { '10086': main }
flows:
  main:
    nodes:
      partner: { do: transfer, to: '075512345', limitMs: 5000, done: { do: hang-up, reason: done }, failed: { do: hang-up, reason: failed } }
`

/** A house in which an agent talks to a caller, and somebody outside whose phone rings for whatever number is dialled there. */
async function talking() {
  const house = await SmallHouse.open()
  const agent = await house.agentAtWork('1001')
  const caller = house.outside('13800138000')
  caller.dial('10086')
  await house.clock.run(3000)
  expect(house.talk(caller, agent)).toBe(true)
  return { house, agent, caller, partner: house.outside('partner', '198.51.100.9', 5060) }
}

/** Nobody is left over, nothing went wrong, and the journal says the same. */
async function isOver(house: SmallHouse): Promise<void> {
  await house.clock.run(60_000)
  expect(house.log.filter(({ level }) => level === 'error')).toEqual([])
  expect([house.host.calls, house.media.legs.size]).toEqual([0, 0])
  expect(house.kinds('ended')).toHaveLength(1)
  house.expectReplay()
}

test.each(['caller', 'agent'] as const)(
  'whoever rings for a blind transfer rings no longer when the %s hangs up',
  async (who) => {
    const { house, partner, ...ends } = await talking()
    ends.agent.press('*6075512345#')
    await house.clock.run(100)
    expect(partner.last.state).toBe('ringing')
    ends[who].hangUp()
    await house.clock.run(100)
    expect(partner.last.state).toBe('over')
    await isOver(house)
  },
)

test('one blind transfer at a time: a second is refused, and the first goes on', async () => {
  const { house, agent, caller, partner } = await talking()
  agent.press('*6075512345#')
  await house.clock.run(100)
  agent.press('*6075512346#')
  await house.clock.run(100)
  expect(partner.calls).toHaveLength(1)
  partner.answer()
  await house.clock.run(100)
  expect(house.talk(caller, partner)).toBe(true)
  caller.hangUp()
  await isOver(house)
})

test('a transfer of a flow that nobody answers within its limit rings no longer', async () => {
  const house = await SmallHouse.open({ numbers: new Map() }, sourcesOf(SCENARIO, { 'menu.yaml': FLOW }))
  const partner = house.outside('partner', '198.51.100.9', 5060)
  const caller = house.outside('13800138000')
  caller.dial('10086')
  await house.clock.run(4000)
  expect(partner.last.state).toBe('ringing')
  await house.clock.run(1500)
  expect([caller.last.state, partner.last.state]).toEqual(['over', 'over'])
  expect(house.kinds('ended')).toMatchObject([{ reason: 'failed' }])
  await isOver(house)
})
