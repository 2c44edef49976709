import type { QueueFacts } from '../condition/queue-facts.ts'
import type { AcdConfig, AgentGroupConfig, Requirement } from '../config/config.ts'
import { SkillModel } from '../estimate/skill-model.ts'
import type { WaitEstimator } from '../estimate/wait-estimator.ts'
import { AgentState } from '../agent/agent-table.ts'
import { ContactState } from '../contact/contact-table.ts'
import type { AcdEvent, AgentIdleState } from '../event/event.ts'
import { compileRequirement } from '../expression/requirement.ts'
import { awaitsCall } from '../snapshot/awaits-call.ts'
import type { EngineSnapshot } from '../snapshot/snapshot.ts'

/** States of agents who are not signed in. */
const GONE: ReadonlySet<AgentIdleState> = new Set(['signed-out', 'removed'])

/** Events after which a contact neither waits nor holds a line. */
const LAST_OF_CALLERS: ReadonlySet<AcdEvent['kind']> = new Set([
  'released',
  'abandoned',
  'diverted',
  'refused',
  'expired',
])

/** Events after which an agent has something to do. */
const TAKES_AGENT: ReadonlySet<AcdEvent['kind']> = new Set(['offered', 'connected', 'taken-over', 'monitoring'])

/**
 * What conditions may ask about the queue of each type, counted from the engine's events alone.
 *
 * Agents count for a type by their group: its tenant, its place among the type's `groups`, its skills. Waits are counted
 * since the contact came to the queue, as another type too; who rings still waits, and so does who is to be called back. Of a
 * campaign's contacts those wait who have been reached. The expected wait is that of `SkillModel`, unless the host
 * brings an estimator. O(1) per event, O(groups) per question.
 */
export class QueueWatch {
  readonly #serves: readonly Uint8Array[]
  readonly #estimator: WaitEstimator
  /** By type: contact → when it came to the queue, in that order. */
  readonly #waiting: Map<number, number>[]
  /** By type, when the last of them came. */
  readonly #newestMs: Float64Array
  /** When a contact came to the queue, also while it is being called back. */
  readonly #sinceMs = new Map<number, number>()
  /** Contacts of campaigns. */
  readonly #listed = new Set<number>()
  readonly #inside: Int32Array
  readonly #ready: Int32Array
  readonly #signedIn: Int32Array
  /** By agent: bit 0 signed in, bit 1 ready. */
  readonly #agents: number[] = []
  /** The type a contact waits as; types change by moves and transfers. */
  readonly #typeOf = new Map<number, number>()
  /** Contacts that hold a line, and the type they hold it as. Whoever is to be called holds one while it is. */
  readonly #holds = new Map<number, number>()
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
    this.#newestMs = new Float64Array(types.length).fill(-Infinity)
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
      this.#mark(event.agent, event.group, GONE.has(event.state) ? 0 : event.state === 'ready' ? 3 : 1)
    // Of who is consulted or listens only what it does to agents counts: no caller waits.
    else if (kind !== 'ordered' && (event.parent ?? 0) !== 0) {
      if (TAKES_AGENT.has(kind) && 'agent' in event) this.#mark(event.agent, event.group, 1)
    } else if (kind === 'arrived') this.#hold(event.contact, event.type)
    else if (kind === 'listed') this.#listed.add(event.contact)
    else if (kind === 'blocked' || kind === 'dial-ended' || kind === 'callback-accepted') this.#free(event.contact)
    else if (kind === 'queued') this.#wait(event.contact, event.type, event.atMs)
    else if (kind === 'requeued' || kind === 'moved') {
      if (kind === 'requeued') this.#sinceMs.set(event.contact, event.atMs)
      this.#change(event.contact, event.type)
    } else if (kind === 'offered') {
      // Not waiting before: it rang on arrival, and still nobody has answered. Of a list nobody is on the line.
      if (this.#holds.has(event.contact) || !this.#listed.has(event.contact)) {
        this.#wait(event.contact, event.type, event.atMs)
      }
      this.#mark(event.agent, event.group, 1)
    } else if (kind === 'dial') {
      this.#waiting[event.type]!.delete(event.contact)
      if (this.#listed.has(event.contact)) this.#sinceMs.delete(event.contact)
      this.#hold(event.contact, event.type)
      if (event.agent >= 0) this.#mark(event.agent, event.group, 1)
    } else if (kind === 'connected' || kind === 'taken-over' || kind === 'bridged') {
      this.#waiting[event.type]!.delete(event.contact)
      this.#typeOf.set(event.contact, event.type)
      this.#mark(event.agent, event.group, 1)
    } else if (LAST_OF_CALLERS.has(kind)) this.#leave(event.contact, event.type)
  }

  /** Takes in who waits and who is there; only on a watch that has seen nothing. */
  restore(snapshot: EngineSnapshot): void {
    for (const { id, type, state, leg, dial, queuedMs } of snapshot.contacts) {
      if (state === ContactState.wrapUp || leg !== null) continue
      const isToBeCalled = awaitsCall({ dial })
      const isListed = dial !== null && dial.campaign >= 0
      if (isListed) this.#listed.add(id)
      if (!isToBeCalled) this.#hold(id, type)
      this.#typeOf.set(id, type)
      if (isListed && isToBeCalled) continue
      this.#sinceMs.set(id, queuedMs)
      if (state === ContactState.waiting || state === ContactState.offered) this.#insert(id, type, queuedMs)
    }
    for (const [agent, { group, state }] of snapshot.agents.entries()) {
      const isGone = state === AgentState.signedOut || state === AgentState.removed
      this.#mark(agent, group, isGone ? 0 : state === AgentState.ready ? 3 : 1)
    }
  }

  #wait(contact: number, type: number, atMs: number): void {
    if (this.#typeOf.get(contact) === type && this.#waiting[type]!.has(contact)) return
    this.#typeOf.set(contact, type)
    const sinceMs = this.#sinceMs.get(contact) ?? atMs
    this.#sinceMs.set(contact, sinceMs)
    this.#insert(contact, type, sinceMs)
  }

  #insert(contact: number, type: number, sinceMs: number): void {
    this.#waiting[type]!.set(contact, sinceMs)
    // Who is moved here, or was called in vain, stands before others: rare.
    if (sinceMs < this.#newestMs[type]!)
      this.#waiting[type] = new Map([...this.#waiting[type]!].sort((a, b) => a[1] - b[1]))
    else this.#newestMs[type] = sinceMs
  }

  #change(contact: number, type: number): void {
    const before = this.#typeOf.get(contact) ?? type
    const waited = this.#waiting[before]!.delete(contact)
    if (this.#free(contact)) this.#hold(contact, type)
    this.#typeOf.set(contact, type)
    if (waited) this.#insert(contact, type, this.#sinceMs.get(contact)!)
  }

  #leave(contact: number, type: number): void {
    this.#waiting[type]!.delete(contact)
    this.#typeOf.delete(contact)
    this.#sinceMs.delete(contact)
    this.#listed.delete(contact)
    this.#free(contact)
  }

  #hold(contact: number, type: number): void {
    this.#holds.set(contact, type)
    this.#inside[type]! += 1
  }

  /** False when it held no line. */
  #free(contact: number): boolean {
    const type = this.#holds.get(contact)
    if (type === undefined) return false
    this.#holds.delete(contact)
    this.#inside[type]! -= 1
    return true
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
