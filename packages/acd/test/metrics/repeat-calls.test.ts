import { expect, test } from 'vitest'
import { LegTable, NO_LEG } from '../../src/metrics/leg-table.ts'
import { RepeatCalls } from '../../src/metrics/repeat-calls.ts'

test('callers are forgotten, the longest silent first, before more are remembered than allowed', () => {
  const decided: string[] = []
  const calls = new RepeatCalls(100, 2, (type, firstMs, decidedMs, resolved) => {
    decided.push(`${type}: ${firstMs} → ${decidedMs} ${resolved}`)
  })
  calls.arrived('a', 0, 0)
  calls.arrived('b', 1, 1)
  calls.arrived('c', 2, 2) // a is forgotten, undecided
  expect(calls.size).toBe(2)
  calls.arrived('a', 0, 3) // so this is a first contact to all appearances, and b is forgotten
  calls.arrived('c', 2, 50)
  expect(decided).toEqual(['2: 2 → 50 false'])
  calls.expire(104)
  expect(decided).toEqual(['2: 2 → 50 false', '0: 3 → 103 true'])
  calls.expire(1000)
  expect([calls.size, decided.length]).toEqual([0, 2])
})

test('legs keep their place by id while the table grows around them', () => {
  const legs = new LegTable()
  const ids = [1, 65, 129, 2, 70, 5000]
  for (const id of ids) legs.enter(id, id % 7, id * 10, false)
  for (const id of ids) {
    const place = legs.placeOf(id)
    expect([legs.type[place], legs.enteredMs[place]]).toEqual([id % 7, id * 10])
  }
  expect([legs.size, legs.placeOf(3), legs.placeOf(66)]).toEqual([6, NO_LEG, NO_LEG])
  for (const id of ids) legs.leave(legs.placeOf(id))
  expect([legs.size, legs.placeOf(65)]).toEqual([0, NO_LEG])
})
