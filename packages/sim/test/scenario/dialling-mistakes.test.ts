import { expect, it } from 'vitest'
import { changed, mistakeOf } from './small-scenario.ts'

const PLAIN = 'handlingTime: { distribution: exponential, mean: 180s }'
const inType = (keys: string) => changed(PLAIN, `${PLAIN}\n    ${keys}`)
const campaign = (keys: string) => changed('groups:\n', `campaigns: { c: { ${keys} } }\ngroups:\n`)

it.each([
  [
    inType('callback: { accepts: 0.5, promise: 30m }'),
    'day.yaml:11: types.orders.callback: no rule of the type offers it; add one to overflow, such as { name: long wait, when: "waiting >= 10", callback: true }',
  ],
  [
    inType('overflow: [{ name: x, callback: true }]'),
    'day.yaml:11: types.orders.overflow[0].callback: the type says not what is promised; give the type a callback, such as { accepts: 0.6, promise: 30m }',
  ],
  [
    inType(
      'callback: { accepts: 0.5, promise: 30m, called: { reached: 0.8, busy: 0.3 } }\n    overflow: [{ name: x, callback: true }]',
    ),
    'day.yaml:11: types.orders.callback.called: the probabilities of reached, machine and busy add up to 1.1; write probabilities that add up to 1 at most',
  ],
  [
    inType('followUps: [{ campaign: c, probability: 0.1, after: 1h }]'),
    'day.yaml:11: types.orders.followUps[0].campaign: there is no campaign "c"; none is declared',
  ],
  [
    campaign('type: vpi, mode: preview'),
    'day.yaml:15: campaigns.c.type: there is no contact type "vpi"; did you mean "vip"?',
  ],
  [
    campaign('type: vip, mode: previw'),
    'day.yaml:15: campaigns.c.mode: "previw" is not understood; did you mean "preview"?',
  ],
  [
    campaign('type: vip, mode: preview, abandonCap: 0.03'),
    'day.yaml:15: campaigns.c.abandonCap: abandonCap has no meaning in mode preview, which dials for agents who wait on the line; write mode: predictive, or remove it',
  ],
  [
    campaign('type: vip, mode: preview, lists: [{ at: "07:00", contacts: 5 }]'),
    'day.yaml:15: campaigns.c.lists[0].at: "07:00" is outside the run; write a time of day inside it',
  ],
  [
    campaign('type: vip, mode: preview, retry: { busy: 5 }'),
    'day.yaml:15: campaigns.c.retry.busy: 5 has no unit; write "5s" if seconds are meant (units: ms, s, m, h, d)',
  ],
  [
    campaign('type: vip, mode: preview }, d: { type: vip, mode: preview'),
    'day.yaml:15: campaigns.d.type: campaign "c" dials "vip", too; give each campaign a contact type of its own',
  ],
])('%#', (text, message) => {
  expect(mistakeOf(text).message).toBe(message)
})
