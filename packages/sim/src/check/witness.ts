import type { AcdEngine, AcdEvent, OfferEnd, SkillLevels } from '@strowger/acd'
import { Broken } from './broken.ts'
import { type Contact, newContact } from './contact.ts'
import type { Exchange } from './exchange.ts'
import { Matching } from './matching.ts'
import { Staff, type Wish } from './staff.ts'

/**
 * Whether a policy may leave agents idle while a contact waits: never, whenever it likes, or when so many agents of the
 * group who may take the contact are idle.
 */
export type MayHold = boolean | ((type: number, group: number, idleAlike: number) => boolean)

/**
 * Follows an engine by its events and what agents were told to wish, and throws {@link Broken} when they cannot be right, or when an
 * agent with room and a contact are left alone together. A contact's `ref` must be its priority. It knows the rules, not
 * the engine: it looks at everything each time.
 */
export class Witness {
  readonly #matching: Matching
  readonly #staff: Staff
  readonly #mayHold: MayHold
  readonly #contacts = new Map<number, Contact>()
  #arrived = 0
  #ended = 0

  constructor(exchange: Exchange, mayHold: MayHold) {
    this.#matching = new Matching(exchange)
    this.#staff = new Staff(this.#matching, exchange.agents.length)
    this.#mayHold = mayHold
  }

  /** Ids of contacts inside, in order of arrival. */
  get inside(): readonly number[] {
    return [...this.#contacts.keys()]
  }

  /** The contact that rings at an agent. */
  ringingAt(agent: number): number | undefined {
    return this.#staff.ringingAt(agent)
  }

  /** The first contact in an agent's hand that is not in after-call work. */
  talkOf(agent: number): number | undefined {
    return this.#staff.inHandOf(agent).find((id) => this.#contacts.get(id)?.state !== 'wrap-up')
  }

  /** Agents whom a contact finds, who may take it, and of whom it prefers none to another, by number. */
  agentsFor(id: number, nowMs: number): number[] {
    const contact = this.#contacts.get(id)
    if (contact === undefined) return []
    if (contact.state === 'loose') contact.stage = this.#stageByAge(contact, nowMs)
    const able = this.#foundBy(contact)
    const best = Math.max(...able.map((agent) => this.#matching.score(agent, contact)))
    return able.filter((agent) => this.#matching.score(agent, contact) === best)
  }

  /** Contacts that wait, that an agent has room for and may take, and of which its group takes none before another; by arrival. */
  contactsFor(agent: number): Contact[] {
    const able = this.waiting().filter((each) => this.#staff.isFree(agent, each.type) && this.#mayTake(agent, each))
    const first = Math.max(...able.map((contact) => this.#matching.queuePriority(agent, contact)))
    return able.filter((contact) => this.#matching.queuePriority(agent, contact) === first)
  }

  /** In order of arrival. */
  waiting(): Contact[] {
    return [...this.#contacts.values()].filter(({ state }) => state === 'waiting')
  }

  /** Levels that an agent holds, of all skills. */
  heldBy(agent: number): SkillLevels {
    return this.#matching.heldBy(agent)
  }

  /** Levels that a contact requires at present. */
  requiredBy(id: number): SkillLevels {
    return this.#matching.requiredBy(this.#contacts.get(id)!)
  }

  /** An agent was told to wish something; only agents with several contacts have wishes that no event tells of. */
  wish(agent: number, wish: Wish): void {
    this.#staff.wish(agent, wish)
  }

  /** Takes in the next event. */
  see(event: AcdEvent): void {
    if (event.kind === 'agent') {
      this.#staff.rest(event.agent, event.state === 'ready' || event.state === 'not-ready' ? event.state : 'signed-out')
      return
    }
    if (event.kind === 'arrived') {
      this.#arrive(event.contact, event.type, event.ref, event.arrivedMs)
      return
    }
    if (event.kind === 'reserve') return
    const contact = this.#contacts.get(event.contact)
    if (contact === undefined) {
      throw new Broken('no lost contact', `contact ${event.contact} has ended, and yet: ${event.kind}`)
    }
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- no command of the check leads to the others
    switch (event.kind) {
      case 'queued':
        this.#expect(contact, event.kind, 'loose')
        contact.state = 'waiting'
        contact.stage = this.#stageByAge(contact, event.atMs)
        return
      case 'stage':
        this.#expect(contact, event.kind, 'waiting')
        contact.stage = event.stage
        return
      case 'offered':
        this.#offer(contact, event.agent, event.atMs)
        return
      case 'connected':
        this.#connect(contact, event.agent, event.atMs)
        return
      case 'offer-ended':
        this.#expect(contact, event.kind, 'offered')
        this.#endOffer(contact, event.agent, event.reason)
        return
      case 'interrupted':
        this.#expect(contact, event.kind, 'connected')
        contact.state = 'interrupted'
        return
      case 'continued':
        this.#expect(contact, event.kind, 'interrupted')
        contact.state = 'connected'
        return
      case 'released':
        this.#expect(contact, event.kind, 'connected')
        if (event.wrapUp) contact.state = 'wrap-up'
        else this.#end(contact)
        return
      case 'wrap-up-ended':
        this.#expect(contact, event.kind, 'wrap-up')
        this.#end(contact)
        return
      case 'blocked':
      case 'abandoned':
        this.#expect(contact, event.kind, 'loose', 'waiting')
        this.#end(contact)
        return
      default:
        throw new Broken('conservation', `contact ${contact.id} is told to be ${event.kind}, which nobody asked for`)
    }
  }

  /** Compares with the engine when a command is over and all its events were seen. */
  rest(engine: AcdEngine): void {
    this.#staff.settle()
    const all = [...this.#contacts.values()]
    const loose = all.find(({ state, rungAt }) => state === 'loose' || (state === 'offered' && rungAt.size === 0))
    if (loose !== undefined) throw new Broken('no lost contact', `contact ${loose.id} neither waits nor has an agent`)
    const waiting = all.filter(({ state }) => state === 'waiting')
    if (engine.waiting !== waiting.length || this.#arrived !== this.#ended + all.length) {
      const counts = `${this.#arrived} arrived, ${this.#ended} ended, ${all.length} inside, ${waiting.length} waiting`
      throw new Broken('conservation', `${counts}; the engine says ${engine.waiting} wait`)
    }
    if (this.#mayHold === true) return
    for (const contact of all) {
      const mayRing = contact.state === 'offered' && contact.rungAt.size < this.#ringsAt(contact, engine.nowMs)
      if (contact.state !== 'waiting' && !mayRing) continue
      const agent = this.#foundBy(contact).find((each) => !this.#isHeld(each, contact))
      if (agent === undefined) continue
      const where = mayRing ? 'rings elsewhere, and may ring there, too' : 'waits, which it may take'
      throw new Broken('work conservation', `agent ${agent} has room, and contact ${contact.id} ${where}`)
    }
  }

  #arrive(id: number, type: number, priority: number, arrivedMs: number): void {
    if (this.#contacts.has(id)) throw new Broken('conservation', `contact ${id} arrived twice`)
    this.#contacts.set(id, newContact(id, type, priority, arrivedMs))
    this.#arrived += 1
  }

  #offer(contact: Contact, agent: number, nowMs: number): void {
    if (contact.state === 'offered') {
      if (contact.rungAt.size >= this.#ringsAt(contact, nowMs)) {
        throw new Broken('no double assignment', `contact ${contact.id} rings at more agents than it may`)
      }
      this.#expectAble(agent, contact)
    } else {
      this.#assign(contact, agent, nowMs)
      contact.ringsSinceMs = nowMs
    }
    contact.state = 'offered'
    contact.rungAt.add(agent)
    this.#staff.ring(agent, contact.id)
  }

  #connect(contact: Contact, agent: number, nowMs: number): void {
    if (!contact.rungAt.delete(agent)) {
      if (contact.state === 'offered') this.#expectAble(agent, contact)
      else this.#assign(contact, agent, nowMs)
    }
    if (contact.rungAt.size > 0) {
      throw new Broken('no double assignment', `agent ${agent} has answered contact ${contact.id}, which rings on`)
    }
    contact.refusedBy.clear()
    contact.state = 'connected'
    contact.agent = agent
    this.#staff.take(agent, contact.id, contact.type)
  }

  #endOffer(contact: Contact, agent: number, reason: OfferEnd): void {
    if (!contact.rungAt.delete(agent)) {
      throw new Broken('conservation', `contact ${contact.id} stops ringing at agent ${agent}, where it did not`)
    }
    this.#staff.unring(agent, reason === 'no-answer')
    if (reason === 'no-answer' || reason === 'declined') contact.refusedBy.add(agent)
    // Somebody has answered, perhaps one at whom it did not ring yet and who answers by force.
    if (reason === 'answered' || contact.rungAt.size > 0) return
    contact.refusedBy.clear()
    contact.state = 'loose'
  }

  #assign(contact: Contact, agent: number, nowMs: number): void {
    if (contact.state !== 'loose' && contact.state !== 'waiting') {
      throw new Broken('no double assignment', `contact ${contact.id} is ${contact.state} with agent ${contact.agent}`)
    }
    if (contact.state === 'loose') contact.stage = this.#stageByAge(contact, nowMs)
    this.#expectAble(agent, contact)
    // A policy that holds back those who come first is asked about all.
    if (this.#mayHold === false) this.#expectFirstType(agent, contact)
    contact.state = 'loose'
    for (const other of this.#contacts.values()) {
      const isAlike = other.type === contact.type && other.priority === contact.priority
      if (other.state !== 'waiting' || !isAlike || !this.#mayTake(agent, other)) continue
      // A policy that holds may treat stages differently: who may be held depends on who may take it.
      if (this.#mayHold !== false && other.stage !== contact.stage) continue
      if (other.arrivedMs > contact.arrivedMs || (other.arrivedMs === contact.arrivedMs && other.id > contact.id))
        continue
      const what = `contact ${contact.id} overtakes contact ${other.id}, which came first`
      throw new Broken('first come, first served inside type and priority', what)
    }
    contact.agent = agent
  }

  /** The agent has room, may take the contact, and no other whom the contact finds is preferred. */
  #expectAble(agent: number, contact: Contact): void {
    if (!this.#staff.isFree(agent, contact.type)) {
      throw new Broken('no double assignment', `agent ${agent} has no room, and gets contact ${contact.id}`)
    }
    if (!this.#mayTake(agent, contact)) {
      throw new Broken('only who may take it', `agent ${agent} may not take contact ${contact.id}`)
    }
    if (this.#mayHold !== false) return
    const score = this.#matching.score(agent, contact)
    const better = this.#foundBy(contact).find((each) => this.#matching.score(each, contact) > score)
    if (better === undefined) return
    const what = `agent ${agent} gets contact ${contact.id}, which prefers agent ${better}, who is idle`
    throw new Broken('preferred first', what)
  }

  #expectFirstType(agent: number, contact: Contact): void {
    const priority = this.#matching.queuePriority(agent, contact)
    const sooner = this.contactsFor(agent).find((each) => this.#matching.queuePriority(agent, each) > priority)
    if (sooner === undefined) return
    const what = `agent ${agent} takes contact ${contact.id}, and its group takes contact ${sooner.id} first`
    throw new Broken('first types first', what)
  }

  #mayTake(agent: number, contact: Contact): boolean {
    if (!this.#matching.mayTake(agent, contact) || contact.refusedBy.has(agent)) return false
    const [first] = contact.rungAt
    const ring = this.#matching.ringOf(contact)
    return first === undefined || ring?.sameGroup !== true || this.#matching.areInOneGroup(first, agent)
  }

  #foundBy(contact: Contact): number[] {
    return this.#staff.all.filter((agent) => this.#staff.isFound(agent, contact.type) && this.#mayTake(agent, contact))
  }

  /** At how many agents a contact may ring by now. */
  #ringsAt(contact: Contact, nowMs: number): number {
    const { atOnce = 50, everyMs } = this.#matching.ringOf(contact) ?? { atOnce: 1 }
    return everyMs === undefined ? atOnce : Math.min(atOnce, 1 + Math.floor((nowMs - contact.ringsSinceMs) / everyMs))
  }

  #isHeld(agent: number, contact: Contact): boolean {
    if (typeof this.#mayHold === 'boolean') return this.#mayHold
    const alike = this.#foundBy(contact).filter((other) => this.#matching.areInOneGroup(agent, other))
    return this.#mayHold(contact.type, this.#matching.groupOf(agent), alike.length)
  }

  #end(contact: Contact): void {
    this.#staff.drop(contact.id)
    this.#contacts.delete(contact.id)
    this.#ended += 1
  }

  #expect(contact: Contact, event: string, ...states: readonly Contact['state'][]): void {
    if (states.includes(contact.state)) return
    throw new Broken('conservation', `contact ${contact.id} is ${contact.state}, and yet: ${event}`)
  }

  #stageByAge({ type, arrivedMs }: Contact, nowMs: number): number {
    return this.#matching.stageAfter(type, nowMs - arrivedMs)
  }
}
