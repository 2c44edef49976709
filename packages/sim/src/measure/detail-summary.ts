import {
  emptyIntervalTally,
  type IntervalTally,
  type Kpi,
  KPIS,
  MEASURED_TIMES,
  type MeasuredTime,
  QuantileSketch,
  type SketchState,
  TALLY_FIELDS,
} from '@strowger/acd'
import { type Detail, type DetailSpec, intervalsOf, populationsOf, sketchedPopulations } from '../run/detail.ts'
import { type Estimate, skewedInterval, studentInterval } from '../stats/estimate.ts'
import { Moments } from '../stats/moments.ts'
import { PairMoments } from '../stats/pair-moments.ts'

/** Quantiles that are reported. */
export const QUANTILES = [0.5, 0.8, 0.9, 0.95, 0.99] as const

/** The whole window instead of one of its intervals. */
export const WHOLE = -1

interface Spread {
  readonly all: QuantileSketch
  /** One per quantile: its value in each replication. */
  readonly each: readonly Moments[]
}

/**
 * Every key figure of every population and interval over replications, with its interval; and quantiles.
 *
 * Memory does not grow with replications: ratios of sums have the interval of the delta method from running moments
 * (that of a mean for counts), quantiles that of sectioning (M. Nakayama 2014): the quantile of all, and the spread of
 * the replications' own around it.
 */
export class DetailSummary {
  readonly populations: number
  readonly intervals: number
  readonly #cells: PairMoments[]
  readonly #agents: { readonly group: number; readonly cells: PairMoments[] }[] = []
  /** By time, by population, the whole window and then, where they are kept, its intervals. */
  readonly #spreads: Spread[]
  /** By time, by agent. */
  readonly #spreadsOfAgents: Spread[] = []
  /** Populations of which quantiles are kept. */
  readonly sketched: number
  readonly #row: IntervalTally = emptyIntervalTally()
  #replications = 0

  constructor(types: number, groups: number, durationMs: number, spec: DetailSpec) {
    this.populations = populationsOf(types, groups, spec)
    this.intervals = intervalsOf(durationMs, spec)
    this.#cells = pairs(this.populations * (this.intervals + 1) * KPIS.length)
    this.sketched = sketchedPopulations(types, groups, spec)
    const rows = spec.quantilesOfAll === true ? 1 + this.intervals : 1
    this.#spreads = Array.from({ length: MEASURED_TIMES.length * this.sketched * rows }, newSpread)
  }

  /** Replications taken in. */
  get replications(): number {
    return this.#replications
  }

  /** Group of each agent that was seen. */
  get groupOfAgent(): number[] {
    return this.#agents.map(({ group }) => group)
  }

  /** Takes in a replication; in their order, so that the last digit does not depend on who ran them. */
  add(detail: Detail): void {
    this.#replications += 1
    const fields = TALLY_FIELDS.length
    for (let row = 0; row < this.populations * (this.intervals + 1); row += 1) {
      addRow(this.#cells, row, this.#read(detail.tallies, row * fields))
    }
    for (const [agent, group] of detail.groupOfAgent.entries()) {
      this.#agents[agent] ??= { group, cells: pairs(KPIS.length) }
      addRow(this.#agents[agent].cells, 0, this.#read(detail.agents, agent * fields))
    }
    for (const [at, state] of detail.sketches.entries()) addSketch(this.#spreads[at]!, state)
    for (const [at, state] of detail.agentSketches.entries()) {
      addSketch((this.#spreadsOfAgents[at] ??= newSpread()), state)
    }
  }

  /** A key figure of a population in an interval, or over the {@link WHOLE} window. */
  estimate(kpi: Kpi, population: number, interval: number): Estimate {
    const row = population * (this.intervals + 1) + interval + 1
    return estimateOf(kpi, this.#cells[row * KPIS.length + KPIS.indexOf(kpi)]!)
  }

  /** A key figure of an agent over the whole window. */
  ofAgent(kpi: Kpi, agent: number): Estimate {
    return estimateOf(kpi, this.#agents[agent]!.cells[KPIS.indexOf(kpi)]!)
  }

  /**
   * A quantile of a time, ms, of one of the `sketched` populations (0 is everyone, 1 the first type) in an interval, or over
   * the {@link WHOLE} window.
   */
  quantile(what: MeasuredTime, population: number, at: number, interval: number = WHOLE): Estimate {
    return quantileOf(this.#spread(what, population, interval), at)
  }

  /** A quantile of a time of an agent, ms; no figure where they are not kept. */
  quantileOfAgent(what: MeasuredTime, agent: number, at: number): Estimate {
    const spread = this.#spreadsOfAgents[MEASURED_TIMES.indexOf(what) * this.#agents.length + agent]
    return quantileOf(spread ?? newSpread(), at)
  }

  /** True where quantiles are kept by interval, and of agents. */
  get hasAllQuantiles(): boolean {
    return this.#spreads.length > MEASURED_TIMES.length * this.sketched
  }

  /** Points of the distribution of a time: the q-quantile, ms, for any q; NaN when there was none. */
  distribution(what: MeasuredTime, set: number): (q: number) => number {
    const { all } = this.#spread(what, set, WHOLE)
    return (q) => all.quantile(q) ?? NaN
  }

  /** A row as a tally: one object for all rows, of which there are many. */
  #read(rows: readonly number[], from: number): IntervalTally {
    for (let at = 0; at < TALLY_FIELDS.length; at += 1) this.#row[TALLY_FIELDS[at]!] = rows[from + at]!
    return this.#row
  }

  #spread(what: MeasuredTime, population: number, interval: number): Spread {
    const rows = this.#spreads.length / (MEASURED_TIMES.length * this.sketched)
    return this.#spreads[(MEASURED_TIMES.indexOf(what) * this.sketched + population) * rows + interval + 1]!
  }
}

function newSpread(): Spread {
  return { all: new QuantileSketch(), each: QUANTILES.map(() => new Moments()) }
}

function addSketch({ all, each }: Spread, state: SketchState): void {
  const sketch = QuantileSketch.of(state)
  all.merge(sketch)
  for (const [q, share] of QUANTILES.entries()) {
    const value = sketch.quantile(share)
    if (value !== undefined) each[q]!.add(value)
  }
}

/** The quantile of all, with the interval of sectioning. */
function quantileOf({ all, each }: Spread, at: number): Estimate {
  const value = all.quantile(QUANTILES[at]!)
  const { mean, variance, count } = each[at]!
  if (value === undefined) return { mean: NaN, ci95: [-Infinity, Infinity] }
  const standardError = Math.sqrt((variance + (count / (count - 1)) * (mean - value) ** 2) / count)
  return { mean: value, ci95: studentInterval(value, standardError, count) }
}

function pairs(count: number): PairMoments[] {
  return Array.from({ length: count }, () => new PairMoments())
}

function addRow(cells: readonly PairMoments[], row: number, tally: IntervalTally): void {
  for (const [at, { numerator, denominator }] of KPIS.entries()) {
    const over = numerator(tally)
    const under = denominator === undefined ? 1 : denominator(tally)
    if (over !== undefined && under !== undefined) cells[row * KPIS.length + at]!.add(over, under)
  }
}

function estimateOf({ denominator }: Kpi, cell: PairMoments): Estimate {
  const { meanX, meanY } = cell
  if (denominator === undefined) return { mean: meanX, ci95: skewedInterval(meanX, cell.residual(0)) }
  if (!(meanY > 0)) return { mean: NaN, ci95: [-Infinity, Infinity] }
  const ratio = meanX / meanY
  const { standardError, ...spread } = cell.residual(ratio)
  return { mean: ratio, ci95: skewedInterval(ratio, { ...spread, standardError: standardError / meanY }) }
}
