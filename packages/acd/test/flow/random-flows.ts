import type { FlowsConfig, NodeConfig, NodeKind, WaitRuleConfig } from '@strowger/acd'
import fc from 'fast-check'

/** Prompts of random flows, and how long each lasts; some last no time at all. */
export const PROMPTS = { welcome: 4, please: 2, busy: 1, silent: 0 }
export const TYPES = ['orders', 'complaints', 'sales']
/** Conditions, and what they mean to a reader of plain values. */
export const CONDITIONS: Readonly<
  Record<string, (facts: { vip: boolean; account: number; rating: number; served: boolean }) => boolean>
> = {
  vip: ({ vip }) => vip,
  'not vip': ({ vip }) => !vip,
  'account > 50': ({ account }) => account > 50,
  'rating <= 2': ({ rating }) => rating <= 2,
  served: ({ served }) => served,
}

const NODES = 7
/** Queues and menus more often than the rest: who never waits tests little. */
const KINDS: readonly NodeKind[] = [
  ...Array.from({ length: 8 }, (): NodeKind => 'queue'),
  ...Array.from({ length: 4 }, (): NodeKind => 'menu'),
  'play',
  'collect',
  'survey',
  'branch',
  'set',
  'lookup',
  'self-service',
  'announce',
  'voicemail',
  'callback',
  'transfer',
  'send',
  'case',
  'go',
]

/** Dice for one node, so that a flow shrinks node by node. */
const dice = fc.record({
  kind: fc.constantFrom(...KINDS),
  prompts: fc.array(fc.constantFrom(...Object.keys(PROMPTS)), { minLength: 3, maxLength: 3 }),
  says: fc.boolean(),
  bargeIn: fc.boolean(),
  to: fc.array(fc.nat(), { minLength: 6, maxLength: 6 }),
  figures: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 6, maxLength: 6 }),
  when: fc.constantFrom(...Object.keys(CONDITIONS)),
  type: fc.constantFrom(...TYPES),
  truth: fc.boolean(),
})

type Dice = typeof dice extends fc.Arbitrary<infer D> ? D : never

/**
 * Valid files of one tenant's flows `one` and `two`. What is gone through without input leads only to nodes that come later, or
 * to an end, so that no circle is without input; nodes that nothing leads to are left out.
 */
export const randomFlows: fc.Arbitrary<FlowsConfig> = fc
  .record({
    one: fc.array(dice, { minLength: NODES, maxLength: NODES }),
    two: fc.array(dice, { minLength: 2, maxLength: 2 }),
    lines: fc.constantFrom(Infinity, Infinity, 2),
  })
  .map(({ one, two, lines }) => fileOf(one, two, lines))

function fileOf(one: readonly Dice[], two: readonly Dice[], lines: number): FlowsConfig {
  return {
    attributes: { vip: 'truth', account: 'number' },
    prompts: Object.fromEntries(Object.entries(PROMPTS).map(([name, durationMs]) => [name, { durationMs }])),
    numbers: { '1': 'one', '2': 'two' },
    flows: {
      one: { lines, fallback: 'n0', nodes: reachable(nodesOf(one, true)) },
      two: { nodes: reachable(nodesOf(two, false)) },
    },
  }
}

function nodesOf(all: readonly Dice[], mayGo: boolean): Record<string, NodeConfig> {
  return Object.fromEntries(all.map((each, at) => [`n${at}`, nodeOf(each, at, all.length, mayGo)]))
}

function nodeOf(given: Dice, at: number, count: number, mayGo: boolean): NodeConfig {
  const { prompts, bargeIn, to, figures, when, type, truth } = given
  const end = (pick: number): NodeConfig => ({ do: 'hang-up', reason: `end ${pick % 3}` })
  /** Somewhere later, or an end. */
  const free = (pick: number): string | NodeConfig => {
    const later = at + 1 + (to[pick]! % (count - at))
    return later < count ? `n${later}` : end(to[pick]!)
  }
  /** Anywhere. */
  const held = (pick: number): string | NodeConfig => {
    const any = to[pick]! % (count + 1)
    return any < count ? `n${any}` : end(to[pick]!)
  }
  const prompt = prompts[0]!
  const asking = {
    prompt,
    bargeIn,
    timeoutMs: figures[0]!,
    attempts: 1 + (figures[1]! % 3),
    ...(truth ? { silencePrompt: prompts[1]!, wrongPrompt: prompts[2]! } : {}),
  }
  switch (given.kind) {
    case 'play':
      return { do: 'play', prompt, bargeIn, next: free(0) }
    case 'menu':
      return {
        do: 'menu',
        ...asking,
        digits: { '1': held(0), '2': { when, next: held(1) }, '*': free(2) },
        onTimeout: free(3),
        onWrong: held(4),
      }
    case 'collect': {
      const more = { interDigitMs: figures[2]!, minDigits: 2, maxDigits: 2 + (figures[3]! % 3), clearDigit: '*' }
      return { do: 'collect', into: 'account', ...asking, ...more, next: held(0), onTimeout: free(1), onWrong: held(2) }
    }
    case 'survey':
      return {
        do: 'survey',
        ...asking,
        interDigitMs: figures[2]!,
        from: truth ? 0 : 1,
        to: truth ? 10 : 3,
        next: free(0),
      }
    case 'branch':
      return { do: 'branch', cases: [{ when, next: free(0) }], otherwise: free(1) }
    case 'set':
      return { do: 'set', values: { vip: truth, account: 10 * figures[0]! }, next: free(0) }
    case 'lookup': {
      const go = { special: free(3) }
      return {
        do: 'lookup',
        ask: 'customer',
        limitMs: figures[0]!,
        found: free(0),
        notFound: free(1),
        failed: free(2),
        go,
      }
    }
    case 'self-service':
      return {
        do: 'self-service',
        service: 'bill',
        limitMs: figures[0]!,
        resolved: held(0),
        unresolved: held(1),
        failed: free(2),
      }
    case 'queue':
      return {
        do: 'queue',
        type,
        ...(truth ? { priority: figures[5]! } : {}),
        ...(bargeIn ? { agentPrompt: prompts[1]! } : {}),
        rules: rulesOf(given, free(0), held(1)),
        digits: { '7': held(2) },
        ...(truth ? { next: held(3) } : {}),
        ...(bargeIn ? { onRefused: free(4) } : {}),
      }
    case 'announce':
      return { do: 'announce', what: 'agent', prompt, bargeIn, next: free(0) }
    case 'voicemail':
      return { do: 'voicemail', box: 'box', limitMs: figures[0]!, ...(truth ? { next: free(0) } : {}) }
    case 'callback':
      return { do: 'callback', number: truth ? 'caller' : 'account', ...(bargeIn ? { next: free(0) } : {}) }
    case 'transfer':
      return { do: 'transfer', to: 'partner', limitMs: figures[0]!, failed: free(0) }
    case 'send':
      return { do: 'send', by: 'sms', message: 'text', next: free(0) }
    case 'case':
      return { do: 'case', matter: 'refund', next: free(0) }
    case 'go':
      return mayGo ? { do: 'go', flow: 'two' } : end(0)
    case 'route':
    case 'hang-up':
      return end(to[0]!)
  }
}

function rulesOf(
  { figures, when, prompts, truth }: Dice,
  free: string | NodeConfig,
  held: string | NodeConfig,
): WaitRuleConfig[] {
  const rules: WaitRuleConfig[] = [
    { when, next: free },
    { afterMs: figures[2]!, everyMs: figures[3]!, prompt: prompts[0]! },
    { afterMs: 2 * figures[4]!, everyMs: figures[5]!, when, next: held },
  ]
  return truth ? rules : rules.slice(1)
}

/** Without the nodes that nothing in their flow leads to. */
function reachable(nodes: Record<string, NodeConfig>): Record<string, NodeConfig> {
  const seen = new Set(['n0'])
  for (const name of seen) {
    for (const [named] of JSON.stringify(nodes[name]).matchAll(/"n\d+"/g)) seen.add(named.slice(1, -1))
  }
  return Object.fromEntries(Object.entries(nodes).filter(([name]) => seen.has(name)))
}
