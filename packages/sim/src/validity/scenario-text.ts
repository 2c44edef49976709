import { formatDuration } from '../scenario/duration.ts'
import { loadScenario } from '../scenario/load.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** Length of the time unit of a case that does not say one, ms: long enough that whole microseconds are exact enough. */
export const UNIT_MS = 1_000_000

/** A scenario as its file would write it; plain data. */
export interface ScenarioText {
  readonly types: Readonly<Record<string, object>>
  readonly groups: Readonly<Record<string, object>>
  readonly trunks?: number
  readonly routing?: object
  /** In time units of the case; 0 when nothing asks for a service level. */
  readonly threshold: number
}

/** How long a case is simulated: time units of warm-up and counted time of each replication. */
export interface RunLength {
  readonly warmUp: number
  readonly duration: number
}

/** A time of a case as a scenario writes it. */
export function timeText(units: number): string {
  return formatDuration(units * UNIT_MS)
}

/** A rate per time unit of a case, per hour. */
export function perHour(perUnit: number): number {
  return (perUnit * 3_600_000) / UNIT_MS
}

/** The scenario of a case, loaded as a user's file would be, so that nothing is simulated that a file cannot say. */
export function steadyScenario(name: string, { threshold, ...text }: ScenarioText, length: RunLength): Scenario {
  const document = {
    strowger: 1,
    name,
    run: { mode: 'steady', warmUp: timeText(length.warmUp), duration: timeText(length.duration) },
    serviceLevel: { threshold: timeText(threshold) },
    ...text,
  }
  return loadScenario('case.json', { read: () => JSON.stringify(document), resolve: (_, to) => to })
}
