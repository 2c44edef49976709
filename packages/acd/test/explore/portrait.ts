import type { AgentSnapshot, ContactSnapshot, DeadlineSnapshot } from '@strowger/acd'
import { CONTACT, INTENTION, type Moment, type SmallWorld } from './small-world.ts'

/** A state without what makes no difference to its future. */
export interface Portrait {
  /** The same for states that have the same future but for the names of agents and contacts, and the hour. */
  readonly key: string
  /** Numbers of agents, in the order in which the key speaks of them. */
  readonly agents: readonly number[]
  /** Contacts, in the order in which the key speaks of them. */
  readonly contacts: readonly ContactSnapshot[]
}

/** Ends a list inside a key; no number in a key is as large. */
const END = 0xffff
/** Contacts are told from agents by it where either may stand. */
const CONTACTS_FROM = 100

/**
 * Draws states. Times become what is left until they come, ages stop to count when the last stage is open, ids become places
 * in the order of age, and numbers of agents become places in an order by what they do, so that agents of a group are
 * interchangeable. What else a snapshot says decides nothing in these worlds; the walk finds out when that is not so.
 */
export class Portraitist {
  readonly #agesMatterMs: number
  readonly #numbers: number[] = []

  constructor({ configs }: SmallWorld) {
    const stages = configs.flatMap(({ types }) => types.flatMap(({ stages: each = [] }) => each))
    this.#agesMatterMs = Math.max(0, ...stages.map(({ afterMs }) => afterMs))
  }

  draw(moment: Moment): Portrait {
    const { snapshot } = moment
    const idle = idleOrder(moment)
    const due = snapshot.deadlines.toSorted((a, b) => a.atMs - b.atMs || a.rank - b.rank)
    const contacts = snapshot.contacts.filter(mayComeBack).sort((a, b) => a.orderMs - b.orderMs || a.id - b.id)
    const looks = snapshot.agents.map((_, agent) => looksOf(moment, agent, idle, due, contacts))
    const agents = snapshot.agents.map((_, agent) => agent).sort((a, b) => (looks[a]! < looks[b]! ? -1 : 1))
    for (const agent of agents) {
      for (const id of snapshot.agents[agent]!.inHand) contacts.push(snapshot.contacts.find((each) => each.id === id)!)
    }
    const numbers = this.#numbers
    numbers.length = 0
    numbers.push(moment.which)
    for (const agent of agents) this.#drawAgent(snapshot.agents[agent]!, idle.indexOf(agent), contacts)
    for (const contact of contacts) this.#drawContact(contact, moment, agents, contacts)
    for (const { of, number, atMs, rank } of due) {
      const owner = of === 'agent' ? agents.indexOf(number) : CONTACTS_FROM + placeOf(number, contacts)
      numbers.push(owner, atMs - (snapshot.nowMs ?? 0), rank)
    }
    return { key: String.fromCharCode(...numbers), agents, contacts }
  }

  #drawAgent(agent: AgentSnapshot, idlePlace: number, contacts: readonly ContactSnapshot[]): void {
    const { group, state, intention, ringing, inHand } = agent
    this.#numbers.push(group, state, intention, idlePlace + 1, placeOf(ringing, contacts))
    for (const id of inHand) this.#numbers.push(placeOf(id, contacts))
    this.#numbers.push(END)
  }

  #drawContact(
    contact: ContactSnapshot,
    { snapshot }: Moment,
    agents: readonly number[],
    contacts: readonly ContactSnapshot[],
  ): void {
    const numbers = this.#numbers
    const { state, type, leg, round, excluded } = contact
    numbers.push(state, type)
    if (mayComeBack(contact)) {
      const ageMs = (snapshot.nowMs ?? 0) - contact.arrivedMs
      numbers.push(contact.priority, contact.stage, Math.min(ageMs, this.#agesMatterMs))
      numbers.push(agents.indexOf(contact.preferred) + 1)
      for (const agent of agents) if (excluded.includes(agent)) numbers.push(agents.indexOf(agent))
      numbers.push(END)
    }
    if (round !== null) {
      for (const agent of round.agents) numbers.push(agents.indexOf(agent))
      numbers.push(END, round.group + 1, round.allowed)
      for (const agent of agents) if (round.refused.includes(agent)) numbers.push(agents.indexOf(agent))
      numbers.push(END)
    }
    if (leg !== null) {
      numbers.push(leg.role.charCodeAt(0), leg.direct ? 1 : 0, leg.parent === 0 ? 0 : placeOf(leg.parentId, contacts))
      numbers.push(placeAmongLegs(contact, snapshot.contacts))
    }
  }
}

function mayComeBack({ state }: ContactSnapshot): boolean {
  return state === CONTACT.waiting || state === CONTACT.offered
}

/** All that is known of an agent without the names of the others: agents who look the same are the same. */
function looksOf(
  { snapshot: { agents, contacts } }: Moment,
  number: number,
  idle: readonly number[],
  due: readonly DeadlineSnapshot[],
  loose: readonly ContactSnapshot[],
): string {
  const { group, state, intention, ringing, inHand } = agents[number]!
  const facts = [group, state, intention, idle.indexOf(number) + 1, placeOf(ringing, loose)]
  facts.push(duePlace(due, 'agent', number))
  for (const { excluded, preferred } of loose) {
    facts.push((excluded.includes(number) ? 1 : 0) + (preferred === number ? 2 : 0))
  }
  for (const id of inHand) {
    const contact = contacts.find((each) => each.id === id)!
    facts.push(END, contact.state, contact.type, duePlace(due, 'contact', id), contact.leg?.role.charCodeAt(0) ?? 0)
    facts.push(placeAmongLegs(contact, contacts))
    for (const { leg, id: ofLeg } of contacts) {
      if (leg?.parent === 1 && leg.parentId === id) facts.push(leg.role.charCodeAt(0), placeOf(ofLeg, loose))
    }
  }
  return String.fromCharCode(...facts)
}

/** How many legs of the same contact came before this one. */
function placeAmongLegs({ id, leg }: ContactSnapshot, contacts: readonly ContactSnapshot[]): number {
  if (leg === null || leg.parent === 0) return 0
  return contacts.filter((each) => each.leg?.parent === 1 && each.leg.parentId === leg.parentId && each.id < id).length
}

/** Agents in the order in which they became idle, while contacts find them or may soon find them at their old place. */
function idleOrder({ engine, snapshot: { agents } }: Moment): number[] {
  const idle: number[] = []
  for (const [number, { ringing, intention, state, inHand }] of agents.entries()) {
    const isReady = inHand.length === 0 ? state === INTENTION.ready : intention === INTENTION.ready
    const isFound = isReady && (inHand.length === 0 || engine.openChannels(number).length > 0)
    if (isFound || ringing !== 0) idle.push(number)
  }
  return idle.sort((a, b) => agents[a]!.idleSeq - agents[b]!.idleSeq)
}

/** Place of a contact, 1 for the first, 0 for none. */
function placeOf(id: number, contacts: readonly ContactSnapshot[]): number {
  for (let at = 0; at < contacts.length; at += 1) if (contacts[at]!.id === id) return at + 1
  return 0
}

/** Place of what is due for somebody, 1 for the first, 0 for nothing. */
function duePlace(due: readonly DeadlineSnapshot[], of: DeadlineSnapshot['of'], number: number): number {
  for (let at = 0; at < due.length; at += 1) if (due[at]!.number === number && due[at]!.of === of) return at + 1
  return 0
}
