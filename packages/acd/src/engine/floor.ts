import { AgentTable } from '../agent/agent-table.ts'
import { Availability } from '../agent/availability.ts'
import { Hands } from '../agent/hands.ts'
import { IdleLists } from '../agent/idle-lists.ts'
import { Rings } from '../agent/rings.ts'
import { compileConfig, type CompiledConfig } from '../config/compile.ts'
import { Capacity } from '../config/channels.ts'
import type { AcdConfig, CapacityConfig, SkillLevels } from '../config/config.ts'
import { ContactTable } from '../contact/contact-table.ts'
import { Restrictions } from '../contact/restrictions.ts'
import { EventLog } from '../event/event-log.ts'
import type { AcdEventKind } from '../event/event.ts'
import { Eligibility } from '../match/eligibility.ts'
import { FloorCounts } from '../match/floor-counts.ts'
import { Matcher } from '../match/matcher.ts'
import { LongestIdle } from '../policy/longest-idle.ts'
import type { RoutingPolicy } from '../policy/policy.ts'
import { WaitingLists } from '../queue/waiting-lists.ts'
import { DeadlineHeap } from '../timer/deadline-heap.ts'
import { Reasons } from './reasons.ts'

/** Which deadline of several at the same instant comes first: agents become free before contacts look further. */
export const DeadlineRank = {
  wrapUpEnds: 0,
  readyAgain: 1,
  offerTimeout: 2,
  preferenceEnds: 3,
  stageOpens: 4,
  ringsOn: 5,
} as const

/** The engine's memory: contacts, agents, who waits, who is idle, what is due, what has happened. No decisions. */
export class Floor {
  readonly config: CompiledConfig
  readonly contacts: ContactTable = new ContactTable()
  readonly agents: AgentTable = new AgentTable()
  readonly idle: IdleLists
  readonly hands: Hands
  readonly availability: Availability
  readonly rings: Rings = new Rings()
  readonly waiting: WaitingLists
  readonly restrictions: Restrictions = new Restrictions()
  readonly eligibility: Eligibility
  readonly counts: FloorCounts
  readonly matcher: Matcher
  readonly #policy: RoutingPolicy
  /** Owners: contact slot × 2, agent × 2 + 1. */
  readonly deadlines: DeadlineHeap = new DeadlineHeap(0)
  readonly reasons: Reasons
  readonly events: EventLog
  /** Per agent, the skills it was introduced with; undefined where those of its group hold. */
  readonly ownSkills: (SkillLevels | undefined)[] = []
  /** Per agent, how much it does at once, as introduced; undefined where what its group says holds. */
  readonly ownCapacity: (CapacityConfig | undefined)[] = []
  nowMs: number = -Infinity
  /** Contacts that hold a trunk: waiting, offered or connected. */
  trunksHeld = 0

  /** @param before - the floor whose events and reasons go on here */
  constructor(config: CompiledConfig, policy: RoutingPolicy, before?: Pick<Floor, 'events' | 'reasons'>) {
    this.config = config
    this.#policy = policy
    this.reasons = before?.reasons ?? new Reasons()
    this.events = before?.events ?? new EventLog(this.reasons.names)
    this.idle = new IdleLists(this.agents)
    this.waiting = new WaitingLists(this.contacts, config.demands.length)
    this.eligibility = new Eligibility(config.demands)
    const channelOfType = Int32Array.from(config.types, ({ channel }) => channel)
    this.hands = new Hands(this.agents, this.contacts, config.channels, channelOfType)
    this.availability = new Availability(this.agents, this.idle, this.hands, this.eligibility)
    const { agents, idle, contacts, waiting, eligibility, restrictions } = this
    this.counts = new FloorCounts(config.groups.length, agents, idle, waiting, eligibility)
    this.matcher = new Matcher(policy, agents, idle, contacts, waiting, eligibility, restrictions, this.counts)
  }

  /**
   * Adds an agent, signed out, and returns its number.
   *
   * @param skills - its own; undefined for those of its group
   * @param limits - how much it does at once; undefined for what its group says
   */
  addAgent(group: number, skills: SkillLevels | undefined, limits: CapacityConfig | undefined): number {
    const { agents, hands, deadlines, waiting, config } = this
    const capacity =
      limits === undefined ? config.groups[group]!.capacity : new Capacity(limits, config.channels, 'agent.capacity')
    const pool = this.#poolFor(group, skills, capacity.served)
    const agent = agents.add(group, pool)
    hands.add(capacity)
    this.ownSkills.push(skills)
    this.ownCapacity.push(limits)
    deadlines.grow(2 * agents.state.length)
    waiting.growAgents(agents.state.length)
    return agent
  }

  /** The pool an agent is in with such skills. @throws StrowgerError `unknown-skill`, `skill-level` */
  poolOf(agent: number, skills: SkillLevels | undefined): number {
    return this.#poolFor(this.agents.group[agent]!, skills, this.hands.capacityOf(agent).served)
  }

  #poolFor(group: number, skills: SkillLevels | undefined, channels: number): number {
    const { eligibility, idle, config } = this
    const held = skills === undefined ? config.groups[group]!.skills : config.skillNames.profile(skills, 'agent.skills')
    const pool = eligibility.intern(group, held, channels)
    idle.grow(eligibility.pools)
    return pool
  }

  /**
   * Records what happened to the contact in `slot`; its duration starts when `sinceMs` says for the slot. The times are
   * not arguments because a double is boxed when it is one: 16 bytes for each event.
   */
  record(kind: AcdEventKind, slot: number, detail: number, sinceMs: Float64Array): void {
    this.recordWith(kind, slot, this.contacts.agent[slot]!, detail, sinceMs)
  }

  /** The same of a contact and one of several agents. */
  recordWith(kind: AcdEventKind, slot: number, agent: number, detail: number, sinceMs: Float64Array): void {
    const { contacts, events } = this
    const group = agent < 0 ? agent : this.agents.group[agent]!
    const at = events.append(kind, contacts.id[slot]!, contacts.ref[slot]!, contacts.type[slot]!, agent, group, detail)
    events.timesMs[at] = this.nowMs
    events.timesMs[at + 1] = contacts.arrivedMs[slot]!
    events.timesMs[at + 2] = sinceMs[slot]!
    this.#policy.observe?.(events.last())
  }

  /** A waiting contact waits no more. */
  leaveQueue(slot: number): void {
    this.waiting.remove(slot)
    this.deadlines.cancel(2 * slot)
  }

  /** The contact has ended. */
  forget(slot: number): void {
    if (this.contacts.restricted[slot] === 1) this.restrictions.forget(slot)
    this.contacts.release(slot)
  }

  /** Records the state an agent has entered without a contact in hand. */
  recordAgent(agent: number): void {
    const { agents, events, nowMs } = this
    const detail = (agents.reason[agent]! << 3) | agents.state[agent]!
    const at = events.append('agent', 0, 0, 0, agent, agents.group[agent]!, detail)
    events.timesMs[at] = nowMs
    events.timesMs[at + 1] = nowMs
    events.timesMs[at + 2] = nowMs
    this.counts.enter(agent)
    this.#policy.observe?.(events.last())
  }

  setContactDeadline(slot: number, atMs: number, rank: number): void {
    this.deadlines.set(2 * slot, atMs, rank)
  }

  setAgentDeadline(agent: number, atMs: number, rank: number): void {
    this.deadlines.set(2 * agent + 1, atMs, rank)
  }
}

/**
 * An empty floor for a configuration.
 *
 * @throws StrowgerError with the path of the first mistake
 */
export function newFloor(config: AcdConfig): Floor {
  const policy = policyOf(config)
  const compiled = compileConfig(config)
  preparePolicy(policy, compiled)
  return new Floor(compiled, policy)
}

/** The policy of a configuration. */
export function policyOf({ policy }: AcdConfig): RoutingPolicy {
  return policy ?? new LongestIdle()
}

/** Tells a policy the names it works with. @throws StrowgerError when it was configured with one that does not exist */
export function preparePolicy(policy: RoutingPolicy, { types, groups }: CompiledConfig): void {
  policy.prepare?.({ types: types.map(({ name }) => name), groups: groups.map(({ name }) => name) })
}
