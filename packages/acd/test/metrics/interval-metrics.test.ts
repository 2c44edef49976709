import { addIntervalTally, emptyIntervalTally, IntervalMetrics, type IntervalTally, TALLY_FIELDS } from '@strowger/acd'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commands, withoutRules, worlds } from '../engine/random-exchange.ts'
import { type Day, liveDay } from './day.ts'
import { recount, type RecountRules } from './recount.ts'

const TYPES = 3
/** More intervals than a day has. */
const KEPT = 400
const GROUPS = 3
const days = fc.tuple(worlds, commands).map(([world, sequence]) => liveDay(world, sequence))
const ELSEWHERE = new Set([
  'consult-agent',
  'consult-queue',
  'consult-outside',
  'listen',
  'whisper',
  'barge-in',
  'transfer',
  'transfer-to-agent',
  'transfer-out',
  'intercept',
  'divert',
  'move',
])
/** Days on which every contact has one type and at most one agent, so that they can be counted again simply. */
const plainDays = fc.tuple(worlds, commands).map(([world, sequence]) =>
  liveDay(
    withoutRules(world),
    sequence.filter((command) => !ELSEWHERE.has(command.do)),
  ),
)
const rules: fc.Arbitrary<RecountRules> = fc.record({
  thresholdsMs: fc.array(fc.nat(8), { minLength: TYPES, maxLength: TYPES }),
  shortAbandonMs: fc.nat(6),
  countAt: fc.constantFrom('decision', 'end'),
  attributeTo: fc.constantFrom('arrival', 'event'),
  intervalMs: fc.constantFrom(1, 7, 20, 1000),
})

function measured({ events, endMs }: Day, rule: RecountRules, intervals: number, split?: number): IntervalMetrics {
  const { thresholdsMs, intervalMs, ...rest } = rule
  const metrics = new IntervalMetrics({
    types: TYPES,
    groups: GROUPS,
    accounting: { ...rest, thresholdMs: thresholdsMs },
    intervalMs,
    intervals,
    tenantOfType: ['a', 'b', 'a'],
    tenantOfGroup: ['b', 'a', 'a'],
  })
  // Settling in the middle must change nothing.
  for (const [at, event] of events.entries()) {
    if (at === split) metrics.settle(event.atMs)
    metrics.observe(event)
  }
  metrics.settle(endMs)
  return metrics
}

function same(ours: IntervalTally, other: IntervalTally, where: string): void {
  for (const field of TALLY_FIELDS) {
    if (ours[field] !== other[field]) throw new Error(`${where} ${field}: ${ours[field]}, not ${other[field]}`)
  }
}

const merged = (tallies: readonly IntervalTally[]) => {
  const all = emptyIntervalTally()
  for (const tally of tallies) addIntervalTally(all, tally)
  return all
}

test('the metrics are what a recount of the full list of events gives, under every accounting', () => {
  let answered = 0
  fc.assert(
    fc.property(plainDays, rules, fc.nat(60), (day, rule, split) => {
      const metrics = measured(day, rule, KEPT, split)
      const naive = recount(day, rule)
      const last = metrics.intervalAt(day.endMs)
      const check = (name: string, read: (interval?: number) => IntervalTally) => {
        const intervals = naive.get(name)
        for (let interval = 0; interval <= last; interval += 1) {
          same(read(interval), intervals?.get(interval) ?? emptyIntervalTally(), `${name} in ${interval}`)
        }
        same(read(), merged([...(intervals?.values() ?? [])]), `${name}, total`)
      }
      for (let type = 0; type < TYPES; type += 1) check(`type ${type}`, (at) => metrics.ofType(type, at))
      for (let group = 0; group < GROUPS; group += 1) check(`group ${group}`, (at) => metrics.ofGroup(group, at))
      for (let agent = 0; agent < 5; agent += 1) check(`agent ${agent}`, (at) => metrics.ofAgent(agent, at))
      answered += metrics.ofAll().answered
    }),
    { numRuns: 400 },
  )
  // Guards against days on which nothing happens.
  expect(answered).toBeGreaterThan(150)
}, 300_000)

test('nothing is lost: every leg that began has ended in one way, or goes on; decided once each', () => {
  let transferred = 0
  fc.assert(
    fc.property(days, rules, fc.nat(60), (day, rule, split) => {
      const all = measured(day, { ...rule, countAt: 'decision' }, 4, split).ofAll()
      expect(all.movedIn).toBe(all.movedOut)
      const left = all.answered + all.abandoned + all.blocked + all.refused
      const waiting = all.offered + all.transferredIn - left - all.diverted
      expect(waiting).toBeGreaterThanOrEqual(0)
      const takenOver = day.events.filter((event) => event.kind === 'taken-over').length
      const inTalk = all.answered + takenOver - all.handled
      expect(waiting + inTalk).toBe(measured(day, rule, 4).open)
      const decided = all.answeredWithin + all.abandonedWithin + all.exceeded
      expect(decided).toBeGreaterThanOrEqual(all.answered + all.abandoned)
      expect(decided).toBeLessThanOrEqual(all.offered + all.transferredIn - all.blocked)
      transferred += all.transferredIn + takenOver
    }),
    { numRuns: 500 },
  )
  expect(transferred).toBeGreaterThan(10)
})

test('the total does not depend on how many intervals are kept, nor on where a contact is attributed', () => {
  fc.assert(
    fc.property(days, rules, (day, rule) => {
      const long = measured(day, rule, KEPT)
      const short = measured(day, rule, 2)
      const otherWay = measured(day, { ...rule, attributeTo: rule.attributeTo === 'event' ? 'arrival' : 'event' }, KEPT)
      for (const other of [short, otherWay]) {
        same(long.ofAll(), other.ofAll(), 'all')
        for (let group = 0; group < GROUPS; group += 1)
          same(long.ofGroup(group), other.ofGroup(group), `group ${group}`)
        for (const what of ['wait', 'talk', 'handling'] as const) {
          expect(other.quantiles(what).count).toBe(long.quantiles(what).count)
          expect(other.quantiles(what).quantile(0.9)).toBe(long.quantiles(what).quantile(0.9))
        }
      }
    }),
  )
})

test('tenants add up to the whole, and tallies merge in any order', () => {
  fc.assert(
    fc.property(days, rules, (day, rule) => {
      const metrics = measured(day, rule, KEPT)
      const [a, b] = [metrics.ofTenant('a'), metrics.ofTenant('b')]
      same(merged([a, b]), metrics.ofAll(), 'a + b')
      same(merged([b, merged([a, b])]), merged([merged([b, a]), b]), 'associative')
      same(metrics.ofTenant('nobody'), emptyIntervalTally(), 'nobody')
    }),
  )
})
