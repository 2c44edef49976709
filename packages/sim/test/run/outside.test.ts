import type { AcdEvent } from '@strowger/acd'
import { describe, expect, it } from 'vitest'
import { compileModel } from '../../src/model/compile.ts'
import { RandomStream } from '../../src/random/stream.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { type OutsideSpec, outsideOf } from '../../src/run/outside/outside.ts'
import { Simulation } from '../../src/run/simulation.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'

/** Events of a run with a host beside it, copied. */
function eventsOf(text: ScenarioText, spec: OutsideSpec): AcdEvent[] {
  const events: AcdEvent[] = []
  const model = compileModel(scenarioOf(text))
  const hosts: { observe: (event: AcdEvent) => void }[] = []
  const simulation = new Simulation(model, 1, 0, {
    observe: (event) => {
      events.push({ ...event })
      hosts[0]?.observe(event)
    },
  })
  hosts.push(outsideOf(spec, simulation.world, RandomStream.named(1, 0, 'outside')))
  simulation.run()
  return events
}

const nothing = { arrivals: { perHour: 0 }, handlingTime: '5m', balking: 0.5 }

describe('a dialler that looks at agents when one becomes free', () => {
  const text: ScenarioText = {
    run: { startsAt: '08:00', duration: '2h', seed: 1 },
    types: {
      call: { arrivals: { perHour: 60 }, handlingTime: '5m', patience: '1m' },
      reached: { ...nothing, patience: '1ms' },
      others: { ...nothing, admission: [{ name: 'nobody', divert: 'nobody' }] },
    },
    groups: {
      one: { agents: 3 },
      both: { agents: 4 },
      bell: { shifts: [{ from: '08:30', to: '09:30', agents: 1 }] },
    },
    routing: { policy: 'ranked', agents: { call: [['one'], ['both']], reached: [['both']], others: [['bell']] } },
  }
  const spec: OutsideSpec = {
    kind: 'threshold-dialler',
    watched: [0, 1],
    least: 2,
    served: [1],
    perAgent: 2,
    reached: 1,
    others: 2,
    probability: [0, 1],
    intervalMs: 3_600_000,
    bell: 2,
  }

  it('calls twice as many as are free, while it is on, if enough are; whom it reaches by the interval', () => {
    const events = eventsOf(text, spec)
    const busy = new Map<number, number>()
    let expected = 0
    let seen = 0
    let isOn = false
    for (const event of events) {
      if (event.kind === 'connected') busy.set(event.agent, event.group)
      if (event.kind === 'released') busy.delete(event.agent)
      if (event.kind === 'agent' && event.group === 2) isOn = event.state === 'ready'
      const isAsked = event.kind === 'released' || (event.kind === 'agent' && event.group === 2)
      if (isAsked && isOn) {
        // Whoever waits is taken at the same instant: nobody is free then.
        const free = [3, 4].map((agents, group) => agents - [...busy.values()].filter((each) => each === group).length)
        const waits = events.some(
          (other) => other.kind === 'connected' && other.atMs === event.atMs && other.durationMs > 0,
        )
        if (!waits && free[0]! + free[1]! >= 2) expected += 2 * free[1]!
      }
      if (event.kind !== 'arrived' || event.type === 0) continue
      seen += 1
      expect(event.type).toBe(event.atMs < 3_600_000 ? 2 : 1)
      expect(event.atMs).toBeGreaterThanOrEqual(1_800_000)
      expect(event.atMs).toBeLessThan(5_400_000)
    }
    expect(seen).toBeGreaterThan(20)
    expect(seen).toBe(expected)
  })

  it('is part of a batch: the same replication, the same figures', async () => {
    const batch = { scenario: scenarioOf(text), seed: 1, replications: [0] }
    const [seen] = await inThread.run({ ...batch, outside: spec })
    const [without] = await inThread.run(batch)
    const called = eventsOf(text, spec).filter(({ kind }) => kind === 'arrived').length
    expect(seen!.byType.reduce((sum, { offered }) => sum + offered, 0)).toBe(called)
    expect(without!.byType[1]!.offered + without!.byType[2]!.offered).toBe(0)
  })
})

it('a queue that callers may leave: all do who find that the last had waited long, and are called a share of that wait later', () => {
  const text: ScenarioText = {
    run: { duration: '4h', seed: 1 },
    types: {
      call: { arrivals: { perHour: 100 }, handlingTime: { distribution: 'exponential', mean: '2m' }, patience: '20m' },
      back: { ...nothing, balking: 0.001 },
    },
    groups: { g: { agents: 3 } },
  }
  const spec: OutsideSpec = { kind: 'virtual-hold', types: [[0, 1]], leastMs: 120_000, accepts: 1, share: 0.25 }
  let lastMs = 0
  const due: number[] = []
  const came: number[] = []
  for (const event of eventsOf(text, spec)) {
    if (event.kind === 'connected' && event.type === 0 && event.durationMs > 0) lastMs = event.durationMs
    if (event.kind === 'queued' && event.type === 0 && lastMs >= 120_000) due.push(event.atMs + 0.25 * lastMs)
    if (event.kind === 'arrived' && event.type === 1) came.push(event.atMs)
  }
  expect(due.length).toBeGreaterThan(10)
  expect(came).toEqual(due.sort((a, b) => a - b))
})
