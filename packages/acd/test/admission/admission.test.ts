import { type AcdConfig, AcdEngine, StrowgerError } from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import { passTo, staffed, told } from './told.ts'

const autoAnswer = true

describe('a contact that arrives', () => {
  test('is refused when the queue is as long as it may be (maxlen), with the reason', () => {
    const engine = staffed({
      types: [{ name: 'orders', admission: [{ name: 'full', when: 'waiting >= 2', do: { refuse: 'busy' } }] }],
      groups: [],
    })
    for (const atMs of [1, 2, 3]) engine.offer({ type: 0 }, atMs)
    expect(told(engine)).toEqual([
      '1 arrived 1',
      '1 queued 1 type 0',
      '2 arrived 2',
      '2 queued 2 type 0',
      '3 arrived 3',
      '3 overflowed 3 full',
      '3 refused 3 busy',
    ])
    expect([engine.waiting, engine.inside]).toEqual([2, 2])
  })

  test('goes to another queue that expects it sooner, with its priority, and never back', () => {
    const over = (type: string) => [{ name: 'crowded', when: 'waiting >= 1', do: { type } }]
    const engine = staffed({
      types: [
        { name: 'south', admission: over('north') },
        { name: 'north', admission: over('south') },
      ],
      groups: [],
    })
    for (const atMs of [1, 2, 3]) engine.offer({ type: 0, priority: 4 }, atMs)
    expect(told(engine).slice(2)).toEqual([
      '2 arrived 2',
      '2 overflowed 2 crowded',
      '2 moved 2 type 1',
      '2 queued 2 type 1',
      '3 arrived 3',
      '3 overflowed 3 crowded',
      '3 moved 3 type 1',
      '3 queued 3 type 1',
    ])
  })

  test('goes there only where the condition on the other queue holds', () => {
    const engine = staffed({
      types: [
        {
          name: 'south',
          groups: ['south'],
          admission: [{ name: 'full', when: 'waiting >= 1', do: { type: 'north', where: 'ready > 0' } }],
        },
        { name: 'north', groups: ['north'] },
      ],
      groups: [{ name: 'south' }, { name: 'north', autoAnswer }],
    })
    const agent = engine.addAgent({ group: 1 })
    engine.signIn(agent, 0)
    for (const atMs of [1, 2]) engine.offer({ type: 0 }, atMs)
    expect(told(engine).at(-1)).toBe('2 queued 2 type 0')
    engine.ready(agent, 3)
    engine.offer({ type: 0 }, 4)
    expect(told(engine).slice(-3)).toEqual(['4 overflowed 3 full', '4 moved 3 type 1', '4 connected 3 agent 0'])
  })

  test.each([
    [[], 'one that is not ready counts', '2 queued 1 type 0'],
    [['not-ready'] as const, 'one that is not ready does not', '2 refused 1 nobody'],
  ])('joins when empty as told: with %j, %s', (empty, _, last) => {
    const engine = staffed({
      types: [{ name: 'orders', admission: [{ name: 'empty', empty, do: { refuse: 'nobody' } }] }],
      groups: [{ name: 'front' }],
    })
    engine.addAgent({ group: 0 })
    engine.signIn(0, 1)
    engine.offer({ type: 0 }, 2)
    expect(told(engine).at(-1)).toBe(last)
    engine.signOut(0, 3)
    told(engine)
    engine.offer({ type: 0 }, 4)
    expect(told(engine).at(-1)).toBe('4 refused 2 nobody')
  })

  test('is played something once and goes on', () => {
    const engine = staffed(
      {
        types: [{ name: 'orders', admission: [{ name: 'hello', do: { announce: 'recorded' } }] }],
        groups: [{ name: 'front', autoAnswer }],
      },
      1,
    )
    engine.offer({ type: 0 }, 5)
    expect(told(engine)).toEqual([
      '5 arrived 1',
      '5 overflowed 1 hello',
      '5 announced 1 recorded',
      '5 connected 1 agent 0',
    ])
  })
})

describe('opening hours', () => {
  const office = { timeZone: 'Asia/Shanghai', weekly: { wed: [{ from: '09:00', to: '18:00' }] } }
  const config: AcdConfig = {
    schedules: { office: { ...office, holidays: [{ date: '2026-10-07', closed: true }] } },
    types: [{ name: 'orders', admission: [{ name: 'closed', when: 'not office', do: { divert: 'voicemail' } }] }],
    groups: [{ name: 'front', autoAnswer }],
  }
  const wednesday = (time: string, date = '2026-11-25') => Date.parse(`${date}T${time}+08:00`)

  test.each([
    [wednesday('08:59:59.999'), 'diverted'],
    [wednesday('09:00:00.000'), 'queued'],
    [wednesday('18:00:00.000'), 'diverted'],
    [wednesday('12:00:00.000', '2026-10-07'), 'diverted'],
  ])('at %i: %s', (atMs, kind) => {
    const engine = new AcdEngine(config)
    engine.offer({ type: 0 }, atMs)
    expect(told(engine).at(-1)).toContain(` ${kind} 1`)
  })

  test('close on those who wait, at the millisecond, without a command', () => {
    const engine = new AcdEngine({
      ...config,
      types: [{ name: 'orders', overflow: [{ name: 'closing', when: 'not office', do: { divert: 'voicemail' } }] }],
    })
    engine.offer({ type: 0 }, wednesday('17:59:30.000'))
    told(engine)
    expect(engine.nextDeadlineMs()).toBe(wednesday('18:00:00.000'))
    expect(passTo(engine, wednesday('18:00:00.000')).at(-1)).toContain('diverted 1 voicemail')
  })

  test('a routing table says which type it becomes, then the rules of that type are asked', () => {
    const engine = new AcdEngine({
      types: [
        {
          name: '10086',
          routing: { ...office, default: 'night', weekly: { wed: [{ from: '09:00', to: '18:00', value: 'day' }] } },
        },
        { name: 'day' },
        { name: 'night', admission: [{ name: 'asleep', do: { divert: 'voicemail' } }] },
      ],
      groups: [],
    })
    engine.offer({ type: 0 }, wednesday('08:00:00.000'))
    engine.offer({ type: 0 }, wednesday('12:00:00.000'))
    expect(told(engine).map((line) => line.slice(line.indexOf(' ') + 1))).toEqual([
      'arrived 1',
      'overflowed 1 routing',
      'moved 1 type 2',
      'overflowed 1 asleep',
      'diverted 1 voicemail',
      'arrived 2',
      'overflowed 2 routing',
      'moved 2 type 1',
      'queued 2 type 1',
    ])
  })
})

describe('trunks', () => {
  const config: AcdConfig = {
    trunks: 4,
    trunkGroups: [
      { name: 'hotline', trunks: 2, types: ['orders'] },
      { name: 'acme lines', trunks: 1, tenant: 'acme' },
    ],
    types: [{ name: 'orders' }, { name: 'care' }, { name: 'acme', tenant: 'acme' }],
    groups: [],
  }

  test('of a type or tenant run out beside those of the whole, each with its name', () => {
    const engine = new AcdEngine(config)
    for (const type of [0, 0, 0, 2, 2, 1, 1]) engine.offer({ type }, 1)
    const blocked = told(engine).filter((line) => line.includes('blocked'))
    expect(blocked).toEqual(['1 blocked 3 hotline', '1 blocked 5 acme lines', '1 blocked 7'])
    expect(engine.inside).toBe(4)
  })

  test('are held by whoever came in by them, whatever it becomes', () => {
    const engine = new AcdEngine(config)
    engine.offer({ type: 0 }, 1)
    engine.offer({ type: 0 }, 1)
    engine.calls.move(1, { type: 1 }, 2)
    engine.offer({ type: 0 }, 3)
    expect(told(engine).at(-1)).toBe('3 blocked 3 hotline')
    engine.abandon(1, 4)
    engine.offer({ type: 0 }, 5)
    expect(told(engine).at(-1)).toBe('5 queued 4 type 0')
  })
})

describe('a mistake in rules is told with its place', () => {
  const types = (rule: object, key = 'admission') => ({
    types: [
      { name: 'a', [key]: [rule] },
      { name: 'b', tenant: 't' },
    ],
  })
  const refuse = { refuse: 'busy' }
  test.each([
    [types({ name: '', do: refuse }), 'types[0].admission[0].name'],
    [types({ name: 'x', when: 'wating > 3', do: refuse }), 'types[0].admission[0].when'],
    [types({ name: 'x', when: 'waited > 3s', do: refuse }), 'types[0].admission[0].when'],
    [types({ name: 'x', do: { type: 'c' } }), 'types[0].admission[0].do.type'],
    [types({ name: 'x', do: { type: 'a' } }), 'types[0].admission[0].do.type'],
    [types({ name: 'x', do: { type: 'b' } }), 'types[0].admission[0].do.type'],
    [types({ name: 'x', do: { divert: '' } }), 'types[0].admission[0].do.divert'],
    [types({ name: 'x', do: { divert: 'a', refuse: 'b' } }), 'types[0].admission[0].do'],
    [types({ name: 'x', empty: ['paused'], do: refuse }), 'types[0].admission[0].empty[0]'],
    [types({ name: 'x', afterMs: 5, do: refuse }), 'types[0].admission[0].afterMs'],
    [types({ name: 'x', afterMs: -1, do: refuse }, 'overflow'), 'types[0].overflow[0].afterMs'],
    [
      types({ name: 'r', groups: ['g', 'g'], opens: 'waiting > 3', closes: 'waiting < 1' }, 'reserves'),
      'types[0].reserves[0].groups[1]',
    ],
    [
      types({ name: 'r', groups: ['h'], opens: 'waiting > 3', closes: 'waiting < 1' }, 'reserves'),
      'types[0].reserves[0].groups[0]',
    ],
    [{ types: [{ name: 'a' }], trunkGroups: [{ name: 'x', trunks: 1, types: ['z'] }] }, 'trunkGroups[0].types[0]'],
    [{ types: [{ name: 'a' }], trunkGroups: [{ name: 'x', trunks: 1 }] }, 'trunkGroups[0]'],
  ])('%j', (config, path) => {
    const make = () => new AcdEngine({ groups: [{ name: 'g' }], ...config })
    expect(make).toThrow(StrowgerError)
    expect(make).toThrow(path)
  })
})
