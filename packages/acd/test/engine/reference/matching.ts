import type { ChannelConfig, RingConfig, StageConfig } from '@strowger/acd'
import { type Agent, byUrgency, type Contact } from './model.ts'
import { ReferenceFloor } from './floor.ts'

interface Asked {
  readonly requires: StageConfig['requires']
  readonly groups: StageConfig['groups']
}

/** Who may take what, and who goes first: found by looking at everybody. */
export class ReferenceMatching extends ReferenceFloor {
  /** By type, as the configuration says: asked at every millisecond, for everybody. */
  readonly #openings: (readonly number[])[] = []
  readonly #asked: (Asked | undefined)[][] = []

  position(id: number): number | undefined {
    const contact = this.contacts.find((c) => c.id === id && c.state === 'waiting')
    if (contact === undefined) return undefined
    const sameList = (c: Contact) =>
      contact.personal
        ? c.personal && c.preferred?.agent === contact.preferred?.agent
        : !c.personal && c.type === contact.type && c.stage === contact.stage && c.priority === contact.priority
    return this.contacts.filter((c) => c.state === 'waiting' && sameList(c) && byUrgency(c, contact) < 0).length
  }

  protected mayTake(agent: Agent, contact: Contact): boolean {
    if (contact.excluded.includes(agent)) return false
    if (!this.room({ ...agent, hand: [] }).includes(this.channelOf(contact).name)) return false
    if (contact.personal && contact.preferred?.agent !== agent) return false
    return this.serves(agent, contact.type, contact.stage)
  }

  /** Whether the agent may take contacts of a type at a stage; with the reserves that are open, unless told otherwise. */
  protected serves(agent: Agent, typeNumber: number, stageNumber: number, withReserves = true): boolean {
    const type = this.config.types[typeNumber]!
    const { reserves = [] } = type
    const { requires, groups } = this.#askedBy(typeNumber, stageNumber)
    const group = this.config.groups[agent.group]!
    if (group.tenant !== type.tenant) return false
    const isLate = (group.queues?.[type.name]?.delayMs ?? 0) > this.openings(typeNumber)[stageNumber]!
    const isReserved = reserves.some((reserve) => reserve.groups.includes(group.name))
    const isOpen = reserves.some(
      ({ name, groups }) => groups.includes(group.name) && this.open.has(`${typeNumber} ${name}`),
    )
    const named = !isLate && (groups === undefined ? !isReserved : groups.includes(group.name))
    if (!named && !(withReserves && isOpen)) return false
    return Object.entries(requires ?? {}).every(([skill, level]) => (agent.skills[skill] ?? 0) >= level)
  }

  /** What a type asks of agents at a stage. */
  #askedBy(typeNumber: number, stageNumber: number): Asked {
    const known = (this.#asked[typeNumber] ??= [])
    const { requires, groups } = this.config.types[typeNumber]!
    return (known[stageNumber] ??= this.opened(typeNumber, stageNumber).reduce<Asked>(
      (before, stage) => ({ requires: stage.requires ?? before.requires, groups: stage.groups ?? before.groups }),
      { requires, groups },
    ))
  }

  /** Waiting times at which a type's stages open and groups come in, the 0 of its first stage before them. */
  protected openings(typeNumber: number): readonly number[] {
    return (this.#openings[typeNumber] ??= this.#findOpenings(typeNumber))
  }

  #findOpenings(typeNumber: number): readonly number[] {
    const { name, stages = [] } = this.config.types[typeNumber]!
    const delays = this.config.groups.map(({ queues }) => queues?.[name]?.delayMs ?? 0)
    return [...new Set([0, ...stages.map(({ afterMs }) => afterMs), ...delays])].sort((a, b) => a - b)
  }

  /** Stages that the type itself has and that are open. */
  protected opened(typeNumber: number, stageNumber: number): readonly StageConfig[] {
    const waitedMs = this.openings(typeNumber)[stageNumber]!
    return (this.config.types[typeNumber]!.stages ?? []).filter(({ afterMs }) => afterMs <= waitedMs)
  }

  /** How early the agent's group takes the contact's type. */
  protected queuePriority(agent: Agent, contact: Contact): number {
    return this.config.groups[agent.group]!.queues?.[this.config.types[contact.type]!.name]?.priority ?? 0
  }

  /** Σ of the weights of what the contact prefers at its stage and the agent holds. */
  protected score({ skills }: Agent, contact: Contact): number {
    const { prefers } = this.config.types[contact.type]!
    const stages = this.opened(contact.type, contact.stage)
    const preferences = stages.reduce((before, stage) => stage.prefers ?? before, prefers)
    return (preferences ?? [])
      .filter((each) => Object.entries(each.skills).every(([skill, level]) => (skills[skill] ?? 0) >= level))
      .reduce((sum, { weight = 1 }) => sum + weight, 0)
  }

  /** Contacts find the agent, and it may take this one. */
  protected finds(contact: Contact, agent: Agent): boolean {
    return agent.open.includes(this.channelOf(contact).name) && this.mayTake(agent, contact)
  }

  protected ringOf(contact: Contact): RingConfig | undefined {
    const { ring } = this.config.types[contact.type]!
    return this.opened(contact.type, contact.stage).reduce((before, stage) => stage.ring ?? before, ring)
  }

  /** Names of the channels of which one more contact may come into the agent's hand. */
  protected room({ hand, capacity }: Agent): string[] {
    const { total = 1, channels: most = {} } = capacity
    const weight = ({ weight = 1 }: ChannelConfig) => weight
    return this.channels()
      .filter((channel) => {
        const beside = hand.map((c) => this.channelOf(c))
        const sameKind = beside.filter((other) => other === channel).length
        const counted = beside.filter((other) => !(channel.interrupts ?? []).includes(other.name))
        const load = counted.reduce((sum, other) => sum + weight(other), weight(channel))
        return sameKind < (most[channel.name] ?? Infinity) && load <= (total === 'unlimited' ? Infinity : total)
      })
      .map(({ name }) => name)
  }

  protected agentRank(type: number, group: number): number {
    return tierOf(this.ranks?.agents?.[this.config.types[type]!.name], this.config.groups[group]!.name)
  }

  protected contactRank(group: number, type: number): number {
    return tierOf(this.ranks?.contacts?.[this.config.groups[group]!.name], this.config.types[type]!.name)
  }
}

function tierOf(tiers: readonly (readonly string[])[] | undefined, name: string): number {
  const tier = (tiers ?? []).findIndex((names) => names.includes(name))
  return tier < 0 ? Infinity : tier
}
