import { KPIS, MEASURED_TIMES, type MeasuredTime } from '@strowger/acd'
import type { Detailed } from '../experiment/detailed.ts'
import { QUANTILES, WHOLE } from '../measure/detail-summary.ts'
import type { Estimate } from '../stats/estimate.ts'
import { csvNumber, csvText } from './csv.ts'

const HEAD = ['population', 'name', 'from_ms', 'to_ms', 'measure', 'unit', 'mean', 'ci95_low', 'ci95_high']

/**
 * Every key figure and the quantiles of every population by interval and over the whole window, of every agent over the whole
 * window; one a line, piece by piece. Times count from the start of the run. Empty: no figure.
 */
export function* detailCsv({ summary, populations, intervalMs, replications }: Detailed): Generator<string> {
  const { warmUpMs, durationMs } = replications.scenario.run
  yield csvText([HEAD])
  const window = [warmUpMs, warmUpMs + durationMs].map(String)
  for (const [at, { kind, id }] of populations.entries()) {
    for (let interval = WHOLE; interval < summary.intervals; interval += 1) {
      const fromMs = warmUpMs + interval * intervalMs
      const toMs = Math.min(fromMs + intervalMs, warmUpMs + durationMs)
      const span = interval === WHOLE ? window : [String(fromMs), String(toMs)]
      const head = [kind, id, ...span]
      yield csvText(KPIS.flatMap((kpi) => row([...head, kpi.name, kpi.unit], summary.estimate(kpi, at, interval))))
      if (at >= summary.sketched || (interval !== WHOLE && !summary.hasAllQuantiles)) continue
      yield csvText(quantileRows(head, (what, q) => summary.quantile(what, at, q, interval)))
    }
  }
  for (const [agent, group] of summary.groupOfAgent.entries()) {
    const name = `${replications.scenario.groups[group]?.id ?? group} ${agent}`
    const head = ['agent', name, ...window]
    yield csvText(KPIS.flatMap((kpi) => row([...head, kpi.name, kpi.unit], summary.ofAgent(kpi, agent))))
    yield csvText(quantileRows(head, (what, q) => summary.quantileOfAgent(what, agent, q)))
  }
}

function quantileRows(head: readonly string[], of: (what: MeasuredTime, at: number) => Estimate): string[][] {
  return MEASURED_TIMES.flatMap((what) =>
    QUANTILES.flatMap((q, at) => row([...head, `${what}Ms p${Math.round(100 * q)}`, 'ms'], of(what, at))),
  )
}

/** Nothing where there is no figure: a key figure that a population does not have. */
function row(head: readonly string[], { mean, ci95 }: Estimate): string[][] {
  return Number.isNaN(mean) ? [] : [[...head, ...[mean, ...ci95].map(csvNumber)]]
}
