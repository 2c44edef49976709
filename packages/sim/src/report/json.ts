import { type MeasureName, MEASURES } from '../measure/measure.ts'
import type { CallsTable } from '../measure/calls-asked.ts'
import { type Daily, DAY_QUANTILES, dayQuantile } from '../measure/daily.ts'
import type { FlowEnds } from '../measure/flow-ends.ts'
import type { RatingLine } from '../measure/ratings.ts'
import type { SalesLine } from '../measure/sales.ts'
import { TIMELY_FORMULAS } from '../measure/timely.ts'
import type { Estimates } from '../measure/estimates.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { Estimate } from '../stats/estimate.ts'
import { version } from '../version.ts'
import { leftOut } from './left-out.ts'
import { ownServiceLevels } from './service-level.ts'
import type { DailyFigures, Summary } from './summary.ts'

/** An estimate in JSON: null where there is no figure. */
interface JsonEstimate {
  readonly mean: number | null
  readonly ci95: readonly [low: number | null, high: number | null]
}

type JsonEstimates = Readonly<Record<MeasureName, JsonEstimate>>

/** By what contacts are judged. */
interface JsonServiceLevel {
  readonly thresholdMs: number
  readonly formula: string
}

/** What `run --json` prints of one scenario. */
export interface JsonSummary {
  readonly scenario: string
  readonly name: string
  readonly serviceLevel: JsonServiceLevel & { readonly byType?: Readonly<Record<string, JsonServiceLevel>> }
  readonly measures: JsonEstimates
  readonly byType: Readonly<Record<string, JsonEstimates>>
  readonly byPart: Readonly<Record<string, Readonly<Record<string, JsonEstimates>>>>
  readonly byGroup: Readonly<Record<string, JsonEstimates>>
  /** Only where the scenario names tenants. */
  readonly byTenant?: Readonly<Record<string, JsonEstimates>>
  /** The service level day by day; only of replications that are days. */
  readonly daily?: JsonDays
  /** Where contacts came from and what became of them, beyond the measures; contacts per replication, or a share. */
  readonly ends: Readonly<Record<string, JsonEstimate>>
  /** What became of callers in flows: contacts per replication, or a share; only where there are flows. */
  readonly flows?: Readonly<Record<string, JsonEstimate>>
  /** Surveys by `type · group`. */
  readonly ratings?: Readonly<Record<string, Readonly<Record<'asked' | 'rating' | 'responseRate', JsonEstimate>>>>
  /** Offers by `type · group`, and `all`; only where any are made. */
  readonly sales?: Readonly<Record<string, Readonly<Record<'conversionRate' | 'conversions' | 'offers', JsonEstimate>>>>
  /** Calls moved between sites, per replication, a share, and money; only where there are sites. */
  readonly moved?: Readonly<Record<string, JsonEstimate>>
  /** Cases by matter, each with its figures. */
  readonly cases?: Readonly<Record<string, Readonly<Record<string, JsonEstimate>>>>
  /** Consultations and supervisors' orders, per replication; only where there were any. */
  readonly beside?: Readonly<Record<string, JsonEstimate>>
  /** Callbacks by contact type, and campaigns, each with its figures; only where somebody is called. */
  readonly callbacks?: Readonly<Record<string, Readonly<Record<string, JsonEstimate>>>>
  readonly campaigns?: Readonly<Record<string, Readonly<Record<string, JsonEstimate>>>>
  readonly unfinished: number
}

/** A service level as planners judge days by it. */
interface JsonDaily {
  /** Mean over days, each counting alike. */
  readonly average: JsonEstimate
  /** Chance that a day is at or above the target. */
  readonly meets: JsonEstimate
  /** Days with contacts. */
  readonly days: number
  /** Share of days that are not above it: `p05`, `p10`, … */
  readonly quantiles: Readonly<Record<string, number | null>>
}

interface JsonDays {
  readonly target: number
  readonly all: JsonDaily
  readonly byType: Readonly<Record<string, JsonDaily>>
  readonly byTenant?: Readonly<Record<string, JsonDaily>>
}

/** The head of every JSON document: what was run, so that it can be run again. */
export interface JsonHead {
  readonly command: string
  readonly version: string
  readonly seed: number
  readonly replications: number
}

/** The head of a document. */
export function jsonHead(command: string, seed: number, replications: number): JsonHead {
  return { command, version, seed, replications }
}

/** One scenario's estimates as plain data. */
export function jsonSummary(summary: Summary): JsonSummary {
  const own = ownServiceLevels(summary.scenario)
  return {
    scenario: summary.file,
    name: summary.scenario.name,
    serviceLevel: {
      thresholdMs: summary.scenario.serviceLevel.thresholdMs,
      formula: TIMELY_FORMULAS[summary.scenario.serviceLevel.definition ?? 'offered'].en,
      ...(own.length > 0 && {
        byType: Object.fromEntries(
          own.map(({ id, thresholdMs, formula }) => [id, { thresholdMs, formula: formula.en }]),
        ),
      }),
    },
    measures: jsonEstimates(summary.measures),
    byType: mapped(summary.byType),
    byPart: Object.fromEntries([...summary.byPart].map(([by, parts]) => [by, mapped(parts)])),
    byGroup: mapped(summary.byGroup),
    ...(summary.byTenant.size > 0 && { byTenant: mapped(summary.byTenant) }),
    ...(summary.days !== undefined && { daily: jsonDays(summary.days) }),
    ends: Object.fromEntries(summary.ends.map(({ name, estimate }) => [name, jsonEstimate(estimate)])),
    ...(summary.flows !== undefined && jsonFlows(summary.flows)),
    ...(summary.moved.length > 0 && {
      moved: Object.fromEntries(summary.moved.map(({ name, estimate }) => [name, jsonEstimate(estimate)])),
    }),
    ...(summary.ratings.length > 0 && { ratings: jsonRatings(summary.ratings) }),
    ...(summary.sales.length > 0 && { sales: jsonSales(summary.sales) }),
    ...(summary.cases.length > 0 && {
      cases: Object.fromEntries(
        summary.cases.map(({ name, lines }) => [
          name,
          Object.fromEntries(lines.map((line) => [line.name, jsonEstimate(line.estimate)])),
        ]),
      ),
    }),
    ...(summary.beside.length > 0 && {
      beside: Object.fromEntries(summary.beside.map(({ name, estimate }) => [name, jsonEstimate(estimate)])),
    }),
    ...jsonCalls(summary.calls),
    unfinished: summary.unfinished,
  }
}

function jsonCalls(tables: readonly CallsTable[]): Pick<JsonSummary, 'callbacks' | 'campaigns'> {
  const of = (what: CallsTable['what']) => {
    const own = tables.filter((each) => each.what === what)
    if (own.length === 0) return undefined
    return Object.fromEntries(
      own.map(({ name, lines }) => [
        name,
        Object.fromEntries(lines.map((line) => [line.name, jsonEstimate(line.estimate)])),
      ]),
    )
  }
  const [callbacks, campaigns] = [of('callback'), of('campaign')]
  return { ...(callbacks !== undefined && { callbacks }), ...(campaigns !== undefined && { campaigns }) }
}

function jsonFlows({ lines, ratings }: FlowEnds): Required<Pick<JsonSummary, 'flows' | 'ratings'>> {
  return {
    flows: Object.fromEntries(lines.map(({ name, estimate }) => [name, jsonEstimate(estimate)])),
    ratings: jsonRatings(ratings),
  }
}

function jsonRatings(ratings: readonly RatingLine[]): NonNullable<JsonSummary['ratings']> {
  return Object.fromEntries(
    ratings.map(({ name, asked, responseRate, rating }) => {
      const each = {
        asked: jsonEstimate(asked),
        responseRate: jsonEstimate(responseRate),
        rating: jsonEstimate(rating),
      }
      return [name, each]
    }),
  )
}

function jsonSales(sales: readonly SalesLine[]): NonNullable<JsonSummary['sales']> {
  return Object.fromEntries(
    sales.map(({ name, offers, conversions, conversionRate }) => {
      const each = {
        offers: jsonEstimate(offers),
        conversions: jsonEstimate(conversions),
        conversionRate: jsonEstimate(conversionRate),
      }
      return [name, each]
    }),
  )
}

function jsonDays({ all, byType, byTenant }: DailyFigures): JsonDays {
  const of = (days: ReadonlyMap<string, Daily>) =>
    Object.fromEntries([...days].map(([name, each]) => [name, jsonDaily(each)]))
  return {
    target: all.target,
    all: jsonDaily(all),
    byType: of(byType),
    ...(byTenant.size > 0 && { byTenant: of(byTenant) }),
  }
}

function jsonDaily(days: Daily): JsonDaily {
  return {
    average: jsonEstimate(days.average),
    meets: jsonEstimate(days.meets),
    days: days.values.length,
    quantiles: Object.fromEntries(
      DAY_QUANTILES.map((q) => [`p${String(Math.round(100 * q)).padStart(2, '0')}`, finite(dayQuantile(days, q))]),
    ),
  }
}

/** What the model of a scenario leaves out, for machines that show it to people. */
export function jsonLeftOut(...scenarios: readonly Scenario[]): string[] {
  return leftOut(...scenarios).map((label) => label.en)
}

/** Estimates as plain data. */
export function jsonEstimates(estimates: Estimates): JsonEstimates {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- MEASURES has an entry for every name
  return Object.fromEntries(MEASURES.map(({ name }) => [name, jsonEstimate(estimates[name])])) as JsonEstimates
}

/** One estimate as plain data. */
export function jsonEstimate(estimate: Estimate): JsonEstimate {
  return { mean: finite(estimate.mean), ci95: [finite(estimate.ci95[0]), finite(estimate.ci95[1])] }
}

/** A document as text: stable, two spaces, ending in a new line. */
export function jsonText(document: unknown): string {
  return `${JSON.stringify(document, undefined, 2)}\n`
}

function mapped(byName: ReadonlyMap<string, Estimates>): Record<string, JsonEstimates> {
  return Object.fromEntries([...byName].map(([name, estimates]) => [name, jsonEstimates(estimates)]))
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
