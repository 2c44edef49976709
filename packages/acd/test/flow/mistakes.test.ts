import { type FlowConfig, FlowMachine, type FlowsConfig, type NodeConfig, StrowgerError } from '@strowger/acd'
import { describe, expect, test } from 'vitest'

const floor = { types: [{ name: 'orders' }, { name: 'sina', tenant: 'sina' }] }
const end: NodeConfig = { do: 'hang-up', reason: 'done' }

function mistake(flows: unknown): { code: string; path: string; value: unknown; remedy: string } {
  try {
    throw new Error(`no mistake was found: ${new FlowMachine(flows as FlowsConfig, floor).size}`)
  } catch (error) {
    if (error instanceof StrowgerError) {
      return { code: error.code, path: error.path, value: error.value, remedy: error.remedy }
    }
    throw error
  }
}

/** A file of one flow with these nodes. */
const nodes = (nodes: Readonly<Record<string, unknown>>, more: object = {}): unknown => ({
  flows: { main: { nodes } },
  ...more,
})

const menu = (digits: unknown, more: object = {}): object => ({
  do: 'menu',
  prompt: 'welcome',
  digits,
  onTimeout: end,
  onWrong: end,
  ...more,
})

describe('the graph', () => {
  test.each([
    [
      'a node that nothing leads to',
      nodes({ start: end, lost: end }),
      { code: 'unreachable-node', path: 'flows.main.nodes.lost', value: 'lost' },
    ],
    [
      'a circle of prompts',
      nodes({ a: { do: 'play', prompt: 'x', next: 'b' }, b: { do: 'play', prompt: 'y', next: 'a' } }),
      { code: 'loop-without-input', path: 'flows.main.nodes.a', value: 'a → b → a' },
    ],
    [
      'a menu that asks a silent caller for ever',
      nodes({ a: menu({ '1': end }, { onTimeout: 'a' }) }),
      { code: 'loop-without-input', value: 'a → a' },
    ],
    [
      'a queue that is left at once and comes again',
      nodes({ a: { do: 'queue', type: 'orders', rules: [{ next: { do: 'play', prompt: 'x', next: 'a' } }] } }),
      { code: 'loop-without-input', value: 'a → a/rules[0]/next → a' },
    ],
    [
      'a circle over two flows',
      {
        flows: {
          main: { nodes: { a: menu({ '1': end }, { onTimeout: { do: 'go', flow: 'other' } }) } },
          other: { nodes: { b: { do: 'go', flow: 'main' } } },
        },
      },
      { code: 'loop-without-input', value: 'a → a/onTimeout → b → a' },
    ],
    [
      'a branch that is missing',
      nodes({ a: { do: 'menu', prompt: 'x', digits: { '1': end }, onWrong: end } }),
      { code: 'missing-branch', path: 'flows.main.nodes.a.onTimeout' },
    ],
    [
      'a value of a table that leads nowhere',
      nodes(
        { a: { do: 'route', by: 'hours', to: { day: end } } },
        {
          timeZone: 'Asia/Shanghai',
          tables: { hours: { default: 'night', weekly: { mon: [{ from: '08:00', to: '18:00', value: 'day' }] } } },
        },
      ),
      { code: 'missing-branch', path: 'flows.main.nodes.a.to', value: 'night' },
    ],
    [
      'an attribute that may be none of its values',
      nodes(
        { a: { do: 'route', by: 'brand', to: { gotone: end, mzone: end } } },
        { attributes: { brand: ['gotone', 'mzone'] } },
      ),
      { code: 'missing-branch', path: 'flows.main.nodes.a.otherwise' },
    ],
  ])('%s', (_, flows, expected) => {
    expect(mistake(flows)).toMatchObject(expected)
  })

  test.each([
    [
      'a comfort loop through the queue',
      {
        a: { do: 'queue', type: 'orders', rules: [{ afterMs: 30_000, next: { do: 'play', prompt: 'x', next: 'a' } }] },
      },
    ],
    ['a menu that a digit leads back to', { a: menu({ '9': 'a', '1': end }, { onWrong: 'a' }) }],
    [
      'a menu after self-service',
      { a: menu({ '1': { do: 'self-service', service: 'balance', resolved: 'a', unresolved: 'a', failed: end } }) },
    ],
  ])('%s is no mistake', (_, given) => {
    expect(new FlowMachine(nodes(given) as FlowsConfig, floor).size).toBe(0)
  })
})

describe('names and figures', () => {
  test.each([
    [
      nodes({ a: { do: 'play', prompt: 'x', next: 'bey' }, bye: end }),
      { code: 'unknown-node', path: 'flows.main.nodes.a.next', value: 'bey', remedy: 'did you mean "bye"?' },
    ],
    [
      nodes({ a: { do: 'qeue', type: 'orders' } }),
      { code: 'unknown-node-kind', value: 'qeue', remedy: 'did you mean "queue"?' },
    ],
    [
      nodes({ a: { do: 'queue', type: 'ordres' } }),
      { code: 'unknown-type', path: 'flows.main.nodes.a.type', remedy: 'did you mean "orders"?' },
    ],
    [nodes({ a: { do: 'queue', type: 'sina' } }), { code: 'other-tenant', path: 'flows.main.nodes.a.type' }],
    [
      nodes({ a: menu({ '1': end }, { timeOutMs: 3 }) }),
      { code: 'unknown-field', path: 'flows.main.nodes.a.timeOutMs', remedy: 'did you mean "timeoutMs"?' },
    ],
    [nodes({ a: menu({ x: end }) }), { code: 'digit', path: 'flows.main.nodes.a.digits.x' }],
    [
      nodes({ a: menu({ '1': end }, { attempts: 0 }) }),
      { code: 'out-of-range', path: 'flows.main.nodes.a.attempts', value: 0 },
    ],
    [
      nodes({ a: { do: 'survey', prompt: 'x', from: 3, to: 1, next: end } }),
      { code: 'out-of-range', path: 'flows.main.nodes.a.to' },
    ],
    [
      nodes({ a: { do: 'branch', cases: [{ when: 'order.ewt > 90s', next: end }], otherwise: end } }),
      { code: 'unknown-name', path: 'flows.main.nodes.a.cases[0].when:1', remedy: 'did you mean "orders.ewt"?' },
    ],
    [
      nodes({ a: { do: 'branch', cases: [{ when: 'time in 08:00..18:00', next: end }], otherwise: end } }),
      { code: 'unknown-name' },
    ],
    [
      nodes(
        { a: { do: 'collect', prompt: 'x', into: 'acount', next: end, onTimeout: end, onWrong: end } },
        { attributes: { account: 'number' } },
      ),
      { code: 'unknown-name', remedy: 'did you mean "account"?' },
    ],
    [
      nodes(
        { a: { do: 'collect', prompt: 'x', into: 'vip', next: end, onTimeout: end, onWrong: end } },
        { attributes: { vip: 'truth' } },
      ),
      { code: 'type-mismatch' },
    ],
    [
      nodes({ a: { do: 'play', prompt: 'welcom', next: end } }, { prompts: { welcome: {} } }),
      { code: 'unknown-prompt', remedy: 'did you mean "welcome"?' },
    ],
    [nodes({ a: { do: 'hang-up' } }), { code: 'missing', path: 'flows.main.nodes.a.reason' }],
    [nodes({ 'a/b': end }), { code: 'node-name', value: 'a/b' }],
    [
      nodes({ a: { do: 'queue', type: 'orders', rules: [{ afterMs: 1.5, prompt: 'x' }] } }),
      { code: 'out-of-range', path: 'flows.main.nodes.a.rules[0].afterMs' },
    ],
    [
      nodes({ a: { do: 'queue', type: 'orders', rules: [{ afterMs: 1 }] } }),
      { code: 'missing-branch', path: 'flows.main.nodes.a.rules[0]' },
    ],
    [
      nodes({ a: end }, { numbers: { '10086': 'mian' } }),
      { code: 'unknown-flow', path: 'numbers.10086', remedy: 'did you mean "main"?' },
    ],
    [nodes({ a: end }, { regions: { x: ['0755'], y: ['0755'] } }), { code: 'duplicate-name', path: 'regions.y[0]' }],
    [
      nodes(
        { a: end },
        { timeZone: 'Asia/Shanghai', schedules: { open: { weekly: { mon: [{ from: '9', to: '18:00' }] } } } },
      ),
      { path: 'schedules.open.weekly.mon[0].from' },
    ],
    [nodes({ a: end }, { schedules: { open: { weekly: {} } } }), { code: 'no-time-zone', path: 'schedules.open' }],
    [{ flows: { main: { start: 'b', nodes: { a: end } } } }, { code: 'unknown-node', path: 'flows.main.start' }],
    [{ flows: {} }, { code: 'missing', path: 'flows' }],
  ])('%j', (flows, expected) => {
    expect(mistake(flows)).toMatchObject(expected)
  })

  test('a flow of another tenant is out of reach', () => {
    const go: FlowConfig = { tenant: 'a', nodes: { x: { do: 'go', flow: 'other' } } }
    const flows = { flows: { main: go, other: { tenant: 'b', nodes: { y: end } } } }
    expect(mistake(flows)).toMatchObject({ code: 'other-tenant', path: 'flows.main.nodes.x.flow' })
  })

  test('timed prompts have to say how long they are', () => {
    const flows: FlowsConfig = { flows: { main: { nodes: { a: { do: 'play', prompt: 'x', next: end } } } } }
    expect(() => new FlowMachine(flows, floor, { prompts: 'timed' })).toThrow('flows.main.nodes.a.prompt')
  })
})
