import { describe, expect, it } from 'vitest'
import { changed, loadText, mistakeOf } from './small-scenario.ts'

// Each row: what was written in place of the handling time, the code that programs see, the line that people see.

const PLAIN = 'handlingTime: { distribution: exponential, mean: 180s }'
const withKeys = (keys: string) => changed(PLAIN, `${PLAIN}\n    ${keys}`)

describe('mistakes in what callers do', () => {
  it.each([
    [
      'waitAnnouncements: { steps: [1m, 5m, 3m] }',
      'out-of-range',
      'day.yaml:11: types.orders.waitAnnouncements.steps[2]: "3m" is not longer than the step before, "5m"; write the waits in ascending order',
    ],
    [
      'waitAnnouncements: { first: 20 }',
      'missing-unit',
      'day.yaml:11: types.orders.waitAnnouncements.first: 20 has no unit; write "20s" if seconds are meant (units: ms, s, m, h, d)',
    ],
    [
      'balking: 1.5',
      'out-of-range',
      'day.yaml:11: types.orders.balking: 1.5 is out of range; write a probability from 0 to 1, or a list such as [{ ahead: 0, probability: 0.1 }]',
    ],
    [
      'balking: [{ ahead: 5, probability: 0.1 }, { ahead: 5, probability: 0.2 }]',
      'out-of-range',
      'day.yaml:11: types.orders.balking[1].ahead: the step from 5 ahead comes after the one from 5; write the steps in ascending order',
    ],
    [
      'announcements: [{ after: 30 }]',
      'missing-unit',
      'day.yaml:11: types.orders.announcements[0].after: 30 has no unit; write "30s" if seconds are meant (units: ms, s, m, h, d)',
    ],
    [
      'announcements: [{ after: 30s }, { after: 30s, leave: 0.1 }]',
      'conflicting-keys',
      'day.yaml:11: types.orders.announcements[1].after: another announcement is heard after "30s"; make one of the two',
    ],
    [
      'callsAgain: { abandoned: { probability: 0.5 } }',
      'missing-key',
      'day.yaml:11: types.orders.callsAgain.abandoned.after: is missing; write a distribution, such as "180s" or { distribution: exponential, mean: 180s }',
    ],
    [
      'callsAgain: { abandoned: { probability: 0.5, after: 0 } }',
      'out-of-range',
      'day.yaml:11: types.orders.callsAgain.abandoned.after: a caller cannot call again in the same instant; write a time above 0, such as "5m"',
    ],
    [
      'callsAgain: { abandoned: { probability: 0.5, after: 5m, as: vp } }',
      'unknown-name',
      'day.yaml:11: types.orders.callsAgain.abandoned.as: there is no contact type "vp"; did you mean "vip"?',
    ],
    [
      'callsAgain: { abandonned: { probability: 0.5, after: 5m } }',
      'unknown-key',
      'day.yaml:11: types.orders.callsAgain.abandonned: unknown key; did you mean "abandoned"?',
    ],
    [
      'callsAgain: { unresolved: { probability: 1, after: 1d } }',
      'conflicting-keys',
      'day.yaml:11: types.orders.callsAgain.unresolved: every matter is settled, since no resolution is written; write resolution, such as 0.8, for the type or its groups',
    ],
    [
      'transfers: [{ to: vip, probability: 0.7 }, { out: partner, probability: 0.4 }]',
      'out-of-range',
      'day.yaml:11: types.orders.transfers: conversations with "front" are transferred with probability 1.1; write probabilities that add up to 1 at most',
    ],
    [
      'transfers: [{ to: vp, probability: 0.7 }]',
      'unknown-name',
      'day.yaml:11: types.orders.transfers[0].to: there is no contact type "vp"; did you mean "vip"?',
    ],
    [
      'transfers: [{ probability: 0.7 }]',
      'conflicting-keys',
      'day.yaml:11: types.orders.transfers[0]: it says not where the call goes; write either to or out',
    ],
    [
      'transfers: [{ to: vip, probability: 0.7, from: [frond] }]',
      'unknown-name',
      'day.yaml:11: types.orders.transfers[0].from[0]: there is no agent group "frond"; did you mean "front"?',
    ],
    [
      'patience: { distribution: hazard, from: [0, 10s], perMinute: [1] }',
      'conflicting-keys',
      'day.yaml:11: types.orders.patience.perMinute: 1 rates for 2 beginnings; write 2 rates',
    ],
    [
      'patience: { distribution: hazard, from: [5s, 10s], perMinute: [1, 1] }',
      'out-of-range',
      'day.yaml:11: types.orders.patience.from: the pieces do not ascend from 0; write 0, and then each above the one before',
    ],
    [
      'patience: { distribution: hazard, from: [0], perMinute: [0] }',
      'out-of-range',
      'day.yaml:11: types.orders.patience.perMinute: the last rate is 0, so that some never end; write a last rate above 0',
    ],
    [
      'afterCallWorkOnTransfer: true',
      'missing-key',
      'day.yaml:11: types.orders.afterCallWorkOnTransfer: there is no after-call work to do on a transfer; write afterCallWork, or remove it',
    ],
    [
      'afterCallWork: { distribution: mixture, of: [{ share: 1, law: never }] }',
      'wrong-value',
      'day.yaml:11: types.orders.afterCallWork.of[0].law: only patience may never end; write a distribution',
    ],
    [
      'patience: { distribution: mixture, of: [{ share: 1, law: { distribution: gama, mean: 1s, cv: 1 } }] }',
      'wrong-value',
      'day.yaml:11: types.orders.patience.of[0].law.distribution: "gama" is not understood; did you mean "gamma"?',
    ],
    [
      'patience: { distribution: histogram, edges: [0, 10s], weights: [1, 2] }',
      'conflicting-keys',
      'day.yaml:11: types.orders.patience.edges: 2 edges for 2 weights; write 3 edges',
    ],
    [
      'patience: { distribution: histogram, edges: [0, 10s, 10s], weights: [1, 2] }',
      'out-of-range',
      'day.yaml:11: types.orders.patience.edges: the edges do not ascend; write each above the one before',
    ],
    [
      'patience: { distribution: histogram, edges: [0, 10s], weights: [0] }',
      'out-of-range',
      'day.yaml:11: types.orders.patience.weights: all weights are 0; write at least one weight above 0',
    ],
    [
      'patience: { distribution: triangular, from: 10s, mode: 5s, to: 20s }',
      'out-of-range',
      'day.yaml:11: types.orders.patience.mode: the likeliest value "5s" is not between the bounds; write one from "10s" to "20s"',
    ],
    [
      'patience: { distribution: loglogistic, mean: 10s, shape: 2 }',
      'out-of-range',
      'day.yaml:11: types.orders.patience.shape: 2 is out of range; write a shape above 2, at most 100',
    ],
  ])('%s', (keys, code, message) => {
    const mistake = mistakeOf(withKeys(keys))
    expect(mistake.issues.map((issue) => issue.message)).toEqual([message])
    expect(mistake.code).toBe(code)
  })

  it('a return as a type that is split names one of its parts', () => {
    const text = withKeys('callsAgain: { served: { probability: 0.1, after: 5m, as: vip } }').replace(
      'handlingTime: 200s',
      'handlingTime: 200s\n    split: { by: city, shares: { a: 1, b: 1 } }',
    )
    expect(mistakeOf(text).message).toBe(
      'day.yaml:11: types.orders.callsAgain.served.as: "vip" is split, so that it is not one type; write one of its parts, such as "vip/a"',
    )
    expect(loadText(text.replace('as: vip', 'as: vip/b')).types[0]!.callsAgain!.served!.as).toBe('vip/b')
  })

  it('a distribution that is named anew replaces the one it extends, also inside', () => {
    const base = withKeys(
      'callsAgain: { served: { probability: 0.1, after: { distribution: gamma, mean: 1h, cv: 2 } } }',
    )
    const day =
      'extends: ./base.yaml\ntypes: { orders: { callsAgain: { served: { after: { distribution: exponential, mean: 2h } } } } }'
    expect(loadText(day, { 'base.yaml': base }).types[0]!.callsAgain!.served).toEqual({
      probability: 0.1,
      after: { distribution: 'exponential', meanMs: 7_200_000 },
      atMost: Infinity,
    })
  })
})
