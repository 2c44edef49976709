import { KPIS } from '@strowger/acd'
import type { Detailed } from '../experiment/detailed.ts'
import { type MeasuredTime, QUANTILES, WHOLE } from '../measure/detail-summary.ts'
import { MEASURED_TIMES } from '../run/detail.ts'
import type { Estimate } from '../stats/estimate.ts'
import { csvNumber, csvText } from './csv.ts'

const HEAD = ['population', 'name', 'from_ms', 'to_ms', 'measure', 'unit', 'mean', 'ci95_low', 'ci95_high']

/**
 * Every key figure of every population by interval and over the whole window, of every agent over the whole window, and
 * quantiles of times; one a line, piece by piece. Times count from the start of the run. Empty: no figure.
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
      yield csvText(
        KPIS.flatMap((kpi) => row([kind, id, ...span, kpi.name, kpi.unit], summary.estimate(kpi, at, interval))),
      )
    }
  }
  for (const [agent, group] of summary.groupOfAgent.entries()) {
    const name = `${replications.scenario.groups[group]?.id ?? group} ${agent}`
    yield csvText(
      KPIS.flatMap((kpi) => row(['agent', name, ...window, kpi.name, kpi.unit], summary.ofAgent(kpi, agent))),
    )
  }
  yield csvText(quantileRows({ summary, populations, intervalMs, replications }, window))
}

function quantileRows({ summary, populations }: Detailed, window: readonly string[]): string[][] {
  // Sets of types are sketched in the order of the populations, of which groups are the last.
  const sets = populations.filter(({ kind }) => kind !== 'group')
  return sets.flatMap(({ kind, id }, set) =>
    MEASURED_TIMES.flatMap((what: MeasuredTime) =>
      QUANTILES.flatMap((q, at) => {
        const head = [kind, id, ...window, `${what}Ms p${Math.round(100 * q)}`, 'ms']
        return row(head, summary.quantile(what, set, at))
      }),
    ),
  )
}

/** Nothing where there is no figure: a key figure that a population does not have. */
function row(head: readonly string[], { mean, ci95 }: Estimate): string[][] {
  return Number.isNaN(mean) ? [] : [[...head, ...[mean, ...ci95].map(csvNumber)]]
}
