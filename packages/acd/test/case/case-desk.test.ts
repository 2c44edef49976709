import { type CaseCommand, type CaseConfig, CaseDesk, type CaseEvent, performCase } from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const config: CaseConfig = {
  nodes: {
    hotline: { owner: 'Li', limitMs: 100, remindBeforeMs: [30, 10], escalateTo: 'network' },
    network: { owner: 'Wang', limitMs: 50, escalateTo: 'manager' },
    manager: { owner: 'Zhao', limitMs: 40 },
  },
  matters: {
    refund: { node: 'hotline', promisedMs: 170 },
    'bad rating': { node: 'hotline', promisedMs: 60, followUp: 'follow-up' },
  },
  badRatings: [{ survey: 'after call', from: 0, to: 4, matter: 'bad rating' }],
}

function told(desk: CaseDesk): string[] {
  const lines: string[] = []
  for (let event = desk.read(); event !== undefined; event = desk.read()) lines.push(line(event))
  return lines
}

function line(event: CaseEvent): string {
  const more = event.kind === 'case-moved' ? ` ${event.why}` : event.kind === 'case-overdue' ? ` ${event.what}` : ''
  return `${event.atMs} ${event.kind} ${event.case} ${event.node}${more}`
}

describe('a case', () => {
  test('is reminded of, escalates by itself along the network, and is told to be late', () => {
    const desk = new CaseDesk(config)
    desk.openCase({ matter: 'refund', caller: '138' }, 0)
    desk.advance(1_000)
    expect(told(desk)).toEqual([
      '0 case-opened 1 hotline',
      '70 case-reminded 1 hotline',
      '90 case-reminded 1 hotline',
      '100 case-moved 1 network overdue',
      '150 case-moved 1 manager overdue',
      '170 case-overdue 1 manager promise',
      '190 case-overdue 1 manager limit',
    ])
    expect(desk.nextDeadlineMs()).toBe(Infinity)
    expect(desk.close(1, 'refunded', 1_000)).toBe(true)
    expect(desk.close(1, 'refunded', 1_000)).toBe(false)
    expect(desk.read()).toMatchObject({
      kind: 'case-closed',
      outcome: 'refunded',
      durationMs: 1_000,
      promiseKept: false,
      owner: 'Zhao',
    })
  })

  test('that is complex is escalated at once', () => {
    const desk = new CaseDesk(config)
    desk.openCase({ matter: 'refund', caller: '138', complex: true }, 0)
    expect(told(desk)).toEqual(['0 case-opened 1 hotline', '0 case-moved 1 network complex'])
    expect(desk.nextDeadlineMs()).toBe(50)
  })

  test('counts repeat calls while it is open, and only then', () => {
    const desk = new CaseDesk(config)
    expect(desk.call('138', 0)).toBe(0)
    desk.openCase({ matter: 'refund', caller: '138' }, 1)
    expect(desk.call('139', 2)).toBe(0)
    expect(desk.call('138', 3)).toBe(1)
    expect(desk.call('138', 4)).toBe(1)
    expect(desk.open[0]?.repeatCalls).toBe(2)
    desk.close(1, 'done', 5)
    expect(desk.call('138', 6)).toBe(0)
  })

  test('has work orders that a partner does in time or not, and that end with it', () => {
    const desk = new CaseDesk(config)
    const id = desk.openCase({ matter: 'refund', caller: '138' }, 0)
    const [late, done, open] = [
      desk.sendOrder(id, 'partner', 10, 0),
      desk.sendOrder(id, 'partner', 10, 0),
      desk.sendOrder(id, 'partner', 99, 0),
    ]
    desk.orderDone(done, 5)
    desk.advance(20)
    expect(desk.orderDone(late, 20)).toBe(true)
    desk.close(id, 'done', 21)
    expect(desk.orderDone(open, 22)).toBe(false)
    expect(desk.sendOrder(id, 'partner', 10, 22)).toBe(0)
    expect(told(desk)).toEqual([
      '0 case-opened 1 hotline',
      '0 order-sent 1 hotline',
      '0 order-sent 1 hotline',
      '0 order-sent 1 hotline',
      '5 order-done 1 hotline',
      '10 order-overdue 1 hotline',
      '20 order-done 1 hotline',
      '21 case-closed 1 hotline',
    ])
  })

  test('is opened by a bad rating, and asks for a follow-up call', () => {
    const desk = new CaseDesk(config)
    const rated = {
      kind: 'rated',
      atMs: 5,
      session: 1,
      ref: 0,
      flow: 'main',
      node: 'survey',
      survey: 'after call',
      agent: 7,
      type: 0,
      caller: '138',
    } as const
    expect(desk.observe({ ...rated, rating: 5 })).toBe(0)
    expect(desk.observe({ ...rated, rating: Number.NaN })).toBe(0)
    expect(desk.observe({ ...rated, rating: 4, survey: 'another' })).toBe(0)
    expect(desk.observe({ ...rated, rating: 4 })).toBe(1)
    expect(desk.read()).toMatchObject({
      kind: 'case-opened',
      agent: 7,
      caller: '138',
      followUp: 'follow-up',
      promisedMs: 65,
    })
  })
})

describe('a network', () => {
  const node = config.nodes['manager']!
  test.each([
    [{ nodes: { a: { ...node, escalateTo: 'b' } }, matters: {} }, 'nodes.a.escalateTo: "b" — did you mean "a"?'],
    [
      { nodes: { a: { ...node, escalateTo: 'b' }, b: { ...node, escalateTo: 'a' } }, matters: {} },
      'nodes.a.escalateTo: "a → b → a"',
    ],
    [{ nodes: { a: { ...node, limitMs: 0 } }, matters: {} }, 'nodes.a.limitMs: 0'],
    [{ nodes: { a: { ...node, remindBeforeMs: [40] } }, matters: {} }, 'nodes.a.remindBeforeMs[0]: 40'],
    [{ nodes: { a: node }, matters: { m: { node: 'c' } } }, 'matters.m.node: "c"'],
    [
      { nodes: { a: node }, matters: {}, badRatings: [{ survey: 's', from: 0, to: 1, matter: 'm' }] },
      'badRatings[0].matter: "m"',
    ],
  ])('%j is a mistake', (given, message) => {
    expect(() => new CaseDesk(given)).toThrow(message)
  })
})

const NODES = ['a', 'b', 'c', 'd']
const networks: fc.Arbitrary<CaseConfig> = fc
  .array(
    fc.record({
      limitMs: fc.integer({ min: 1, max: 20 }),
      to: fc.nat(),
      reminds: fc.array(fc.integer({ min: 1, max: 19 }), { maxLength: 2 }),
    }),
    {
      minLength: NODES.length,
      maxLength: NODES.length,
    },
  )
  .map((all) => ({
    nodes: Object.fromEntries(
      all.map(({ limitMs, to, reminds }, at) => {
        // Escalation leads only to later nodes, so that it ends.
        const next = at + 1 + (to % (NODES.length - at))
        const remindBeforeMs = reminds.filter((before) => before < limitMs)
        const node = {
          owner: NODES[at]!,
          limitMs,
          remindBeforeMs,
          ...(next < NODES.length ? { escalateTo: NODES[next]! } : {}),
        }
        return [NODES[at]!, node]
      }),
    ),
    matters: { m: { node: 'a', promisedMs: 25 }, n: { node: 'b' } },
  }))

const commands = fc.array(
  fc.record({
    do: fc.constantFrom('open', 'open', 'move', 'close', 'order', 'order-done', 'call', 'advance'),
    waitMs: fc.integer({ min: 0, max: 15 }),
    pick: fc.nat(),
  }),
  { minLength: 10, maxLength: 60 },
)

/** Where a case stands that came to a node at a time, if nobody does anything: by walking the limits. */
function expectedNode(config: CaseConfig, node: string, sinceMs: number, nowMs: number): string {
  let [at, came] = [node, sinceMs]
  for (let next = config.nodes[at]!.escalateTo; next !== undefined && came + config.nodes[at]!.limitMs <= nowMs;) {
    came += config.nodes[at]!.limitMs
    at = next
    next = config.nodes[at]!.escalateTo
  }
  return at
}

test('over random networks and commands: nothing is lost, every case is where its limits say, a journal and a copy go on alike', () => {
  const property = fc.property(networks, commands, (config, given) => {
    let desk = new CaseDesk(config)
    const journal: CaseCommand[] = []
    const lines: string[] = []
    const last = new Map<number, { node: string; sinceMs: number }>()
    let [atMs, opened, closed, orders] = [0, 0, 0, 0]
    const perform = (command: CaseCommand): number | boolean => {
      journal.push(command)
      const result = performCase(desk, command)
      for (const each of told(desk)) lines.push(each)
      return result
    }
    for (const { do: what, waitMs, pick } of given) {
      atMs += waitMs
      const id = 1 + (pick % Math.max(1, opened))
      if (what === 'open') {
        perform({ do: 'open', atMs, matter: pick % 2 === 0 ? 'm' : 'n', caller: `caller ${pick % 3}` })
        opened += 1
        last.set(opened, { node: pick % 2 === 0 ? 'a' : 'b', sinceMs: atMs })
      } else if (what === 'move') {
        const node = NODES[pick % NODES.length]!
        if (perform({ do: 'move', atMs, case: id, node }) === true) last.set(id, { node, sinceMs: atMs })
      } else if (what === 'close') {
        if (perform({ do: 'close', atMs, case: id, outcome: 'done' }) === true) closed += 1
      } else if (what === 'order') {
        if (perform({ do: 'order', atMs, case: id, to: 'partner', withinMs: 1 + (pick % 20) }) !== 0) orders += 1
      } else if (what === 'order-done') perform({ do: 'order-done', atMs, order: 1 + (pick % Math.max(1, orders)) })
      else if (what === 'call') {
        const caller = `caller ${pick % 3}`
        const open = desk.open.filter((each) => each.caller === caller).length
        expect(perform({ do: 'call', atMs, caller })).toBe(open)
      } else perform({ do: 'advance', atMs })
      expect(opened).toBe(closed + desk.open.length)
      for (const { id: each, node } of desk.open) {
        const { node: from, sinceMs } = last.get(each)!
        expect(node).toBe(expectedNode(config, from, sinceMs, atMs))
      }
      if (pick % 5 === 0)
        desk = CaseDesk.restore(config, JSON.parse(JSON.stringify(desk.snapshot())) as ReturnType<CaseDesk['snapshot']>)
    }
    const again = new CaseDesk(config)
    const replayed = journal.flatMap((command) => {
      performCase(again, command)
      return told(again)
    })
    expect(replayed).toEqual(lines)
    expect(again.snapshot()).toEqual(desk.snapshot())
  })
  fc.assert(property, { numRuns: 300 })
})
