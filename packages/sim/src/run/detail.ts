import {
  type AcdEvent,
  IntervalMetrics,
  MEASURED_TIMES,
  type MeasuredTime,
  QuantileSketch,
  type SketchState,
  TALLY_FIELDS,
} from '@strowger/acd'
import type { Model } from '../model/model.ts'

/** What is counted beside the totals. */
export interface DetailSpec {
  /** Length of an interval, ms; the first begins where contacts begin to count. */
  readonly intervalMs: number
  /** Sets of types that are also counted together, each by type numbers. */
  readonly together: readonly (readonly number[])[]
  /** Tenants: types whose contacts, and groups whose agents' time are counted together. */
  readonly tenants?: readonly { readonly types: readonly number[]; readonly groups: readonly number[] }[]
  /** Quantiles also by group, agent and interval: much to carry. Default: of the whole window, by type and tenant. */
  readonly quantilesOfAll?: boolean
  /** No quantiles at all, which are a fifth of the time: for searches that look at the tallies alone. */
  readonly withoutQuantiles?: boolean
}

/** Everything one replication showed, by interval and population. Plain data. */
export interface Detail {
  readonly intervals: number
  /**
   * Rows of {@link TALLY_FIELDS}, one after the other: for each population (everyone, each type, each set of
   * {@link DetailSpec.together}, each tenant, each group) the whole window, then its intervals.
   */
  readonly tallies: readonly number[]
  /** Rows for each agent over the whole window. */
  readonly agents: readonly number[]
  /** Group of each agent. */
  readonly groupOfAgent: readonly number[]
  /**
   * Quantile sketches, one after the other: for each time of `MEASURED_TIMES`, for each of {@link sketchedPopulations} the whole
   * window, then its intervals where `quantilesOfAll` says so.
   */
  readonly sketches: readonly SketchState[]
  /** For each time, one of each agent over the whole window; empty without `quantilesOfAll`. */
  readonly agentSketches: readonly SketchState[]
}

const FIELDS = TALLY_FIELDS.length
/** From this field on, agents' time. */
const FIRST_TIME = TALLY_FIELDS.indexOf('notReadyMs')

/** How many populations a detail has. */
export function populationsOf(types: number, groups: number, { together, tenants = [] }: DetailSpec): number {
  return 1 + types + together.length + tenants.length + groups
}

/** How many populations quantiles are kept of: the first, which are all but the groups, or all. */
export function sketchedPopulations(types: number, groups: number, spec: DetailSpec): number {
  return populationsOf(types, spec.quantilesOfAll === true ? groups : 0, spec)
}

/** Sets of types whose quantiles are theirs together: everyone, each type, each set that is counted together, each tenant. */
function setsOfTypes(types: number, { together, tenants = [] }: DetailSpec): (readonly number[])[] {
  const all = Array.from({ length: types }, (_, type) => type)
  return [all, ...all.map((type) => [type]), ...together, ...tenants.map((tenant) => tenant.types)]
}

/** How many intervals cover the window. */
export function intervalsOf(durationMs: number, { intervalMs }: DetailSpec): number {
  return Math.max(1, Math.ceil(durationMs / intervalMs - 1e-9))
}

/**
 * Counts a replication by the engine's interval metrics: the same code that counts a live floor.
 *
 * A contact belongs to the interval of its arrival and is followed to its end. O(1) per event.
 */
export class DetailCollector {
  readonly #metrics: IntervalMetrics
  readonly #model: Model
  readonly #spec: DetailSpec
  readonly #intervals: number
  readonly #lastMs: number
  readonly #groupOfAgent: number[]

  constructor(model: Model, spec: DetailSpec) {
    const { types, groups, thresholdsMs: thresholdMs, warmUpMs, durationMs } = model
    this.#model = model
    this.#spec = spec
    // Who is absent all day makes no event, and has a row all the same.
    this.#groupOfAgent = model.roster.map(({ group }) => group)
    this.#intervals = intervalsOf(durationMs, spec)
    // Contacts that wait longer than another whole run after its end are left as they are: they wait.
    this.#lastMs = warmUpMs + 2 * durationMs
    this.#metrics = new IntervalMetrics({
      types: types.length,
      groups: groups.length,
      accounting: { thresholdMs, attributeTo: 'arrival' },
      intervalMs: spec.intervalMs,
      intervals: Math.ceil((warmUpMs + 2 * durationMs) / spec.intervalMs) + 2,
      originMs: warmUpMs,
      ...(spec.withoutQuantiles === true && { sketched: { types: false } }),
      ...(spec.quantilesOfAll === true && {
        sketched: { groups: true, agents: { fromMs: warmUpMs, toMs: warmUpMs + durationMs } },
      }),
    })
  }

  /** Takes in an event. */
  readonly observe = (event: AcdEvent): void => {
    if (event.kind === 'agent') this.#groupOfAgent[event.agent] = event.group
    if (event.atMs <= this.#lastMs) this.#metrics.observe(event)
  }

  /** What was counted. @param nowMs - when the replication ended */
  detail(nowMs: number): Detail {
    const metrics = this.#metrics
    const { types, groups } = this.#model
    metrics.settle(Math.min(nowMs, this.#lastMs))
    const inWindow = (of: 'agent' | 'group' | 'type', number: number) =>
      Array.from({ length: this.#intervals }, (_, interval) =>
        metrics.rowInto(new Float64Array(FIELDS), of, number, interval),
      )
    const byType = types.map((_, type) => inWindow('type', type))
    const byGroup = groups.map((_, group) => inWindow('group', group))
    const sets = this.#spec.together.map((set) =>
      this.#eachInterval(
        set.map((type) => byType[type]!),
        FIELDS,
      ),
    )
    // Contacts are counted in both: of groups only the agents' time is added.
    const together = (contacts: readonly Float64Array[][], times: readonly Float64Array[][]) => {
      const agents = this.#eachInterval(times, FIELDS)
      const rows = this.#eachInterval(contacts, FIRST_TIME)
      for (const [interval, row] of rows.entries()) row.set(agents[interval]!.subarray(FIRST_TIME), FIRST_TIME)
      return rows
    }
    const tenants = (this.#spec.tenants ?? []).map((tenant) =>
      together(
        tenant.types.map((type) => byType[type]!),
        tenant.groups.map((group) => byGroup[group]!),
      ),
    )
    const populations = [together(byType, byGroup), ...byType, ...sets, ...tenants, ...byGroup]
    return {
      intervals: this.#intervals,
      tallies: joined(populations.flatMap((rows) => [summed(rows, FIELDS), ...rows])),
      agents: joined(this.#groupOfAgent.map((_, agent) => summed(inWindow('agent', agent), FIELDS))),
      groupOfAgent: this.#groupOfAgent,
      sketches: this.#spec.withoutQuantiles === true ? [] : MEASURED_TIMES.flatMap((what) => this.#sketches(what)),
      agentSketches: this.#spec.quantilesOfAll === true ? MEASURED_TIMES.flatMap((what) => this.#ofAgents(what)) : [],
    }
  }

  /** Sums of populations, interval by interval, of the first so many fields. */
  #eachInterval(populations: readonly (readonly Float64Array[])[], fields: number): Float64Array[] {
    return Array.from({ length: this.#intervals }, (_, interval) =>
      summed(
        populations.map((rows) => rows[interval]!),
        fields,
      ),
    )
  }

  #sketches(what: MeasuredTime): SketchState[] {
    const { types, groups } = this.#model
    const metrics = this.#metrics
    const sets = setsOfTypes(types.length, this.#spec)
    if (this.#spec.quantilesOfAll !== true) return sets.map((set) => this.#ofSet(what, set).state())
    const populations = [
      ...sets.map((set) => (interval: number) => metrics.quantiles(what, set, interval)),
      ...groups.map((_, group) => (interval: number) => metrics.quantilesOf(what, 'group', group, interval)),
    ]
    return populations.flatMap((of) => {
      const each = Array.from({ length: this.#intervals }, (_, interval) => of(interval))
      const whole = new QuantileSketch()
      for (const sketch of each) whole.merge(sketch)
      return [whole, ...each].map((sketch) => sketch.state())
    })
  }

  #ofSet(what: MeasuredTime, types: readonly number[]): QuantileSketch {
    // A day has no contacts outside its window; interval by interval is five times the work.
    if (this.#model.mode === 'day') return this.#metrics.quantiles(what, types)
    const all = this.#metrics.quantiles(what, types, 0)
    for (let interval = 1; interval < this.#intervals; interval += 1) {
      all.merge(this.#metrics.quantiles(what, types, interval))
    }
    return all
  }

  #ofAgents(what: MeasuredTime): SketchState[] {
    return this.#groupOfAgent.map((_, agent) => this.#metrics.quantilesOf(what, 'agent', agent).state())
  }
}

function summed(rows: readonly Float64Array[], fields: number): Float64Array {
  const sum = new Float64Array(FIELDS)
  for (const row of rows) for (let field = 0; field < fields; field += 1) sum[field]! += row[field]!
  return sum
}

function joined(rows: readonly Float64Array[]): number[] {
  const all = new Array<number>(rows.length * FIELDS)
  for (const [at, row] of rows.entries())
    for (let field = 0; field < FIELDS; field += 1) all[at * FIELDS + field] = row[field]!
  return all
}
