import type { QueueFacts } from '../condition/queue-facts.ts'
import type { AcdConfig, AgentGroupConfig, Requirement } from '../config/config.ts'
import { SkillModel } from '../estimate/skill-model.ts'
import type { WaitEstimator } from '../estimate/wait-estimator.ts'
import { AgentState } from '../agent/agent-table.ts'
import { ContactState } from '../contact/contact-table.ts'
import type { AcdEvent } from '../event/event.ts'
import { compileRequirement } from '../expression/requirement.ts'
import type { EngineSnapshot } from '../snapshot/snapshot.ts'

/**
 * What conditions may ask about the queue of each type, counted from the engine's events alone.
 *
 * Agents count for a type by their group: its tenant, its place among the type's `groups`, its skills. Waits are counted
 * since the contact came to the queue; who rings still waits. The expected wait is that of `SkillModel`, unless the host
 * brings an estimator. O(1) per event, O(groups) per question.
 */
export class QueueWatch {
  readonly #serves: readonly Uint8Array[]
  readonly #estimator: WaitEstimator
  /** By type: contact → when it came to the queue, in that order. */
  readonly #waiting: readonly Map<number, number>[]
  readonly #inside: Int32Array
  readonly #ready: Int32Array
  readonly #signedIn: Int32Array
  /** By agent: bit 0 signed in, bit 1 ready. */
  readonly #agents: number[] = []
  /** The type a contact waits as; types change by moves and transfers. */
  readonly #typeOf = new Map<number, number>()
  readonly #facts = {
    nowMs: 0,
    waiting: 0,
    longestWaitMs: 0,
    waitedMs: Number.NaN,
    ewtMs: 0,
    ready: 0,
    signedIn: 0,
    inside: 0,
  }

  constructor(config: AcdConfig, estimator?: WaitEstimator) {
    const { types, groups, skills = [] } = config
    this.#serves = types.map((type) => {
      const accepts = accepting(type.requires ?? {}, skills)
      const mayTake = (group: AgentGroupConfig): boolean =>
        group.tenant === type.tenant && (type.groups?.includes(group.name) ?? true) && accepts(group)
      return Uint8Array.from(groups, (group) => (mayTake(group) ? 1 : 0))
    })
    const serves = (group: number, type: number): boolean => this.#serves[type]![group] === 1
    this.#estimator = estimator ?? new SkillModel({ types: types.length, groups: groups.length, serves })
    this.#waiting = types.map(() => new Map())
    this.#inside = new Int32Array(types.length)
    this.#ready = new Int32Array(groups.length)
    this.#signedIn = new Int32Array(groups.length)
  }

  /** The facts of a type now; the object is used again by the next question. */
  facts(type: number, nowMs: number): QueueFacts {
    const waiting = this.#waiting[type]!
    let headWaitedMs = 0
    for (const sinceMs of waiting.values()) {
      headWaitedMs = nowMs - sinceMs
      break
    }
    let ready = 0
    let signedIn = 0
    for (const [group, serves] of this.#serves[type]!.entries()) {
      if (serves === 0) continue
      ready += this.#ready[group]!
      signedIn += this.#signedIn[group]!
    }
    const facts = this.#facts
    facts.nowMs = nowMs
    facts.waiting = waiting.size
    facts.longestWaitMs = headWaitedMs
    facts.ready = ready
    facts.signedIn = signedIn
    facts.inside = this.#inside[type]!
    const query = { type, ahead: waiting.size, ready, staffed: signedIn, headWaitedMs, nowMs }
    facts.ewtMs = this.#estimator.expectedWaitMs(query)
    return facts
  }

  /** Takes in an event of the engine; events come in order. */
  observe(event: AcdEvent): void {
    this.#estimator.observe(event)
    const { kind } = event
    if (kind === 'agent')
      this.#mark(event.agent, event.group, event.state === 'signed-out' ? 0 : event.state === 'ready' ? 3 : 1)
    else if (kind === 'arrived') this.#inside[event.type]! += 1
    else if (kind === 'blocked') this.#inside[event.type]! -= 1
    else if (kind === 'queued') this.#wait(event.contact, event.type, event.atMs)
    else if (kind === 'requeued' || kind === 'moved') this.#change(event.contact, event.type, event.atMs)
    else if (kind === 'offered') {
      // Not waiting before: it rang on arrival, and still nobody has answered.
      this.#wait(event.contact, event.type, event.atMs)
      this.#mark(event.agent, event.group, 1)
    } else if (kind === 'connected' || kind === 'taken-over') {
      if (!this.#typeOf.has(event.contact)) this.#typeOf.set(event.contact, event.type)
      this.#waiting[event.type]!.delete(event.contact)
      this.#mark(event.agent, event.group, 1)
    } else if (kind === 'released' || kind === 'abandoned' || kind === 'diverted' || kind === 'refused')
      this.#leave(event.contact, event.type)
  }

  /** Takes in who waits and who is there; only on a watch that has seen nothing. */
  restore(snapshot: EngineSnapshot): void {
    const waiting = snapshot.contacts.filter(
      ({ state }) => state === ContactState.waiting || state === ContactState.offered,
    )
    waiting.sort((a, b) => a.queuedMs - b.queuedMs || a.id - b.id)
    for (const { id, type, queuedMs } of waiting) this.#wait(id, type, queuedMs)
    for (const { id, type, state } of snapshot.contacts) {
      if (state === ContactState.wrapUp) continue
      this.#inside[type]! += 1
      this.#typeOf.set(id, type)
    }
    for (const [agent, { group, state }] of snapshot.agents.entries()) {
      this.#mark(agent, group, state === AgentState.signedOut ? 0 : state === AgentState.ready ? 3 : 1)
    }
  }

  #wait(contact: number, type: number, atMs: number): void {
    if (this.#typeOf.get(contact) === type && this.#waiting[type]!.has(contact)) return
    this.#typeOf.set(contact, type)
    this.#waiting[type]!.set(contact, atMs)
  }

  #change(contact: number, type: number, atMs: number): void {
    const before = this.#typeOf.get(contact) ?? type
    const waited = this.#waiting[before]!.delete(contact)
    this.#inside[before]! -= 1
    this.#inside[type]! += 1
    this.#typeOf.set(contact, type)
    if (waited) this.#waiting[type]!.set(contact, atMs)
  }

  #leave(contact: number, type: number): void {
    this.#waiting[type]!.delete(contact)
    this.#typeOf.delete(contact)
    this.#inside[type]! -= 1
  }

  #mark(agent: number, group: number, marks: number): void {
    const before = this.#agents[agent] ?? 0
    this.#signedIn[group]! += (marks & 1) - (before & 1)
    this.#ready[group]! += (marks >> 1) - (before >> 1)
    while (this.#agents.length <= agent) this.#agents.push(0)
    this.#agents[agent] = marks
  }
}

function accepting(requires: Requirement, skills: readonly string[]): (group: AgentGroupConfig) => boolean {
  if (typeof requires !== 'string') {
    return (group) => Object.entries(requires).every(([skill, level]) => (group.skills?.[skill] ?? 0) >= level)
  }
  const accepts = compileRequirement(requires, skills)
  return (group) => accepts(Uint8Array.from(skills, (skill) => group.skills?.[skill] ?? 0))
}
