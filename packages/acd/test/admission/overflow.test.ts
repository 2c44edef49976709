import { AcdEngine } from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { passTo, staffed, told } from './told.ts'

describe('overflow by waiting time', () => {
  const config = {
    types: [
      {
        name: 'orders',
        groups: ['front'],
        overflow: [
          { name: 'comfort', afterMs: 20_000, do: { announce: 'comfort' } },
          { name: 'too long', afterMs: 60_000, when: 'ready = 0', do: { type: 'anybody' } },
        ],
      },
      { name: 'anybody', overflow: [{ name: 'give up', afterMs: 90_000, do: { divert: 'voicemail' } }] },
    ],
    groups: [{ name: 'front' }],
  }

  test('each rule is a deadline of the contact; its wait goes on in the other queue', () => {
    const engine = new AcdEngine(config)
    engine.offer({ type: 0 }, 1000)
    told(engine)
    expect(engine.nextDeadlineMs()).toBe(21_000)
    expect(passTo(engine, 21_000)).toEqual(['21000 overflowed 1 comfort', '21000 announced 1 comfort'])
    expect(engine.nextDeadlineMs()).toBe(61_000)
    expect(passTo(engine, 1e6)).toEqual([
      '61000 overflowed 1 too long',
      '61000 moved 1 type 1',
      '61000 queued 1 type 1',
      '91000 overflowed 1 give up',
      '91000 diverted 1 voicemail',
    ])
    expect(engine.nextDeadlineMs()).toBe(Infinity)
  })

  test('while it rings nothing is done; when it has rung in vain, what has become due is done before it may ring again', () => {
    const engine = staffed(config, 1)
    engine.offer({ type: 0 }, 0)
    expect(passTo(engine, 20_000)).toEqual([
      '0 arrived 1',
      '0 offered 1 agent 0',
      '20000 offer-ended 1 agent 0 no-answer',
      '20000 overflowed 1 comfort',
      '20000 announced 1 comfort',
      '20000 queued 1 type 0',
    ])
  })

  test('after a transfer the wait begins anew', () => {
    const engine = staffed({ ...config, groups: [{ name: 'front', autoAnswer: true }] }, 1)
    engine.offer({ type: 0 }, 0)
    engine.calls.transfer(1, 1, 80_000)
    told(engine)
    engine.signOut(0, 80_000)
    expect(engine.nextDeadlineMs()).toBe(Infinity)
  })
})

describe('overflow by the state of the queue', () => {
  test('takes the one that has waited longest, and only until the condition no longer holds', () => {
    const engine = staffed(
      {
        types: [
          {
            name: 'orders',
            groups: ['front'],
            overflow: [{ name: 'left alone', when: 'signedIn = 0 and waiting > 1', do: { divert: 'site B' } }],
          },
        ],
        groups: [{ name: 'front' }],
      },
      1,
    )
    for (const atMs of [1, 2, 3, 4]) engine.offer({ type: 0 }, atMs)
    told(engine)
    engine.signOut(0, 5)
    expect(told(engine)).toEqual([
      '5 offer-ended 1 agent 0 signed-out',
      '5 queued 1 type 0',
      '5 overflowed 1 left alone',
      '5 diverted 1 site B',
      '5 overflowed 2 left alone',
      '5 diverted 2 site B',
      '5 overflowed 3 left alone',
      '5 diverted 3 site B',
    ])
  })

  test('leave when empty: the last agent going on a break empties the queue, by the states that count as absent', () => {
    const engine = staffed(
      {
        types: [
          {
            name: 'orders',
            overflow: [{ name: 'empty', empty: ['not-ready', 'wrap-up'], do: { refuse: 'nobody' } }],
            wrapUpMs: 50,
          },
        ],
        groups: [{ name: 'front', autoAnswer: true }],
      },
      2,
    )
    for (const atMs of [1, 2, 3]) engine.offer({ type: 0 }, atMs)
    engine.notReady(0, 'lunch', 4)
    engine.release(1, 5)
    expect(told(engine).at(-1)).toBe('5 released 1 agent 0')
    engine.release(2, 6)
    expect(told(engine)).toEqual(['6 released 2 agent 1', '6 overflowed 3 empty', '6 refused 3 nobody'])
  })

  test('longest wait turns by time alone, and is not polled', () => {
    const engine = staffed({
      types: [{ name: 'orders', overflow: [{ name: 'old', when: 'longestWait > 30s', do: { announce: 'sorry' } }] }],
      groups: [],
    })
    engine.offer({ type: 0 }, 0)
    engine.offer({ type: 0 }, 10_000)
    told(engine)
    expect(engine.nextDeadlineMs()).toBe(30_000)
    // All of the queue are told, each once.
    expect(passTo(engine, 99_000)).toEqual([
      '30001 overflowed 1 old',
      '30001 announced 1 sorry',
      '30001 overflowed 2 old',
      '30001 announced 2 sorry',
    ])
    expect(engine.nextDeadlineMs()).toBe(Infinity)
    engine.offer({ type: 0 }, 99_001)
    expect(told(engine).at(-1)).toBe('99001 announced 3 sorry')
  })
})

describe('reserves', () => {
  const config = {
    types: [
      {
        name: 'orders',
        reserves: [{ name: 'office', groups: ['back'], opens: 'waiting >= 3', closes: 'waiting <= 1' }],
      },
    ],
    groups: [
      { name: 'front', autoAnswer: true },
      { name: 'back', autoAnswer: true },
    ],
  }

  test('open above one threshold and close below another; closing takes back nothing', () => {
    const engine = staffed(config, 0, 2)
    for (const atMs of [1, 2]) engine.offer({ type: 0 }, atMs)
    expect(engine.waiting).toBe(2)
    told(engine)
    engine.offer({ type: 0 }, 3)
    expect(told(engine)).toEqual([
      '3 arrived 3',
      '3 queued 3 type 0',
      '3 reserve office opened',
      '3 connected 1 agent 0',
      '3 connected 2 agent 1',
      '3 reserve office closed',
    ])
    engine.release(1, 4)
    engine.release(2, 4)
    expect(engine.waiting).toBe(1)
    engine.offer({ type: 0 }, 5)
    expect(engine.waiting).toBe(2)
  })

  test('are others in a queue of their own all the while', () => {
    const engine = staffed({ ...config, types: [...config.types, { name: 'letters', groups: ['back'] }] }, 0, 1)
    engine.offer({ type: 0 }, 1)
    engine.offer({ type: 1 }, 2)
    expect(told(engine).at(-1)).toBe('2 connected 2 agent 0')
  })
})
