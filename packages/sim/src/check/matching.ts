import type {
  AgentGroupConfig,
  ChannelConfig,
  ContactTypeConfig,
  RingConfig,
  SkillLevels,
  StageConfig,
} from '@strowger/acd'
import type { Exchange } from './exchange.ts'

/** What of a contact says who may take it. */
export interface Asking {
  readonly type: number
  readonly stage: number
}

/** Who may take what, and who is to be taken first, read from the configuration each time. */
export class Matching {
  readonly #exchange: Exchange

  constructor(exchange: Exchange) {
    this.#exchange = exchange
  }

  /** The stage that a contact of the type has reached when it has waited so long; delays of groups are stages, too. */
  stageAfter(type: number, waitedMs: number): number {
    return this.#openings(type).filter((afterMs) => afterMs <= waitedMs).length - 1
  }

  /** Levels that an agent holds, of all skills. */
  heldBy(agent: number): SkillLevels {
    const { agents, config } = this.#exchange
    return agents[agent]!.skills ?? config.groups[agents[agent]!.group]!.skills ?? {}
  }

  mayTake(agent: number, contact: Asking): boolean {
    const group = this.#groupConfigOf(agent)
    const { delayMs = 0 } = group.queues?.[this.#typeOf(contact).name] ?? {}
    if (delayMs > this.#openings(contact.type)[contact.stage]!) return false
    const groups = this.#opened(contact).reduce((before, stage) => stage.groups ?? before, this.#typeOf(contact).groups)
    return (groups === undefined || groups.includes(group.name)) && this.#holds(agent, this.requiredBy(contact))
  }

  /** Levels that a contact requires at present. The worlds that policies are checked in ask for minimum levels only. */
  requiredBy(contact: Asking): SkillLevels {
    const { requires = {} } = this.#typeOf(contact)
    const required = this.#opened(contact).reduce((before, stage) => stage.requires ?? before, requires)
    return typeof required === 'string' ? {} : required
  }

  /** How much the contact prefers the agent. */
  score(agent: number, contact: Asking): number {
    return (this.#typeOf(contact).prefers ?? [])
      .filter(({ skills }) => typeof skills !== 'string' && this.#holds(agent, skills))
      .reduce((sum, { weight = 1 }) => sum + weight, 0)
  }

  /** How early the agent's group takes the contact's type. */
  queuePriority(agent: number, contact: Asking): number {
    return this.#groupConfigOf(agent).queues?.[this.#typeOf(contact).name]?.priority ?? 0
  }

  /** How a contact rings at present; undefined when at one agent. */
  ringOf(contact: Asking): RingConfig | undefined {
    return this.#opened(contact).reduce((before, stage) => stage.ring ?? before, this.#typeOf(contact).ring)
  }

  /** Whether an agent whose hand holds contacts of such types has room for one more. */
  hasRoom(agent: number, held: readonly number[], type: number): boolean {
    const { total = 1, channels: most = {} } = this.#groupConfigOf(agent).capacity ?? {}
    const own = this.#channelOf(type)
    const others = held.map((each) => this.#channelOf(each))
    const load = others
      .filter(({ name }) => !(own.interrupts ?? []).includes(name))
      .reduce((sum, { weight = 1 }) => sum + weight, own.weight ?? 1)
    const sameKind = others.filter(({ name }) => name === own.name).length
    return sameKind < (most[own.name] ?? Infinity) && (total === 'unlimited' || load <= total)
  }

  groupOf(agent: number): number {
    return this.#exchange.agents[agent]!.group
  }

  areInOneGroup(agent: number, other: number): boolean {
    return this.groupOf(agent) === this.groupOf(other)
  }

  #channelOf(type: number): ChannelConfig {
    const { channels = [{ name: 'voice' }], types } = this.#exchange.config
    return channels.find(({ name }) => name === types[type]!.channel) ?? channels[0]!
  }

  #holds(agent: number, levels: SkillLevels): boolean {
    const held = this.heldBy(agent)
    return Object.entries(levels).every(([skill, level]) => (held[skill] ?? 0) >= level)
  }

  #openings(type: number): number[] {
    const { groups, types } = this.#exchange.config
    const { name, stages = [] } = types[type]!
    const delays = groups.map(({ queues }) => queues?.[name]?.delayMs ?? 0)
    return [...new Set([0, ...stages.map(({ afterMs }) => afterMs), ...delays])].sort((a, b) => a - b)
  }

  #opened(contact: Asking): readonly StageConfig[] {
    const waitedMs = this.#openings(contact.type)[contact.stage]!
    return (this.#typeOf(contact).stages ?? []).filter(({ afterMs }) => afterMs <= waitedMs)
  }

  #typeOf({ type }: Asking): ContactTypeConfig {
    return this.#exchange.config.types[type]!
  }

  #groupConfigOf(agent: number): AgentGroupConfig {
    return this.#exchange.config.groups[this.groupOf(agent)]!
  }
}
