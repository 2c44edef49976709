import {
  type AcdEvent,
  type AgentSelection,
  type ContactSelection,
  LongestIdle,
  type RoutingPolicy,
} from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import type { Property } from '../../src/check/broken.ts'
import { checkPolicy } from '../../src/check/check.ts'

/** Longest idle with one half replaced. */
function policyWith(parts: Partial<RoutingPolicy>): () => RoutingPolicy {
  return () => Object.assign(new LongestIdle(), parts)
}

let calls = 0

/** Whether what an agent has in hand or rings at is known to a policy by events. */
function busyPolicy(select: (busy: ReadonlyMap<number, number>, rung: ReadonlySet<number>) => Partial<RoutingPolicy>) {
  return () => {
    const busy = new Map<number, number>()
    const rung = new Set<number>()
    const observe = (event: AcdEvent) => {
      if (event.kind === 'connected') busy.set(event.agent, (busy.get(event.agent) ?? 0) + 1)
      if (event.kind === 'released') busy.set(event.agent, busy.get(event.agent)! - 1)
      if (event.kind === 'offered') rung.add(event.contact)
      if (event.kind === 'offer-ended') rung.delete(event.contact)
    }
    return Object.assign(new LongestIdle(), { observe }, select(busy, rung))
  }
}

const broken: readonly [string, Property, () => RoutingPolicy][] = [
  ['holds and does not say so', 'work conservation', policyWith({ selectAgent: () => -1 })],
  ['leaves contacts to wait', 'work conservation', policyWith({ selectContact: () => -1 })],
  [
    'takes the youngest list',
    'first come, first served inside type and priority',
    policyWith({
      selectContact: (selection: ContactSelection) => {
        let youngest = 0
        for (let at = 1; at < selection.count; at += 1) {
          if (selection.arrivedMs(at) > selection.arrivedMs(youngest)) youngest = at
        }
        return youngest
      },
    }),
  ],
  ['names an agent who is not there', 'choice is a candidate', policyWith({ selectAgent: () => 99 })],
  ['names a busy agent', 'choice is a candidate', policyWith({ selectAgent: () => 0 })],
  ['names half a list', 'choice is a candidate', policyWith({ selectContact: () => 0.5 })],
  [
    'forgets the case of two',
    'no exception',
    policyWith({
      selectAgent: (selection: AgentSelection) => {
        if (selection.count > 1) throw new Error('too many')
        return selection.longestIdle(0)
      },
    }),
  ],
  [
    'remembers what it did before',
    'determinism',
    policyWith({
      selectAgent: (selection: AgentSelection) => {
        calls += 1
        return selection.longestIdle(calls % selection.count)
      },
    }),
  ],
]

/* Broken only where agents have several contacts in hand, or contacts ring at several agents. */
const brokenElsewhere: readonly [string, Property, () => RoutingPolicy][] = [
  [
    'lets a contact ring at one agent, whatever its type says',
    'work conservation',
    busyPolicy((_busy, rung) => ({
      selectAgent: (selection) => (rung.has(selection.contact) ? -1 : selection.longestIdle(0)),
    })),
  ],
  [
    'counts nobody as free who has something in hand',
    'work conservation',
    busyPolicy((busy) => ({
      selectAgent: (selection) => {
        for (let at = 0; at < selection.count; at += 1) {
          const agent = selection.longestIdle(at)
          if ((busy.get(agent) ?? 0) === 0) return agent
        }
        return -1
      },
    })),
  ],
  [
    'does not expect an agent to take a second contact',
    'no exception',
    busyPolicy((busy) => ({
      selectContact: ({ agent }) => {
        if ((busy.get(agent) ?? 0) > 0) throw new Error('but it is busy')
        return 0
      },
    })),
  ],
]

describe('a policy that', () => {
  test.each(brokenElsewhere)('%s breaks: %s', (_what, property, policy) => {
    const { counterexample } = checkPolicy(policy, { seed: 1, runs: 2000 })
    expect(counterexample?.property).toBe(property)
    expect(counterexample?.commands.length).toBeLessThanOrEqual(4)
  })

  test.each(broken)('%s breaks: %s', (_what, property, policy) => {
    const { counterexample } = checkPolicy(policy, { seed: 1, runs: 2000 })
    expect(counterexample?.property).toBe(property)
    // The shortest sequences need no more than a few commands.
    expect(counterexample?.commands.length).toBeLessThanOrEqual(8)
    expect(counterexample?.lines.length).toBeGreaterThan(1)
  })

  test('may hold when it says so', () => {
    const policy = policyWith({ holds: true, selectAgent: () => -1 })
    expect(checkPolicy(policy, { seed: 1, runs: 300 })).toEqual({ runs: 300, counterexample: undefined })
  })

  test('breaks nothing passes, and the same seed gives the same answer', () => {
    expect(checkPolicy(() => new LongestIdle(), { seed: 2, runs: 300 }).counterexample).toBeUndefined()
    const hold = policyWith({ selectAgent: () => -1 })
    expect(checkPolicy(hold, { seed: 3, runs: 50 })).toEqual(checkPolicy(hold, { seed: 3, runs: 50 }))
  })
})
