import { IntervalMetrics, kpiNamed, type KpiInput, kpiValue, type AcdEvent } from '@strowger/acd'
import { expect, test } from 'vitest'

const NAMES = ['serviceLevel1', 'serviceLevel2', 'serviceLevel3', 'serviceLevel4', 'serviceLevel5'] as const

function percent(tally: KpiInput): (number | undefined)[] {
  return NAMES.map((name) => {
    const value = kpiValue(kpiNamed(name), tally)
    return value === undefined ? undefined : Math.round(value * 10_000) / 100
  })
}

test('the ICMI vector: 1,000 answered, 860 in time; 60 abandoned, 20 in time, 10 short', () => {
  const tally = {
    answered: 1000,
    abandoned: 60,
    answeredWithin: 860,
    abandonedWithin: 20,
    abandonedShort: 10,
    exceeded: 180,
  }
  expect(percent(tally)).toEqual([83.02, 86, 81.13, 82.69, 82.08])
})

/** Contacts of one type, each given by its wait and its fate; every conversation lasts 10 s. */
function observe(metrics: IntervalMetrics, contacts: readonly (readonly [waitMs: number, fate: 'ans' | 'aband'])[]) {
  const events: AcdEvent[] = []
  for (const [at, [waitMs, fate]] of contacts.entries()) {
    const contact = { contact: at + 1, ref: at, type: 0, arrivedMs: at }
    const pair = { ...contact, agent: at, group: 0 }
    const endMs = at + waitMs
    events.push({ ...contact, kind: 'arrived', atMs: at })
    if (fate === 'aband') events.push({ ...contact, kind: 'abandoned', atMs: endMs, durationMs: waitMs })
    else {
      events.push({ ...pair, kind: 'connected', atMs: endMs, durationMs: waitMs })
      events.push({ ...pair, kind: 'released', atMs: endMs + 10_000, durationMs: 10_000, wrapUp: false })
    }
  }
  events.sort((a, b) => a.atMs - b.atMs)
  for (const event of events) metrics.observe(event)
}

const many = (count: number, waitMs: number, fate: 'ans' | 'aband') =>
  Array.from({ length: count }, () => [waitMs, fate] as const)

test('the ICMI vector from events', () => {
  const metrics = new IntervalMetrics({
    types: 1,
    groups: 1,
    accounting: { thresholdMs: 20_000, shortAbandonMs: 5000 },
  })
  observe(metrics, [
    ...many(860, 20_000, 'ans'),
    ...many(140, 20_001, 'ans'),
    ...many(10, 4999, 'aband'),
    ...many(10, 5000, 'aband'),
    ...many(40, 30_000, 'aband'),
  ])
  expect(percent(metrics.ofAll())).toEqual([83.02, 86, 81.13, 82.69, 82.08])
})

test('the Cisco vector: of 100, 70 answered in time, 10 abandoned in time, 20 waited longer', () => {
  const metrics = new IntervalMetrics({ types: 1, groups: 1, accounting: { thresholdMs: 20_000 } })
  observe(metrics, [...many(70, 10_000, 'ans'), ...many(10, 10_000, 'aband'), ...many(20, 60_000, 'ans')])
  const [positive, , negative, ignored] = percent(metrics.ofAll())
  expect([ignored, negative, positive]).toEqual([77.78, 70, 80])
})

test('counted where it is decided, a wait over the threshold is known before its outcome', () => {
  const arrived = { kind: 'arrived', contact: 1, ref: 0, type: 0, arrivedMs: 880_000, atMs: 880_000 } as const
  const metrics = new IntervalMetrics({
    types: 1,
    groups: 1,
    accounting: { thresholdMs: 20_001, attributeTo: 'event' },
  })
  metrics.observe(arrived)
  metrics.settle(900_001)
  expect(metrics.ofType(0).exceeded).toBe(0)
  metrics.settle(900_002)
  // It arrived in interval 0; the threshold passed in interval 1, where the service level is counted.
  expect([metrics.ofType(0, 0).offered, metrics.ofType(0, 0).exceeded, metrics.ofType(0, 1).exceeded]).toEqual([
    1, 0, 1,
  ])
  const answered = {
    ...arrived,
    kind: 'connected',
    agent: 0,
    group: 0,
    atMs: 2_000_000,
    durationMs: 1_120_000,
  } as const
  metrics.observe(answered)
  expect([metrics.ofType(0, 2).answered, metrics.ofType(0).exceeded, metrics.ofType(0, 2).exceeded]).toEqual([1, 1, 0])
})

test('counted at the end, a contact is nothing until it ends', () => {
  const metrics = new IntervalMetrics({
    types: 1,
    groups: 1,
    accounting: { thresholdMs: 20_000, countAt: 'end', attributeTo: 'event' },
  })
  const contact = { contact: 1, ref: 0, type: 0, arrivedMs: 0, agent: 0, group: 0 }
  metrics.observe({ ...contact, kind: 'arrived', atMs: 0 })
  metrics.observe({ ...contact, kind: 'connected', atMs: 30_000, durationMs: 30_000 })
  metrics.settle(899_000)
  expect(metrics.ofType(0).offered).toBe(0)
  metrics.observe({ ...contact, kind: 'released', atMs: 900_000, durationMs: 870_000, wrapUp: false })
  const { offered, answered, exceeded } = metrics.ofType(0, 1)
  expect([offered, answered, exceeded]).toEqual([1, 1, 1])
  expect(metrics.rules.en).toContain('when it ends')
})
