import { expect, it } from 'vitest'
import { changed, mistakeOf, SMALL } from './small-scenario.ts'

const PLAIN = 'handlingTime: { distribution: exponential, mean: 180s }'
const inType = (keys: string, text: string = SMALL) => changed(PLAIN, `${PLAIN}\n    ${keys}`, text)
const inGroup = (keys: string) => changed('front: { agents: 5 }', `front: { agents: 5, ${keys} }`)
const top = (keys: string) => changed('types:\n', `${keys}\ntypes:\n`)

it.each([
  [
    inType('channel: chat', top('channels: { voice: {}, chats: {} }')),
    'unknown-name',
    'day.yaml:12: types.orders.channel: there is no channel "chat"; did you mean "chats"?',
  ],
  [
    inType('hold: { probability: 2, for: 10s }'),
    'out-of-range',
    'day.yaml:11: types.orders.hold.probability: 2 is out of range; write a probability from 0 to 1',
  ],
  [
    inType('stages: [{ probability: 0.5 }]'),
    'missing-key',
    'day.yaml:11: types.orders.stages[0].time: is missing; write a distribution, such as "180s" or { distribution: exponential, mean: 180s }',
  ],
  [
    inType('handlingFactorByLevel: { englsh: { 1: 2 } }'),
    'unknown-skill',
    'day.yaml:11: types.orders.handlingFactorByLevel.englsh: there is no skill "englsh"; did you mean "english"?',
  ],
  [inType('tenant: A'), 'served-by-nobody', undefined],
  [
    top('breadth: { skills: [vp] }'),
    'unknown-skill',
    'day.yaml:7: breadth.skills[0]: there is no skill "vp"; did you mean "vip"?',
  ],
  [
    inGroup('handlingTimeByType: { ordes: 10s }'),
    'unknown-name',
    'day.yaml:16: groups.front.handlingTimeByType.ordes: there is no contact type "ordes"; did you mean "orders"?',
  ],
  [
    inGroup('afterCallWorkByType: { ordes: 10s }'),
    'unknown-name',
    'day.yaml:16: groups.front.afterCallWorkByType.ordes: there is no contact type "ordes"; did you mean "orders"?',
  ],
  [
    inGroup('capacity: { total: 0 }'),
    'out-of-range',
    'day.yaml:16: groups.front.capacity.total: 0 is out of range; write a number above 0',
  ],
])('%#', (text, code, message) => {
  const mistake = mistakeOf(text)
  expect(mistake.issues.map((issue) => issue.code)).toContain(code)
  if (message !== undefined) expect(mistake.message).toBe(message)
})
