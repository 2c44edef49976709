import { type AcdCommand, type AcdConfig, AcdEngine, type EngineSnapshot, perform } from '@strowger/acd'

/*
 * Every reachable state of a small world: three agents (one for each of two types, one for both), as many contacts as the caller says, and
 * in every state every command that could come, a timer, and a swap of the configuration. Times are told apart by their order only, so
 * that the states are finitely many.
 */

const AGENTS = 3
const STATES = ['free', 'waiting', 'offered', 'connected', 'held', 'wrap-up', 'interrupted'] as const

function config(stageGroups: readonly string[]): AcdConfig {
  return {
    types: [
      { name: 'a', groups: ['only-a', 'both'], stages: [{ afterMs: 50, groups: stageGroups }] },
      { name: 'b', priority: 1, groups: ['only-b', 'both'], wrapUpMs: 30 },
    ],
    groups: [
      { name: 'only-a', offerTimeoutMs: 20, afterNoAnswer: { become: 'not-ready', forMs: 40 } },
      { name: 'only-b', offerTimeoutMs: 20, autoAnswer: true },
      { name: 'both', offerTimeoutMs: 20, afterNoAnswer: { become: 'ready', forMs: 40 } },
    ],
  }
}

// Swapping goes back and forth between a wide and a narrow second stage.
const CONFIGS = [config(['only-a', 'both', 'only-b']), config(['only-a', 'both'])] as const

interface World {
  readonly snapshot: EngineSnapshot
  readonly config: 0 | 1
  readonly arrived: number
  readonly ended: number
}

function start(): World {
  const engine = new AcdEngine(CONFIGS[0])
  for (let group = 0; group < AGENTS; group += 1) engine.addAgent({ group })
  engine.advance(0)
  return { snapshot: engine.snapshot(), config: 0, arrived: 0, ended: 0 }
}

/** The state with times replaced by their order and ids by the order of arrival. */
function keyOf({ snapshot, config: which, arrived }: World): string {
  const times = new Set<number>([snapshot.nowMs ?? 0])
  for (const { arrivedMs } of snapshot.contacts) times.add(arrivedMs)
  for (const { atMs } of snapshot.deadlines) times.add(atMs)
  const order = [...times].sort((a, b) => a - b)
  const rank = (ms: number) => order.indexOf(ms)
  const idle = snapshot.agents.map(({ idleSeq }) => idleSeq).sort((a, b) => a - b)
  const ids = snapshot.contacts.map(({ id }) => id)
  return JSON.stringify([
    which,
    arrived,
    snapshot.contacts.map((c) => [c.state, c.type, c.stage, c.agent, rank(c.arrivedMs)]),
    snapshot.agents.map((a) => [
      a.state,
      a.intention,
      ids.indexOf(a.ringing),
      a.inHand.map((id) => ids.indexOf(id)),
      a.state === 2 ? idle.indexOf(a.idleSeq) : 0,
    ]),
    snapshot.deadlines.map((d) => [d.of, d.of === 'contact' ? ids.indexOf(d.number) : d.number, rank(d.atMs), d.rank]),
    rank(snapshot.nowMs ?? 0),
  ])
}

type Step = AcdCommand | 'swap'

function steps(world: World, contacts: number): Step[] {
  const { snapshot, arrived } = world
  const atMs = snapshot.nowMs ?? 0
  const all: Step[] = ['swap']
  if (arrived < contacts) all.push({ do: 'offer', atMs, type: 0 }, { do: 'offer', atMs, type: 1 })
  for (const { id, state, agent } of snapshot.contacts) {
    if (STATES[state] === 'waiting') all.push({ do: 'abandon', atMs, contact: id })
    if (STATES[state] === 'offered') {
      all.push(
        { do: 'abandon', atMs, contact: id },
        { do: 'accept', atMs, contact: id, agent },
        { do: 'decline', atMs, contact: id, agent },
      )
    }
    if (STATES[state] === 'connected') all.push({ do: 'release', atMs, contact: id })
  }
  for (const [agent, { intention, state }] of snapshot.agents.entries()) {
    if (intention === 0) all.push({ do: 'sign-in', atMs, agent })
    if (intention === 1) all.push({ do: 'ready', atMs, agent }, { do: 'sign-out', atMs, agent })
    if (intention === 2) all.push({ do: 'not-ready', atMs, agent, reason: 'break' }, { do: 'sign-out', atMs, agent })
    if (STATES[state] === 'wrap-up') all.push({ do: 'end-wrap-up', atMs, agent })
  }
  const next = Math.min(...snapshot.deadlines.map((deadline) => deadline.atMs))
  if (next < Infinity) all.push({ do: 'advance', atMs: next })
  return all
}

function take(world: World, step: Step): World {
  const engine = AcdEngine.restore(CONFIGS[world.config], world.snapshot)
  const swapped = step === 'swap' ? (world.config === 0 ? 1 : 0) : world.config
  if (step === 'swap') engine.reconfigure(CONFIGS[swapped], world.snapshot.nowMs ?? 0)
  else perform(engine, step)
  let { arrived, ended } = world
  for (let event = engine.read(); event !== undefined; event = engine.read()) {
    if (event.kind === 'arrived') arrived += 1
    const isLast =
      event.kind === 'abandoned' || event.kind === 'wrap-up-ended' || (event.kind === 'released' && !event.wrapUp)
    if (isLast) ended += 1
  }
  return { snapshot: engine.snapshot(), config: swapped, arrived, ended }
}

/** What must be true in every state; the names of what is not. */
function broken({ snapshot, config: which, arrived, ended }: World): string[] {
  const { contacts, agents, deadlines } = snapshot
  const found: string[] = []
  if (arrived !== ended + contacts.length) found.push('a contact was lost or doubled')
  const inHand = agents.flatMap(({ ringing, inHand }) => [...(ringing === 0 ? [] : [ringing]), ...inHand])
  if (new Set(inHand).size < inHand.length) found.push('a contact is with two agents')
  for (const contact of contacts) {
    const isWaiting = STATES[contact.state] === 'waiting'
    const agent = agents[contact.agent]
    if (!isWaiting && agent?.ringing !== contact.id && agent?.inHand.includes(contact.id) !== true)
      found.push('a contact is with nobody')
    if (isWaiting && inHand.includes(contact.id)) found.push('a waiting contact is in hand')
    if (isWaiting && agents.some((agent, number) => agent.state === 2 && mayTake(which, contact, number))) {
      found.push('an eligible agent is idle while a contact waits')
    }
  }
  for (const [number, agent] of agents.entries()) {
    const held = [agent.ringing, ...agent.inHand].filter((id) => contacts.some((contact) => contact.id === id))
    if (agent.state >= 3 && held.length === 0) found.push('an agent is busy with nothing')
    if (agent.state < 3 && (agent.ringing !== 0 || agent.inHand.length > 0)) found.push('an idle agent has a contact')
    const hasDeadline = deadlines.some((deadline) => deadline.of === 'agent' && deadline.number === number)
    if (agent.state === 3 && !hasDeadline) found.push('an offer has no end')
  }
  for (const { id, state } of contacts) {
    const hasDeadline = deadlines.some(({ of, number }) => of === 'contact' && number === id)
    if (STATES[state] === 'wrap-up' && !hasDeadline) found.push('after-call work has no end')
  }
  return found
}

function mayTake(which: 0 | 1, { type, stage }: { type: number; stage: number }, agent: number): boolean {
  const { types, groups } = CONFIGS[which]
  const { groups: first, stages = [] } = types[type]!
  return (stages[stage - 1]?.groups ?? first!).includes(groups[agent]!.name)
}

/** What an exploration saw. */
export interface Exploration {
  readonly states: number
  readonly transitions: number
}

/**
 * Visits every state that can be reached with so many contacts, and stops at the first in which something is wrong.
 *
 * @throws Error that says what is wrong, after which step, in which state
 */
export function explore(contacts: number): Exploration {
  const first = start()
  const seen = new Set([keyOf(first)])
  const queue = [first]
  let transitions = 0
  for (let world = queue.pop(); world !== undefined; world = queue.pop()) {
    for (const step of steps(world, contacts)) {
      transitions += 1
      const next = take(world, step)
      const wrong = broken(next)
      if (wrong.length > 0) throw new Error(JSON.stringify({ wrong, step, from: world.snapshot, to: next.snapshot }))
      const key = keyOf(next)
      if (seen.has(key)) continue
      seen.add(key)
      queue.push(next)
    }
  }
  return { states: seen.size, transitions }
}
