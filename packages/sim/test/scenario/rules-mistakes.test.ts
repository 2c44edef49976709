import { expect, it } from 'vitest'
import { changed, mistakeOf } from './small-scenario.ts'

const PLAIN = 'handlingTime: { distribution: exponential, mean: 180s }'
const inType = (keys: string) => changed(PLAIN, `${PLAIN}\n    ${keys}`)

it.each([
  [
    inType('admission: [{ name: full, when: "waiting >= 5" }]'),
    'day.yaml:11: types.orders.admission[0]: the rule does nothing; write one of type, divert, refuse, announce and callback',
  ],
  [
    inType('overflow: [{ name: x, type: vip, divert: mail }]'),
    'day.yaml:11: types.orders.overflow[0]: the rule does more than one thing; write one of type, divert, refuse, announce and callback',
  ],
  [
    inType('overflow: [{ name: x, after: 10s, type: vpi }]'),
    'day.yaml:11: types.orders.overflow[0].type: there is no contact type "vpi"; did you mean "vip"?',
  ],
  [
    inType('reserves: [{ name: x, groups: [dsk], opens: "waiting > 1", closes: "waiting < 1" }]'),
    'day.yaml:11: types.orders.reserves[0].groups[0]: there is no group "dsk"; did you mean "desk"?',
  ],
  [
    changed('groups:\n', 'trunkGroups: { x: { trunks: 3, types: [ordrs] } }\ngroups:\n'),
    'day.yaml:15: trunkGroups.x.types[0]: there is no contact type "ordrs"; did you mean "orders"?',
  ],
])('%#', (text, message) => {
  expect(mistakeOf(text).message).toBe(message)
})
