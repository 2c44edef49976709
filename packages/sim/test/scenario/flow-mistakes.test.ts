import { expect, it, test } from 'vitest'
import { compileModel } from '../../src/model/compile.ts'
import { loadText, mistakeOf, SMALL } from './small-scenario.ts'

const FLOW = `timeZone: Asia/Shanghai
attributes: { vip: truth }
numbers: { '10086': main }
prompts: { welcome: { durationMs: 2000 } }
flows:
  main:
    nodes:
      who: { do: lookup, ask: customer, found: welcome, notFound: welcome, failed: welcome }
      welcome:
        do: menu
        prompt: welcome
        digits: { '1': desk }
        onTimeout: desk
        onWrong: desk
      desk: { do: queue, type: orders }
`
const withFlows = (calls: string, callers: string) => `${SMALL}flows:
  file: flow.yaml
  calls: { ${calls} }
  callers: { ${callers} }
`
const RIGHT = withFlows("orders: '10086'", "reaction: 1s, menus: { welcome: { digits: { '1': 1 } } }")
const callers = (keys: string) => withFlows("orders: '10086'", `reaction: 1s, ${keys}`)
const mistake = (text: string, flow: string = FLOW) => mistakeOf(text, { 'flow.yaml': flow })

it.each([
  [
    withFlows("ordes: '10086'", 'reaction: 1s'),
    'day.yaml:23: flows.calls.ordes: there is no contact type "ordes"; did you mean "orders"?',
  ],
  [
    withFlows("orders: '10068'", 'reaction: 1s'),
    'day.yaml:23: flows.calls.orders: no flow has the number "10068"; did you mean "10086"?',
  ],
  [
    withFlows("orders: '10086'", 'bargeIn: 0.5'),
    'day.yaml:24: flows.callers.reaction: is missing; write a distribution, such as "180s" or { distribution: exponential, mean: 180s }',
  ],
  [callers('bargeIn: 2'), 'day.yaml:24: flows.callers.bargeIn: 2 is out of range; write a probability from 0 to 1'],
  [
    callers("menus: { welcom: { digits: { '1': 1 } } }"),
    'day.yaml:24: flows.callers.menus.welcom: the flow file has no node "welcom"; did you mean "welcome"?',
  ],
  [
    callers("menus: { welcome: { digits: { '1': 0 } } }"),
    'day.yaml:24: flows.callers.menus.welcome: all weights are 0; write at least one weight above 0',
  ],
  [
    callers('requests: { custmer: { outcomes: { found: 1 }, takes: 1s } }'),
    'day.yaml:24: flows.callers.requests.custmer: the flow file has no request "custmer"; did you mean "customer"?',
  ],
  [
    callers('requests: { customer: { outcomes: { fund: 1 }, takes: 1s } }'),
    'day.yaml:24: flows.callers.requests.customer.outcomes.fund: the flow file has no outcome "fund"; did you mean "found"?',
  ],
  [
    callers('requests: { customer: { outcomes: { found: 1 }, takes: 1s, attributes: { found: { vip: 3 } } } }'),
    'day.yaml:24: flows.callers.requests.customer.attributes.found.vip: 3 does not fit the flow file; write a boolean: it is a truth',
  ],
])('%#', (text, message) => {
  expect(mistake(text).message).toBe(message)
})

test('a digit that is no digit', () => {
  expect(mistake(callers("menus: { welcome: { digits: { '12': 1 } } }")).message).toMatch(
    /^day\.yaml:24: flows\.callers\.menus/,
  )
})

test('a flow file that is not there', () => {
  const { message } = mistakeOf(RIGHT)
  expect(message).toBe(
    'day.yaml:22: flows.file: cannot read "flow.yaml" (no such file); write a path relative to this file',
  )
})

it.each([
  [FLOW.replace('type: orders', 'type: ordes'), /^flow\.yaml:15: flows\.main\.nodes\.desk\.type: "ordes"/],
  [FLOW.replace("'1': desk", "'1': dsk"), /^flow\.yaml:12: flows\.main\.nodes\.welcome\.digits\.1: "dsk"/],
  [
    FLOW.replace('welcome: { durationMs: 2000 }', 'welcome: {}'),
    /^flow\.yaml:11: flows\.main\.nodes\.welcome\.prompt: .*prompts are timed/,
  ],
  [FLOW.replace('Asia/Shanghai', 'Asia/Shanghay'), /^flow\.yaml:1: timeZone: "Asia\/Shanghay"/],
  [FLOW.slice(0, FLOW.indexOf('flows:')), /^flow\.yaml:1: flows: is missing/],
  ['flows: [', /^flow\.yaml:1: not YAML/],
])('a mistake in the flow file is told with its line there, %#', (flow, message) => {
  expect(mistake(RIGHT, flow).message).toMatch(message)
})

test('time zero is what the clock of the flow file reads', () => {
  const epochMs = (run: string) =>
    compileModel(loadText(RIGHT.replace('run: { duration: 2h, startsAt: 08:00 }', run), { 'flow.yaml': FLOW })).flows!
      .epochMs
  expect(epochMs("run: { duration: 2h, startsAt: 08:00, date: '2026-10-01' }")).toBe(Date.UTC(2026, 9, 1, 0))
  const wednesday = new Date(epochMs('run: { duration: 2h, startsAt: 08:00, weekday: wed }'))
  expect([wednesday.getUTCDay(), wednesday.getUTCHours()]).toEqual([3, 0])
})
