import { type AgentSelection, type ContactSelection, LongestIdle, type RoutingPolicy } from '@strowger/acd'
import { describe, expect, test } from 'vitest'
import type { Property } from '../../src/check/broken.ts'
import { checkPolicy } from '../../src/check/check.ts'

/** Longest idle with one half replaced. */
function policyWith(parts: Partial<RoutingPolicy>): () => RoutingPolicy {
  return () => Object.assign(new LongestIdle(), parts)
}

let calls = 0

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

describe('a policy that', () => {
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
