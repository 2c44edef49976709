import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Condition, Hysteresis, type QueueFacts, StrowgerError, TimeZone, WeeklySchedule } from '../../src/index.ts'

const utc = Date.parse
const quiet: QueueFacts = {
  nowMs: utc('2026-11-23T12:00Z'),
  waiting: 0,
  longestWaitMs: 0,
  waitedMs: Number.NaN,
  ewtMs: 0,
  ready: 3,
  signedIn: 5,
  inside: 2,
}

test.each<[string, Partial<QueueFacts>, boolean]>([
  ['waiting > 20 and ewt > 90s', { waiting: 21, ewtMs: 90_001 }, true],
  ['waiting > 20 and ewt > 90s', { waiting: 21, ewtMs: 90_000 }, false],
  ['ewt > 90s', { ewtMs: Infinity }, true],
  ['ewt > 90s or ewt <= 90s', { ewtMs: Number.NaN }, false],
  ['waited >= 30s', { waitedMs: 30_000 }, true],
  ['waited >= 0s', {}, false],
  ['longestWait > 1m and ready = 0', { longestWaitMs: 60_001, ready: 0 }, true],
  ['signedIn = 0', { signedIn: 0 }, true],
  ['not signedIn', { signedIn: 0 }, true],
  ['inside >= 50', { inside: 50 }, true],
  ['time in 08:00..18:00', { nowMs: utc('2026-11-23T09:59:59.999Z') }, true],
  ['time in 08:00..18:00', { nowMs: utc('2026-11-23T10:00Z') }, false],
  ['time in 22:00..06:00', { nowMs: utc('2026-11-23T21:59Z') }, true],
  ['weekday in (sat, sun)', { nowMs: utc('2026-11-27T16:00Z') }, true],
  ['weekday in mon..fri', { nowMs: utc('2026-11-27T16:00Z') }, false],
  ['weekday = fri', { nowMs: utc('2026-11-27T15:59Z') }, true],
])('%s', (text, facts, holds) => {
  expect(new Condition(text, { timeZone: 'Asia/Shanghai' }).holds({ ...quiet, ...facts })).toBe(holds)
})

const OFFICE = [{ from: '09:00', to: '17:00' }]
const office = new WeeklySchedule({
  timeZone: 'Europe/Berlin',
  weekly: { mon: OFFICE, tue: OFFICE, sat: [{ from: '22:00', to: '02:30' }], sun: OFFICE },
})

test('a schedule is asked by its name', () => {
  const condition = new Condition('not office and waiting > 0', { schedules: { office } })
  expect(condition.holds({ ...quiet, waiting: 1, nowMs: utc('2026-11-23T15:59Z') })).toBe(false)
  expect(condition.holds({ ...quiet, waiting: 1, nowMs: utc('2026-11-23T16:00Z') })).toBe(true)
  expect(condition.nextTurnMs({ ...quiet, nowMs: utc('2026-11-23T12:00Z') })).toBe(utc('2026-11-23T16:00Z'))
})

const TERMS = [
  'waited > 30s',
  'waited <= 45s',
  'waited = 1m',
  'waited in 10s..20s',
  'longestWait >= 50s',
  'longestWait < 70s',
  'waited > ewt',
  'ewt < longestWait',
  'waited < longestWait',
  'time > 02:30',
  'time in 02:15..03:00',
  'time <= 01:59:59',
  'time = 02:00',
  'weekday = sun',
  'office',
  'waiting > 2',
]

test('between two turns nothing but an event changes the answer, whatever the clock does', () => {
  const zone = new TimeZone('Europe/Berlin')
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.boolean(), fc.constantFrom(...TERMS)), { minLength: 1, maxLength: 3 }),
      fc.constantFrom('2026-03-28T22:30Z', '2026-10-24T22:30Z', '2026-11-23T22:30Z'),
      fc.nat(40_000),
      fc.boolean(),
      (terms, start, phaseMs, waits) => {
        const text = terms.map(([not, term]) => (not ? `not ${term}` : term)).join(' and ')
        const condition = new Condition(text, { timeZone: zone, schedules: { office } })
        const startMs = utc(start) + phaseMs
        const factsAt = (nowMs: number): QueueFacts => ({
          ...quiet,
          nowMs,
          waiting: waits ? 3 : 0,
          ewtMs: 65_000,
          waitedMs: nowMs - startMs,
          longestWaitMs: waits ? nowMs - startMs + 15_000 : 0,
        })
        let turnMs = -Infinity
        let held = false
        for (let nowMs = startMs; nowMs < startMs + 5 * 3_600_000; nowMs += nowMs < startMs + 80_000 ? 500 : 61_003) {
          if (nowMs >= turnMs) {
            // Every turn between two questions is asked at, as an engine would.
            while (turnMs <= nowMs) {
              const at = turnMs === -Infinity ? nowMs : turnMs
              held = condition.holds(factsAt(at))
              const nextMs = condition.nextTurnMs(factsAt(at))
              expect(nextMs).toBeGreaterThan(at)
              turnMs = nextMs
            }
          }
          if (condition.holds(factsAt(nowMs)) !== held)
            expect(`${text} at ${nowMs - startMs}`).toBe('as at the last turn')
        }
      },
    ),
    { seed: 1891, numRuns: 150 },
  )
})

test('what does not depend on time is never due', () => {
  expect(new Condition('waiting > 20 and signedIn > 0 or ewt > 90s').nextTurnMs(quiet)).toBe(Infinity)
  // Nobody waits, so that the longest wait does not grow; no contact is in question, so that its wait does not.
  expect(new Condition('longestWait > 30s or waited > 30s').nextTurnMs(quiet)).toBe(Infinity)
  const one = { ...quiet, waiting: 1, longestWaitMs: 12_000 }
  expect(new Condition('longestWait > 30s').nextTurnMs(one)).toBe(quiet.nowMs + 18_000)
  expect(new Condition('longestWait > 30s').nextTurnMs({ ...one, longestWaitMs: 30_000 })).toBe(quiet.nowMs + 1)
})

test.each([
  ['wating > 3', 'unknown-name', 'overflow[0].when:1: "wating" — did you mean "waiting"?'],
  ['weekday = Sat', 'unknown-value', 'overflow[0].when:11: "Sat" — did you mean "sat"?'],
  ['ewt > 90', 'type-mismatch', 'overflow[0].when:7: "90" — ewt is a duration; write 1m30s if seconds are meant'],
  ['time > 8', 'type-mismatch', 'overflow[0].when:8: "8" — time is a time of day; compare it with one'],
  [
    'time > 08:00',
    'no-time-zone',
    'overflow[0].when: "time > 08:00" — a timeZone: the condition asks for time or weekday',
  ],
])('%s: %s', (text, code, message) => {
  let thrown: unknown
  try {
    new Condition(text, { path: 'overflow[0].when' }).holds(quiet)
  } catch (error) {
    thrown = error
  }
  expect(thrown).toBeInstanceOf(StrowgerError)
  expect(thrown).toMatchObject({ code, message })
})

test('a gate opens above one threshold and closes below another', () => {
  const gate = new Hysteresis(new Condition('longestWait > 60s'), new Condition('longestWait < 20s'))
  const stands = [10, 30, 60, 61, 30, 20, 19, 30, 61].map((seconds) => {
    const moved = gate.update({ ...quiet, waiting: 1, longestWaitMs: seconds * 1000 })
    return `${gate.isOpen ? 'open' : 'closed'}${moved ? ', moved' : ''}`
  })
  expect(stands).toEqual([
    'closed',
    'closed',
    'closed',
    'open, moved',
    'open',
    'open',
    'closed, moved',
    'closed',
    'open, moved',
  ])
})

test('a gate moves only as far as its conditions say, for any course of waits', () => {
  const gate = new Hysteresis(new Condition('waiting >= 8'), new Condition('waiting <= 3 or signedIn = 0'), true)
  let isOpen = true
  fc.assert(
    fc.property(fc.nat(12), fc.nat(1), (waiting, signedIn) => {
      gate.update({ ...quiet, waiting, signedIn })
      if (waiting <= 3 || signedIn === 0) isOpen = false
      else if (waiting >= 8) isOpen = true
      expect(gate.isOpen).toBe(isOpen)
    }),
    { seed: 1891, numRuns: 500 },
  )
})
