import { type AcdCommand, type AcdConfig, AcdEngine, type EngineSnapshot, perform } from '@strowger/acd'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { AgentState } from '../../src/agent/agent-table.ts'
import { ContactState, Line } from '../../src/contact/contact-table.ts'
import { QueueWatch } from '../../src/flow/queue-watch.ts'

// What is counted from events is what the engine's own state says, whatever happens to calls, callbacks and campaigns.

const config: AcdConfig = {
  types: [
    {
      name: 'orders',
      wrapUpMs: 3,
      overflow: [{ name: 'busy', when: 'waiting >= 1', do: { callback: true } }],
      callback: { promiseMs: 20, retryMs: 4, attempts: 2, ringMs: 6, expireMs: 60 },
    },
    { name: 'complaints', groups: ['back'] },
    { name: 'sales' },
  ],
  groups: [
    { name: 'front', autoAnswer: true },
    { name: 'back', offerTimeoutMs: 5 },
  ],
  campaigns: [
    { name: 'preview', mode: 'preview', type: 'sales', retryMs: 4, ringMs: 6 },
    { name: 'predictive', mode: 'predictive', type: 'sales', retryMs: 4, ringMs: 6, maxHoldMs: 2 },
  ],
}
const AGENTS = 3

const command = fc.record({
  do: fc.constantFrom<AcdCommand['do']>(
    'offer',
    'offer',
    'offer',
    'abandon',
    'divert',
    'accept',
    'accept',
    'decline',
    'release',
    'transfer',
    'move',
    'transfer-out',
    'consult-agent',
    'cancel-consult',
    'accept-callback',
    'accept-callback',
    'list',
    'list',
    'dial-answered',
    'dial-failed',
    'cancel-dial',
    'sign-out',
    'sign-in',
    'ready',
    'ready',
    'not-ready',
    'remove-agent',
    'advance',
  ),
  waitMs: fc.nat(4),
  pick: fc.nat(30),
  which: fc.nat(30),
})
type Random = typeof command extends fc.Arbitrary<infer T> ? T : never

function commandOf({ do: what, pick, which }: Random, atMs: number, last: number): AcdCommand {
  const contact = Math.max(0, last - (pick % 6))
  const all = { atMs, contact, agent: which % AGENTS, type: which % 3, ref: 7, campaign: pick % 2 }
  const reason = what === 'dial-failed' ? 'busy' : 'elsewhere'
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each command takes of these what it needs
  return { do: what, ...all, reason } as AcdCommand
}

function counted({ contacts, agents, nowMs }: EngineSnapshot, type: number) {
  const ours = contacts.filter((each) => each.type === type && each.leg === null)
  const waiting = ours.filter(({ state, dial }) => {
    const isListed = dial !== null && dial.campaign >= 0 && dial.line === Line.toDial
    return (state === ContactState.waiting || state === ContactState.offered) && !isListed
  })
  const serving = agents.filter(({ group }) => type !== 1 || group === 1)
  const away = new Set<number>([AgentState.signedOut, AgentState.removed])
  return {
    waiting: waiting.length,
    longestWaitMs: Math.max(0, ...waiting.map(({ queuedMs }) => nowMs! - queuedMs)),
    inside: ours.filter(({ state, dial }) => state !== ContactState.wrapUp && dial?.line !== Line.toDial).length,
    ready: serving.filter(({ state }) => state === AgentState.ready).length,
    signedIn: serving.filter(({ state }) => !away.has(state)).length,
  }
}

test('what is counted from events is what the engine holds', () => {
  fc.assert(
    fc.property(fc.array(command, { minLength: 10, maxLength: 120 }), (sequence) => {
      const engine = new AcdEngine(config)
      const watch = new QueueWatch(config)
      let nowMs = 0
      let last = 0
      for (let agent = 0; agent < AGENTS; agent += 1) {
        perform(engine, { do: 'add-agent', atMs: 0, group: agent % 2 })
        perform(engine, { do: 'sign-in', atMs: 0, agent })
        perform(engine, { do: 'ready', atMs: 0, agent })
      }
      for (const random of sequence) {
        nowMs += random.waitMs
        perform(engine, commandOf(random, nowMs, last))
        for (let event = engine.read(); event !== undefined; event = engine.read()) {
          watch.observe(event)
          if ('contact' in event) last = Math.max(last, event.contact)
        }
        const snapshot = engine.snapshot()
        const again = new QueueWatch(config)
        again.restore(snapshot)
        for (let type = 0; type < 3; type += 1) {
          const { waiting, longestWaitMs, inside, ready, signedIn } = watch.facts(type, nowMs)
          expect({ waiting, longestWaitMs, inside, ready, signedIn }).toEqual(counted(snapshot, type))
          expect(again.facts(type, nowMs)).toMatchObject(counted(snapshot, type))
        }
      }
    }),
    { numRuns: 300 },
  )
})
