import { type AcdConfig, type AcdEvent, FloorMetrics } from '@strowger/acd'
import { emptyCallerTally } from '../run/caller-tallies.ts'
import type { Observation } from '../run/observation.ts'

/** Counts a day, recorded or replayed, by the engine's metrics. */
export class Counts {
  readonly #metrics: FloorMetrics
  readonly #config: AcdConfig
  readonly #endMs: number
  #arrived = 0

  /** @param lastMs - time of the last command: agents' time is counted a millisecond longer, for it belongs to the day */
  constructor(config: AcdConfig, thresholdMs: number, lastMs: number) {
    this.#config = config
    this.#endMs = lastMs + 1
    this.#metrics = new FloorMetrics({
      types: config.types.length,
      groups: config.groups.length,
      thresholdMs,
      toMs: this.#endMs,
    })
  }

  /** Takes in an event. */
  see(event: AcdEvent): void {
    if (event.kind === 'arrived') this.#arrived += 1
    this.#metrics.observe(event)
  }

  /** What was counted. */
  observation(): Observation {
    const { types, groups } = this.#config
    const { agentTimes, open } = this.#metrics
    agentTimes.settleAll(this.#endMs)
    return {
      byType: types.map((_, type) => this.#metrics.ofType(type)),
      byGroup: groups.map((_, group) => this.#metrics.ofGroup(group)),
      agentMs: groups.map((_, group) => agentTimes.of(group)),
      callers: types.map(() => emptyCallerTally()),
      unfinished: open,
      simulated: this.#arrived,
    }
  }
}
