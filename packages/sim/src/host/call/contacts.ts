import type { AcdEvent } from '@strowger/acd'

/** A contact as the host needs to know it. */
export interface Contact {
  readonly id: number
  /** The caller's contact, of a leg: of somebody consulted, in conference, or listening. Its own number otherwise. */
  readonly main: number
  readonly ref: number
  type: number
  /** Who talks; −1 for nobody. */
  agent: number
  isHeld: boolean
  /** Of a leg: how it takes part. */
  role: 'caller' | 'consulted' | 'monitor'
  /** Whom the host called, of a leg outside; empty otherwise. */
  outside: string
  /** Who consults, of a leg. */
  by: number
}

/** Contacts inside, read off the engine's events; and which of them, and which agents, something has happened to since the last look. */
export class Contacts {
  readonly #byId = new Map<number, Contact>()
  readonly #talks = new Map<number, Set<number>>()
  readonly #touched = new Set<number>()
  readonly #touchedAgents = new Set<number>()

  of(id: number): Contact | undefined {
    return this.#byId.get(id)
  }

  /** Contacts that an agent talks to, in the order in which they came: a leg of its own, or a caller's. */
  talksOf(agent: number): Contact[] {
    return [...(this.#talks.get(agent) ?? [])].flatMap((id) => this.#byId.get(id) ?? [])
  }

  /** The caller's contact that an agent talks to; undefined when there is none. */
  mainOf(agent: number): Contact | undefined {
    return this.talksOf(agent).find(({ role }) => role === 'caller')
  }

  /** Legs of a contact. */
  legsOf(main: number): Contact[] {
    return [...this.#byId.values()].filter((each) => each.main === main && each.id !== main)
  }

  /** What was touched since the last call: callers' contacts, and agents. */
  takeTouched(): { readonly contacts: readonly number[]; readonly agents: readonly number[] } {
    const taken = { contacts: [...this.#touched], agents: [...this.#touchedAgents] }
    this.#touched.clear()
    this.#touchedAgents.clear()
    return taken
  }

  /** Something about it has changed that the engine does not know: a phone was answered, say. */
  touch(main: number): void {
    this.#touched.add(main)
  }

  touchAgent(agent: number): void {
    this.#touchedAgents.add(agent)
  }

  /** Takes in an event of the engine. */
  observe(event: AcdEvent): void {
    if (event.kind === 'agent' || event.kind === 'ordered' || event.kind === 'reserve') return
    const contact = this.#byId.get(event.contact) ?? this.#open(event)
    contact.type = event.type
    this.#touched.add(contact.main)
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others change nothing of what is kept here
    switch (event.kind) {
      case 'connected':
      case 'taken-over':
      case 'bridged':
        this.#talk(contact, event.agent)
        return
      case 'dial':
        // Who waits while the other side is called is on the phone.
        if (event.agent >= 0) this.#talk(contact, event.agent)
        return
      case 'dial-ended':
        this.#silence(contact)
        return
      case 'monitoring':
        contact.role = 'monitor'
        this.#talk(contact, event.agent)
        return
      case 'consulting':
        contact.role = 'consulted'
        contact.outside = event.outside
        contact.by = event.agent
        return
      case 'held':
      case 'resumed':
        contact.isHeld = event.kind === 'held'
        return
      case 'transferred':
        this.#silence(contact)
        return
      case 'released':
        this.#silence(contact)
        if (!event.wrapUp) this.#byId.delete(contact.id)
        return
      case 'monitoring-ended':
      case 'consult-ended':
      case 'wrap-up-ended':
      case 'abandoned':
      case 'diverted':
      case 'blocked':
      case 'refused':
      case 'expired':
        this.#silence(contact)
        this.#byId.delete(contact.id)
        return
      default:
    }
  }

  #open({
    contact: id,
    parent = 0,
    ref,
    type,
  }: {
    contact: number
    parent?: number
    ref: number
    type: number
  }): Contact {
    const contact: Contact = {
      id,
      main: parent === 0 ? id : parent,
      ref,
      type,
      agent: -1,
      isHeld: false,
      role: parent === 0 ? 'caller' : 'consulted',
      outside: '',
      by: -1,
    }
    this.#byId.set(id, contact)
    return contact
  }

  #talk(contact: Contact, agent: number): void {
    this.#silence(contact)
    contact.agent = agent
    contact.isHeld = false
    const talks = this.#talks.get(agent) ?? new Set()
    talks.add(contact.id)
    this.#talks.set(agent, talks)
    this.#touchedAgents.add(agent)
  }

  #silence(contact: Contact): void {
    if (contact.agent < 0) return
    this.#talks.get(contact.agent)?.delete(contact.id)
    this.#touchedAgents.add(contact.agent)
    contact.agent = -1
  }
}
