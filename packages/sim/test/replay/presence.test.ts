import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { afterCallQuantiles, fitPresence, PRESENCE_CHOICES } from '../../src/fit/fit-presence.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { type AbsenceBounds, drawAbsence, fitAbsences } from '../../src/replay/absence-law.ts'
import { skillsOfAgents } from '../../src/replay/agent-skills.ts'
import { agentDays, drawPresence } from '../../src/replay/drawn-presence.ts'
import { loadPresence, type PresenceModel } from '../../src/replay/presence-model.ts'
import type { DayCall, RecordedDay } from '../../src/replay/recorded-day.ts'
import { oneCallAtATime } from '../../src/replay/recorded-services.ts'
import { WaitingTimes } from '../../src/replay/waiting-times.ts'
import { filesOf } from '../scenario/small-scenario.ts'

const S = 1000
const GRACE_MS = 5 * S
const LAW = { upToMs: [10 * S, 60 * S, 600 * S], chances: [0.6, 0.3, 0.1] }
const MODEL: PresenceModel = { ...PRESENCE_CHOICES, law: LAW, breakFromMs: 60 * S, graceMs: GRACE_MS }

/** A day of calls, in s: who took it, when it came, how long it waited and lasted. */
function dayOf(...calls: readonly Partial<DayCall>[]): RecordedDay {
  const full = calls.map((call): DayCall => ({
    date: '1999-01-04',
    arrivedMs: 0,
    type: 'PS',
    priority: 0,
    outcome: call.agent === undefined ? 'abandoned' : 'answered',
    waitMs: 0,
    handlingMs: NaN,
    agent: undefined,
    timeMs: 0,
    ...call,
  }))
  const inOrder = full.toSorted((a, b) => a.timeMs - b.timeMs)
  return { date: '1999-01-04', number: 10_595, weekday: 'mon', calls: inOrder }
}

const bounds = fc
  .tuple(fc.integer({ min: 0, max: 900 }), fc.option(fc.integer({ min: 1, max: 900 }), { nil: 0 }))
  .map(([from, width]): AbsenceBounds => ({ fromMs: from * S, toMs: (from + width) * S }))

describe('the law of absences', () => {
  it('is found again from absences that are known exactly or between bounds, within four standard errors', () => {
    const stream = RandomStream.named(1, 0, 'test')
    const count = 20_000
    const observed = Array.from({ length: count }, (): AbsenceBounds => {
      const trueMs = drawAbsence(LAW, { fromMs: 0, toMs: 600 * S }, stream)
      // Half are known exactly; of the others, only that they lie in one of two stretches, whatever their length.
      if (stream.uniform() < 0.5) return { fromMs: trueMs, toMs: trueMs }
      const cut = 30 * S
      return trueMs < cut ? { fromMs: 0, toMs: cut } : { fromMs: cut, toMs: 600 * S }
    })
    const { chances } = fitAbsences(observed, LAW.upToMs)
    for (const [step, chance] of chances.entries()) {
      const truth = LAW.chances[step]!
      // At least the exact half counts in full.
      expect(Math.abs(chance - truth)).toBeLessThan(4 * Math.sqrt((truth * (1 - truth)) / (count / 2)))
    }
  })

  it('draws within the bounds, and what is exact is not drawn', () => {
    const stream = RandomStream.named(1, 0, 'test')
    fc.assert(
      fc.property(bounds, (given) => {
        const drawnMs = drawAbsence(LAW, given, stream)
        return drawnMs >= given.fromMs && drawnMs <= given.toMs
      }),
    )
  })

  it('is cut into after-call work and breaks: quantiles of what is shorter than a break', () => {
    expect(afterCallQuantiles(MODEL, 3).map((ms) => Math.round(ms / S))).toEqual([0, 5, 10, 60])
  })
})

describe('when somebody waited', () => {
  it('is, at any moment, what a look at every call says', () => {
    const call = fc.record({
      timeMs: fc.integer({ min: 0, max: 500 }).map((s) => s * S),
      waitMs: fc.integer({ min: 0, max: 60 }).map((s) => s * S),
      type: fc.constantFrom('PS', 'NW'),
    })
    fc.assert(
      fc.property(fc.array(call, { maxLength: 20 }), fc.nat(600), fc.nat(300), (calls, from, length) => {
        const day = dayOf(...calls)
        const times = new WaitingTimes(day, (type) => type === 'PS', GRACE_MS)
        const [fromMs, toMs] = [from * S, (from + length) * S]
        let last = fromMs
        for (const { type, timeMs, waitMs } of day.calls) {
          if (type !== 'PS' || waitMs <= GRACE_MS || timeMs + GRACE_MS >= toMs) continue
          last = Math.max(last, Math.min(toMs, timeMs + waitMs))
        }
        expect(times.last(fromMs, toMs)).toBe(last)
      }),
    )
  })
})

describe('an absence', () => {
  const first = { agent: 'A', timeMs: 0, handlingMs: 100 * S }
  const of = (...others: readonly Partial<DayCall>[]) => {
    const skills = new Map([['A', new Set(['PS'])]])
    return agentDays(dayOf(first, ...others), skills, (type) => type, GRACE_MS)[0]!.absences
  }

  it('is exact when the next caller had waited', () => {
    expect(of({ agent: 'A', timeMs: 150 * S, waitMs: 30 * S })).toEqual([{ fromMs: 80 * S, toMs: 80 * S }])
  })

  it('lies between the last moment at which somebody waited and a call that was answered at once', () => {
    const next = { agent: 'A', timeMs: 400 * S }
    expect(of(next)).toEqual([{ fromMs: 0, toMs: 300 * S }])
    expect(of(next, { timeMs: 120 * S, waitMs: 40 * S })).toEqual([{ fromMs: 60 * S, toMs: 300 * S }])
    expect(of(next, { timeMs: 120 * S, waitMs: 40 * S, type: 'NW' })).toEqual([{ fromMs: 0, toMs: 300 * S }])
  })
})

describe('presence', () => {
  it('is drawn from what is possible: every stretch starts with a call or after an absence, and ends in a call', () => {
    const call = fc.record({
      agent: fc.constantFrom('A', 'B'),
      timeMs: fc.integer({ min: 0, max: 7200 }).map((s) => s * S),
      waitMs: fc.constantFrom(0, 20 * S),
      handlingMs: fc.integer({ min: 1, max: 300 }).map((s) => s * S),
    })
    fc.assert(
      fc.property(fc.array(call, { minLength: 1, maxLength: 20 }), fc.nat(1000), (calls, seed) => {
        const { day } = oneCallAtATime(dayOf(...calls))
        const days = agentDays(day, new Map(), () => undefined, GRACE_MS)
        for (const { agent, fromMs, toMs } of drawPresence(days, MODEL, RandomStream.named(seed, 0, 'presence'))) {
          const { services } = days.find((each) => each.agent === agent)!
          expect(toMs).toBeGreaterThan(fromMs)
          expect(fromMs).toBeGreaterThanOrEqual(services[0]!.fromMs)
          expect(services.some((service) => toMs >= service.fromMs && toMs <= service.toMs)).toBe(true)
        }
      }),
    )
  })

  it('is cut by a break and not by after-call work', () => {
    const calls = [0, 130, 400].map((at) => ({
      agent: 'A',
      timeMs: (at - 10) * S,
      waitMs: 10 * S,
      handlingMs: 100 * S,
    }))
    const days = agentDays(dayOf(...calls), new Map(), () => undefined, GRACE_MS)
    const drawn = drawPresence(days, MODEL, RandomStream.named(1, 0, 'presence'))
    expect(drawn.map(({ fromMs }) => fromMs / S)).toEqual([0, 400])
  })
})

it('who answers a call has ended the one before', () => {
  const calls = [
    { agent: 'A', timeMs: 0, handlingMs: 100 * S },
    { agent: 'A', timeMs: 40 * S, handlingMs: 20 * S },
    { agent: 'B', timeMs: 50 * S, handlingMs: 500 * S },
  ]
  const { day, cut } = oneCallAtATime(dayOf(...calls))
  expect(cut).toBe(1)
  expect(day.calls.map(({ handlingMs }) => handlingMs / S)).toEqual([40, 20, 500])
})

it('a specialist shows in what is missing, around the day in question', () => {
  const many = (agent: string, type: string, count: number): Partial<DayCall>[] =>
    Array.from({ length: count }, () => ({ agent, type }))
  const monday = dayOf(...many('A', 'PS', 50), ...many('A', 'NE', 50), ...many('B', 'PS', 99), ...many('B', 'NE', 1))
  const later = { ...dayOf(...many('B', 'NE', 100)), number: monday.number + 8 }
  const skills = skillsOfAgents([monday, later], (type) => type, { days: 7, leastShare: 0.2 })
  expect(skills.get(monday.number)!.get('A')).toEqual(new Set(['PS', 'NE']))
  expect(skills.get(monday.number)!.get('B')).toEqual(new Set(['PS']))
  expect(skills.get(later.number)!.get('B')).toEqual(new Set(['NE']))
})

it('nothing is fitted where no agent has two calls', () => {
  expect(fitPresence([dayOf({ agent: 'A' }, {})], () => undefined)).toBeUndefined()
})

describe('the file of a presence model', () => {
  const TEXT = `strowger-presence: 1
breakFrom: 1m
grace: 5s
skills: { days: 7, leastShare: 0.2 }
absences:
  - { upTo: 10s, chance: 0.75 }
  - { upTo: 1m, chance: 0.25 }
`
  const load = (text: string) => loadPresence('presence.yaml', filesOf({ 'presence.yaml': text }))

  it('is read', () => {
    expect(load(TEXT)).toEqual({
      law: { upToMs: [10 * S, 60 * S], chances: [0.75, 0.25] },
      breakFromMs: 60 * S,
      graceMs: 5 * S,
      skills: { days: 7, leastShare: 0.2 },
    })
  })

  it.each([
    [TEXT.replace('1m\n', '1\n'), /presence\.yaml:2: breakFrom: /],
    [TEXT.replace('0.25', '0.5'), /presence\.yaml:5: absences: the chances add up to 1\.25; make them add up to 1/],
    [TEXT.replace('1m, chance', '1s, chance'), /presence\.yaml:7: absences\[1\]\.upTo: the steps do not ascend; /],
    [TEXT.replace('chance: 0.75', 'chances: 1'), /unknown key; did you mean "?chance/],
  ])('tells a mistake with its place', (text, message) => {
    expect(() => load(text)).toThrow(message)
  })
})
