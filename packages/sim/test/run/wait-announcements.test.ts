import { describe, expect, it } from 'vitest'
import { explanation } from '../../src/explain/words.ts'
import { replicate } from '../../src/run/replications.ts'
import { Simulation } from '../../src/run/simulation.ts'
import { compileModel } from '../../src/model/compile.ts'
import { loadText } from '../scenario/small-scenario.ts'

/** A busy line of one type with one group. */
function floor(more: object = {}) {
  const type = {
    arrivals: { perHour: 100 },
    handlingTime: { distribution: 'exponential', mean: '180s' },
    patience: { distribution: 'exponential', mean: '4m' },
  }
  return loadText(
    JSON.stringify({
      strowger: 1,
      name: 'Line',
      run: { duration: '4h', startsAt: '09:00', replications: 1, seed: 3 },
      types: { call: { ...type, ...more } },
      groups: { agents: { agents: 4 } },
    }),
  )
}

const TOLD = { first: '20s', every: '45s', steps: ['1m', '5m'], repeatSame: true, neverLonger: false }

interface Told {
  readonly waitedMs: number
  readonly position: number
  readonly upToMs: number
}

/** What was announced, and beside it how many stood before the contact by a list that is kept of who waits. */
function announced(scenario: ReturnType<typeof floor>) {
  const told: (Told & { readonly stands: number })[] = []
  const waiting = new Map<number, number>()
  const due = { count: 0 }
  const simulation = new Simulation(compileModel(scenario), 3, 0, {
    observe: (event) => {
      if (event.kind === 'queued') waiting.set(event.contact, event.atMs)
      if (event.kind === 'connected' || event.kind === 'abandoned') {
        const waitedMs = event.atMs - (waiting.get(event.contact) ?? event.atMs)
        due.count += waitedMs < 20_000 ? 0 : Math.ceil((waitedMs - 20_000) / 45_000)
        waiting.delete(event.contact)
      }
      if (event.kind !== 'wait-announced') return
      const since = waiting.get(event.contact)!
      const stands = [...waiting.values()].filter((other) => other < since).length + 1
      told.push({ waitedMs: event.atMs - since, position: event.position, upToMs: event.upToMs, stands })
    },
  })
  simulation.run()
  return { told, due: due.count }
}

describe('announcements of the wait', () => {
  it('come from the engine when they are due, with the place in line and a wait that can be spoken', () => {
    const { told, due } = announced(floor({ waitAnnouncements: TOLD }))
    expect(told.length).toBeGreaterThan(100)
    // Before it has seen anybody served the engine expects nothing, and tells nothing.
    expect(told.length).toBeLessThanOrEqual(due)
    expect(told.length).toBeGreaterThan(due * 0.9)
    for (const { waitedMs, position, stands, upToMs } of told) {
      expect((waitedMs - 20_000) % 45_000).toBeCloseTo(0, 3)
      expect(position).toBe(stands)
      expect([60_000, 300_000, Infinity]).toContain(upToMs)
    }
    expect(announced(floor()).told).toEqual([])
  })

  it('change nothing by themselves', () => {
    const outcome = (scenario: ReturnType<typeof floor>) =>
      JSON.stringify(replicate(scenario, { replications: 2 }).observations)
    expect(outcome(floor({ waitAnnouncements: TOLD }))).toBe(outcome(floor()))
  })

  it('are said', () => {
    const scenario = floor({ waitAnnouncements: {} })
    expect(explanation(scenario, 'en').join(' ')).toContain(
      'told their place and the expected wait after 30 s, then each 1 min if it is another.',
    )
    expect(explanation(scenario, 'zh').join('')).toContain('后播报位置与预计等待')
  })
})
