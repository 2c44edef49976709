import type { AcdConfig, AcdEvent, RankedListsConfig, SkillLevels } from '@strowger/acd'

interface Contact {
  id: number
  ref: number
  type: number
  priority: number
  arrivedMs: number
  state: 'waiting' | 'offered' | 'connected' | 'wrap-up'
  sinceMs: number
  stage: number
  agent: Agent | undefined
  deadline: Deadline | undefined
}

interface Agent {
  number: number
  group: number
  skills: SkillLevels
  state: 'signed-out' | 'not-ready' | 'ready' | 'offered' | 'connected' | 'wrap-up'
  intention: 'signed-out' | 'not-ready' | 'ready'
  reason: string
  contact: Contact | undefined
  idleOrder: number
  deadline: Deadline | undefined
}

interface Deadline {
  atMs: number
  rank: number
  order: number
  fire: () => void
}

/**
 * The engine's rules written the plain way: objects in arrays, everything found by looking at everything. It shares no
 * code with the engine, whose events must be the same.
 */
export class ReferenceEngine {
  readonly events: string[] = []
  readonly #config: AcdConfig
  readonly #ranks: RankedListsConfig | undefined
  #contacts: Contact[] = []
  #agents: Agent[] = []
  #nowMs = -Infinity
  #lastId = 0
  #order = 0

  constructor(config: AcdConfig, ranks: RankedListsConfig | undefined) {
    this.#config = config
    this.#ranks = ranks
  }

  get waiting(): number {
    return this.#contacts.filter((c) => c.state === 'waiting').length
  }

  nextDeadlineMs(): number {
    return Math.min(...this.#deadlines().map((d) => d.atMs))
  }

  agentState(agent: number): string {
    return this.#agents[agent]!.state
  }

  addAgent(group: number, skills: SkillLevels | undefined): number {
    this.#agents.push({
      number: this.#agents.length,
      group,
      skills: skills ?? this.#config.groups[group]!.skills ?? {},
      state: 'signed-out',
      intention: 'signed-out',
      reason: '',
      contact: undefined,
      idleOrder: 0,
      deadline: undefined,
    })
    return this.#agents.length - 1
  }

  advance(nowMs: number): void {
    for (;;) {
      const due = this.#deadlines()
        .filter((d) => d.atMs <= nowMs)
        .sort((a, b) => a.atMs - b.atMs || a.rank - b.rank || a.order - b.order)[0]
      if (due === undefined) break
      this.#nowMs = due.atMs
      for (const owner of [...this.#contacts, ...this.#agents]) if (owner.deadline === due) owner.deadline = undefined
      due.fire()
    }
    this.#nowMs = nowMs
  }

  offer(type: number, priority: number | undefined, ref: number, nowMs: number): number {
    this.advance(nowMs)
    const contact: Contact = {
      id: (this.#lastId += 1),
      ref,
      type,
      priority: priority ?? this.#config.types[type]!.priority ?? 0,
      arrivedMs: nowMs,
      state: 'waiting',
      sinceMs: nowMs,
      stage: 0,
      agent: undefined,
      deadline: undefined,
    }
    this.#say('arrived', contact)
    const inside = this.#contacts.filter((c) => c.state !== 'wrap-up').length
    if (inside >= (this.#config.trunks ?? Infinity)) {
      this.#say('blocked', contact)
      return contact.id
    }
    this.#contacts.push(contact)
    this.#place(contact)
    return contact.id
  }

  abandon(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.#contacts.find((c) => c.id === id)
    if (contact === undefined || (contact.state !== 'waiting' && contact.state !== 'offered')) return false
    const agent = contact.agent
    if (agent !== undefined) this.#say('offer-ended', contact, 'abandoned')
    this.#say('abandoned', contact, String(nowMs - contact.arrivedMs))
    this.#remove(contact)
    if (agent !== undefined) this.#idleAgain(agent, true)
    return true
  }

  accept(id: number, agent: number, nowMs: number): boolean {
    const contact = this.#offered(id, agent, nowMs)
    if (contact === undefined) return false
    this.#agents[agent]!.deadline = undefined
    this.#connect(contact)
    return true
  }

  decline(id: number, agent: number, nowMs: number): boolean {
    const contact = this.#offered(id, agent, nowMs)
    if (contact === undefined) return false
    this.#refused(contact, 'declined')
    return true
  }

  release(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.#contacts.find((c) => c.id === id && c.state === 'connected')
    if (contact === undefined) return false
    const agent = contact.agent!
    const wrapUpMs = this.#config.types[contact.type]!.wrapUpMs ?? 0
    this.#say('released', contact, `${nowMs - contact.sinceMs} ${wrapUpMs > 0}`)
    if (wrapUpMs === 0) {
      this.#remove(contact)
      this.#idleAgain(agent, false)
      return true
    }
    contact.state = 'wrap-up'
    contact.sinceMs = nowMs
    agent.state = 'wrap-up'
    if (wrapUpMs < Infinity) agent.deadline = this.#deadline(nowMs + wrapUpMs, 0, () => this.#endWrapUp(agent))
    return true
  }

  endWrapUp(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.#agents[agent]!.state !== 'wrap-up') return false
    this.#endWrapUp(this.#agents[agent]!)
    return true
  }

  signIn(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.#agents[agent]!.intention !== 'signed-out') return false
    this.#intend(this.#agents[agent]!, 'not-ready', 'signed-in')
    return true
  }

  signOut(number: number, nowMs: number): boolean {
    this.advance(nowMs)
    const agent = this.#agents[number]!
    if (agent.intention === 'signed-out') return false
    if (agent.state !== 'offered') {
      this.#intend(agent, 'signed-out', '')
      return true
    }
    agent.intention = 'signed-out'
    agent.reason = ''
    const contact = agent.contact!
    this.#say('offer-ended', contact, 'signed-out')
    this.#place(contact)
    this.#idleAgain(agent, false)
    return true
  }

  ready(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.#agents[agent]!.intention !== 'not-ready') return false
    this.#intend(this.#agents[agent]!, 'ready', '')
    return true
  }

  notReady(agent: number, reason: string, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.#agents[agent]!.intention === 'signed-out') return false
    this.#intend(this.#agents[agent]!, 'not-ready', reason)
    return true
  }

  #deadlines(): Deadline[] {
    return [...this.#contacts, ...this.#agents].flatMap((owner) => owner.deadline ?? [])
  }

  #deadline(atMs: number, rank: number, fire: () => void): Deadline {
    return { atMs, rank, order: (this.#order += 1), fire }
  }

  #say(kind: string, contact: Contact, detail = ''): void {
    const who = contact.agent === undefined ? '' : ` agent ${contact.agent.number} of ${contact.agent.group}`
    const what = `${contact.id} ref ${contact.ref} type ${contact.type} from ${contact.arrivedMs}`
    this.events.push(`${this.#nowMs} ${kind} ${what}${who} ${detail}`)
  }

  #intend(agent: Agent, intention: Agent['intention'], reason: string): void {
    agent.intention = intention
    agent.reason = reason
    if (agent.contact !== undefined) return
    agent.deadline = undefined
    this.#enter(agent, false)
  }

  #idleAgain(agent: Agent, keepsPlace: boolean): void {
    agent.contact = undefined
    agent.deadline = undefined
    this.#enter(agent, keepsPlace)
  }

  #enter(agent: Agent, keepsPlace: boolean): void {
    agent.state = agent.intention
    this.events.push(`${this.#nowMs} agent ${agent.number} of ${agent.group} ${agent.state} ${agent.reason}`)
    if (agent.state !== 'ready') return
    if (!keepsPlace) agent.idleOrder = this.#order += 1
    const rank = (c: Contact) => this.#contactRank(agent.group, c.type)
    const chosen = this.#contacts
      .filter((c) => c.state === 'waiting' && this.#mayTake(agent, c))
      .sort((a, b) => rank(a) - rank(b) || b.priority - a.priority || a.arrivedMs - b.arrivedMs || a.id - b.id)[0]
    if (chosen !== undefined) this.#offerTo(chosen, agent)
  }

  #endWrapUp(agent: Agent): void {
    const contact = agent.contact!
    this.#say('wrap-up-ended', contact, String(this.#nowMs - contact.sinceMs))
    this.#remove(contact)
    this.#idleAgain(agent, false)
  }

  #offered(id: number, agent: number, nowMs: number): Contact | undefined {
    this.advance(nowMs)
    return this.#contacts.find((c) => c.id === id && c.state === 'offered' && c.agent?.number === agent)
  }

  #refused(contact: Contact, end: 'declined' | 'no-answer'): void {
    const agent = contact.agent!
    const group = this.#config.groups[agent.group]!
    const refusal =
      end === 'declined'
        ? (group.afterDecline ?? { become: 'ready', forMs: Infinity })
        : (group.afterNoAnswer ?? { become: 'not-ready', forMs: Infinity })
    this.#say('offer-ended', contact, end)
    this.#place(contact)
    const leaves = agent.intention === 'ready' && refusal.become === 'not-ready'
    if (leaves) {
      agent.intention = 'not-ready'
      agent.reason = end
    }
    this.#idleAgain(agent, false)
    if (leaves && refusal.forMs < Infinity) {
      agent.deadline = this.#deadline(this.#nowMs + refusal.forMs, 1, () => this.#intend(agent, 'ready', ''))
    }
  }

  #place(contact: Contact): void {
    contact.agent = undefined
    contact.state = 'waiting'
    const stages = this.#config.types[contact.type]!.stages ?? []
    contact.stage = stages.filter((s) => s.afterMs <= this.#nowMs - contact.arrivedMs).length
    if (this.#seekAgent(contact)) return
    this.#awaitStage(contact)
    this.#say('queued', contact)
  }

  #awaitStage(contact: Contact): void {
    const stage = this.#config.types[contact.type]!.stages?.[contact.stage]
    if (stage === undefined) return
    contact.deadline = this.#deadline(contact.arrivedMs + stage.afterMs, 3, () => {
      contact.stage += 1
      this.#say('stage', contact, String(contact.stage))
      if (!this.#seekAgent(contact)) this.#awaitStage(contact)
    })
  }

  #seekAgent(contact: Contact): boolean {
    const rank = (a: Agent) => this.#agentRank(contact.type, a.group)
    const chosen = this.#agents
      .filter((a) => a.state === 'ready' && this.#mayTake(a, contact))
      .sort((a, b) => rank(a) - rank(b) || a.idleOrder - b.idleOrder)[0]
    if (chosen !== undefined) this.#offerTo(contact, chosen)
    return chosen !== undefined
  }

  #mayTake(agent: Agent, contact: Contact): boolean {
    const type = this.#config.types[contact.type]!
    let { requires, groups } = type
    for (const stage of (type.stages ?? []).slice(0, contact.stage)) {
      requires = stage.requires ?? requires
      groups = stage.groups ?? groups
    }
    const named = groups === undefined || groups.includes(this.#config.groups[agent.group]!.name)
    return named && Object.entries(requires ?? {}).every(([skill, level]) => (agent.skills[skill] ?? 0) >= level)
  }

  #agentRank(type: number, group: number): number {
    return tierOf(this.#ranks?.agents?.[this.#config.types[type]!.name], this.#config.groups[group]!.name)
  }

  #contactRank(group: number, type: number): number {
    return tierOf(this.#ranks?.contacts?.[this.#config.groups[group]!.name], this.#config.types[type]!.name)
  }

  #offerTo(contact: Contact, agent: Agent): void {
    contact.deadline = undefined
    contact.agent = agent
    contact.sinceMs = this.#nowMs
    agent.contact = contact
    const group = this.#config.groups[agent.group]!
    if (group.autoAnswer === true) {
      this.#connect(contact)
      return
    }
    contact.state = 'offered'
    agent.state = 'offered'
    agent.deadline = this.#deadline(this.#nowMs + (group.offerTimeoutMs ?? 20_000), 2, () =>
      this.#refused(contact, 'no-answer'),
    )
    this.#say('offered', contact)
  }

  #connect(contact: Contact): void {
    contact.state = 'connected'
    contact.sinceMs = this.#nowMs
    contact.agent!.state = 'connected'
    this.#say('connected', contact, String(this.#nowMs - contact.arrivedMs))
  }

  #remove(contact: Contact): void {
    this.#contacts = this.#contacts.filter((c) => c !== contact)
  }
}

function tierOf(tiers: readonly (readonly string[])[] | undefined, name: string): number {
  const tier = (tiers ?? []).findIndex((names) => names.includes(name))
  return tier < 0 ? Infinity : tier
}

/** An event of the engine in the reference's words. */
export function inWords(event: AcdEvent): string {
  if (event.kind === 'agent') {
    return `${event.atMs} agent ${event.agent} of ${event.group} ${event.state} ${event.reason}`
  }
  const who = 'agent' in event && event.agent >= 0 ? ` agent ${event.agent} of ${event.group}` : ''
  const what = `${event.contact} ref ${event.ref} type ${event.type} from ${event.arrivedMs}`
  return `${event.atMs} ${event.kind} ${what}${who} ${detailOf(event)}`
}

function detailOf(event: Exclude<AcdEvent, { kind: 'agent' }>): string {
  switch (event.kind) {
    case 'offer-ended':
      return event.reason
    case 'stage':
      return String(event.stage)
    case 'released':
      return `${event.durationMs} ${event.wrapUp}`
    case 'connected':
    case 'wrap-up-ended':
    case 'abandoned':
      return String(event.durationMs)
    case 'arrived':
    case 'blocked':
    case 'queued':
    case 'offered':
      return ''
  }
}
