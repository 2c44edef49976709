import { Intention } from '../agent/agent-table.ts'
import type { AcdConfig } from '../config/config.ts'
import { ContactState, NONE } from '../contact/contact-table.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import type { AcdEvent } from '../event/event.ts'
import { OfferEndCode } from '../event/event-record.ts'
import { movedFloor } from '../snapshot/move.ts'
import { restoreSnapshot } from '../snapshot/restore.ts'
import type { EngineSnapshot } from '../snapshot/snapshot.ts'
import { takeSnapshot } from '../snapshot/take.ts'
import { DialDesk } from '../outbound/dial-desk.ts'
import { CallDesk } from './call-desk.ts'
import { ConsultDesk } from './consult-desk.ts'
import { Exchange } from './exchange.ts'
import { newFloor } from './new-floor.ts'
import { type AgentIntroduction, type AgentStateName, type ContactOffer, STATE_NAMES } from './input.ts'
import {
  checkAgent,
  checkPreferred,
  checkPriority,
  numberOf,
  slotIn,
  slotInWrapUp,
  slotWithAgent,
  typeOf,
} from './lookup.ts'
import { StaffDesk } from './staff-desk.ts'
import { SupervisorDesk } from './supervisor-desk.ts'

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
  readonly #exchange: Exchange
  /** Hold, transfer, move, divert: what else can be done with a contact. */
  readonly calls: CallDesk
  /** Consultation, attended transfer, conference. */
  readonly consults: ConsultDesk
  /** Devices, skills, leaving for good: what becomes of agents without their doing. */
  readonly staff: StaffDesk
  /** A supervisor's orders. */
  readonly supervisor: SupervisorDesk
  /** Callbacks and outbound contacts. */
  readonly dialling: DialDesk

  /** @throws StrowgerError with the path of the first mistake in `config` */
  constructor(config: AcdConfig) {
    this.#exchange = new Exchange(newFloor(config))
    this.calls = new CallDesk(this.#exchange)
    this.consults = new ConsultDesk(this.#exchange)
    this.staff = new StaffDesk(this.#exchange)
    this.supervisor = new SupervisorDesk(this.#exchange)
    this.dialling = new DialDesk(this.#exchange)
  }

  /**
   * An engine in the state that a snapshot holds, under the same types and groups.
   *
   * @throws StrowgerError `snapshot` when it does not fit
   */
  static restore(config: AcdConfig, snapshot: EngineSnapshot): AcdEngine {
    const engine = new AcdEngine(config)
    restoreSnapshot(engine.#exchange.floor, snapshot)
    // What is derived from the floor (gates, say) is made anew of what has been restored.
    engine.#exchange.replace(engine.#exchange.floor)
    return engine
  }

  /**
   * Replaces the configuration, policy included, while contacts wait and talk: none is lost, each keeps its age, and
   * whoever may be matched now is. Numbers of types and groups are those of the new configuration from now on, but for events
   * not yet read; ids of contacts and numbers of agents stay. Agents without skills of their own get those of their group as it is now.
   *
   * @throws StrowgerError, and goes on as before, when the configuration has a mistake or lacks a type, group or skill that
   *   someone has
   */
  reconfigure(config: AcdConfig, nowMs: number): void {
    this.advance(nowMs)
    this.#exchange.replace(movedFloor(this.#exchange.floor, config))
    this.#exchange.transitions.placement.reconsiderAll()
  }

  /** Everything the engine knows, as plain data; events must have been read. O(contacts inside + agents). */
  snapshot(): EngineSnapshot {
    this.#exchange.settle()
    const { size } = this.#exchange.floor.events
    if (size > 0) throw new StrowgerError('unread-events', 'events', size, 'read all events first')
    return takeSnapshot(this.#exchange.floor)
  }

  /** Number of a contact type by its name. @throws StrowgerError `unknown-type` */
  typeNumber(name: string): number {
    return numberOf(this.#exchange.floor.config.types, name, 'type')
  }

  /** Number of an agent group by its name. @throws StrowgerError `unknown-group` */
  groupNumber(name: string): number {
    return numberOf(this.#exchange.floor.config.groups, name, 'group')
  }

  /** The time of the last command, ms; −∞ before the first. */
  get nowMs(): number {
    return this.#exchange.floor.nowMs
  }

  /** Contacts that wait for an agent. */
  get waiting(): number {
    this.#exchange.settle()
    return this.#exchange.floor.waiting.size
  }

  /** Contacts that hold a trunk: waiting, offered or connected. */
  get inside(): number {
    this.#exchange.settle()
    return this.#exchange.floor.trunks.held
  }

  /** When {@link advance} must be called next, ms; `Infinity` when nothing is due. O(1). */
  nextDeadlineMs(): number {
    this.#exchange.settle()
    const { deadlines, watch } = this.#exchange.floor
    return watch === undefined ? deadlines.nextMs : Math.min(deadlines.nextMs, watch.deadlines.nextMs)
  }

  /** The oldest event not yet read, valid until the next read; undefined when there is none. O(1), no allocation. */
  read(): AcdEvent | undefined {
    this.#exchange.settle()
    return this.#exchange.floor.events.read()
  }

  /** What an agent is doing. @throws StrowgerError `unknown-agent` */
  agentState(agent: number): AgentStateName {
    checkAgent(this.#exchange.floor, agent)
    this.#exchange.settle()
    return STATE_NAMES[this.#exchange.floor.agents.state[agent]!]!
  }

  /** Contacts that an agent has in hand, connected or in after-call work, in the order in which they came. A copy. */
  contactsOf(agent: number): number[] {
    checkAgent(this.#exchange.floor, agent)
    const { hands, contacts } = this.#exchange.floor
    return hands.of(agent).map((slot) => contacts.id[slot]!)
  }

  /** Names of the channels of which the agent may be offered a contact now; empty while something rings. */
  openChannels(agent: number): string[] {
    checkAgent(this.#exchange.floor, agent)
    const { availability, config } = this.#exchange.floor
    return config.channels.namesIn(availability.openTo(agent))
  }

  /** Introduces an agent, signed out, and returns its number. @throws StrowgerError `unknown-group`, `unknown-skill`, `unknown-channel` */
  addAgent(agent: AgentIntroduction): number {
    return this.#exchange.floor.addAgent(agent.group, agent.skills, agent.capacity)
  }

  /** A contact arrives. Returns its id; what became of it is in the events. O(1) in the number waiting. */
  offer(contact: ContactOffer, nowMs: number): number {
    this.advance(nowMs)
    const floor = this.#exchange.floor
    const { contacts } = floor
    const type = typeOf(floor, contact.type, 'contact.type')
    const priority = contact.priority ?? type.priority
    checkPriority(priority, 'contact.priority')
    const headStartMs = contact.headStartMs ?? type.headStartMs
    if (!Number.isFinite(headStartMs)) {
      throw new StrowgerError('out-of-range', 'contact.headStartMs', headStartMs, 'a finite number of ms')
    }
    const { preferred, exclude, ref = 0 } = contact
    if ((ref | 0) !== ref) throw new StrowgerError('out-of-range', 'contact.ref', ref, 'a whole number of 32 bits')
    if (preferred !== undefined) checkPreferred(floor, preferred)
    if (exclude !== undefined) for (const agent of exclude) checkAgent(floor, agent, 'contact.exclude')
    const slot = floor.newContact(contact.type, ref, priority)
    const id = contacts.id[slot]!
    contacts.orderMs[slot] = nowMs - headStartMs
    contacts.preferred[slot] = preferred === undefined ? NONE : preferred.agent
    contacts.preferredUntilMs[slot] = preferred === undefined ? nowMs : nowMs + preferred.forMs
    contacts.restricted[slot] = exclude === undefined || exclude.length === 0 ? 0 : 1
    if (exclude !== undefined) for (const agent of exclude) floor.restrictions.exclude(slot, agent)
    const full = floor.trunks.fullFor(contact.type)
    if (full === undefined) this.#exchange.transitions.arrive(slot)
    else this.#exchange.transitions.block(slot, full)
    return id
  }

  /** The caller gives up. False when it no longer waits: then it is connected, or has ended. O(1). */
  abandon(contact: number, nowMs: number): boolean {
    this.advance(nowMs)
    const slot = slotIn(this.#exchange.floor, contact, ContactState.waiting, ContactState.offered)
    if (slot !== NONE) this.#exchange.transitions.abandon(slot)
    return slot !== NONE
  }

  /** The agent accepts what it is offered. False when that offer no longer stands. O(1). */
  accept(contact: number, agent: number, nowMs: number): boolean {
    const slot = this.#offered(contact, agent, nowMs)
    if (slot === NONE) return false
    this.#exchange.transitions.accept(slot, agent)
    return true
  }

  /** The agent declines what it is offered; the contact keeps its age. False when that offer no longer stands. */
  decline(contact: number, agent: number, nowMs: number): boolean {
    const slot = this.#offered(contact, agent, nowMs)
    if (slot === NONE) return false
    this.#exchange.transitions.refuse(slot, agent, 'declined')
    return true
  }

  /** The conversation is over, whoever hung up. False when the contact is not connected. O(1). */
  release(contact: number, nowMs: number): boolean {
    this.advance(nowMs)
    const slot = slotWithAgent(this.#exchange.floor, contact)
    if (slot !== NONE) this.#exchange.transitions.release(slot, this.#exchange.floor.contacts.agent[slot]!)
    return slot !== NONE
  }

  /**
   * The agent has done its after-call work. False when it does none. O(contacts in hand).
   *
   * @param contact - whose after-call work; default: that which came into hand first
   */
  endWrapUp(agent: number, nowMs: number, contact?: number): boolean {
    this.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const slot = slotInWrapUp(this.#exchange.floor, agent, contact)
    if (slot !== NONE) this.#exchange.transitions.endWrapUp(slot, agent)
    return slot !== NONE
  }

  /** The agent signs in, not ready. False when it is signed in already, or has left for good. */
  signIn(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const { intention, removed } = this.#exchange.floor.agents
    if (intention[agent] !== Intention.signedOut || removed[agent] === 1) return false
    this.#exchange.floor.agents.missed[agent] = 0
    this.#intend(agent, Intention.notReady, 'signed-in')
    return true
  }

  /** The agent signs out: at once, or when the contact in hand ends; an offer goes back. False when it already has. */
  signOut(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const { agents } = this.#exchange.floor
    if (agents.intention[agent] === Intention.signedOut) return false
    const slot = agents.ringing[agent]!
    this.#intend(agent, Intention.signedOut, '')
    if (slot !== NONE) this.#exchange.transitions.withdrawOffer(slot, agent, OfferEndCode.signedOut)
    this.#exchange.transitions.placement.endPreferencesFor(agent)
    return true
  }

  /** The agent is ready for contacts. False when it is signed out or ready already. */
  ready(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    if (this.#exchange.floor.agents.intention[agent] !== Intention.notReady) return false
    this.#intend(agent, Intention.ready, '')
    return true
  }

  /** The agent is not ready: at once, or when the contact in hand ends. False when it is signed out. */
  notReady(agent: number, reason: string, nowMs: number): boolean {
    this.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    if (this.#exchange.floor.agents.intention[agent] === Intention.signedOut) return false
    this.#intend(agent, Intention.notReady, reason)
    return true
  }

  /** Lets time pass: fires what is due up to and including `nowMs`. @throws StrowgerError `time` */
  advance(nowMs: number): void {
    this.#exchange.time.advance(nowMs)
  }

  #intend(agent: number, intention: number, reason: string): void {
    const { agents, reasons } = this.#exchange.floor
    agents.intention[agent] = intention
    agents.reason[agent] = reason === '' ? 0 : reasons.numberOf(reason)
    this.#exchange.transitions.follow(agent)
  }

  /** Slot of a contact that is being offered to an agent, NONE when it is not. */
  #offered(contact: number, agent: number, nowMs: number): number {
    this.advance(nowMs)
    checkAgent(this.#exchange.floor, agent)
    const slot = slotIn(this.#exchange.floor, contact, ContactState.offered)
    return slot !== NONE && this.#exchange.floor.agents.ringing[agent] === slot ? slot : NONE
  }
}
