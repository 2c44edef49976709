import { type AcdCommand, AcdEngine, type AcdEvent, perform } from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { planOf } from '../../src/host/plan/host-plan.ts'
import { compileModel } from '../../src/model/compile.ts'
import { replay } from '../../src/replay/replay.ts'
import { replicate } from '../../src/run/replications.ts'
import { Simulation } from '../../src/run/simulation.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { loadText } from '../scenario/small-scenario.ts'

const HOUR_MS = 3_600_000

/** A day of a service line that is open from 09:00 to 12:00 and from 13:00 to 17:00, with a night desk after 20:00. */
const day = (run: string, startsAt = '00:00') =>
  loadText(`strowger: 1
name: Hours
run: { duration: 24h, startsAt: '${startsAt}', ${run} }
timeZone: Asia/Shanghai
schedules:
  office:
    weekly: { wed: &hours [{ from: '09:00', to: '12:00' }, { from: '13:00', to: '17:00' }], thu: *hours }
    holidays: [{ date: '2026-10-01', until: '2026-10-07', closed: true }]
types:
  call:
    arrivals: { perHour: 60 }
    handlingTime: { distribution: exponential, mean: 2m }
    patience: { distribution: exponential, mean: 6m }
    afterCallWork: 20s
    routing: { weekly: { wed: [{ from: '20:00', to: '06:00', type: night }], thu: [{ from: '20:00', to: '24:00', type: night }] } }
    admission: [{ name: closed, when: not office, divert: voicemail }]
    overflow: [{ name: closing, when: not office, refuse: closed }]
  night:
    arrivals: { perHour: 0 }
    handlingTime: { distribution: exponential, mean: 5m }
    reserves: [{ name: small hours, groups: [standby], opens: 'time in 02:00..04:00', closes: 'time in 04:00..02:00' }]
groups:
  desk: { agents: 2 }
  standby: { agents: 1 }
`)

/** What is said of an event, and when, from the start on. */
interface Told {
  readonly said: string
  readonly timesMs: readonly number[]
}

function told({ atMs, ...event }: AcdEvent, startMs: number): Told {
  const arrivedMs = 'arrivedMs' in event ? event.arrivedMs : atMs
  const durationMs = 'durationMs' in event ? event.durationMs : 0
  const said = JSON.stringify({ ...event, arrivedMs: undefined, durationMs: undefined })
  return { said, timesMs: [atMs - startMs, arrivedMs - startMs, durationMs] }
}

function simulated(scenario: Scenario): { events: Told[]; commands: AcdCommand[] } {
  const events: Told[] = []
  const commands: AcdCommand[] = []
  new Simulation(compileModel(scenario), scenario.run.seed, 0, {
    journal: (command) => commands.push(command),
    observe: (event) => events.push(told(event, 0)),
  }).run()
  return { events, commands }
}

describe('hours inside the engine', () => {
  test('decide by the clock of the zone what becomes of every call', () => {
    const seen = { open: 0, closed: 0, night: 0 }
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1000 }), (seed) => {
        const scenario = day(`date: '2026-09-30', seed: ${seed}`)
        const became = new Map<number, { hour: number; what: string }>()
        new Simulation(compileModel(scenario), seed, 0, {
          observe: (event) => {
            if (event.kind === 'arrived') became.set(event.contact, { hour: event.atMs / HOUR_MS, what: 'open' })
            if (event.kind === 'moved') became.get(event.contact)!.what = 'night'
            if (event.kind === 'diverted') became.get(event.contact)!.what = 'closed'
          },
        }).run()
        for (const { hour, what } of became.values()) {
          const isOpen = (hour >= 9 && hour < 12) || (hour >= 13 && hour < 17)
          // 2026-09-30 was a Wednesday.
          expect(what).toBe(hour >= 20 ? 'night' : isOpen ? 'open' : 'closed')
          seen[what as keyof typeof seen] += 1
        }
      }),
      { numRuns: 5 },
    )
    expect(Math.min(seen.open, seen.closed, seen.night)).toBeGreaterThan(500)
  })

  test('end the wait of those who are still in line when it closes, at that instant', () => {
    const scenario = day("date: '2026-09-30', seed: 4")
    const busy = {
      ...scenario,
      groups: scenario.groups.map((group) => ({ ...group, shifts: [{ fromMs: 0, toMs: Infinity, agents: 1 }] })),
    }
    const refused: number[] = []
    new Simulation(compileModel(busy), 4, 0, {
      observe: ({ kind, atMs }) => {
        if (kind === 'refused') refused.push(atMs)
      },
    }).run()
    expect(refused.length).toBeGreaterThan(1)
    for (const atMs of refused) expect([12 * HOUR_MS, 17 * HOUR_MS]).toContain(atMs)
  })

  test('know holidays by the date of the run', () => {
    const answered = (date: string) =>
      replicate(day(`date: '${date}', replications: 1`)).observations[0]!.byType[0]!.answered
    expect(answered('2026-10-01')).toBe(0)
    expect(answered('2026-10-08')).toBeGreaterThan(200)
  })

  test('are those of its own date for each day of a log that is replayed', () => {
    const call = {
      type: 'call',
      priority: 0,
      outcome: 'answered',
      waitMs: 0,
      handlingMs: NaN,
      agent: undefined,
    } as const
    const calls = ['2026-09-30', '2026-10-01', '2026-10-08'].map((date) => ({ ...call, date, arrivedMs: 10 * HOUR_MS }))
    const { days } = replay(calls, day("date: '2026-01-07'"), 'log', {})
    expect(days.map(({ observations }) => observations[0]!.byType[0]!.answered)).toEqual([1, 0, 1])
  })

  test.each([
    ["date: '2026-09-30', seed: 9"],
    ['weekday: wed, seed: 2'],
    ["date: '2026-10-01'"],
    ['weekday: thu, seed: 5', '10:30'],
  ])('decide on %s in a live host as in the simulation, to the last event', (run, startsAt = '00:00') => {
    const scenario = day(run, startsAt)
    const { events, commands } = simulated(scenario)
    const { epochMs = NaN } = compileModel(scenario).acd
    const engine = new AcdEngine(planOf(scenario, new Map()).acd)
    const live: Told[] = []
    for (const command of commands) {
      perform(engine, { ...command, atMs: command.atMs + epochMs })
      for (let event = engine.read(); event !== undefined; event = engine.read()) live.push(told(event, epochMs))
    }
    expect(live.length).toBeGreaterThan(500)
    expect(live.map(({ said }) => said)).toEqual(events.map(({ said }) => said))
    // Of a time as large as that of a day in this century, four thousandths of a ms are lost.
    const apartMs = live.flatMap(({ timesMs }, at) =>
      timesMs.map((ms, each) => Math.abs(ms - events[at]!.timesMs[each]!)),
    )
    expect(Math.max(...apartMs)).toBeLessThan(0.01)
  })
})
