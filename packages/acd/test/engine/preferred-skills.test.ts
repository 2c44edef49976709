import { AcdEngine, type AcdConfig, HOLD, LongestIdle, type PreferenceConfig, type RoutingPolicy } from '@strowger/acd'
import { describe, expect, test } from 'vitest'

/** Mandarin is required; the dialect of the caller's home is preferred to a knowledge of the product. */
const hotline: AcdConfig = {
  skills: ['mandarin', 'cantonese', 'hakka', 'televisions'],
  types: [
    {
      name: 'caller from Guangdong',
      requires: { mandarin: 2 },
      prefers: [{ skills: 'cantonese >= 3 or hakka >= 3', weight: 2 }, { skills: { televisions: 1 } }],
    },
  ],
  groups: [{ name: 'front', autoAnswer: true }],
}

function floorOf(config: AcdConfig, ...agents: readonly Record<string, number>[]): AcdEngine {
  const engine = new AcdEngine(config)
  for (const skills of agents) {
    const agent = engine.addAgent({ group: 0, skills })
    engine.signIn(agent, 0)
    engine.ready(agent, 0)
  }
  return engine
}

/** Agents in the order in which contacts of the first type get them. */
function orderOf(engine: AcdEngine, contacts: number): number[] {
  const order: number[] = []
  for (let atMs = 1; atMs <= contacts; atMs += 1) {
    engine.offer({ type: 0 }, atMs)
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      if (event.kind === 'connected') order.push(event.agent)
    }
  }
  return order
}

const preferring = (...prefers: PreferenceConfig[]): AcdConfig => ({
  ...hotline,
  types: [{ name: 'call', prefers }],
})

describe('preferred skills', () => {
  test('language required, dialect preferred: the dialect first, then the product, then anybody who may', () => {
    const engine = floorOf(
      hotline,
      { mandarin: 5 },
      { mandarin: 2, televisions: 4 },
      { mandarin: 3, cantonese: 3 },
      { cantonese: 5, hakka: 5, televisions: 5 },
      { mandarin: 3, hakka: 4 },
      { mandarin: 3, cantonese: 4, televisions: 1 },
    )
    // The fourth has all that is preferred, and not what is required. Of two alike, the one idle longer.
    expect(orderOf(engine, 6)).toEqual([5, 2, 4, 1, 0])
    expect(engine.waiting).toBe(1)
  })

  test('an agent who becomes free is asked nothing about preference: nobody waits for a better one', () => {
    const engine = floorOf(hotline, {})
    engine.offer({ type: 0 }, 1)
    engine.staff.setSkills(0, { mandarin: 2 }, 2)
    expect(engine.agentState(0)).toBe('connected')
  })

  test('a stage replaces them, or drops them with an empty list', () => {
    const [agents, stages] = [
      [{ mandarin: 1 }, { hakka: 1 }, { cantonese: 1 }],
      [1, 2],
    ]
    const config = (waitMs: number): AcdConfig => ({
      ...hotline,
      types: [
        {
          name: 'call',
          prefers: [{ skills: { hakka: 1 } }],
          stages: [
            { afterMs: stages[0]!, prefers: [{ skills: { cantonese: 1 } }] },
            { afterMs: stages[1]!, prefers: [] },
          ],
        },
        { name: 'before' },
      ],
      groups: [{ name: 'front', offerTimeoutMs: waitMs, afterNoAnswer: { become: 'ready', forMs: 1 } }],
    })
    const secondTry = (waitMs: number): number[] => {
      const engine = floorOf(config(waitMs), ...agents)
      engine.offer({ type: 0 }, 0)
      engine.advance(waitMs)
      const rung: number[] = []
      for (let event = engine.read(); event !== undefined; event = engine.read()) {
        if (event.kind === 'offered') rung.push(event.agent)
      }
      return rung
    }
    expect(secondTry(0.5)).toEqual([1, 0])
    expect(secondTry(1)).toEqual([1, 2])
    expect(secondTry(2)).toEqual([1, 0])
  })

  test('may be other ones from one moment to the next', () => {
    const engine = floorOf(preferring({ skills: { hakka: 1 } }), { mandarin: 1 }, { cantonese: 1 }, { hakka: 1 })
    expect(orderOf(engine, 1)).toEqual([2])
    engine.reconfigure(preferring({ skills: { cantonese: 1 } }), 5)
    engine.offer({ type: 0 }, 6)
    expect([0, 1].map((agent) => engine.agentState(agent))).toEqual(['ready', 'connected'])
  })

  test('a policy that holds back those who are preferred is asked once more, about all', () => {
    const asked: number[] = []
    const policy: RoutingPolicy = {
      name: 'two or nobody',
      holds: true,
      selectAgent: (selection) => {
        asked.push(selection.count)
        return selection.count < 2 ? HOLD : selection.longestIdle(0)
      },
      selectContact: () => 0,
    }
    const engine = floorOf({ ...preferring({ skills: { hakka: 1 } }), policy }, { mandarin: 1 }, { hakka: 1 })
    expect(orderOf(engine, 1)).toEqual([0])
    expect(asked).toEqual([1, 2])
  })

  test('a policy may not choose an idle agent who is not preferred', () => {
    const policy = new (class extends LongestIdle {
      override selectAgent = () => 0
    })()
    const engine = floorOf({ ...preferring({ skills: { hakka: 1 } }), policy }, { mandarin: 1 }, { hakka: 1 })
    expect(() => engine.offer({ type: 0 }, 1)).toThrow(expect.objectContaining({ code: 'policy-choice', value: 0 }))
  })

  test.each<[PreferenceConfig, string, string]>([
    [{ skills: { hakka: 1 }, weight: 0 }, 'out-of-range', 'types[0].prefers[0].weight'],
    [{ skills: { hakka: 1 }, weight: Number.NaN }, 'out-of-range', 'types[0].prefers[0].weight'],
    [{ skills: { hakka: 1 }, weight: Infinity }, 'out-of-range', 'types[0].prefers[0].weight'],
    [{ skills: { welsh: 1 } }, 'unknown-skill', 'types[0].prefers[0].skills.welsh'],
  ])('a mistake in %j is %s at %s', (preference, code, path) => {
    expect(() => new AcdEngine(preferring(preference))).toThrow(expect.objectContaining({ code, path }))
  })
})
