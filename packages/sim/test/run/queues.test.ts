import { describe, expect, it } from 'vitest'
import { linksOf } from '../../src/explain/links.ts'
import { explanation } from '../../src/explain/words.ts'
import { compileModel } from '../../src/model/compile.ts'
import { replicate } from '../../src/run/replications.ts'
import { Simulation } from '../../src/run/simulation.ts'
import { loadText } from '../scenario/small-scenario.ts'

const type = {
  arrivals: { perHour: 90 },
  handlingTime: { distribution: 'exponential', mean: '180s' },
  patience: { distribution: 'exponential', mean: '3m' },
}

/** Two types for two groups, with what a test says of them. */
function floor({ sales = {}, care = {}, routing = {} }: { sales?: object; care?: object; routing?: object }) {
  return loadText(
    JSON.stringify({
      strowger: 1,
      name: 'Profiles',
      run: { duration: '4h', startsAt: '09:00', replications: 2, seed: 5 },
      types: { orders: { ...type, priority: 5 }, complaints: type },
      groups: { sales: { agents: 4, ...sales }, care: { agents: 4, ...care } },
      routing,
    }),
  )
}

const outcome = (scenario: ReturnType<typeof floor>) =>
  JSON.stringify(replicate(scenario, { replications: 2 }).observations)

describe('queues of a group', () => {
  it('a delay is the same as overflowAfter of the pair; with both, the longer counts', () => {
    const delayed = outcome(floor({ sales: { queues: { complaints: { delay: '25s' } } } }))
    const after = (time: string) => ({ routing: { overflowAfter: { complaints: { sales: time } } } })
    expect(delayed).toBe(outcome(floor(after('25s'))))
    expect(delayed).not.toBe(outcome(floor({})))
    const both = floor({ sales: { queues: { complaints: { delay: '25s' } } }, ...after('60s') })
    expect(outcome(both)).toBe(outcome(floor(after('60s'))))
    expect(linksOf(both.types[1]!, both)).toEqual([
      { group: 'sales', afterMs: 60_000 },
      { group: 'care', afterMs: 0 },
    ])
  })

  it('with a priority an agent who becomes free takes the type first, whatever the contacts have', () => {
    const waiting = new Map<number, number>()
    const taken = { first: 0, other: 0 }
    const scenario = floor({ care: { queues: { complaints: { priority: 2 } } } })
    const simulation = new Simulation(compileModel(scenario), 5, 0, {
      observe: (event) => {
        if (event.kind === 'queued') waiting.set(event.contact, event.type)
        if (event.kind === 'abandoned') waiting.delete(event.contact)
        if (event.kind !== 'connected') return
        waiting.delete(event.contact)
        if (event.durationMs === 0) return
        // The type that the group takes first, while somebody of the other type waits as well.
        const [first, other] = event.group === 0 ? [0, 1] : [1, 0]
        const waits = (type: number) => [...waiting.values()].includes(type)
        if (event.type === first && waits(other)) taken.first += 1
        if (event.type === other && waits(first)) taken.other += 1
      },
    })
    simulation.run()
    expect(taken.first).toBeGreaterThan(100)
    expect(taken.other).toBe(0)
  })

  it('is said', () => {
    const scenario = floor({
      sales: { queues: { complaints: { delay: '25s' } } },
      care: { queues: { complaints: { priority: 2 } } },
    })
    const [en, zh] = [explanation(scenario, 'en').join(' '), explanation(scenario, 'zh').join('')]
    expect(en).toContain('Taken by sales after 25 s of waiting, care.')
    expect(en).toContain('They take first: complaints (2).')
    expect(zh).toContain('优先接听：complaints (2)。')
  })
})
