import type { Leg } from '../contact/legs.ts'
import type { Round } from '../agent/rings.ts'
import type { CompiledConfig } from '../config/compile.ts'
import { ContactState, Line, NONE } from '../contact/contact-table.ts'
import type { Floor } from '../engine/floor.ts'
import type { AgentSnapshot, ContactSnapshot, DeadlineSnapshot, DialSnapshot, EngineSnapshot } from './snapshot.ts'

/** What a floor holds; decisions that were not read are not part of it. */
export function takeSnapshot(floor: Floor): EngineSnapshot {
  const { config, contacts, agents, idle } = floor
  return {
    strowgerSnapshot: 2,
    nowMs: floor.nowMs === -Infinity ? null : floor.nowMs,
    types: config.types.map(({ name }) => name),
    groups: config.groups.map(({ name }) => name),
    stages: config.types.map(({ stageAfterMs }) => stageAfterMs.length),
    capacity: contacts.capacity,
    lastId: contacts.lastId,
    nextIdleSeq: idle.nextSeq,
    openReserves: reserveNames(config).filter((_, at) => floor.openReserves[at] === 1),
    estimator: estimatorOf(floor),
    campaigns: config.rules.dialling.campaigns.map(({ name }, campaign) => ({
      name,
      ...floor.lists.paces[campaign]!.snapshot(),
      list: floor.lists.entries(campaign).map(({ owner, atMs }) => ({ contact: contacts.id[owner]!, dueMs: atMs })),
    })),
    contacts: slotsInside(floor).map((slot) => contactOf(floor, slot)),
    agents: Array.from({ length: agents.size }, (_, agent) => agentOf(floor, agent)),
    deadlines: floor.deadlines.entries().map(({ owner, atMs, rank }) => deadlineOf(floor, owner, atMs, rank)),
  }
}

function estimatorOf({ watch }: Floor): EngineSnapshot['estimator'] {
  const memory = watch?.estimator.memory?.()
  return watch === undefined || memory === undefined ? null : { name: watch.estimator.name, memory }
}

function dialOf({ contacts, dialled, watch }: Floor, slot: number): DialSnapshot | null {
  const line = contacts.line[slot]!
  if (watch === undefined || line === Line.live) return null
  const finite = (ms: number) => (ms < Infinity ? ms : null)
  return {
    line,
    campaign: dialled.campaign[slot]!,
    attempts: dialled.attempts[slot]!,
    acceptedMs: dialled.acceptedMs[slot]!,
    promisedMs: finite(dialled.promisedMs[slot]!),
    expiresMs: finite(dialled.expiresMs[slot]!),
    dueMs: dialled.dueMs[slot]!,
    deadlineMs: finite(watch.deadlines.at(2 * slot)),
  }
}

/** Names of the reserves by their numbers, as `type: name`. */
export function reserveNames({ rules, types }: CompiledConfig): string[] {
  return rules.reserves.map(({ type, name }) => `${types[type]!.name}: ${name}`)
}

/** By id, those about whom rules will be asked last, in the order of their deadlines: restored so, they are asked so. */
function slotsInside({ contacts, watch }: Floor): number[] {
  const slots: number[] = []
  for (let slot = 0; slot < contacts.capacity; slot += 1) {
    if (contacts.state[slot] !== ContactState.free) slots.push(slot)
  }
  const order = new Map(watch?.deadlines.entries().map(({ owner }, at) => [owner, at]))
  const turn = (slot: number) => order.get(2 * slot) ?? -1
  return slots.sort((a, b) => turn(a) - turn(b) || contacts.id[a]! - contacts.id[b]!)
}

function contactOf(floor: Floor, slot: number): ContactSnapshot {
  const { contacts, restrictions, rings, history, told, legs } = floor
  const untilMs = contacts.preferredUntilMs[slot]!
  return {
    id: contacts.id[slot]!,
    state: contacts.state[slot]!,
    type: contacts.type[slot]!,
    stage: contacts.stage[slot]!,
    priority: contacts.priority[slot]!,
    ref: contacts.ref[slot]!,
    agent: contacts.agent[slot]!,
    preferred: contacts.preferred[slot]!,
    preferredUntilMs: untilMs === Infinity ? null : untilMs,
    arrivedMs: contacts.arrivedMs[slot]!,
    queuedMs: contacts.queuedMs[slot]!,
    orderMs: contacts.orderMs[slot]!,
    sinceMs: contacts.sinceMs[slot]!,
    heldMs: contacts.heldMs[slot]!,
    excluded: restrictions.of(slot),
    round: copied(rings.of(slot)),
    entry: contacts.entry[slot]!,
    history: history.of(slot),
    told: told.snapshotOf(slot),
    dial: dialOf(floor, slot),
    leg: legOf(legs.of(slot)),
  }
}

function agentOf(floor: Floor, agent: number): AgentSnapshot {
  const { agents, contacts, hands, reasons, ownSkills, ownCapacity } = floor
  const ringing = agents.ringing[agent]!
  return {
    group: agents.group[agent]!,
    skills: ownSkills[agent] ?? null,
    capacity: ownCapacity[agent] ?? null,
    unreachable: agents.unreachable[agent] === 1,
    removed: agents.removed[agent] === 1,
    state: agents.state[agent]!,
    intention: agents.intention[agent]!,
    reason: reasons.names[agents.reason[agent]!]!,
    ringing: ringing === NONE ? 0 : contacts.id[ringing]!,
    inHand: hands.of(agent).map((slot) => contacts.id[slot]!),
    idleSeq: agents.idleSeq[agent]!,
    sinceMs: agents.sinceMs[agent]!,
    idleSinceMs: agents.idleSinceMs[agent]!,
    missed: agents.missed[agent]!,
  }
}

function deadlineOf({ contacts }: Floor, owner: number, atMs: number, rank: number): DeadlineSnapshot {
  const number = owner >> 1
  return owner % 2 === 0
    ? { of: 'contact', number: contacts.id[number]!, atMs, rank }
    : { of: 'agent', number, atMs, rank }
}

function copied(round: Round | undefined): Round | null {
  return round === undefined ? null : { ...round, agents: [...round.agents], refused: [...round.refused] }
}

/** Slots are not part of a snapshot: whether it belongs to its parent still is. */
function legOf(leg: Leg | undefined): Leg | null {
  return leg === undefined ? null : { ...leg, parent: leg.parent === NONE ? 0 : 1 }
}
