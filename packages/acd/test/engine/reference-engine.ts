import type { AcdConfig, AcdEvent, ContactOffer, RankedListsConfig, SkillLevels } from '@strowger/acd'

interface Contact {
  id: number
  ref: number
  type: number
  priority: number
  arrivedMs: number
  state: 'waiting' | 'offered' | 'connected' | 'held' | 'wrap-up'
  queuedMs: number
  headStartMs: number
  heldMs: number
  preferred: { agent: Agent; untilMs: number } | undefined
  /** True while it waits for its preferred agent alone. */
  personal: boolean
  excluded: Agent[]
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
  missed: number
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
      missed: 0,
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

  offer(offer: ContactOffer, nowMs: number): number {
    this.advance(nowMs)
    const contact: Contact = {
      id: (this.#lastId += 1),
      ref: offer.ref ?? 0,
      type: offer.type,
      priority: offer.priority ?? this.#config.types[offer.type]!.priority ?? 0,
      queuedMs: nowMs,
      headStartMs: offer.headStartMs ?? this.#config.types[offer.type]!.headStartMs ?? 0,
      heldMs: 0,
      preferred: offer.preferred && {
        agent: this.#agents[offer.preferred.agent]!,
        untilMs: nowMs + offer.preferred.forMs,
      },
      personal: false,
      excluded: (offer.exclude ?? []).map((agent) => this.#agents[agent]!),
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
    this.#say('abandoned', contact, String(nowMs - contact.queuedMs))
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
    const contact = this.#withAgent(id)
    if (contact === undefined) return false
    this.#endHold(contact)
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
    this.#agents[agent]!.missed = 0
    this.#intend(this.#agents[agent]!, 'not-ready', 'signed-in')
    return true
  }

  signOut(number: number, nowMs: number): boolean {
    this.advance(nowMs)
    const agent = this.#agents[number]!
    if (agent.intention === 'signed-out') return false
    this.#leave(agent, 'signed-out', '', 'signed-out')
    return true
  }

  hold(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.#contacts.find((c) => c.id === id && c.state === 'connected')
    if (contact === undefined) return false
    contact.state = 'held'
    contact.heldMs = nowMs
    this.#say('held', contact)
    return true
  }

  resume(id: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.#contacts.find((c) => c.id === id && c.state === 'held')
    if (contact === undefined) return false
    this.#endHold(contact)
    return true
  }

  transfer(id: number, type: number, nowMs: number, priority: number | undefined): boolean {
    this.advance(nowMs)
    const contact = this.#withAgent(id)
    if (contact === undefined) return false
    const agent = this.#endPart(contact)
    this.#become(contact, type, priority ?? this.#config.types[type]!.priority ?? 0)
    contact.agent = undefined
    contact.queuedMs = nowMs
    this.#say('requeued', contact, String(contact.priority))
    this.#place(contact)
    this.#idleAgain(agent, false)
    return true
  }

  /** Transfer to an agent, and the supervisor's intercept: the same to the engine. */
  handOver(id: number, to: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.#withAgent(id)
    const target = this.#agents[to]!
    if (contact === undefined || (target.state !== 'ready' && target.state !== 'not-ready')) return false
    if (contact.excluded.includes(target)) return false
    const agent = this.#endPart(contact)
    if (target.deadline !== undefined) {
      target.intention = 'ready'
      target.reason = ''
    }
    target.deadline = undefined
    target.contact = contact
    target.state = 'connected'
    target.missed = 0
    contact.agent = target
    contact.sinceMs = nowMs
    contact.preferred = undefined
    this.#say('taken-over', contact)
    this.#idleAgain(agent, false)
    return true
  }

  transferOut(id: number, where: string, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.#withAgent(id)
    if (contact === undefined) return false
    const agent = this.#endPart(contact)
    this.#say('diverted', contact, `${where} ${nowMs - contact.queuedMs}`)
    this.#remove(contact)
    this.#idleAgain(agent, false)
    return true
  }

  move(id: number, to: { readonly type?: number; readonly priority?: number }, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.#contacts.find((c) => c.id === id && c.state === 'waiting')
    if (contact === undefined) return false
    contact.deadline = undefined
    this.#become(contact, to.type ?? contact.type, to.priority ?? contact.priority)
    this.#say('moved', contact, String(contact.priority))
    this.#place(contact)
    return true
  }

  divert(id: number, reason: string, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.#contacts.find((c) => c.id === id && (c.state === 'waiting' || c.state === 'offered'))
    if (contact === undefined) return false
    const agent = contact.agent
    if (agent !== undefined) this.#say('offer-ended', contact, 'withdrawn')
    this.#say('diverted', contact, `${reason} ${nowMs - contact.queuedMs}`)
    this.#remove(contact)
    if (agent !== undefined) this.#idleAgain(agent, true)
    return true
  }

  exclude(id: number, agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    const contact = this.#contacts.find((c) => c.id === id)
    if (contact === undefined) return false
    contact.excluded.push(this.#agents[agent]!)
    if (contact.personal && contact.preferred?.agent === this.#agents[agent]) this.#endPreference(contact)
    if (contact.state === 'offered' && contact.agent === this.#agents[agent]) {
      this.#say('offer-ended', contact, 'withdrawn')
      this.#place(contact)
      this.#idleAgain(this.#agents[agent]!, true)
    }
    return true
  }

  position(id: number): number | undefined {
    const contact = this.#contacts.find((c) => c.id === id && c.state === 'waiting')
    if (contact === undefined) return undefined
    const sameList = (c: Contact) =>
      contact.personal
        ? c.personal && c.preferred?.agent === contact.preferred?.agent
        : !c.personal && c.type === contact.type && c.stage === contact.stage && c.priority === contact.priority
    const isAhead = (c: Contact) => (orderOf(c) - orderOf(contact) || c.id - contact.id) < 0
    return this.#contacts.filter((c) => c.state === 'waiting' && sameList(c) && isAhead(c)).length
  }

  extendWrapUp(number: number, byMs: number, nowMs: number): boolean {
    this.advance(nowMs)
    const agent = this.#agents[number]!
    if (agent.state !== 'wrap-up' || agent.deadline === undefined) return false
    agent.deadline = this.#deadline(agent.deadline.atMs + byMs, 0, agent.deadline.fire)
    return true
  }

  forceSignOut(agent: number, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.#agents[agent]!.intention === 'signed-out') return false
    this.#leave(this.#agents[agent]!, 'signed-out', 'supervisor', 'signed-out')
    return true
  }

  forceNotReady(agent: number, reason: string, nowMs: number): boolean {
    this.advance(nowMs)
    if (this.#agents[agent]!.intention === 'signed-out') return false
    this.#leave(this.#agents[agent]!, 'not-ready', reason, 'withdrawn')
    return true
  }

  forceReady(number: number, nowMs: number): boolean {
    this.advance(nowMs)
    const agent = this.#agents[number]!
    if (agent.intention === 'signed-out') return false
    if (agent.state === 'wrap-up') {
      agent.intention = 'ready'
      agent.reason = ''
      this.#endWrapUp(agent)
    } else if (agent.intention !== 'ready') this.#intend(agent, 'ready', '')
    return true
  }

  #leave(agent: Agent, intention: 'signed-out' | 'not-ready', reason: string, end: string): void {
    if (agent.state === 'offered') {
      agent.intention = intention
      agent.reason = reason
      const contact = agent.contact!
      this.#say('offer-ended', contact, end)
      this.#place(contact)
      this.#idleAgain(agent, true)
    } else this.#intend(agent, intention, reason)
    if (intention === 'signed-out') this.#freePersonal(agent)
  }

  #freePersonal(agent: Agent): void {
    const waiting = this.#contacts
      .filter((c) => c.personal && c.preferred?.agent === agent)
      .sort((a, b) => orderOf(a) - orderOf(b) || a.id - b.id)
    for (const contact of waiting) this.#endPreference(contact)
  }

  #endPreference(contact: Contact): void {
    contact.preferred = undefined
    contact.deadline = undefined
    this.#place(contact)
  }

  #withAgent(id: number): Contact | undefined {
    return this.#contacts.find((c) => c.id === id && (c.state === 'connected' || c.state === 'held'))
  }

  #endHold(contact: Contact): void {
    if (contact.state !== 'held') return
    contact.state = 'connected'
    this.#say('resumed', contact, String(this.#nowMs - contact.heldMs))
  }

  #endPart(contact: Contact): Agent {
    this.#endHold(contact)
    this.#say('transferred', contact, String(this.#nowMs - contact.sinceMs))
    return contact.agent!
  }

  #become(contact: Contact, type: number, priority: number): void {
    contact.type = type
    contact.priority = priority
    contact.headStartMs = this.#config.types[type]!.headStartMs ?? 0
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
      .sort((a, b) => rank(a) - rank(b) || b.priority - a.priority || orderOf(a) - orderOf(b) || a.id - b.id)[0]
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
    if (contact.preferred?.agent === agent) contact.preferred = undefined
    this.#say('offer-ended', contact, end)
    this.#place(contact)
    agent.missed = end === 'declined' ? Math.min(agent.missed, 0) - 1 : Math.max(agent.missed, 0) + 1
    const leaves = agent.intention === 'ready' && refusal.become === 'not-ready'
    const signsOut = leaves && Math.abs(agent.missed) >= (refusal.signOutAfter ?? Infinity)
    if (leaves) {
      agent.intention = signsOut ? 'signed-out' : 'not-ready'
      agent.reason = end
    }
    this.#idleAgain(agent, false)
    if (signsOut) this.#freePersonal(agent)
    else if (leaves && refusal.forMs < Infinity) {
      agent.deadline = this.#deadline(this.#nowMs + refusal.forMs, 1, () => this.#intend(agent, 'ready', ''))
    }
  }

  #place(contact: Contact): void {
    contact.agent = undefined
    contact.state = 'waiting'
    const stages = this.#config.types[contact.type]!.stages ?? []
    contact.stage = stages.filter((s) => s.afterMs <= this.#nowMs - contact.arrivedMs).length
    contact.personal = false
    if (contact.preferred !== undefined && this.#placeWithPreferred(contact, contact.preferred)) return
    if (this.#seekAgent(contact)) return
    this.#awaitStage(contact)
    this.#say('queued', contact)
  }

  #placeWithPreferred(contact: Contact, { agent, untilMs }: { agent: Agent; untilMs: number }): boolean {
    const gone = agent.intention === 'signed-out' || !this.#mayTake(agent, contact) || untilMs < this.#nowMs
    if (!gone && agent.state === 'ready') {
      this.#offerTo(contact, agent)
      return true
    }
    if (gone || untilMs === this.#nowMs) {
      contact.preferred = undefined
      return false
    }
    contact.personal = true
    if (untilMs < Infinity) contact.deadline = this.#deadline(untilMs, 3, () => this.#endPreference(contact))
    this.#say('queued', contact)
    return true
  }

  #awaitStage(contact: Contact): void {
    const stage = this.#config.types[contact.type]!.stages?.[contact.stage]
    if (stage === undefined) return
    contact.deadline = this.#deadline(contact.arrivedMs + stage.afterMs, 4, () => {
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
    if (contact.excluded.includes(agent)) return false
    if (contact.personal && contact.preferred?.agent !== agent) return false
    const type = this.#config.types[contact.type]!
    let { requires, groups } = type
    for (const stage of (type.stages ?? []).slice(0, contact.stage)) {
      requires = stage.requires ?? requires
      groups = stage.groups ?? groups
    }
    const group = this.#config.groups[agent.group]!
    if (group.tenant !== type.tenant) return false
    const named = groups === undefined || groups.includes(group.name)
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
    contact.personal = false
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
    contact.agent!.missed = 0
    contact.preferred = undefined
    this.#say('connected', contact, String(this.#nowMs - contact.queuedMs))
  }

  #remove(contact: Contact): void {
    this.#contacts = this.#contacts.filter((c) => c !== contact)
  }
}

/** Place in the order of waiting: age, head start included. */
function orderOf(contact: Contact): number {
  return contact.arrivedMs - contact.headStartMs
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
    case 'resumed':
    case 'transferred':
      return String(event.durationMs)
    case 'diverted':
      return `${event.reason} ${event.durationMs}`
    case 'moved':
    case 'requeued':
      return String(event.priority)
    case 'held':
    case 'taken-over':
    case 'arrived':
    case 'blocked':
    case 'queued':
    case 'offered':
      return ''
  }
}
