import { AcdEngine, type ContactOffer, RankedLists } from '@strowger/acd'
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
  const ours = sideOf(engine)
  const theirs = referenceSide(reference)
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
    same(apply(ours, command, nowMs, ids, world), apply(theirs, command, nowMs, ids, world))
    if (command.do === 'offer') ids.push(ids.length + 1)
    for (let event = engine.read(); event !== undefined; event = engine.read()) {
      same(inWords(event), reference.events[seen])
      seen += 1
    }
    same(seen, reference.events.length)
    same(engine.waiting, reference.waiting)
    for (const id of ids) same(ours.position(id), theirs.position(id))
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

/** The commands, by one name each, on the engine or on the reference. */
interface Side {
  readonly offer: (offer: ContactOffer, nowMs: number) => number
  readonly contact: Record<
    'abandon' | 'release' | 'hold' | 'resume' | 'forceRelease',
    (id: number, nowMs: number) => boolean
  >
  readonly leave: Record<'transferOut' | 'divert', (id: number, where: string, nowMs: number) => boolean>
  readonly pair: Record<
    'accept' | 'decline' | 'exclude' | 'transferToAgent' | 'intercept',
    (id: number, agent: number, nowMs: number) => boolean
  >
  readonly transfer: (id: number, type: number, nowMs: number, priority: number | undefined) => boolean
  readonly move: (id: number, to: { type?: number; priority?: number }, nowMs: number) => boolean
  readonly agent: Record<
    'signIn' | 'signOut' | 'ready' | 'endWrapUp' | 'forceSignOut' | 'forceReady',
    (agent: number, nowMs: number) => boolean
  >
  readonly reason: Record<'notReady' | 'forceNotReady', (agent: number, reason: string, nowMs: number) => boolean>
  readonly extendWrapUp: (agent: number, byMs: number, nowMs: number) => boolean
  readonly advance: (nowMs: number) => void
  readonly position: (id: number) => number | undefined
}

function sideOf(engine: AcdEngine): Side {
  const { calls, supervisor } = engine
  return {
    offer: (offer, nowMs) => engine.offer(offer, nowMs),
    contact: {
      abandon: (id, nowMs) => engine.abandon(id, nowMs),
      release: (id, nowMs) => engine.release(id, nowMs),
      hold: (id, nowMs) => calls.hold(id, nowMs),
      resume: (id, nowMs) => calls.resume(id, nowMs),
      forceRelease: (id, nowMs) => supervisor.forceRelease(id, nowMs),
    },
    leave: {
      transferOut: (id, where, nowMs) => calls.transferOut(id, where, nowMs),
      divert: (id, where, nowMs) => calls.divert(id, where, nowMs),
    },
    pair: {
      accept: (id, agent, nowMs) => engine.accept(id, agent, nowMs),
      decline: (id, agent, nowMs) => engine.decline(id, agent, nowMs),
      exclude: (id, agent, nowMs) => calls.exclude(id, agent, nowMs),
      transferToAgent: (id, agent, nowMs) => calls.transferToAgent(id, agent, nowMs),
      intercept: (id, agent, nowMs) => supervisor.intercept(id, agent, nowMs),
    },
    transfer: (id, type, nowMs, priority) => calls.transfer(id, type, nowMs, priority),
    move: (id, to, nowMs) => calls.move(id, to, nowMs),
    agent: {
      signIn: (agent, nowMs) => engine.signIn(agent, nowMs),
      signOut: (agent, nowMs) => engine.signOut(agent, nowMs),
      ready: (agent, nowMs) => engine.ready(agent, nowMs),
      endWrapUp: (agent, nowMs) => engine.endWrapUp(agent, nowMs),
      forceSignOut: (agent, nowMs) => supervisor.forceSignOut(agent, nowMs),
      forceReady: (agent, nowMs) => supervisor.forceReady(agent, nowMs),
    },
    reason: {
      notReady: (agent, reason, nowMs) => engine.notReady(agent, reason, nowMs),
      forceNotReady: (agent, reason, nowMs) => supervisor.forceNotReady(agent, reason, nowMs),
    },
    extendWrapUp: (agent, byMs, nowMs) => calls.extendWrapUp(agent, byMs, nowMs),
    advance: (nowMs) => {
      engine.advance(nowMs)
    },
    position: (id) => calls.position(id),
  }
}

function referenceSide(reference: ReferenceEngine): Side {
  return {
    offer: (offer, nowMs) => reference.offer(offer, nowMs),
    contact: {
      abandon: (id, nowMs) => reference.abandon(id, nowMs),
      release: (id, nowMs) => reference.release(id, nowMs),
      hold: (id, nowMs) => reference.hold(id, nowMs),
      resume: (id, nowMs) => reference.resume(id, nowMs),
      forceRelease: (id, nowMs) => reference.release(id, nowMs),
    },
    leave: {
      transferOut: (id, where, nowMs) => reference.transferOut(id, where, nowMs),
      divert: (id, where, nowMs) => reference.divert(id, where, nowMs),
    },
    pair: {
      accept: (id, agent, nowMs) => reference.accept(id, agent, nowMs),
      decline: (id, agent, nowMs) => reference.decline(id, agent, nowMs),
      exclude: (id, agent, nowMs) => reference.exclude(id, agent, nowMs),
      transferToAgent: (id, agent, nowMs) => reference.handOver(id, agent, nowMs),
      intercept: (id, agent, nowMs) => reference.handOver(id, agent, nowMs),
    },
    transfer: (id, type, nowMs, priority) => reference.transfer(id, type, nowMs, priority),
    move: (id, to, nowMs) => reference.move(id, to, nowMs),
    agent: {
      signIn: (agent, nowMs) => reference.signIn(agent, nowMs),
      signOut: (agent, nowMs) => reference.signOut(agent, nowMs),
      ready: (agent, nowMs) => reference.ready(agent, nowMs),
      endWrapUp: (agent, nowMs) => reference.endWrapUp(agent, nowMs),
      forceSignOut: (agent, nowMs) => reference.forceSignOut(agent, nowMs),
      forceReady: (agent, nowMs) => reference.forceReady(agent, nowMs),
    },
    reason: {
      notReady: (agent, reason, nowMs) => reference.notReady(agent, reason, nowMs),
      forceNotReady: (agent, reason, nowMs) => reference.forceNotReady(agent, reason, nowMs),
    },
    extendWrapUp: (agent, byMs, nowMs) => reference.extendWrapUp(agent, byMs, nowMs),
    advance: (nowMs) => {
      reference.advance(nowMs)
    },
    position: (id) => reference.position(id),
  }
}

function offerOf(command: Extract<Command, { do: 'offer' }>, ref: number, agents: number): ContactOffer {
  const { type, priority, headStartMs, preferred, exclude } = command
  return {
    type,
    ref,
    ...(priority === undefined ? {} : { priority }),
    ...(headStartMs === undefined ? {} : { headStartMs }),
    ...(preferred === undefined ? {} : { preferred: { agent: preferred.agent % agents, forMs: preferred.forMs } }),
    ...(exclude === undefined ? {} : { exclude: exclude.map((agent) => agent % agents) }),
  }
}

function apply(side: Side, command: Command, nowMs: number, ids: number[], world: World): unknown {
  const agents = world.agents.length
  switch (command.do) {
    case 'offer':
      return side.offer(offerOf(command, ids.length, agents), nowMs)
    case 'abandon':
    case 'release':
    case 'hold':
    case 'resume':
    case 'forceRelease':
      return side.contact[command.do](target(ids, command.contact), nowMs)
    case 'transferOut':
    case 'divert':
      return side.leave[command.do](target(ids, command.contact), 'voicemail', nowMs)
    case 'exclude':
    case 'transferToAgent':
    case 'intercept':
      return side.pair[command.do](target(ids, command.contact), command.agent % agents, nowMs)
    case 'transfer':
      return side.transfer(target(ids, command.contact), command.type ?? 0, nowMs, command.priority)
    case 'move': {
      const { type, priority } = command
      const to = { ...(type === undefined ? {} : { type }), ...(priority === undefined ? {} : { priority }) }
      return side.move(target(ids, command.contact), to, nowMs)
    }
    case 'accept':
    case 'decline':
      // Every contact is tried: at most one is offered to the agent, the others are commands that come too late.
      return ids.map((id) => side.pair[command.do](id, command.agent % agents, nowMs)).includes(true)
    case 'notReady':
    case 'forceNotReady':
      return side.reason[command.do](command.agent % agents, 'break', nowMs)
    case 'extendWrapUp':
      return side.extendWrapUp(command.agent % agents, 3, nowMs)
    case 'signIn':
    case 'signOut':
    case 'ready':
    case 'endWrapUp':
    case 'forceSignOut':
    case 'forceReady':
      return side.agent[command.do](command.agent % agents, nowMs)
    case 'advance':
      return side.advance(nowMs)
  }
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
