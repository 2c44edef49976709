import {
  type AcdCommand,
  AcdEngine,
  journalled,
  type AcdEvent,
  type EngineSnapshot,
  type EngineConfigData,
  perform,
  plainConfig,
} from '@strowger/acd'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inWords } from '../engine/reference/words.ts'

/*
 * Rules, callbacks, campaigns and changes of configuration, all at once: no reference knows what is right, but a cut
 * anywhere must change nothing, and nobody may be lost.
 */

const night: EngineConfigData = {
  trunks: 6,
  types: [
    {
      name: 'orders',
      wrapUpMs: 3,
      admission: [{ name: 'full', when: 'waiting >= 3', do: { type: 'care', where: 'waiting < 2' } }],
      overflow: [
        { name: 'offer', when: 'waiting >= 2 or ewt > 12ms', do: { callback: true } },
        { name: 'long', afterMs: 9, do: { divert: 'voicemail' } },
      ],
      callback: { promiseMs: 6, retryMs: 4, ringMs: 5, attempts: 2, expireMs: 30 },
      waitAnnouncements: { firstMs: 2, everyMs: 3, stepsMs: [5, 10, 20] },
      winBack: { campaign: 'back', afterMs: 5 },
      reserves: [{ name: 'help', groups: ['back'], opens: 'longestWait > 4ms', closes: 'waiting = 0' }],
    },
    { name: 'care', overflow: [{ name: 'empty', empty: ['not-ready'], do: { refuse: 'nobody' } }] },
    { name: 'survey', priority: 2 },
  ],
  groups: [
    { name: 'front', offerTimeoutMs: 4, afterNoAnswer: { become: 'ready', forMs: 5 } },
    { name: 'back', autoAnswer: true },
  ],
  campaigns: [
    { name: 'back', type: 'orders', mode: 'preview', retryMs: 7, expireMs: 40 },
    { name: 'ahead', type: 'survey', mode: 'predictive', retryMs: 6, ringMs: 4, maxHoldMs: 3, attempts: 2 },
    { name: 'calm', type: 'survey', mode: 'progressive', reserve: 1, holds: [{ type: 'orders', when: 'waiting > 0' }] },
  ],
}
const day: EngineConfigData = {
  ...night,
  types: [night.types[2]!, night.types[1]!, { ...night.types[0]!, reserves: [] }],
}
const AGENTS = 4

type Random = readonly [wait: number, pick: number, number, number]

function commandOf([, pick, one, other]: Random, atMs: number, lastId: number): AcdCommand {
  const contact = 1 + (one % Math.max(1, lastId))
  const agent = other % AGENTS
  const kinds: readonly (() => AcdCommand)[] = [
    () => ({ do: 'offer', atMs, type: one % 2, ref: other % 100 }),
    () => ({ do: 'offer', atMs, type: one % 3 }),
    () => ({ do: 'accept', atMs, contact, agent }),
    () => ({ do: 'accept', atMs, contact, agent }),
    () => ({ do: 'decline', atMs, contact, agent }),
    () => ({ do: 'release', atMs, contact }),
    () => ({ do: 'release', atMs, contact }),
    () => ({ do: 'abandon', atMs, contact }),
    () => ({ do: 'accept-callback', atMs, contact }),
    () => ({ do: 'accept-callback', atMs, contact }),
    () => ({ do: 'dial-answered', atMs, contact }),
    () => ({ do: 'dial-failed', atMs, contact, reason: one % 2 === 0 ? 'busy' : 'machine' }),
    () => ({ do: 'cancel-dial', atMs, contact }),
    () => ({ do: 'list', atMs, campaign: one % 3, ref: other % 100, dueInMs: other % 9 }),
    () => ({ do: 'transfer', atMs, contact, type: other % 3 }),
    () => ({ do: 'move', atMs, contact, type: other % 3 }),
    () => ({ do: 'divert', atMs, contact, reason: 'host' }),
    () => ({ do: 'exclude', atMs, contact, agent }),
    () => ({ do: one % 3 === 0 ? 'sign-out' : 'ready', atMs, agent }),
    () => ({ do: 'sign-in', atMs, agent }),
    () => ({ do: one % 2 === 0 ? 'force-sign-out' : 'end-wrap-up', atMs, agent }),
    () => ({ do: 'not-ready', atMs, agent, reason: 'break' }),
    () => ({ do: 'intercept', atMs, contact, agent }),
    () => ({ do: 'reconfigure', atMs, config: one % 2 === 0 ? day : night }),
  ]
  return kinds[pick % kinds.length]!()
}

const opening: readonly AcdCommand[] = Array.from({ length: AGENTS }, (_, agent): readonly AcdCommand[] => [
  { do: 'add-agent', atMs: 0, group: agent % 2 },
  { do: 'sign-in', atMs: 0, agent },
  { do: 'ready', atMs: 0, agent },
]).flat()

const ENDS: ReadonlySet<AcdEvent['kind']> = new Set([
  'blocked',
  'abandoned',
  'diverted',
  'refused',
  'expired',
  'wrap-up-ended',
])

/** What a story has come to: a contact ends once, and nothing follows but its after-call work. */
class Stories {
  readonly #open = new Map<number, 'inside' | 'wrap-up'>()
  readonly told: string[] = []

  see(event: AcdEvent): void {
    this.told.push(inWords(event))
    if (event.kind === 'agent' || event.kind === 'reserve' || event.kind === 'ordered') return
    if (event.kind === 'arrived' || event.kind === 'listed') {
      if (this.#open.has(event.contact)) throw new Error(`contact ${event.contact} came twice`)
      this.#open.set(event.contact, 'inside')
      return
    }
    if (!this.#open.has(event.contact)) throw new Error(`${event.kind} of ${event.contact}, which has ended`)
    if (ENDS.has(event.kind) || (event.kind === 'released' && !event.wrapUp)) this.#open.delete(event.contact)
  }

  get open(): number {
    return this.#open.size
  }
}

function run(engine: AcdEngine, commands: readonly AcdCommand[], stories: Stories): void {
  for (const command of commands) {
    stories.told.push(String(perform(engine, command)))
    for (let event = engine.read(); event !== undefined; event = engine.read()) stories.see({ ...event })
  }
}

const sequences = fc.array(fc.tuple(fc.nat(3), fc.nat(23), fc.nat(), fc.nat()), {
  minLength: 5,
  maxLength: 70,
  size: 'max',
})

function commandsOf(sequence: readonly Random[]): AcdCommand[] {
  let atMs = 0
  let ids = 0
  return [
    ...opening,
    ...sequence.map((random) => {
      atMs += random[0]
      const command = commandOf(random, atMs, ids)
      // Ids rise by one for each contact; won-back calls take some too, so a guess past the last is a late command.
      if (command.do === 'offer' || command.do === 'list') ids += 1
      return command
    }),
  ]
}

test('a journalled engine tells every command of those, and does the same', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      const commands = commandsOf(sequence)
      const [plain, told] = [new Stories(), new Stories()]
      const written: AcdCommand[] = []
      run(new AcdEngine(plainConfig(night)), commands, plain)
      run(
        journalled(new AcdEngine(plainConfig(night)), (command) => written.push(command)),
        commands,
        told,
      )
      expect(told.told).toEqual(plain.told)
      const others = (all: readonly AcdCommand[]) => all.filter(({ do: name }) => name !== 'advance')
      expect(others(written)).toEqual(others(commands))
    }),
    { numRuns: 50, seed: 1891 },
  )
})

test('cut anywhere, a restored snapshot goes on as if nothing had happened, whatever is under way', () => {
  const kinds = new Map<string, number>()
  fc.assert(
    fc.property(sequences, fc.nat(), (sequence, pick) => {
      const commands = commandsOf(sequence)
      const cut = pick % (commands.length + 1)
      const whole = new Stories()
      run(new AcdEngine(plainConfig(night)), commands, whole)
      const before = new AcdEngine(plainConfig(night))
      const told = new Stories()
      run(before, commands.slice(0, cut), told)
      const onDisk = JSON.stringify(before.snapshot())
      const snapshot: EngineSnapshot = JSON.parse(onDisk)
      const config = commands.slice(0, cut).findLast((command) => command.do === 'reconfigure')?.config ?? night
      const after = AcdEngine.restore(plainConfig(config), snapshot)
      expect(after.nextDeadlineMs()).toBe(before.nextDeadlineMs())
      expect(JSON.stringify(after.snapshot())).toBe(onDisk)
      run(after, commands.slice(cut), told)
      expect(told.told).toEqual(whole.told)
      for (const [kind] of whole.told.join('\n').matchAll(/(?<=^[\d.]+ )[a-z-]+/gm))
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    }),
    { numRuns: 200, seed: 1891, endOnFailure: true },
  )
  const seen = [
    'refused',
    'reserve',
    'callback-accepted',
    'dial',
    'dial-ended',
    'bridged',
    'expired',
    'listed',
    'moved',
  ]
  expect(seen.filter((kind) => (kinds.get(kind) ?? 0) < 3)).toEqual([])
}, 120_000)

test('every contact ends once, and with nobody left no trunk, agent or deadline is', () => {
  fc.assert(
    fc.property(sequences, (sequence) => {
      const engine = new AcdEngine(plainConfig(night))
      const stories = new Stories()
      run(engine, commandsOf(sequence), stories)
      // Everybody goes: what rings is declined or times out, what talks is released, lists are cancelled.
      for (let round = 0; round < 3; round += 1) {
        for (let contact = 1; contact <= 2 * sequence.length + 2; contact += 1) {
          const atMs = engine.nowMs + 1
          for (const kind of ['cancel-dial', 'abandon', 'release'] as const) {
            run(engine, [{ do: kind, atMs, contact }], stories)
          }
        }
        for (let agent = 0; agent < AGENTS; agent += 1) {
          run(
            engine,
            [
              { do: 'end-wrap-up', atMs: engine.nowMs, agent },
              { do: 'sign-out', atMs: engine.nowMs, agent },
            ],
            stories,
          )
        }
      }
      expect(stories.open).toBe(0)
      expect([engine.waiting, engine.inside]).toEqual([0, 0])
      for (let agent = 0; agent < AGENTS; agent += 1) expect(engine.agentState(agent)).toBe('signed-out')
    }),
    { numRuns: 100, seed: 1891, endOnFailure: true },
  )
}, 120_000)
