import type { AcdConfig, CapacityConfig, ChannelConfig, RankedListsConfig, SkillLevels } from '@strowger/acd'
import type { Agent, Contact, Deadline } from './model.ts'

/** What the reference remembers: objects in arrays, and what is due. */
export class ReferenceFloor {
  readonly events: string[] = []
  protected readonly config: AcdConfig
  protected readonly ranks: RankedListsConfig | undefined
  protected contacts: Contact[] = []
  protected agents: Agent[] = []
  protected nowMs = -Infinity
  protected order = 0
  /** Contacts that have entered a queue since rules were asked, or whose time has come. */
  protected entered: Contact[] = []
  /** Reserves that are open, as `type name`. */
  protected readonly open: Set<string> = new Set()
  protected lastId = 0

  constructor(config: AcdConfig, ranks: RankedListsConfig | undefined) {
    this.config = config
    this.ranks = ranks
  }

  /** Ids of contacts, legs included. */
  get inside(): number[] {
    return this.contacts.map(({ id }) => id)
  }

  get waiting(): number {
    return this.contacts.filter((c) => c.state === 'waiting').length
  }

  nextDeadlineMs(): number {
    return Math.min(...this.deadlines().map((d) => d.atMs))
  }

  agentState(agent: number): string {
    const { ringing, stopping, hand } = this.agents[agent]!
    if (ringing !== undefined || stopping) return 'offered'
    if (hand.some((c) => c.state !== 'wrap-up')) return 'connected'
    return hand.length > 0 ? 'wrap-up' : this.restingState(this.agents[agent]!)
  }

  /** What an agent with nothing in hand is. */
  protected restingState({ removed, unreachable, intention }: Agent): string {
    if (removed) return 'removed'
    return unreachable && intention !== 'signed-out' ? 'unreachable' : intention
  }

  openChannels(agent: number): string[] {
    return this.agents[agent]!.open
  }

  contactsOf(agent: number): number[] {
    return this.agents[agent]!.hand.map(({ id }) => id)
  }

  addAgent(group: number, skills: SkillLevels | undefined, capacity: CapacityConfig | undefined): number {
    this.agents.push({
      number: this.agents.length,
      group,
      skills: skills ?? this.config.groups[group]!.skills ?? {},
      capacity: capacity ?? this.config.groups[group]!.capacity ?? {},
      unreachable: false,
      removed: false,
      intention: 'signed-out',
      reason: '',
      ringing: undefined,
      stopping: false,
      hand: [],
      open: [],
      idleOrder: 0,
      missed: 0,
      deadline: undefined,
    })
    return this.agents.length - 1
  }

  /** Asks rules; overridden. */
  askRules(): void {}

  protected ripen(): void {}

  /** Millisecond by millisecond. */
  advance(nowMs: number): void {
    this.askRules()
    const fromMs = this.nowMs === -Infinity ? nowMs : this.nowMs
    for (let atMs = fromMs; atMs <= nowMs; atMs += 1) {
      const isLater = atMs > this.nowMs
      this.#fireUpTo(atMs)
      if (isLater) this.ripen()
      this.askRules()
    }
  }

  #fireUpTo(nowMs: number): void {
    for (;;) {
      const due = this.deadlines()
        .filter((d) => d.atMs <= nowMs)
        .sort((a, b) => a.atMs - b.atMs || a.rank - b.rank || a.order - b.order)[0]
      if (due === undefined) break
      this.nowMs = due.atMs
      for (const owner of [...this.contacts, ...this.agents]) if (owner.deadline === due) owner.deadline = undefined
      due.fire()
    }
    this.nowMs = nowMs
  }

  protected channelOf(contact: Contact): ChannelConfig {
    const name = this.config.types[contact.type]!.channel
    return this.channels().find((channel) => channel.name === name) ?? this.channels()[0]!
  }

  protected channels(): readonly ChannelConfig[] {
    return this.config.channels ?? [{ name: 'voice' }]
  }

  protected newContact(type: number, ref: number): Contact {
    return {
      id: (this.lastId += 1),
      ref,
      type,
      priority: this.config.types[type]!.priority ?? 0,
      queuedMs: this.nowMs,
      headStartMs: 0,
      heldMs: 0,
      preferred: undefined,
      personal: false,
      excluded: [],
      arrivedMs: this.nowMs,
      state: 'waiting',
      sinceMs: this.nowMs,
      stage: 0,
      agent: undefined,
      rungAt: [],
      refusedBy: [],
      ringsIn: undefined,
      allowed: 0,
      deadline: undefined,
      entry: type,
      inQueue: false,
      nextRuleMs: undefined,
      askedOrder: 0,
      told: undefined,
      left: [],
      done: [],
      parent: undefined,
      parentId: 0,
      role: 'consulting',
      direct: false,
      outside: '',
    }
  }

  protected deadlines(): Deadline[] {
    return [...this.contacts, ...this.agents].flatMap((owner) => owner.deadline ?? [])
  }

  protected deadline(atMs: number, rank: number, fire: () => void): Deadline {
    return { atMs, rank, order: (this.order += 1), fire }
  }

  protected say(kind: string, contact: Contact, detail = '', agent = contact.agent): void {
    const who = agent === undefined ? '' : ` agent ${agent.number} of ${agent.group}`
    const what = `${contact.id} ref ${contact.ref} type ${contact.type} from ${contact.arrivedMs}${contact.parentId === 0 ? '' : ` leg of ${contact.parentId}`}`
    this.events.push(`${this.nowMs} ${kind} ${what}${who} ${detail}`)
  }

  protected remove(contact: Contact): void {
    this.contacts = this.contacts.filter((c) => c !== contact)
  }
}
