import type {
  AcdEvent,
  AgentSelection,
  ContactSelection,
  RoutingNames,
  RoutingPolicy,
  SkillLevels,
} from '@strowger/acd'
import type { Exchange } from '../../../sim/src/check/exchange.ts'
import type { Contact } from '../../../sim/src/check/contact.ts'
import { Witness } from '../../../sim/src/check/witness.ts'

/** A policy's definition written the plain way: over all agents, or all contacts, on the floor. */
export interface Definition {
  /** The agent of least cost is right; by default the one idle longest. */
  readonly agentCost?: (
    agent: number,
    floor: NaiveFloor,
    contact: { id: number; type: number; waitedMs: number },
  ) => number
  /** The contact of largest index is right; by default priority and age decide. */
  readonly contactIndex?: (contact: Contact, floor: NaiveFloor, agent: number) => number
}

/** What happened so far, from events alone. */
export class NaiveFloor {
  readonly witness: Witness
  readonly exchange: Exchange
  nowMs = 0
  /** Agent chosen last, by type. */
  readonly chosenLast = new Map<number, number>()
  readonly idleOrder = new Map<number, number>()
  readonly #keepsPlace = new Set<number>()
  #order = 0

  constructor(exchange: Exchange) {
    this.exchange = exchange
    this.witness = new Witness(exchange, true)
  }

  see(event: AcdEvent): void {
    this.nowMs = event.atMs
    this.witness.see(event)
    if (event.kind === 'offer-ended' && event.reason === 'abandoned') this.#keepsPlace.add(event.agent)
    if (event.kind !== 'agent') return
    const keeps = this.#keepsPlace.delete(event.agent)
    if (event.state === 'ready' && !keeps) this.idleOrder.set(event.agent, (this.#order += 1))
  }
}

/** Runs a policy and compares each of its choices with the definition. */
export class Compared implements RoutingPolicy {
  readonly name: string
  readonly #policy: RoutingPolicy
  readonly #definition: Definition
  readonly #floor: NaiveFloor
  /** Choices compared that had an alternative. */
  choices = 0

  constructor(policy: RoutingPolicy, definition: Definition, exchange: Exchange) {
    this.name = policy.name
    this.#policy = policy
    this.#definition = definition
    this.#floor = new NaiveFloor(exchange)
  }

  prepare(names: RoutingNames): void {
    this.#policy.prepare?.(names)
  }

  observe(event: AcdEvent): void {
    this.#floor.see(event)
    this.#policy.observe?.(event)
  }

  selectAgent(selection: AgentSelection): number {
    const floor = this.#floor
    const { agentCost = () => 0 } = this.#definition
    const contact = { id: selection.contact, type: selection.type, waitedMs: selection.waitedMs }
    const all = floor.witness.agentsFor(contact.id, selection.nowMs)
    const order = (agent: number) => floor.idleOrder.get(agent)!
    const right = all.sort(
      (a, b) => agentCost(a, floor, contact) - agentCost(b, floor, contact) || order(a) - order(b),
    )[0]
    const chosen = this.#policy.selectAgent(selection)
    this.#compare(all.length, chosen, right, 'agent')
    floor.chosenLast.set(contact.type, chosen)
    return chosen
  }

  selectContact(selection: ContactSelection): number {
    const floor = this.#floor
    floor.nowMs = selection.nowMs
    const { contactIndex = () => 0 } = this.#definition
    const all = floor.witness.contactsFor(selection.agent)
    const index = (contact: Contact) => contactIndex(contact, floor, selection.agent)
    const right = all.sort(
      (a, b) => index(b) - index(a) || b.priority - a.priority || a.arrivedMs - b.arrivedMs || a.id - b.id,
    )[0]
    const chosen = this.#policy.selectContact(selection)
    this.#compare(all.length, selection.contact(chosen), right?.id, 'contact')
    return chosen
  }

  #compare(of: number, chosen: number, right: number | undefined, what: string): void {
    if (chosen !== right) throw new Error(`${this.name} chose ${what} ${chosen}; by its definition it is ${right}`)
    if (of > 1) this.choices += 1
  }
}

/** Σ of the levels held in the skills required. */
export function levelSum(held: SkillLevels, required: SkillLevels): number {
  return Object.keys(required).reduce((sum, skill) => sum + (held[skill] ?? 0), 0)
}
