import { expect, it } from 'vitest'
import { changed, mistakeOf } from './small-scenario.ts'

const PLAIN = 'handlingTime: { distribution: exponential, mean: 180s }'
const inType = (keys: string) => changed(PLAIN, `${PLAIN}\n    ${keys}`)
const supervision = (keys: string) => changed('groups:\n', `supervision: { ${keys} }\ngroups:\n`)

it.each([
  [
    changed('front: { agents: 5 }', 'front: { agents: 5, queues: { ordrs: { delay: 5s } } }'),
    'day.yaml:16: groups.front.queues.ordrs: there is no contact type "ordrs"; did you mean "orders"?',
  ],
  [
    changed('front: { agents: 5 }', 'front: { agents: 5, queues: { vip: { delay: 5s } } }'),
    'day.yaml:16: groups.front.queues.vip: agents of "front" cannot serve "vip", by skills or tenant; give them what it requires, or remove it',
  ],
  [
    changed('front: { agents: 5 }', 'front: { agents: 5, queues: { orders: { priority: 256 } } }'),
    'day.yaml:16: groups.front.queues.orders.priority: 256 is out of range; write a whole number from 0 to 255',
  ],
  [
    inType('requirement: english >= 2 and vop'),
    'day.yaml:11: types.orders.requirement: at character 18 "vop" is not right; did you mean "vip"?',
  ],
  [
    inType('requirement: vip) or (english'),
    'day.yaml:11: types.orders.requirement: at character 4 ")" is not right; and, or, or the end',
  ],
  [
    inType('requirement: not (vip'),
    'day.yaml:11: types.orders.requirement: at character 9 it ends too soon; close the ( of column 5 with )',
  ],
  [
    inType('requirement: not vip and english >= 3'),
    'day.yaml:8: types.orders: no group can serve "orders"; give a group its skills: what meets "not vip and english >= 3" (and 1 more)',
  ],
  [
    inType('ring: al'),
    'day.yaml:11: types.orders.ring: "al" is a text; write all, group, or a map such as { atOnce: 3, every: 5s }',
  ],
  [
    inType('prefers: [{ skills: [vop] }]'),
    'day.yaml:11: types.orders.prefers[0].skills[0]: there is no skill "vop"; did you mean "vip"?',
  ],
  [
    inType('consult: { probability: 0.1, takes: 1m }'),
    'day.yaml:11: types.orders.consult: it says not who is asked; write either with or outside',
  ],
  [
    inType('consult: { with: vpi, probability: 0.1, takes: 1m }'),
    'day.yaml:11: types.orders.consult.with: there is no contact type "vpi"; did you mean "vip"?',
  ],
  [
    inType('consult: { with: vip, probability: 0.1, takes: 1m, from: [frnt] }'),
    'day.yaml:11: types.orders.consult.from[0]: there is no agent group "frnt"; did you mean "front"?',
  ],
  [
    inType(
      'consult: { with: vip, probability: 0.1, takes: 1m, transfers: 0.6, conference: { probability: 0.5, takes: 1m } }',
    ),
    'day.yaml:11: types.orders.consult: the probabilities of transfers and conference add up to 1.1; write probabilities that add up to 1 at most',
  ],
  [supervision('group: led'), 'day.yaml:15: supervision.group: there is no agent group "led"; known: front, desk'],
  [
    supervision('group: desk, whispers: 0.6, bargesIn: 0.5'),
    'day.yaml:15: supervision: the probabilities of whispers, bargesIn and intercepts add up to 1.1; write probabilities that add up to 1 at most',
  ],
  [
    supervision('group: desk, orders: [{ at: "09:00", order: ready, group: front, for: 5m }]'),
    'day.yaml:15: supervision.orders[0].for: for has no meaning with ready; write order: not-ready, or remove it',
  ],
])('%#', (text, message) => {
  expect(mistakeOf(text).message).toBe(message)
})
