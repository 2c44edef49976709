import { AcdEngine, RankedLists } from '@strowger/acd'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Command, commands, type World, worlds } from './random-exchange.ts'
import { inWords, ReferenceEngine } from './reference-engine.ts'

const SEQUENCES = 10_000

/** Drives the engine and the reference with the same commands and compares everything after each of them. */
function runBoth(world: World, sequence: readonly Command[]): number {
  const { config, ranks } = world
  const engine = new AcdEngine(ranks === undefined ? config : { ...config, policy: new RankedLists(ranks) })
  const reference = new ReferenceEngine(config, ranks)
  for (const { group, skills } of world.agents) {
    engine.addAgent(skills === undefined ? { group } : { group, skills })
    reference.addAgent(group, skills)
  }
  let nowMs = 0
  let seen = 0
  const ids: number[] = []
  // Everyone starts at work: a floor that is empty most of the time tests little.
  for (let agent = 0; agent < world.agents.length; agent += 1) {
    for (const side of [engine, reference]) {
      side.signIn(agent, 0)
      side.ready(agent, 0)
    }
  }
  for (const command of sequence) {
    nowMs += command.wait
    same(apply(engine, command, nowMs, ids, world), applyToReference(reference, command, nowMs, ids, world))
    if (command.do === 'offer') ids.push(ids.length + 1)
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      same(inWords(event), reference.events[seen])
      seen += 1
    }
    same(seen, reference.events.length)
    same(engine.waiting, reference.waiting)
    same(engine.nextDeadlineMs(), reference.nextDeadlineMs())
    for (let agent = 0; agent < world.agents.length; agent += 1) {
      same(engine.agentState(agent), reference.agentState(agent))
    }
  }
  return seen
}

/** `expect` costs more than both engines together; it is called only to report. */
function same(ours: unknown, reference: unknown): void {
  if (!Object.is(ours, reference)) expect(ours).toBe(reference)
}

/** The contact that an accept or decline of this agent is about: the last that was offered, or any. */
const target = (ids: readonly number[], pick: number) => ids[pick % Math.max(1, ids.length)] ?? 0

type Side = Pick<
  AcdEngine,
  'abandon' | 'accept' | 'advance' | 'decline' | 'endWrapUp' | 'notReady' | 'ready' | 'release' | 'signIn' | 'signOut'
>

function applyCommon(
  side: Side,
  command: Exclude<Command, { do: 'offer' }>,
  nowMs: number,
  ids: number[],
  world: World,
) {
  switch (command.do) {
    case 'abandon':
    case 'release':
      return side[command.do](target(ids, command.contact), nowMs)
    case 'accept':
    case 'decline': {
      const agent = command.agent % world.agents.length
      // Every contact is tried: at most one is offered to the agent, the others are commands that come too late.
      return ids.map((id) => side[command.do](id, agent, nowMs)).includes(true)
    }
    case 'notReady':
      return side.notReady(command.agent % world.agents.length, 'break', nowMs)
    case 'signIn':
    case 'signOut':
    case 'ready':
    case 'endWrapUp':
      return side[command.do](command.agent % world.agents.length, nowMs)
    case 'advance':
      return side.advance(nowMs)
  }
}

function apply(engine: AcdEngine, command: Command, nowMs: number, ids: number[], world: World) {
  if (command.do !== 'offer') return applyCommon(engine, command, nowMs, ids, world)
  const { type, priority } = command
  return engine.offer(priority === undefined ? { type, ref: ids.length } : { type, priority, ref: ids.length }, nowMs)
}

function applyToReference(reference: ReferenceEngine, command: Command, nowMs: number, ids: number[], world: World) {
  if (command.do !== 'offer') return applyCommon(reference, command, nowMs, ids, world)
  return reference.offer(command.type, command.priority, ids.length, nowMs)
}

test(`the engine does what the reference that scans everything does, over ${SEQUENCES} random sequences`, () => {
  let events = 0
  fc.assert(
    fc.property(worlds, commands, (world, sequence) => {
      events += runBoth(world, sequence)
    }),
    { numRuns: SEQUENCES, seed: 1891 },
  )
  // Guards against a generator that has gone quiet: sequences must lead somewhere.
  expect(events).toBeGreaterThan(20 * SEQUENCES)
}, 300_000)
