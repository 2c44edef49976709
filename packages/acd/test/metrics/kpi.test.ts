import { IntervalMetrics, type KpiName, kpiNamed, KPIS, kpiValue, type AcdEvent, TALLY_FIELDS } from '@strowger/acd'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const value = (name: KpiName, tally: Parameters<typeof kpiValue>[1]) => kpiValue(kpiNamed(name), tally)

test('every KPI has its own name and labels in both languages, and stands in the documentation', () => {
  const text = readFileSync(new URL('../../../../docs/metrics.md', import.meta.url), 'utf8')
  expect(new Set(KPIS.map(({ name }) => name)).size).toBe(KPIS.length)
  expect(new Set(KPIS.map(({ label }) => label.zh)).size).toBe(KPIS.length)
  for (const { name, label, formula, source } of KPIS) {
    const row = text
      .split('\n')
      .find((line) => line.startsWith(`| \`${name}\``))
      ?.replaceAll(/\s+/g, ' ')
    expect(row).toBeDefined()
    for (const part of [label.en, label.zh, formula.en, formula.zh, source]) expect(row).toContain(part)
  }
})

test('what is missing is missing, not zero; nothing divided by nothing is no figure', () => {
  const zeros = Object.fromEntries(TALLY_FIELDS.map((field) => [field, 0]))
  for (const kpi of KPIS) {
    expect(kpiValue(kpi, {})).toBeUndefined()
    expect(kpiValue(kpi, zeros)).toBe(kpi.denominator === undefined ? 0 : undefined)
  }
  expect(value('utilisationOfPaid', { talkingMs: 1, holdingMs: 0, wrappingMs: 0 })).toBeUndefined()
})

test('an agent hour by hand', () => {
  const metrics = new IntervalMetrics({
    types: 1,
    groups: 1,
    accounting: { thresholdMs: 20_000 },
    intervalMs: 3_600_000,
  })
  const minute = 60_000
  const pair = { contact: 1, ref: 0, type: 0, arrivedMs: 20 * minute, agent: 0, group: 0 }
  const agent = (state: 'not-ready' | 'ready' | 'signed-out', at: number): AcdEvent => ({
    kind: 'agent',
    atMs: at * minute,
    agent: 0,
    group: 0,
    state,
    reason: '',
  })
  // Rostered from 0 to 60, with a break from 30 to 40; comes 5 min late.
  metrics.plan(0, 0, 'work', 0)
  const events: AcdEvent[] = [
    agent('not-ready', 5),
    agent('ready', 10),
    { ...pair, kind: 'arrived', atMs: 20 * minute },
    { ...pair, kind: 'offered', atMs: 20 * minute },
    { ...pair, kind: 'connected', atMs: 20.1 * minute, durationMs: 0.1 * minute },
    { ...pair, kind: 'held', atMs: 22 * minute },
    { ...pair, kind: 'resumed', atMs: 23 * minute, durationMs: minute },
    { ...pair, kind: 'released', atMs: 26.1 * minute, durationMs: 6 * minute, wrapUp: true },
  ]
  for (const event of events) metrics.observe(event)
  metrics.plan(0, 0, 'break', 30 * minute)
  metrics.observe({ ...pair, kind: 'wrap-up-ended', atMs: 32.1 * minute, durationMs: 6 * minute })
  metrics.observe(agent('not-ready', 32.1))
  metrics.plan(0, 0, 'work', 40 * minute)
  metrics.observe(agent('ready', 40))
  metrics.observe(agent('signed-out', 58))
  metrics.plan(0, 0, 'off', 60 * minute)
  metrics.addTime(0, 0, 'paid', 60 * minute, 0)
  metrics.addTime(0, 0, 'attendance', 54 * minute, 0)
  metrics.settle(60 * minute)
  const tally = metrics.ofAgent(0)
  const share = (name: KpiName) => value(name, tally)
  expect(value('ahtMs', tally)).toBe(12 * minute)
  expect([value('talkMs', tally), value('holdMs', tally), value('wrapUpMs', tally)]).toEqual(
    [5, 1, 6].map((m) => m * minute),
  )
  // Ready 10–20 and 40–58; rings 0.1; talks 5, holds 1, wraps up 6; not ready 5–10 and 32.1–40: signed in 53.
  expect(share('occupancy')).toBeCloseTo(12 / 40, 12)
  expect(share('occupancyWithRinging')).toBeCloseTo(12.1 / 40.1, 12)
  expect(share('utilisationOfPaid')).toBeCloseTo(12 / 60, 12)
  expect(share('utilisationOfAttendance')).toBeCloseTo(12 / 54, 12)
  expect(share('utilisationOfOnline')).toBeCloseTo(12 / 53, 12)
  expect(share('staffUtilisation')).toBeCloseTo(40.1 / 60, 12)
  expect(share('actualWorkRate')).toBeCloseTo(53 / 60, 12)
  expect(share('talkRate')).toBeCloseTo(6 / 53, 12)
  expect(share('shrinkageOfPaid')).toBeCloseTo(19.9 / 60, 12)
  expect(share('shrinkageOfScheduled')).toBeCloseTo(19.9 / 60, 12)
  // As rostered: at work 10–30 and 40–58, on break 32.1–40.
  expect(share('adherence')).toBeCloseTo(45.9 / 60, 12)
  expect(metrics.ofGroup(0)).toEqual(tally)
  const all = metrics.ofAll()
  expect([value('answerRate', all), value('timelyAnswerRate', all), value('asaMs', all)]).toEqual([1, 1, 6000])
})

test('losses: abandonment with and without the short ones, blocking, lost, answered share', () => {
  const tally = { offered: 120, blocked: 10, answered: 90, abandoned: 20, abandonedShort: 5, answeredWithin15s: 60 }
  const names = ['abandonRate', 'abandonRateLong', 'blockedRate', 'lostRate', 'answerRate', 'timelyAnswerRate'] as const
  expect(names.map((name) => value(name, tally))).toEqual([20 / 110, 15 / 105, 10 / 120, 30 / 120, 90 / 120, 60 / 120])
})

test('first-contact resolution: first contacts without another in the window after', () => {
  const hour = 3_600_000
  const callers = ['a', 'b', 'a', 'c', 'a', undefined]
  const metrics = new IntervalMetrics({
    types: 1,
    groups: 1,
    accounting: { thresholdMs: 0 },
    caller: { keyOf: (ref) => callers[ref], windowMs: hour },
  })
  const arrives = (ref: number, atMs: number): void => {
    metrics.observe({ kind: 'arrived', contact: ref + 1, ref, type: 0, arrivedMs: atMs, atMs })
  }
  arrives(0, 0)
  arrives(1, 1000)
  arrives(2, hour) // a again, just inside: not solved, and not a first contact
  arrives(3, hour + 1)
  arrives(4, 2 * hour + 1) // a again, outside: a first contact
  arrives(5, 2 * hour + 2)
  metrics.settle(2 * hour + 2)
  // Decided: a's first (not solved), b's and c's (solved); a's new first contact is open still.
  expect(value('firstContactResolution', metrics.ofType(0))).toBe(2 / 3)
  metrics.settle(3 * hour + 2)
  expect(value('firstContactResolution', metrics.ofType(0))).toBe(3 / 4)
})

test('a transferred contact is handled where it was, and waits and is answered anew where it goes', () => {
  for (const countAt of ['decision', 'end'] as const) {
    const metrics = new IntervalMetrics({ types: 2, groups: 2, accounting: { thresholdMs: 20_000, countAt } })
    const first = { contact: 1, ref: 0, type: 0, arrivedMs: 0, agent: 0, group: 0 }
    const second = { ...first, type: 1, agent: 1, group: 1 }
    const events: AcdEvent[] = [
      { ...first, kind: 'arrived', atMs: 0 },
      { ...first, kind: 'connected', atMs: 5000, durationMs: 5000 },
      { ...first, kind: 'transferred', atMs: 65_000, durationMs: 60_000 },
      { ...second, kind: 'requeued', atMs: 65_000, priority: 0 },
      { ...first, kind: 'wrap-up-ended', atMs: 75_000, durationMs: 10_000 },
      { ...second, kind: 'connected', atMs: 95_000, durationMs: 30_000 },
      { ...second, kind: 'released', atMs: 195_000, durationMs: 100_000, wrapUp: false },
    ]
    for (const event of events) metrics.observe(event)
    metrics.settle(200_000)
    const [front, desk] = [metrics.ofType(0), metrics.ofType(1)]
    expect([front.offered, front.answered, front.handled, front.transferredOut, front.exceeded]).toEqual([
      1, 1, 1, 1, 0,
    ])
    expect([desk.offered, desk.transferredIn, desk.answered, desk.handled, desk.exceeded]).toEqual([0, 1, 1, 1, 1])
    expect([value('ahtMs', front), value('ahtMs', desk), value('asaMs', desk)]).toEqual([70_000, 100_000, 30_000])
    expect([metrics.quantiles('handling', [0]).max, metrics.quantiles('handling', [1]).max]).toEqual([70_000, 100_000])
    expect(metrics.open).toBe(0)
  }
})

test('after-call work on a transfer is counted in the interval it ended in, or that of the arrival, as what the rest of its contact is', () => {
  for (const [attributeTo, interval] of [
    ['event', 3],
    ['arrival', 1],
  ] as const) {
    const accounting = { thresholdMs: 20_000, attributeTo }
    const metrics = new IntervalMetrics({
      types: 2,
      groups: 2,
      accounting,
      intervalMs: 60_000,
      sketched: { groups: true, agents: { fromMs: 60_000, toMs: 240_000 } },
    })
    const first = { contact: 1, ref: 0, type: 0, arrivedMs: 61_000, agent: 0, group: 0 }
    const second = { ...first, type: 1, agent: 1, group: 1 }
    const events: AcdEvent[] = [
      { ...first, kind: 'arrived', atMs: 61_000 },
      { ...first, kind: 'connected', atMs: 65_000, durationMs: 4000 },
      { ...first, kind: 'transferred', atMs: 175_000, durationMs: 110_000 },
      { ...first, contact: 2, parent: 1, kind: 'wrap-up', atMs: 175_000 },
      { ...second, kind: 'requeued', atMs: 175_000, priority: 0 },
      { ...first, contact: 2, parent: 1, kind: 'wrap-up-ended', atMs: 185_000, durationMs: 10_000 },
    ]
    for (const event of events) metrics.observe(event)
    for (const at of [0, 1, 2, 3]) {
      const ms = at === interval ? 10_000 : 0
      expect([metrics.ofType(0, at).wrapUpMs, metrics.ofGroup(0, at).wrapUpMs], attributeTo).toEqual([ms, ms])
      const handled = at === interval ? 120_000 : -Infinity
      expect(metrics.quantiles('handling', [0], at).max, attributeTo).toBe(handled)
      expect(metrics.quantilesOf('handling', 'group', 0, at).max, attributeTo).toBe(handled)
    }
    expect(metrics.quantilesOf('handling', 'agent', 0).max, attributeTo).toBe(120_000)
  }
})

test('a diverted contact is counted as such, a moved one in the type it moved to', () => {
  const metrics = new IntervalMetrics({ types: 2, groups: 1, accounting: { thresholdMs: 20_000 } })
  const contact = { contact: 1, ref: 0, arrivedMs: 0 }
  metrics.observe({ ...contact, type: 0, kind: 'arrived', atMs: 0 })
  metrics.observe({ ...contact, type: 1, kind: 'moved', atMs: 10_000, priority: 0 })
  metrics.observe({ ...contact, type: 1, kind: 'diverted', atMs: 30_000, reason: 'voicemail', durationMs: 30_000 })
  const [from, to] = [metrics.ofType(0), metrics.ofType(1)]
  expect([from.offered, from.movedOut, from.exceeded, from.diverted]).toEqual([1, 1, 0, 0])
  expect([to.offered, to.movedIn, to.exceeded, to.diverted]).toEqual([0, 1, 1, 1])
  expect(metrics.open).toBe(0)
})

test('mistakes are told with their path', () => {
  const options = { types: 2, groups: 1, accounting: { thresholdMs: 20_000 } }
  expect(() => new IntervalMetrics({ ...options, intervalMs: 0 })).toThrow('intervalMs')
  expect(() => new IntervalMetrics({ ...options, intervals: 0.5 })).toThrow('intervals')
  expect(() => new IntervalMetrics({ ...options, accounting: { thresholdMs: [1] } })).toThrow('accounting.thresholdMs')
  expect(() => new IntervalMetrics({ ...options, accounting: { thresholdMs: [1, -1] } })).toThrow('thresholdMs[1]')
})
