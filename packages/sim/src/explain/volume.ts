import type { ArrivalSpec } from '../scenario/arrival-spec.ts'
import type { Scenario, ShiftSpec } from '../scenario/scenario.ts'

const HOUR_MS = 3_600_000

/** Contacts that are expected during a run, and in its busiest hour; undefined where a log brings them. */
export interface Volume {
  readonly contacts: number
  readonly busiestPerHour: number
}

/** What arrivals come to over a run of this length. */
export function volumeOf(arrivals: ArrivalSpec, durationMs: number): Volume | undefined {
  const hours = durationMs / HOUR_MS
  const perBatch = (arrivals.batch ?? []).reduce((sum, { size, share }) => sum + size * share, 0) || 1
  const of = (contacts: number, busiestPerHour: number) => ({
    contacts: contacts * perBatch,
    busiestPerHour: busiestPerHour * perBatch,
  })
  switch (arrivals.kind) {
    case 'constant':
      return of(arrivals.perHour * hours, arrivals.perHour)
    case 'piecewise': {
      const each = arrivals.intervalMs / HOUR_MS
      return of(each * sum(arrivals.perHour), Math.max(...arrivals.perHour))
    }
    case 'linear': {
      const { perHourAt } = arrivals
      const each = arrivals.intervalMs / HOUR_MS
      return of(each * (sum(perHourAt) - (perHourAt[0]! + perHourAt.at(-1)!) / 2), Math.max(...perHourAt))
    }
    case 'modulated': {
      const time = sum(arrivals.phases.map(({ meanMs }) => meanMs))
      const mean = sum(arrivals.phases.map(({ perHour, meanMs }) => perHour * meanMs)) / time
      return of(mean * hours, Math.max(...arrivals.phases.map(({ perHour }) => perHour)))
    }
    case 'trace': {
      const { timesMs, share } = arrivals.trace
      const counts = new Map<number, number>()
      for (const ms of timesMs) counts.set(Math.floor(ms / HOUR_MS), (counts.get(Math.floor(ms / HOUR_MS)) ?? 0) + 1)
      return of(timesMs.length * share, Math.max(0, ...counts.values()) * share)
    }
    case 'recorded':
      return undefined
  }
}

/** Most agents of these shifts at once on the weekday of the run. O(shifts²). */
export function mostAgents(shifts: readonly ShiftSpec[], { run }: Scenario): number {
  const own = shifts.filter(({ days }) => days === undefined || days.includes(run.weekday))
  const at = (ms: number) => own.filter(({ fromMs, toMs }) => fromMs <= ms && ms < toMs)
  return Math.max(0, ...own.map(({ fromMs }) => sum(at(fromMs).map(({ agents }) => agents))))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
