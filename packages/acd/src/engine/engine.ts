import { AgentState, Intention } from '../agent/agent-table.ts'
import { compileConfig } from '../config/compile.ts'
import type { AcdConfig, SkillLevels } from '../config/config.ts'
import { ContactState, NONE } from '../contact/contact-table.ts'
import { invariant } from '../errors/invariant.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import type { AcdEvent } from '../event/event.ts'
import { LongestIdle } from '../policy/longest-idle.ts'
import type { RoutingPolicy } from '../policy/policy.ts'
import { PRIORITIES } from '../queue/waiting-lists.ts'
import { DeadlineRank, Floor } from './floor.ts'
import { Transitions } from './transitions.ts'

/** A contact as the host hands it over. The object is only read during the call and may be used again. */
export interface ContactOffer {
  /** Number of its type: its place in the configuration, or {@link AcdEngine.typeNumber}. */
  readonly type: number
  /** Any 32-bit number of the host's; it comes back in every event. Default 0. */
  readonly ref?: number
  /** 0..31, the larger is served first. Default: that of the type. */
  readonly priority?: number
}

/** An agent as the host introduces it. */
export interface AgentIntroduction {
  /** Number of its group: its place in the configuration, or {@link AcdEngine.groupNumber}. */
  readonly group: number
  /** Skills and levels of this agent. Default: those of the group. */
  readonly skills?: SkillLevels
}

/** What an agent is doing. */
export type AgentStateName = 'signed-out' | 'not-ready' | 'ready' | 'offered' | 'connected' | 'wrap-up'

const STATE_NAMES: readonly AgentStateName[] = ['signed-out', 'not-ready', 'ready', 'offered', 'connected', 'wrap-up']

/**
 * Automatic call distribution without I/O: commands and the time go in, decisions come out as events.
 *
 * The host calls a command with the current time, reads events with {@link read} until there are none, and calls
 * {@link advance} no later than {@link nextDeadlineMs}. Deadlines that are due at the time of a command fire before it.
 * The same commands give the same events, live or simulated.
 *
 * A command that comes too late (an accept that crosses a time-out, an abandon that crosses an accept) returns false
 * and changes nothing. Numbers that do not exist and times that go back throw {@link StrowgerError}.
 */
export class AcdEngine {
  readonly #floor: Floor
  readonly #transitions: Transitions

  /** @throws StrowgerError with the path of the first mistake in `config` */
  constructor(config: AcdConfig) {
    const policy: RoutingPolicy = config.policy ?? new LongestIdle()
    const compiled = compileConfig(config)
    policy.prepare?.({ types: compiled.types.map((t) => t.name), groups: compiled.groups.map((g) => g.name) })
    this.#floor = new Floor(compiled, policy)
    this.#transitions = new Transitions(this.#floor)
  }

  /** Number of a contact type by its name. @throws StrowgerError `unknown-type` */
  typeNumber(name: string): number {
    return numberOf(this.#floor.config.types, name, 'type')
  }

  /** Number of an agent group by its name. @throws StrowgerError `unknown-group` */
  groupNumber(name: string): number {
    return numberOf(this.#floor.config.groups, name, 'group')
  }

  /** The time of the last command, ms; −∞ before the first. */
  get nowMs(): number {
    return this.#floor.nowMs
  }

  /** Contacts that wait for an agent. */
  get waiting(): number {
    return this.#floor.waiting.size
  }

  /** Contacts that hold a trunk: waiting, offered or connected. */
  get inside(): number {
    return this.#floor.trunksHeld
  }

  /** When {@link advance} must be called next, ms; `Infinity` when nothing is due. O(1). */
  nextDeadlineMs(): number {
    return this.#floor.deadlines.nextMs
  }

  /** The oldest event not yet read, valid until the next read; undefined when there is none. O(1), no allocation. */
  read(): AcdEvent | undefined {
    return this.#floor.events.read()
  }

  /** What an agent is doing. @throws StrowgerError `unknown-agent` */
  agentState(agent: number): AgentStateName {
    this.#checkAgent(agent)
    return STATE_NAMES[this.#floor.agents.state[agent]!]!
  }

  /** Introduces an agent, signed out, and returns its number. @throws StrowgerError `unknown-group`, `unknown-skill` */
  addAgent(agent: AgentIntroduction): number {
    const { config, agents, eligibility, idle, deadlines } = this.#floor
    const group = config.groups[agent.group]
    if (group === undefined) {
      throw new StrowgerError('unknown-group', 'agent.group', agent.group, `0 to ${config.groups.length - 1}`)
    }
    const held = agent.skills === undefined ? group.skills : config.skillNames.profile(agent.skills, 'agent.skills')
    const pool = eligibility.intern(agent.group, held)
    idle.grow(eligibility.pools)
    const number = agents.add(agent.group, pool)
    deadlines.grow(2 * agents.state.length)
    return number
  }

  /** A contact arrives. Returns its id; what became of it is in the events. O(1) in the number waiting. */
  offer(contact: ContactOffer, nowMs: number): number {
    this.advance(nowMs)
    const { contacts, config, trunksHeld } = this.#floor
    const type = config.types[contact.type]
    if (type === undefined) {
      throw new StrowgerError('unknown-type', 'contact.type', contact.type, `0 to ${config.types.length - 1}`)
    }
    const priority = contact.priority ?? type.priority
    if (!(priority >= 0 && priority < PRIORITIES && Number.isInteger(priority))) {
      throw new StrowgerError('out-of-range', 'contact.priority', priority, 'a whole number from 0 to 31')
    }
    const slot = contacts.allocate()
    const id = contacts.id[slot]!
    contacts.type[slot] = contact.type
    contacts.demand[slot] = type.firstDemand
    contacts.stage[slot] = 0
    contacts.priority[slot] = priority
    contacts.ref[slot] = contact.ref ?? 0
    contacts.agent[slot] = NONE
    contacts.arrivedMs[slot] = nowMs
    if (trunksHeld < config.trunks) this.#transitions.arrive(slot)
    else this.#transitions.block(slot)
    return id
  }

  /** The caller gives up. False when it no longer waits: then it is connected, or has ended. O(1). */
  abandon(contact: number, nowMs: number): boolean {
    this.advance(nowMs)
    const { contacts } = this.#floor
    const slot = contacts.slotOf(contact)
    if (slot === NONE || contacts.state[slot]! > ContactState.offered) return false
    this.#transitions.abandon(slot)
    return true
  }

  /** The agent accepts what it is offered. False when that offer no longer stands. O(1). */
  accept(contact: number, agent: number, nowMs: number): boolean {
    const slot = this.#offered(contact, agent, nowMs)
    if (slot === NONE) return false
    this.#transitions.accept(slot, agent)
    return true
  }

  /** The agent declines what it is offered; the contact keeps its age. False when that offer no longer stands. */
  decline(contact: number, agent: number, nowMs: number): boolean {
    const slot = this.#offered(contact, agent, nowMs)
    if (slot === NONE) return false
    this.#transitions.refuse(slot, agent, 'declined')
    return true
  }

  /** The conversation is over, whoever hung up. False when the contact is not connected. O(1). */
  release(contact: number, nowMs: number): boolean {
    this.advance(nowMs)
    const { contacts } = this.#floor
    const slot = contacts.slotOf(contact)
    if (slot === NONE || contacts.state[slot] !== ContactState.connected) return false
    this.#transitions.release(slot, contacts.agent[slot]!)
    return true
  }

  /** The agent has done its after-call work. False when it does none. O(1). */
  endWrapUp(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    this.#checkAgent(agent)
    if (this.#floor.agents.state[agent] !== AgentState.wrapUp) return false
    this.#transitions.endWrapUp(this.#floor.agents.contact[agent]!, agent)
    return true
  }

  /** The agent signs in, not ready. False when it is signed in already. */
  signIn(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    this.#checkAgent(agent)
    if (this.#floor.agents.intention[agent] !== Intention.signedOut) return false
    this.#intend(agent, Intention.notReady, 'signed-in')
    return true
  }

  /** The agent signs out: at once, or when the contact in hand ends; an offer goes back. False when it already has. */
  signOut(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    this.#checkAgent(agent)
    const { agents } = this.#floor
    if (agents.intention[agent] === Intention.signedOut) return false
    const wasOffered = agents.state[agent] === AgentState.offered
    this.#intend(agent, Intention.signedOut, '')
    if (wasOffered) this.#transitions.signOutWhileOffered(agents.contact[agent]!, agent)
    return true
  }

  /** The agent is ready for contacts. False when it is signed out or ready already. */
  ready(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    this.#checkAgent(agent)
    if (this.#floor.agents.intention[agent] !== Intention.notReady) return false
    this.#intend(agent, Intention.ready, '')
    return true
  }

  /** The agent is not ready: at once, or when the contact in hand ends. False when it is signed out. */
  notReady(agent: number, reason: string, nowMs: number): boolean {
    this.advance(nowMs)
    this.#checkAgent(agent)
    if (this.#floor.agents.intention[agent] === Intention.signedOut) return false
    this.#intend(agent, Intention.notReady, reason)
    return true
  }

  /** Lets time pass: fires what is due up to and including `nowMs`. @throws StrowgerError `time` */
  advance(nowMs: number): void {
    const floor = this.#floor
    if (!(nowMs >= floor.nowMs && nowMs < Infinity)) {
      throw new StrowgerError('time', 'nowMs', nowMs, `a finite time, not before ${floor.nowMs}`)
    }
    while (floor.deadlines.nextMs <= nowMs) {
      floor.nowMs = floor.deadlines.nextMs
      this.#fire(floor.deadlines.nextOwner, floor.deadlines.nextRank)
    }
    floor.nowMs = nowMs
  }

  #fire(owner: number, rank: number): void {
    const { deadlines, agents } = this.#floor
    deadlines.cancel(owner)
    const number = owner >> 1
    if (rank === DeadlineRank.stageOpens) this.#transitions.openStage(number)
    else if (rank === DeadlineRank.wrapUpEnds) this.#transitions.endWrapUp(agents.contact[number]!, number)
    else if (rank === DeadlineRank.offerTimeout) {
      this.#transitions.refuse(agents.contact[number]!, number, 'no-answer')
    } else {
      // Only an agent that was made not ready has this deadline, and every command that ends that state cancels it.
      invariant(agents.state[number] === AgentState.notReady, 'ready again without having been not ready')
      this.#intend(number, Intention.ready, '')
    }
  }

  #intend(agent: number, intention: number, reason: string): void {
    const { agents, reasons } = this.#floor
    agents.intention[agent] = intention
    agents.reason[agent] = reason === '' ? 0 : reasons.numberOf(reason)
    if (agents.contact[agent] === NONE) this.#transitions.follow(agent)
  }

  /** Slot of a contact that is being offered to an agent, NONE when it is not. */
  #offered(contact: number, agent: number, nowMs: number): number {
    this.advance(nowMs)
    this.#checkAgent(agent)
    const { contacts } = this.#floor
    const slot = contacts.slotOf(contact)
    if (slot === NONE || contacts.state[slot] !== ContactState.offered || contacts.agent[slot] !== agent) return NONE
    return slot
  }

  #checkAgent(agent: number): void {
    const { size } = this.#floor.agents
    if (!(agent >= 0 && agent < size)) {
      throw new StrowgerError('unknown-agent', 'agent', agent, `the number of an agent that was added (${size} so far)`)
    }
  }
}

function numberOf(items: readonly { readonly name: string }[], name: string, what: 'type' | 'group'): number {
  const at = items.findIndex((item) => item.name === name)
  if (at >= 0) return at
  throw new StrowgerError(`unknown-${what}`, what, name, `one of: ${items.map((item) => item.name).join(', ')}`)
}
