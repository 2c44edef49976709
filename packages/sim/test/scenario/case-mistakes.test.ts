import { expect, it } from 'vitest'
import { changed, mistakeOf } from './small-scenario.ts'

const PLAIN = 'handlingTime: { distribution: exponential, mean: 180s }'
const inType = (keys: string) => changed(PLAIN, `${PLAIN}\n    ${keys}`)
const cases = (node: string, matter: string) =>
  changed('groups:\n', `cases: { nodes: { a: { ${node} } }, matters: { m: { ${matter} } } }\ngroups:\n`)
const NODE = 'owner: Li, limit: 8h, takes: 2h'

it.each([
  [
    inType('rating: { ratings: { 11: 1 } }'),
    'day.yaml:11: types.orders.rating.ratings.11: this name cannot be used; write a rating from 0 to 10',
  ],
  [
    inType('rating: { ratings: { 1: 0 } }'),
    'day.yaml:11: types.orders.rating.ratings: the weights add up to 0; write weights above 0',
  ],
  [
    inType('rating: { ratings: { 1: 1 }, satisfied: [1, 3] }'),
    'day.yaml:11: types.orders.rating: a rating is both satisfied and dissatisfied; write two ranges of ratings that do not overlap',
  ],
  [
    inType('opensCases: [{ matter: x }]'),
    'day.yaml:11: types.orders.opensCases[0].matter: there is no matter "x"; none is declared',
  ],
  [
    cases(`${NODE}, escalateTo: b`, 'node: a'),
    'day.yaml:15: cases.nodes.a.escalateTo: there is no department "b"; did you mean "a"?',
  ],
  [
    cases(`${NODE}, remindBefore: [9h]`, 'node: a'),
    'day.yaml:15: cases.nodes.a.remindBefore[0]: "9h" before the limit is before the case is here; write less than "8h"',
  ],
  [
    cases(NODE, 'node: a, complex: 0.1'),
    'day.yaml:15: cases.matters.m.complexTo: complex ones are escalated at once, and it is not said where to; write complexTo, or escalateTo of the node',
  ],
  [
    cases(NODE, 'node: a, followUp: c'),
    'day.yaml:15: cases.matters.m.followUp: there is no campaign "c"; none is declared',
  ],
])('%#', (text, message) => {
  expect(mistakeOf(text).message).toBe(message)
})
