import {
  AccumulatingPriority,
  FixedQueueRatio,
  GeneralizedCMu,
  LeastSkilled,
  LongestIdle,
  LongestWeightedWait,
  MostSkilled,
  RoundRobin,
  type RoutingPolicy,
  WaitAndIdleWeights,
} from '@strowger/acd'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { play } from '../../../sim/src/check/play.ts'
import { commands, plainWorlds } from './random-floor.ts'
import { Compared, type Definition, levelSum } from './naive.ts'

const SEQUENCES = 1000

/** The weights of the WR policy below. */
function wrIndex(type: number, group: number, waitedMs: number): number {
  if (group === 1) return ([2, 0, 1][type]! * waitedMs) / 1000
  return group === 0 && type === 0 ? 0.002 : 0
}

// Types are orders, complaints, sales; groups front, desk, partner.
const cases: readonly [string, () => RoutingPolicy, Definition][] = [
  ['longest idle', () => new LongestIdle(), {}],
  [
    'longest weighted wait',
    () => new LongestWeightedWait({ weights: { orders: 3, sales: 0.5 } }),
    { contactIndex: ({ type, arrivedMs }, { nowMs }) => [3, 1, 0.5][type]! * (nowMs - arrivedMs) },
  ],
  [
    'accumulating priority',
    () =>
      new AccumulatingPriority({
        rates: { orders: 4, sales: 2 },
        offsets: { complaints: 0.008 },
        perPriority: 2 ** -9,
      }),
    {
      contactIndex: ({ type, arrivedMs, priority }, { nowMs }) =>
        ([4, 1, 2][type]! * (nowMs - arrivedMs)) / 1000 + [0, 0.008, 0][type]! + priority / 512,
    },
  ],
  [
    'fixed queue ratio',
    () => new FixedQueueRatio({ ratios: { orders: 1, complaints: 2, sales: 1 } }),
    {
      contactIndex: ({ type }, { witness }) => {
        const waiting = witness.waiting()
        return waiting.filter((each) => each.type === type).length - [0.25, 0.5, 0.25][type]! * waiting.length
      },
    },
  ],
  [
    'generalized c-mu',
    () =>
      new GeneralizedCMu({
        linear: { orders: 2 },
        quadratic: { sales: 64 },
        handlingTimes: { orders: { desk: 4 }, sales: { front: 2 } },
      }),
    {
      contactIndex: ({ type, arrivedMs }, { nowMs, exchange }, agent) => {
        const marginal = type === 0 ? 2 : type === 1 ? 1 : 1 + (2 * 64 * (nowMs - arrivedMs)) / 1000
        const { group } = exchange.agents[agent]!
        return marginal / (type === 0 && group === 1 ? 4 : type === 2 && group === 0 ? 2 : 1)
      },
    },
  ],
  [
    'most skilled',
    () => new MostSkilled(),
    { agentCost: (agent, { witness }, { id }) => -levelSum(witness.heldBy(agent), witness.requiredBy(id)) },
  ],
  [
    'least skilled',
    () => new LeastSkilled(),
    {
      agentCost: (agent, { witness }, { id }) =>
        1000 * Object.keys(witness.heldBy(agent)).length + levelSum(witness.heldBy(agent), witness.requiredBy(id)),
    },
  ],
  [
    'round robin',
    () => new RoundRobin(),
    {
      agentCost: (agent, { chosenLast }, { type }) => {
        const steps = agent - (chosenLast.get(type) ?? -1)
        return steps > 0 ? steps : steps + 1000
      },
    },
  ],
  [
    'wr',
    () =>
      new WaitAndIdleWeights({ base: { orders: { front: 0.002 } }, wait: { orders: { desk: 2 }, sales: { desk: 1 } } }),
    {
      agentCost: (agent, { exchange }, { type, waitedMs }) => -wrIndex(type, exchange.agents[agent]!.group, waitedMs),
      contactIndex: ({ type, arrivedMs }, { nowMs, exchange }, agent) =>
        wrIndex(type, exchange.agents[agent]!.group, nowMs - arrivedMs),
    },
  ],
]

describe(`over ${SEQUENCES} random sequences, every choice is the one a scan of the whole floor finds, by`, () => {
  test.each(cases)('%s', (name, policy, definition) => {
    let choices = 0
    fc.assert(
      fc.property(plainWorlds, commands, (world, sequence) => {
        const compared = new Compared(policy(), definition, world)
        const played = play(world, sequence, compared)
        if (played.broken !== undefined) throw new Error(`${played.lines.join('\n')}\n${played.broken.message}`)
        choices += compared.choices
      }),
      { numRuns: SEQUENCES, seed: 1891 },
    )
    expect(choices, name).toBeGreaterThan(SEQUENCES)
  })
})
