import type { AcdEvent } from '../event/event.ts'
import { StrowgerError } from '../errors/strowger-error.ts'
import { describeAccounting, type ResolvedAccounting, resolveAccounting } from './accounting.ts'
import { AgentClock, type Planned } from './agent-clock.ts'
import { ContactTallies } from './contact-tallies.ts'
import type { IntervalMetricsOptions } from './interval-metrics-options.ts'
import { IntervalRing } from './interval-ring.ts'
import {
  addIntervalTally,
  Column,
  emptyIntervalTally,
  type IntervalTally,
  intervalTally,
  TALLY_WIDTH,
} from './interval-tally.ts'
import type { BilingualLabel } from './label.ts'
import { QuantileSketch } from './quantile-sketch.ts'
import { RepeatCalls } from './repeat-calls.ts'
import { TallyTable } from './tally-table.ts'
import { type MeasuredTime, TimeSketches } from './time-sketches.ts'

/**
 * Everything that is counted of contacts and agents, per interval, contact type, agent group, agent and tenant, from
 * the engine's events alone.
 *
 * O(1) per event and interval crossed; nothing is allocated in steady state (but for callers' identities, where asked
 * for). Memory: (types + groups + agents) × (intervals + 1) × 40 × 8 bytes, and the sketches of the types.
 */
export class IntervalMetrics {
  /** The rules by which contacts become figures. */
  readonly accounting: ResolvedAccounting
  readonly #ring: IntervalRing
  readonly #byType: TallyTable
  readonly #byGroup: TallyTable
  readonly #byAgent: TallyTable
  readonly #sketches: TimeSketches
  readonly #contacts: ContactTallies
  readonly #clock: AgentClock
  readonly #repeats: RepeatCalls | undefined
  readonly #options: IntervalMetricsOptions
  readonly #row = new Float64Array(TALLY_WIDTH)

  /** @throws StrowgerError `out-of-range` with the path of the first mistake */
  constructor(options: IntervalMetricsOptions) {
    const { types, groups, intervalMs = 900_000, intervals = 96, originMs = 0, relativeError = 0.01, caller } = options
    if (!(intervalMs > 0)) throw new StrowgerError('out-of-range', 'intervalMs', intervalMs, 'more than 0')
    if (!(intervals >= 1 && Number.isInteger(intervals))) {
      throw new StrowgerError('out-of-range', 'intervals', intervals, 'a whole number from 1')
    }
    this.#options = options
    this.accounting = resolveAccounting(options.accounting, types)
    this.#ring = new IntervalRing(intervalMs, intervals, originMs)
    this.#byType = new TallyTable(types, intervals)
    this.#byGroup = new TallyTable(groups, intervals)
    this.#byAgent = new TallyTable(0, intervals)
    const { sketched = {} } = options
    this.#sketches = new TimeSketches(this.#ring, types, groups, intervals, relativeError, sketched)
    const sinks = { byType: this.#byType, byGroup: this.#byGroup, byAgent: this.#byAgent, times: this.#sketches }
    this.#contacts = new ContactTallies(this.#ring, sinks, this.accounting)
    this.#clock = new AgentClock(this.#ring, this.#byAgent, this.#byGroup, options)
    if (caller !== undefined) {
      const { windowMs, capacity = 100_000 } = caller
      this.#repeats = new RepeatCalls(windowMs, capacity, (type, firstMs, decidedMs, resolved) => {
        const slot = this.#ring.slotAt(this.accounting.attributeTo === 'arrival' ? firstMs : decidedMs)
        this.#byType.add(type, slot, Column.firstContacts, 1)
        if (resolved) this.#byType.add(type, slot, Column.resolvedContacts, 1)
      })
    }
  }

  /** The rules in a sentence, to be printed with the figures. */
  get rules(): BilingualLabel {
    return describeAccounting(this.accounting)
  }

  /** Contacts on the floor whose arrival was seen. */
  get open(): number {
    return this.#contacts.open
  }

  /** Number of the newest interval; −∞ before the first event. The oldest kept is `intervals − 1` before it. */
  get newestInterval(): number {
    return this.#ring.newest
  }

  /** Number of the interval that holds a time. */
  intervalAt(ms: number): number {
    return this.#ring.numberAt(ms)
  }

  /** When an interval starts, ms. */
  startOfInterval(interval: number): number {
    return this.#ring.startOf(interval)
  }

  /** Takes in one event of the engine; events must come in order. */
  observe(event: AcdEvent): void {
    const { atMs } = event
    if (this.#ring.isBehind(atMs)) this.#advance(atMs)
    const contacts = this.#contacts
    this.#clock.observe(event)
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others count nothing
    switch (event.kind) {
      case 'arrived':
        contacts.arrived(event)
        if (this.#repeats !== undefined) this.#identify(event.ref, event.type, atMs)
        return
      case 'blocked':
        return contacts.leftUnanswered(event, Column.blocked)
      case 'offered':
        return contacts.offer(event, Column.rung)
      case 'offer-ended':
        if (event.reason === 'declined') contacts.offer(event, Column.declined)
        else if (event.reason === 'no-answer') contacts.offer(event, Column.noAnswer)
        else if (event.reason === 'abandoned') contacts.abandonedRinging(event)
        return
      case 'connected':
        return contacts.connected(event)
      case 'taken-over':
        return contacts.takenOver(event)
      case 'resumed':
        return contacts.resumed(event, event.durationMs)
      case 'released':
        if ((event.parent ?? 0) !== 0) return contacts.legEnded(event, Column.talkMs, event.durationMs)
        return contacts.released(event, event.durationMs, event.wrapUp)
      case 'transferred':
        return contacts.transferred(event, event.durationMs)
      case 'wrap-up-ended':
        if ((event.parent ?? 0) !== 0) return contacts.legWrappedUp(event, event.parent!, event.durationMs)
        return contacts.wrappedUp(event, event.durationMs)
      case 'abandoned':
        return contacts.abandoned(event)
      case 'requeued':
        return contacts.requeued(event)
      case 'moved':
        return contacts.moved(event)
      case 'diverted':
        return contacts.leftUnanswered(event, Column.diverted)
      case 'refused':
        return contacts.leftUnanswered(event, Column.refused)
      case 'overflowed':
        return contacts.overflowed(event)
      case 'callback-accepted':
        return contacts.leftUnanswered(event, Column.calledBack)
      default:
    }
  }

  /** What the roster says of an agent from now on. Times run with those of the events. */
  plan(agent: number, group: number, planned: Planned, nowMs: number): void {
    if (this.#ring.isBehind(nowMs)) this.#advance(nowMs)
    this.#clock.plan(agent, group, planned, nowMs)
  }

  /** Time of an agent that the host knows: paid, or present at work; counted in the interval that holds `atMs`. */
  addTime(agent: number, group: number, what: 'paid' | 'attendance', ms: number, atMs: number): void {
    if (this.#ring.isBehind(atMs)) this.#advance(atMs)
    const column = what === 'paid' ? Column.paidMs : Column.attendanceMs
    this.#byAgent.grow(agent + 1)
    this.#byAgent.add(agent, this.#ring.slotAt(atMs), column, ms)
    this.#byGroup.add(group, this.#ring.slotAt(atMs), column, ms)
  }

  /** Counts what is under way up to now; call before reading. O(agents + contacts on the floor). */
  settle(nowMs: number): void {
    if (this.#ring.isBehind(nowMs)) this.#advance(nowMs)
    this.#clock.settleAll(nowMs)
    this.#contacts.settle(nowMs)
    this.#repeats?.expire(nowMs)
  }

  /** Contacts of a type in an interval; over all time when no interval is named. A copy. */
  ofType(type: number, interval?: number): IntervalTally {
    return this.#read(this.#byType, type, interval)
  }

  /** A group's contacts (answered, or given up while ringing there) and its agents' time. A copy. */
  ofGroup(group: number, interval?: number): IntervalTally {
    return this.#read(this.#byGroup, group, interval)
  }

  /** An agent's contacts and time. A copy. */
  ofAgent(agent: number, interval?: number): IntervalTally {
    return this.#read(this.#byAgent, agent, interval)
  }

  /** What `ofType`, `ofGroup` or `ofAgent` tell, into `row` in the order of `TALLY_FIELDS`: for who reads thousands. */
  rowInto(row: Float64Array, of: 'agent' | 'group' | 'type', number: number, interval?: number): Float64Array {
    const table = of === 'type' ? this.#byType : of === 'group' ? this.#byGroup : this.#byAgent
    return this.#readInto(row, table, number, interval)
  }

  /** Contacts of a tenant's types and time of its groups' agents. */
  ofTenant(tenant: string, interval?: number): IntervalTally {
    const { types, groups, tenantOfType = [], tenantOfGroup = [] } = this.#options
    return this.#sum(labelled(types, tenantOfType, tenant), labelled(groups, tenantOfGroup, tenant), interval)
  }

  /** All contacts, and the time of all agents. */
  ofAll(interval?: number): IntervalTally {
    const { types, groups } = this.#options
    return this.#sum(range(types), range(groups), interval)
  }

  /** Quantiles of a time of some types (default: all), in an interval or over all time. A copy. */
  quantiles(
    what: MeasuredTime,
    types: readonly number[] = range(this.#options.types),
    interval?: number,
  ): QuantileSketch {
    const sketch = new QuantileSketch(this.#options.relativeError)
    for (const type of types) this.#sketches.mergeInto(sketch, what, 'type', type, interval)
    return sketch
  }

  /** Quantiles of a time of a group, in an interval or over all time, or of an agent over all time, where `sketched` says so. A copy. */
  quantilesOf(what: MeasuredTime, of: 'agent' | 'group', number: number, interval?: number): QuantileSketch {
    const sketch = new QuantileSketch(this.#options.relativeError)
    this.#sketches.mergeInto(sketch, what, of, number, interval)
    return sketch
  }

  #read(table: TallyTable, key: number, interval: number | undefined): IntervalTally {
    const row = this.#readInto(this.#row, table, key, interval)
    return intervalTally((_, column) => row[column]!)
  }

  #readInto(row: Float64Array, table: TallyTable, key: number, interval: number | undefined): Float64Array {
    return interval === undefined ? table.totalInto(row, key) : table.readInto(row, key, this.#ring.slotOf(interval))
  }

  /** Contacts are counted in both tables: of groups only what is not a contact's is added. */
  #sum(types: readonly number[], groups: readonly number[], interval: number | undefined): IntervalTally {
    const sum = emptyIntervalTally()
    for (const group of groups) addIntervalTally(sum, this.#read(this.#byGroup, group, interval))
    const contacts = emptyIntervalTally()
    for (const type of types) addIntervalTally(contacts, this.#read(this.#byType, type, interval))
    for (const field of AGENT_TIMES) contacts[field] = sum[field]
    return contacts
  }

  #identify(ref: number, type: number, nowMs: number): void {
    const key = this.#options.caller?.keyOf(ref, type)
    if (key !== undefined) this.#repeats?.arrived(key, type, nowMs)
  }

  #advance(ms: number): void {
    while (this.#ring.isBehind(ms)) {
      const slot = this.#ring.step(ms)
      this.#byType.clear(slot)
      this.#byGroup.clear(slot)
      this.#byAgent.clear(slot)
      this.#sketches.clear(slot)
    }
  }
}

const AGENT_TIMES = [
  'unreachableMs',
  'notReadyMs',
  'readyMs',
  'ringingMs',
  'talkingMs',
  'holdingMs',
  'wrappingMs',
  'contactMs',
  'loadMs',
  'capacityMs',
  'paidMs',
  'attendanceMs',
  'scheduledMs',
  'adherentMs',
] as const

function range(size: number): number[] {
  return Array.from({ length: size }, (_, at) => at)
}

function labelled(size: number, labels: readonly string[], label: string): number[] {
  return range(size).filter((at) => labels[at] === label)
}
