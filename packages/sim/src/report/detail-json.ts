import { KPIS, MEASURED_TIMES, type MeasuredTime } from '@strowger/acd'
import type { Detailed } from '../experiment/detailed.ts'
import { QUANTILES, WHOLE } from '../measure/detail-summary.ts'
import type { Estimate } from '../stats/estimate.ts'
import { type JsonHead, jsonEstimate } from './json.ts'

/**
 * The same figures as `detailCsv` as one JSON document, piece by piece: populations with their key figures over the whole
 * window and by interval, and quantiles of times; then agents. What a population does not have is left out.
 */
export function* detailJson(head: JsonHead, detailed: Detailed): Generator<string> {
  const { summary, populations, intervalMs, replications } = detailed
  const { warmUpMs, durationMs } = replications.scenario.run
  const unit = Object.fromEntries(KPIS.map((kpi) => [kpi.name, kpi.unit]))
  const first = { ...head, intervalMs, fromMs: warmUpMs, toMs: warmUpMs + durationMs, units: unit }
  yield `${JSON.stringify(first).slice(0, -1)},"populations":[`
  for (const [at, { kind, id }] of populations.entries()) {
    const figures = (interval: number) =>
      present(KPIS.map((kpi) => [kpi.name, summary.estimate(kpi, at, interval)] as const))
    const quantiles = (interval: number) =>
      at < summary.sketched && { quantiles: quantilesOf((what, q) => summary.quantile(what, at, q, interval)) }
    const population = {
      kind,
      name: id,
      whole: figures(WHOLE),
      ...quantiles(WHOLE),
      intervals: Array.from({ length: summary.intervals }, (_, interval) => ({
        fromMs: warmUpMs + interval * intervalMs,
        toMs: Math.min(warmUpMs + (interval + 1) * intervalMs, warmUpMs + durationMs),
        figures: figures(interval),
        ...(summary.hasAllQuantiles && quantiles(interval)),
      })),
    }
    yield `${at === 0 ? '' : ','}\n${JSON.stringify(population)}`
  }
  yield '],\n"agents":['
  for (const [agent, group] of summary.groupOfAgent.entries()) {
    const whole = present(KPIS.map((kpi) => [kpi.name, summary.ofAgent(kpi, agent)] as const))
    const quantiles = summary.hasAllQuantiles && {
      quantiles: quantilesOf((what, q) => summary.quantileOfAgent(what, agent, q)),
    }
    const figures = { agent, group: replications.scenario.groups[group]?.id ?? group, whole, ...quantiles }
    yield `${agent === 0 ? '' : ','}\n${JSON.stringify(figures)}`
  }
  yield ']}\n'
}

function quantilesOf(of: (what: MeasuredTime, at: number) => Estimate): Record<string, unknown> {
  return Object.fromEntries(
    MEASURED_TIMES.map((what) => [
      `${what}Ms`,
      present(QUANTILES.map((q, at) => [`p${Math.round(100 * q)}`, of(what, at)] as const)),
    ]),
  )
}

function present(figures: readonly (readonly [string, Estimate])[]): Record<string, unknown> {
  return Object.fromEntries(
    figures.flatMap(([name, estimate]) => (Number.isNaN(estimate.mean) ? [] : [[name, jsonEstimate(estimate)]])),
  )
}
