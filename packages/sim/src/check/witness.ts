import type { AcdEngine, AcdEvent, SkillLevels } from '@strowger/acd'
import { Broken } from './broken.ts'
import type { Exchange } from './exchange.ts'
import { Matching } from './matching.ts'

/** A contact inside, as its events tell of it. */
export interface Contact {
  readonly id: number
  readonly type: number
  readonly priority: number
  readonly arrivedMs: number
  /** `loose`: arrived or came back, and not yet placed. */
  state: 'loose' | 'waiting' | 'offered' | 'connected' | 'wrap-up'
  stage: number
  agent: number
}

/**
 * Whether a policy may leave agents idle while a contact waits: never, whenever it likes, or when so many agents of the
 * group who may take the contact are idle.
 */
export type MayHold = boolean | ((type: number, group: number, idleAlike: number) => boolean)

/**
 * Follows an engine by its events alone and throws {@link Broken} when they cannot be right, or when an idle agent and a
 * waiting contact are left alone together. A contact's `ref` must be its priority. It knows the rules, not the engine: it looks at everything each time.
 */
export class Witness {
  readonly #exchange: Exchange
  readonly #matching: Matching
  readonly #mayHold: MayHold
  readonly #contacts = new Map<number, Contact>()
  /** The contact in an agent's hands, `undefined` for none. */
  readonly #inHand = new Map<number, number>()
  readonly #ready = new Set<number>()
  #arrived = 0
  #ended = 0

  constructor(exchange: Exchange, mayHold: MayHold) {
    this.#exchange = exchange
    this.#matching = new Matching(exchange)
    this.#mayHold = mayHold
  }

  /** Ids of contacts inside, in order of arrival. */
  get inside(): readonly number[] {
    return [...this.#contacts.keys()]
  }

  /** The contact that an agent is offered, talks to or works for. */
  inHandOf(agent: number): number | undefined {
    return this.#inHand.get(agent)
  }

  /** Agents who are idle and may take a contact, and of whom it prefers none to another, by number. */
  agentsFor(id: number, nowMs: number): number[] {
    const contact = this.#contacts.get(id)
    if (contact === undefined) return []
    if (contact.state === 'loose') contact.stage = this.#stageByAge(contact, nowMs)
    const able = [...this.#ready].filter((agent) => this.#matching.mayTake(agent, contact)).sort((a, b) => a - b)
    const best = Math.max(...able.map((agent) => this.#matching.score(agent, contact)))
    return able.filter((agent) => this.#matching.score(agent, contact) === best)
  }

  /** Contacts that wait, that an agent may take, and of which its group takes none before another; by arrival. */
  contactsFor(agent: number): Contact[] {
    const able = this.waiting().filter((contact) => this.#matching.mayTake(agent, contact))
    const first = Math.max(...able.map((contact) => this.#matching.queuePriority(agent, contact)))
    return able.filter((contact) => this.#matching.queuePriority(agent, contact) === first)
  }

  /** Contacts that wait, in order of arrival. */
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

  /** Takes in the next event. */
  see(event: AcdEvent): void {
    if (event.kind === 'agent') {
      this.#enter(event.agent, event.state === 'ready')
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
        this.#assign(contact, event.agent, event.atMs)
        contact.state = 'offered'
        return
      case 'connected':
        if (contact.state !== 'offered' || contact.agent !== event.agent) {
          this.#assign(contact, event.agent, event.atMs)
        }
        contact.state = 'connected'
        return
      case 'offer-ended':
        this.#expect(contact, event.kind, 'offered')
        contact.state = 'loose'
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
        this.#expect(contact, event.kind, 'loose')
        this.#end(contact)
        return
      case 'abandoned':
        this.#expect(contact, event.kind, 'loose', 'waiting')
        this.#end(contact)
        return
      // No command of the check leads to these.
      case 'consulting':
      case 'joined':
      case 'consult-ended':
      case 'monitoring':
      case 'monitoring-ended':
      case 'ordered':
      case 'interrupted':
      case 'continued':
      case 'held':
      case 'resumed':
      case 'moved':
      case 'transferred':
      case 'requeued':
      case 'taken-over':
      case 'diverted':
      case 'overflowed':
      case 'refused':
      case 'announced':
      case 'wait-announced':
      case 'callback-offered':
      case 'callback-accepted':
      case 'listed':
      case 'dial':
      case 'dial-ended':
      case 'bridged':
      case 'expired':
    }
  }

  /** Compares with the engine when a command is over and all its events were seen. */
  rest(engine: AcdEngine): void {
    const all = [...this.#contacts.values()]
    const loose = all.find(({ state }) => state === 'loose')
    if (loose !== undefined) throw new Broken('no lost contact', `contact ${loose.id} neither waits nor has an agent`)
    const waiting = all.filter(({ state }) => state === 'waiting')
    if (engine.waiting !== waiting.length || this.#arrived !== this.#ended + all.length) {
      const counts = `${this.#arrived} arrived, ${this.#ended} ended, ${all.length} inside, ${waiting.length} waiting`
      throw new Broken('conservation', `${counts}; the engine says ${engine.waiting} wait`)
    }
    if (this.#mayHold === true) return
    for (const agent of this.#ready) {
      const contact = waiting.find((each) => this.#matching.mayTake(agent, each) && !this.#isHeld(agent, each))
      if (contact === undefined) continue
      throw new Broken(
        'work conservation',
        `agent ${agent} is idle, and contact ${contact.id} waits, which it may take`,
      )
    }
  }

  #arrive(id: number, type: number, priority: number, arrivedMs: number): void {
    if (this.#contacts.has(id)) throw new Broken('conservation', `contact ${id} arrived twice`)
    this.#contacts.set(id, { id, type, priority, arrivedMs, state: 'loose', stage: 0, agent: -1 })
    this.#arrived += 1
  }

  #enter(agent: number, isReady: boolean): void {
    const contact = this.#contacts.get(this.#inHand.get(agent) ?? 0)
    if (contact !== undefined && contact.agent === agent && contact.state !== 'loose' && contact.state !== 'waiting') {
      throw new Broken('no lost contact', `agent ${agent} leaves contact ${contact.id} while it is ${contact.state}`)
    }
    this.#inHand.delete(agent)
    if (isReady) this.#ready.add(agent)
    else this.#ready.delete(agent)
  }

  #assign(contact: Contact, agent: number, nowMs: number): void {
    if (contact.state !== 'loose' && contact.state !== 'waiting') {
      throw new Broken('no double assignment', `contact ${contact.id} is ${contact.state} with agent ${contact.agent}`)
    }
    if (!this.#ready.delete(agent)) {
      throw new Broken('no double assignment', `agent ${agent} is not idle, and gets contact ${contact.id}`)
    }
    if (contact.state === 'loose') contact.stage = this.#stageByAge(contact, nowMs)
    if (!this.#matching.mayTake(agent, contact)) {
      throw new Broken('only who may take it', `agent ${agent} may not take contact ${contact.id}`)
    }
    // A policy that holds back those who come first is asked about all.
    if (this.#mayHold === false) {
      this.#expectPreferred(agent, contact)
      this.#expectFirstType(agent, contact)
    }
    contact.state = 'loose'
    for (const other of this.#contacts.values()) {
      const isAlike = other.type === contact.type && other.priority === contact.priority
      if (other.state !== 'waiting' || !isAlike || !this.#matching.mayTake(agent, other)) continue
      // A policy that holds may treat stages differently: who may be held depends on who may take it.
      if (this.#mayHold !== false && other.stage !== contact.stage) continue
      if (other.arrivedMs > contact.arrivedMs || (other.arrivedMs === contact.arrivedMs && other.id > contact.id))
        continue
      const what = `contact ${contact.id} overtakes contact ${other.id}, which came first`
      throw new Broken('first come, first served inside type and priority', what)
    }
    contact.agent = agent
    this.#inHand.set(agent, contact.id)
  }

  #expectPreferred(agent: number, contact: Contact): void {
    const score = this.#matching.score(agent, contact)
    const better = [...this.#ready].find(
      (each) => this.#matching.mayTake(each, contact) && this.#matching.score(each, contact) > score,
    )
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

  #isHeld(agent: number, contact: Contact): boolean {
    if (typeof this.#mayHold === 'boolean') return this.#mayHold
    const { agents } = this.#exchange
    const { group } = agents[agent]!
    const alike = [...this.#ready].filter(
      (other) => agents[other]!.group === group && this.#matching.mayTake(other, contact),
    )
    return this.#mayHold(contact.type, group, alike.length)
  }

  #end(contact: Contact): void {
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
