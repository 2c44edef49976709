import { expect, test } from 'vitest'
import { SmallHouse, sourcesOf } from './support/small-house.ts'

const SCENARIO = `
strowger: 1
name: A house that tells how long it takes
run: { startsAt: '09:00', duration: 1h, replications: 1, seed: 1 }
types:
  orders:
    arrivals: { perHour: 10 }
    handlingTime: 60s
    waitAnnouncements: { first: 15s, every: 30s, steps: [2m, 4m] }
  complaints: { arrivals: { perHour: 10 }, handlingTime: 60s }
groups:
  front: { agents: 4, ringTime: 2s }
`

test('who waits is told how many minutes it may take, and hears music before and after', async () => {
  const house = await SmallHouse.open({}, sourcesOf(SCENARIO))
  const agent = await house.agentAtWork('1001')
  const served = house.outside('1')
  served.dial('10086')
  await house.clock.run(100_000)
  served.hangUp()
  await house.clock.run(70_000)
  const talking = house.outside('2')
  talking.dial('10086')
  await house.clock.run(5000)
  expect(house.talk(talking, agent)).toBe(true)
  const waiting = house.outside('3')
  waiting.dial('10086')
  await house.clock.run(14_000)
  expect(house.hearsMusic(waiting)).toBe(true)
  await house.clock.run(2000)
  expect(house.kinds('wait-announced')).toMatchObject([{ position: 1, upToMs: 120_000 }])
  expect(house.plays(waiting)).toEqual(['digit 2', 'minutes'])
  await house.clock.run(5000)
  expect(house.hearsMusic(waiting)).toBe(true)
  talking.hangUp()
  await house.clock.run(5000)
  expect(house.talk(waiting, agent)).toBe(true)
  expect(house.log.filter(({ level }) => level === 'error')).toEqual([])
  house.expectReplay()
})
