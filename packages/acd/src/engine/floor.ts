import type { CompiledReserve } from '../admission/compiled-rule.ts'
import { FloorWatch } from '../admission/floor-watch.ts'
import { RuleHistory } from '../admission/history.ts'
import { AgentTable } from '../agent/agent-table.ts'
import { Availability } from '../agent/availability.ts'
import { Hands } from '../agent/hands.ts'
import { IdleLists } from '../agent/idle-lists.ts'
import { Rings } from '../agent/rings.ts'
import { ToldWaits } from '../announce/told-waits.ts'
import type { CompiledConfig } from '../config/compile.ts'
import { Capacity } from '../config/channels.ts'
import type { CapacityConfig, SkillLevels } from '../config/config.ts'
import { ContactTable, Line, NONE } from '../contact/contact-table.ts'
import { Legs } from '../contact/legs.ts'
import { Restrictions } from '../contact/restrictions.ts'
import type { WaitEstimator } from '../estimate/wait-estimator.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import { EventLog } from '../event/event-log.ts'
import type { AcdEventKind } from '../event/event.ts'
import { Eligibility } from '../match/eligibility.ts'
import { FloorCounts } from '../match/floor-counts.ts'
import { Matcher } from '../match/matcher.ts'
import { CampaignLists } from '../outbound/campaign-lists.ts'
import { DialTable } from '../outbound/dial-table.ts'
import type { RoutingPolicy } from '../policy/policy.ts'
import { WaitingLists } from '../queue/waiting-lists.ts'
import { DeadlineHeap } from '../timer/deadline-heap.ts'
import { TrunkBook } from '../trunk/trunk-book.ts'
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

/**
 * The engine's memory: contacts, agents, who waits, who is idle, what is due, what has happened. No decisions.
 *
 * Here and in what a call passes through, fields set by the constructor are declared and not defined: a field that begins
 * as undefined, as `#private` ones do, is of no known class to V8, which then looks at every object it loads from it (7 % of
 * the `sim` suite's time). For the same reason numbers begin as NaN or 0, or they are boxed.
 */
export class Floor {
  declare readonly config: CompiledConfig
  readonly contacts: ContactTable = new ContactTable()
  readonly agents: AgentTable = new AgentTable()
  declare readonly idle: IdleLists
  declare readonly hands: Hands
  declare readonly availability: Availability
  readonly rings: Rings = new Rings()
  readonly legs: Legs = new Legs()
  declare readonly waiting: WaitingLists
  readonly restrictions: Restrictions = new Restrictions()
  declare readonly eligibility: Eligibility
  declare readonly counts: FloorCounts
  declare readonly matcher: Matcher
  declare private readonly policy: RoutingPolicy
  /** Whether policy or rules are told of events. */
  declare private readonly isObserved: boolean
  /** Owners: contact slot × 2, agent × 2 + 1. */
  readonly deadlines: DeadlineHeap = new DeadlineHeap(0)
  declare readonly reasons: Reasons
  declare readonly events: EventLog
  /** Per agent, the skills it was introduced with; undefined where those of its group hold. */
  readonly ownSkills: (SkillLevels | undefined)[] = []
  /** Per agent, how much it does at once, as introduced; undefined where what its group says holds. */
  readonly ownCapacity: (CapacityConfig | undefined)[] = []
  nowMs: number = -Infinity
  declare readonly trunks: TrunkBook
  /** What rules look at; undefined where the configuration has none. */
  declare readonly watch: FloorWatch | undefined
  readonly history: RuleHistory = new RuleHistory()
  readonly told: ToldWaits = new ToldWaits()
  readonly dialled: DialTable = new DialTable()
  declare readonly lists: CampaignLists
  /** By number of a reserve: 1 while its gate is open. */
  readonly openReserves: Uint8Array = new Uint8Array(0)

  /** @param before - the floor whose events and reasons go on here */
  constructor(
    config: CompiledConfig,
    policy: RoutingPolicy,
    estimator: WaitEstimator,
    before?: Pick<Floor, 'events' | 'reasons'>,
  ) {
    this.config = config
    this.trunks = new TrunkBook(config.trunks, config.trunkGroups)
    this.lists = new CampaignLists(config.rules.dialling.campaigns)
    this.openReserves = new Uint8Array(config.rules.reserves.length)
    this.policy = policy
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
    const { counts } = this
    const { queuePriorities: first } = config
    this.matcher = new Matcher(policy, agents, idle, contacts, waiting, eligibility, restrictions, counts, first)
    this.isObserved = policy.observe !== undefined || config.rules.any
    this.watch = config.rules.any ? new FloorWatch(this, config.types, estimator) : undefined
  }

  /**
   * Adds an agent, signed out, and returns its number.
   *
   * @param skills - its own; undefined for those of its group
   * @param limits - how much it does at once; undefined for what its group says
   */
  addAgent(group: number, skills: SkillLevels | undefined, limits: CapacityConfig | undefined): number {
    const { agents, hands, deadlines, waiting, config } = this
    if (config.groups[group] === undefined) {
      throw new StrowgerError('unknown-group', 'agent.group', group, `0 to ${config.groups.length - 1}`)
    }
    const capacity =
      limits === undefined ? config.groups[group].capacity : new Capacity(limits, config.channels, 'agent.capacity')
    const pool = this.#poolFor(group, skills, capacity.served)
    const agent = agents.add(group, pool)
    hands.add(capacity)
    this.ownSkills.push(skills)
    this.ownCapacity.push(limits)
    this.watch?.census.note(agent)
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
    const parent = contacts.linked[slot] === 2 ? this.legs.of(slot)!.parentId : 0
    const at = events.appendOf(kind, contacts, slot, parent, agent, group, detail)
    const { timesMs } = events
    timesMs[at] = this.nowMs
    timesMs[at + 1] = contacts.arrivedMs[slot]!
    timesMs[at + 2] = sinceMs[slot]!
    if (this.isObserved) this.#tell(agent)
  }

  /** Tells policy and rules of the event recorded last. */
  #tell(agent: number): void {
    const { events, watch } = this
    this.policy.observe?.(events.last())
    if (watch !== undefined) watch.observe(events.last(), agent)
  }

  /** A contact of a type that has come now, with nothing told of it yet. Returns its slot. */
  newContact(type: number, ref: number, priority: number): number {
    const { contacts, nowMs, deadlines, watch } = this
    const slot = contacts.allocate()
    deadlines.grow(2 * contacts.capacity)
    watch?.deadlines.grow(2 * contacts.capacity)
    contacts.type[slot] = type
    contacts.entry[slot] = type
    contacts.demand[slot] = this.config.types[type]!.firstDemand
    contacts.stage[slot] = 0
    contacts.priority[slot] = priority
    contacts.ref[slot] = ref
    contacts.agent[slot] = NONE
    contacts.list[slot] = NONE
    contacts.arrivedMs[slot] = nowMs
    contacts.queuedMs[slot] = nowMs
    contacts.orderMs[slot] = nowMs
    contacts.preferred[slot] = NONE
    contacts.restricted[slot] = 0
    contacts.linked[slot] = 0
    return slot
  }

  /** The contact in `slot` takes a trunk. */
  takeTrunk(slot: number): void {
    this.trunks.take(this.contacts.entry[slot]!)
    this.watch?.hold(this.contacts.type[slot]!, 1)
  }

  /** The contact in `slot` gives its trunk back. */
  freeTrunk(slot: number): void {
    this.trunks.free(this.contacts.entry[slot]!)
    this.watch?.hold(this.contacts.type[slot]!, -1)
  }

  /** Opens or closes a reserve by its number. */
  setReserve(reserve: number, isOpen: boolean): void {
    this.openReserves[reserve] = isOpen ? 1 : 0
    const { type, groups } = this.config.rules.reserves[reserve]!
    const { firstDemand, stageAfterMs } = this.config.types[type]!
    for (let stage = 0; stage <= stageAfterMs.length; stage += 1) {
      for (const group of groups) this.eligibility.setOpen(firstDemand + stage, group, isOpen)
    }
  }

  /** Records a supervisor's order about an agent, or a contact where there is one. */
  recordOrder(order: number, supervisor: number, agent: number, slot: number): void {
    const { contacts, events, nowMs } = this
    const [id, ref, type] = slot === NONE ? [0, 0, 0] : [contacts.id[slot]!, contacts.ref[slot]!, contacts.type[slot]!]
    const group = agent < 0 ? agent : this.agents.group[agent]!
    const at = events.append('ordered', id, supervisor, ref, type, agent, group, order)
    events.timesMs[at] = nowMs
    events.timesMs[at + 1] = slot === NONE ? nowMs : contacts.arrivedMs[slot]!
    events.timesMs[at + 2] = nowMs
    this.policy.observe?.(events.last())
  }

  /** A waiting contact waits no more. */
  leaveQueue(slot: number): void {
    this.waiting.remove(slot)
    this.deadlines.cancel(2 * slot)
  }

  /** The contact has ended. */
  forget(slot: number): void {
    if (this.contacts.restricted[slot] === 1) this.restrictions.forget(slot)
    if (this.watch !== undefined) {
      this.history.forget(slot)
      this.told.forget(slot)
      this.watch.deadlines.cancel(2 * slot)
      this.contacts.line[slot] = Line.live
    }
    if (this.contacts.linked[slot] === 2) this.legs.forget(slot)
    this.contacts.release(slot)
  }

  /** Records the state an agent has entered without a contact in hand. */
  recordAgent(agent: number): void {
    const { agents, events, nowMs } = this
    const detail = (agents.reason[agent]! << 3) | agents.state[agent]!
    const at = events.append('agent', 0, 0, 0, 0, agent, agents.group[agent]!, detail)
    const { timesMs } = events
    timesMs[at] = nowMs
    timesMs[at + 1] = nowMs
    timesMs[at + 2] = nowMs
    this.counts.enter(agent)
    if (this.isObserved) this.#tell(agent)
  }

  /** Records that a reserve has opened or closed. */
  recordReserve({ type, name }: CompiledReserve, isOpen: boolean): void {
    const { events, nowMs } = this
    const detail = (this.reasons.numberOf(name) << 1) | (isOpen ? 1 : 0)
    const at = events.append('reserve', 0, 0, 0, type, -1, -1, detail)
    events.timesMs.fill(nowMs, at, at + 3)
    if (this.isObserved) this.#tell(-1)
  }

  setContactDeadline(slot: number, atMs: number, rank: number): void {
    this.deadlines.set(2 * slot, atMs, rank)
  }

  setAgentDeadline(agent: number, atMs: number, rank: number): void {
    this.deadlines.set(2 * agent + 1, atMs, rank)
  }
}
