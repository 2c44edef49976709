import { fileURLToPath } from 'node:url'
import { AcdEngine, type AcdEvent, journalConfig, journalLine, perform, readJournal } from '@strowger/acd'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { scenarioFiles } from '../../src/cli/files.ts'
import { compileModel } from '../../src/model/compile.ts'
import { configFrom } from '../../src/model/policy-data.ts'
import { readLog } from '../../src/replay/log-format.ts'
import { headOf } from '../../src/run/journal-head.ts'
import { Simulation } from '../../src/run/simulation.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { OUTBOUND_DAY } from '../support/outbound-day.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'
import { scenarios } from './random-scenario.ts'

/** The journal of a replication, and each event as a line. What `ref` means in flows is the simulator's. */
function journalOf(scenario: Scenario, replication = 0): { journal: string; events: string[] } {
  const model = compileModel(scenario)
  const seed = scenario.run.seed
  const events: string[] = []
  let journal = `${headOf(scenario, model, seed, replication)}\n`
  new Simulation(model, seed, replication, {
    journal: (command) => (journal += `${journalLine(command)}\n`),
    observe: (event) => events.push(lineOf(event)),
  }).run()
  return { journal, events }
}

function lineOf(event: AcdEvent): string {
  return JSON.stringify({ ...event, ref: undefined })
}

function doneAgain(journal: string): string[] {
  const engine = new AcdEngine(configFrom(journalConfig(journal)!))
  const events: string[] = []
  for (const command of readJournal(journal)) {
    perform(engine, command, configFrom)
    for (let event = engine.read(); event !== undefined; event = engine.read()) events.push(lineOf(event))
  }
  return events
}

test('the journal of a simulation, done again, gives the same events byte for byte', () => {
  let told = 0
  fc.assert(
    fc.property(scenarios({ callers: true }), (text) => {
      const { journal, events } = journalOf(scenarioOf(text))
      expect(doneAgain(journal)).toEqual(events)
      told += events.length
    }),
    { numRuns: 12 },
  )
  expect(told).toBeGreaterThan(500)
})

const type = { arrivals: { perHour: 120 }, handlingTime: '90s', patience: '60s' }
const day: ScenarioText = {
  run: { startsAt: '08:00', duration: '1h', seed: 3 },
  types: { a: type, b: { ...type, arrivals: { perHour: 60 } } },
  groups: { g: { agents: 3 }, h: { agents: 2 } },
}
const pairs = { a: { g: 1, h: 0 }, b: { g: 0, h: 1 } }

test.each<[string, object]>([
  ['random', {}],
  ['least-occupied', { window: '10m' }],
  ['round-robin', {}],
  ['fewest-contacts', {}],
  ['longest-weighted-wait', { weights: { a: 2, b: 1 } }],
  ['accumulating-priority', { rates: { a: 2, b: 1 }, offsets: { b: 10 }, perPriority: 5 }],
  ['service-objective', { objectives: { a: '20s', b: '60s' } }],
  ['queue-ratio', { ratios: { a: 1, b: 3 } }],
  ['generalized-c-mu', { linear: { a: 1, b: 2 }, handlingTimes: { a: { g: '90s', h: '80s' } } }],
  ['reservation', { keep: { a: { g: 1 } } }],
  ['weighted-idle', { idleWeights: { g: 2, h: 1 } }],
  ['percent-allocation', { shares: { a: { g: 3, h: 1 } }, memory: 50 }],
  ['shadow-routing', { handlingTimes: { a: { g: '90s', h: '80s' } }, sizes: { g: 3, h: 2 } }],
  ['wr', { base: pairs, wait: pairs, idle: pairs }],
])('so does one of the policy %s, whose parameters stand in its head', (policy, parameters) => {
  const { journal, events } = journalOf(scenarioOf({ ...day, routing: { policy, ...parameters } }), 4)
  expect(events.length).toBeGreaterThan(300)
  expect(doneAgain(journal)).toEqual(events)
})

test('so does one of a scenario with flows, of which only what they ask of the engine stands in it', () => {
  const path = fileURLToPath(new URL('../../../../examples/scenarios/shanxi-10086/ivr.yaml', import.meta.url))
  const menus = loadScenario(path, scenarioFiles)
  const { journal, events } = journalOf({ ...menus, run: { ...menus.run, durationMs: 900_000 } })
  expect(events.length).toBeGreaterThan(1000)
  expect(doneAgain(journal)).toEqual(events)
})

test('so does one of a day with callbacks, win-backs, campaigns of all modes and work for callers who were handed on', () => {
  const scenario = loadScenario('day.yaml', { read: () => OUTBOUND_DAY, resolve: (_, to) => to })
  const { journal, events } = journalOf(scenario)
  expect(doneAgain(journal)).toEqual(events)
  const seen = (kind: string) => events.filter((event) => event.includes(`"kind":"${kind}"`)).length
  const commands = (name: string) => journal.split('\n').filter((line) => line.includes(`"do":"${name}"`)).length
  for (const kind of ['callback-accepted', 'listed', 'dial', 'dial-ended', 'bridged', 'expired', 'wrap-up']) {
    expect(seen(kind), kind).toBeGreaterThan(5)
  }
  for (const name of ['accept-callback', 'list', 'dial-answered', 'dial-failed'])
    expect(commands(name), name).toBeGreaterThan(5)
})

test('a journal is a day of a log: its calls come when they came, each replication on a date of its own', () => {
  const first = readLog(journalOf(scenarioOf(day)).journal, 'day.0.journal')
  const second = readLog(journalOf(scenarioOf(day), 1).journal, 'day.1.journal')
  expect(first.dropped).toEqual([])
  expect(first.calls.length).toBeGreaterThan(100)
  expect(new Set(first.calls.map(({ date }) => date))).toEqual(new Set(['2026-01-05']))
  expect(new Set(second.calls.map(({ date }) => date))).toEqual(new Set(['2026-01-12']))
  for (const { arrivedMs } of first.calls) {
    expect(arrivedMs).toBeGreaterThanOrEqual(8 * 3_600_000)
    expect(arrivedMs).toBeLessThan(9 * 3_600_000)
  }
})
