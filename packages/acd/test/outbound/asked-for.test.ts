import { AcdEngine } from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { passTo, staffed, told } from '../admission/told.ts'

describe('W19: what others are asked for and do not have', () => {
  test('virtual hold: the caller hangs up, the place in the queue stays', () => {
    const engine = new AcdEngine({
      types: [{ name: 'orders', callback: { promiseMs: 60_000 } }],
      groups: [{ name: 'front', autoAnswer: true }],
    })
    for (const atMs of [0, 1, 2]) engine.offer({ type: 0 }, atMs)
    engine.dialling.acceptCallback(2, 3)
    expect([1, 2, 3].map((contact) => engine.calls.position(contact))).toEqual([0, 1, 2])
    expect(engine.inside).toBe(2)
  })

  test('after-call work that is seen: a queue whose agents are all in it can be left, or not, as configured', () => {
    const overflow = (empty: readonly ('wrap-up' | 'not-ready')[]) =>
      staffed(
        {
          types: [{ name: 'orders', wrapUpMs: 500, overflow: [{ name: 'empty', empty, do: { refuse: 'nobody' } }] }],
          groups: [{ name: 'front', autoAnswer: true }],
        },
        1,
      )
    for (const [empty, last] of [
      [['wrap-up'], '10 refused 2 nobody'],
      [['not-ready'], '10 released 1 agent 0'],
    ] as const) {
      const engine = overflow(empty)
      engine.offer({ type: 0 }, 0)
      engine.offer({ type: 0 }, 1)
      engine.release(1, 10)
      expect(told(engine).at(-1)).toBe(last)
    }
  })
})

// The semantics of what Asterisk tests of app_queue, where rules are concerned; facts only.
describe('as Asterisk tests its queues', () => {
  test('a queue of maxlen 2 refuses the third caller, and takes one again when a place is free', () => {
    const engine = new AcdEngine({
      types: [{ name: 'sales', admission: [{ name: 'maxlen', when: 'waiting >= 2', do: { refuse: 'full' } }] }],
      groups: [],
    })
    for (const atMs of [1, 2, 3]) engine.offer({ type: 0 }, atMs)
    expect(told(engine).at(-1)).toBe('3 refused 3 full')
    engine.abandon(1, 4)
    engine.offer({ type: 0 }, 5)
    expect(told(engine).at(-1)).toBe('5 queued 4 type 0')
  })

  test('with one member paused the other rings; with all paused and leavewhenempty=paused the caller leaves', () => {
    const engine = staffed(
      {
        types: [
          { name: 'sales', overflow: [{ name: 'leave empty', empty: ['not-ready'], do: { divert: 'next step' } }] },
        ],
        groups: [{ name: 'front', offerTimeoutMs: 15_000, afterNoAnswer: { become: 'not-ready', forMs: Infinity } }],
      },
      2,
    )
    engine.notReady(0, 'paused', 1)
    engine.offer({ type: 0 }, 2)
    expect(told(engine)).toEqual(['2 arrived 1', '2 offered 1 agent 1'])
    // The second does not answer, and is paused for it (autopause).
    expect(passTo(engine, 15_002)).toEqual([
      '15002 offer-ended 1 agent 1 no-answer',
      '15002 queued 1 type 0',
      '15002 overflowed 1 leave empty',
      '15002 diverted 1 next step',
    ])
  })
})
