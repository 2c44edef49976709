import { AcdEngine, type AcdEventKind, type OfferEnd, perform, RankedLists } from '@strowger/acd'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commandsOf, openingOf, performOnReference } from './drive.ts'
import { type Command, commands, type World, worlds } from './random-exchange.ts'
import { ReferenceEngine } from './reference/reference-engine.ts'
import { inWords } from './reference/words.ts'

const SEQUENCES = 10_000
const KINDS: readonly AcdEventKind[] = [
  'arrived',
  'overflowed',
  'refused',
  'announced',
  'wait-announced',
  'reserve',
  'blocked',
  'queued',
  'stage',
  'moved',
  'offered',
  'offer-ended',
  'connected',
  'held',
  'resumed',
  'interrupted',
  'continued',
  'transferred',
  'requeued',
  'taken-over',
  'released',
  'wrap-up',
  'wrap-up-ended',
  'abandoned',
  'diverted',
  'agent',
  'consulting',
  'joined',
  'consult-ended',
  'monitoring',
  'monitoring-ended',
  'ordered',
]

const ENDS: readonly OfferEnd[] = ['declined', 'no-answer', 'signed-out', 'abandoned', 'withdrawn', 'answered']

/** How often each kind of event was seen, and with how many contacts in one hand. */
type Seen = Map<string, number>

/** Drives the engine and the reference with the same commands and compares everything after each of them. */
function runBoth(world: World, sequence: readonly Command[], tally: Seen): void {
  const { config, ranks } = world
  const engine = new AcdEngine(ranks === undefined ? config : { ...config, policy: new RankedLists(ranks) })
  const reference = new ReferenceEngine(config, ranks)
  for (const command of openingOf(world)) same(perform(engine, command), performOnReference(reference, command))
  // The reference asks rules at every millisecond, and knows no deadlines of theirs.
  const hasRules = config.types.some(
    (type) => type.admission ?? type.overflow ?? type.reserves ?? type.waitAnnouncements,
  )
  let nowMs = 0
  let seen = 0
  let ids: number[] = []
  for (const random of sequence) {
    nowMs += random.wait
    for (const command of commandsOf(random, nowMs, ids, world)) {
      const result = perform(engine, command)
      same(result, performOnReference(reference, command))
      if (typeof result === 'number') ids.push(result)
    }
    ids = withoutLongGone(ids, reference.inside)
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      same(inWords(event), reference.events[seen])
      count(tally, event.kind)
      if (event.kind === 'offer-ended') count(tally, event.reason)
      seen += 1
    }
    same(seen, reference.events.length)
    same(engine.waiting, reference.waiting)
    if (!hasRules) same(engine.nextDeadlineMs(), reference.nextDeadlineMs())
    for (const id of ids) same(engine.calls.position(id), reference.position(id))
    for (let agent = 0; agent < world.agents.length; agent += 1) {
      same(engine.agentState(agent), reference.agentState(agent))
      same(engine.openChannels(agent).join(), reference.openChannels(agent).join())
      const inHand = engine.contactsOf(agent)
      same(inHand.join(), reference.contactsOf(agent).join())
      if (inHand.length > 1) count(tally, `${Math.min(inHand.length, 3)} in hand`)
    }
  }
}

/** Contacts inside, and the last few that have ended: commands about these come too late. */
function withoutLongGone(ids: readonly number[], inside: readonly number[]): number[] {
  const kept = new Set([...inside, ...ids.filter((id) => !inside.includes(id)).slice(-3)])
  return ids.filter((id) => kept.has(id))
}

function count(tally: Seen, what: string): void {
  tally.set(what, (tally.get(what) ?? 0) + 1)
}

/** `expect` costs more than both engines together; it is called only to report. */
function same(ours: unknown, reference: unknown): void {
  if (!Object.is(ours, reference)) expect(ours).toBe(reference)
}

test(`the engine does what the reference that scans everything does, over ${SEQUENCES} random sequences`, () => {
  const tally: Seen = new Map()
  fc.assert(
    fc.property(worlds, commands, (world, sequence) => runBoth(world, sequence, tally)),
    { numRuns: SEQUENCES, seed: 1891 },
  )
  // Guards against a generator that has gone quiet: sequences must lead everywhere.
  const rare = [...KINDS, ...ENDS, '2 in hand', '3 in hand'].filter((what) => (tally.get(what) ?? 0) < SEQUENCES / 250)
  expect(rare).toEqual([])
}, 300_000)
