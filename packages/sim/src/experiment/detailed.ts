import { DetailSummary } from '../measure/detail-summary.ts'
import { families, tenantsOf } from '../measure/population.ts'
import { replicationsFrom, type Runner } from '../run/batch.ts'
import type { DetailSpec } from '../run/detail.ts'
import type { Observation } from '../run/observation.ts'
import type { Replications } from '../run/replications.ts'
import { MS_PER_HOUR, MS_PER_MINUTE } from '../scenario/duration.ts'
import type { Label, Scenario } from '../scenario/scenario.ts'

/** A population of a detailed run, in the order in which they are counted. */
export interface Population {
  readonly kind: 'all' | 'group' | 'tenant' | 'type'
  readonly id: string
  readonly label: Label
}

/** A run that was also counted by interval. */
export interface Detailed {
  readonly replications: Replications
  readonly intervalMs: number
  readonly populations: readonly Population[]
  readonly summary: DetailSummary
}

/** Replications whose details are held at once: memory does not grow with their number. */
const SLICE = 32
const SLICE_WITH_QUANTILES = 4
/** Intervals of a run unless another length is asked for: about so many. */
const INTERVALS = 48

/** Runs a scenario's replications and counts them by interval, population and agent too. */
export async function replicateDetailed(
  runner: Runner,
  scenario: Scenario,
  options: {
    readonly seed: number
    readonly replications: number
    readonly intervalMs?: number | undefined
    /** Quantiles also by group, agent and interval. */
    readonly quantilesOfAll?: boolean
    readonly onProgress?: (done: number, of: number) => void
  },
): Promise<Detailed> {
  const { seed, replications, intervalMs = usualInterval(scenario), quantilesOfAll = false } = options
  const wholes = families(scenario).filter(({ types }) => types.length > 1)
  const tenants = tenantsOf(scenario)
  const detail: DetailSpec = {
    intervalMs,
    together: wholes.map(({ types }) => types),
    tenants,
    ...(quantilesOfAll && { quantilesOfAll }),
  }
  const { types, groups, run } = scenario
  const summary = new DetailSummary(types.length, groups.length, run.durationMs, detail)
  const observations: Observation[] = []
  let done = 0
  const slice = quantilesOfAll ? SLICE_WITH_QUANTILES : SLICE
  for (let from = 0; from < replications; from += slice) {
    const numbers = replicationsFrom(from, Math.min(replications, from + slice))
    const onObservation = () => options.onProgress?.((done += 1), replications)
    for (const { detail: counted, ...observation } of await runner.run(
      { scenario, seed, replications: numbers, detail },
      onObservation,
    )) {
      if (counted !== undefined) summary.add(counted)
      observations.push(observation)
    }
  }
  const populations: Population[] = [
    { kind: 'all', id: '', label: { en: 'all', zh: '合计' } },
    ...types.map(({ id, label }) => ({ kind: 'type', id, label }) as const),
    ...wholes.map(({ id, label }) => ({ kind: 'type', id, label }) as const),
    ...tenants.map(({ id }) => ({ kind: 'tenant', id, label: { en: id, zh: id } }) as const),
    ...groups.map(({ id, label }) => ({ kind: 'group', id, label }) as const),
  ]
  return { replications: { scenario, seed, observations }, intervalMs, populations, summary }
}

/** A length that people read days in: 5, 10, 15, 30 min, then hours. */
function usualInterval({ run: { durationMs } }: Scenario): number {
  const lengths = [5, 10, 15, 30].map((minutes) => minutes * MS_PER_MINUTE)
  return (
    lengths.find((length) => durationMs / length <= INTERVALS) ??
    Math.ceil(durationMs / INTERVALS / MS_PER_HOUR) * MS_PER_HOUR
  )
}
