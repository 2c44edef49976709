import type { AcdEvent } from '../event/event.ts'

/** Handling times as agents finish: conversation and after-call work together, one at a time. */
export class ServiceTimes {
  /** Talk of each agent's last conversation, until its after-call work is done. */
  readonly #talkMs: number[] = []

  /** Talk by agent; null where an agent has had none. */
  get memory(): readonly (number | null)[] {
    return Array.from(this.#talkMs, (ms) => ms ?? null)
  }

  recall(talkMs: readonly (number | null)[]): void {
    this.#talkMs.length = 0
    for (const [agent, ms] of talkMs.entries()) if (ms !== null) this.#talkMs[agent] = ms
  }

  /** The handling time that this event completes, ms; NaN when it completes none. */
  completed(event: AcdEvent): number {
    if (event.kind === 'released') {
      if (!event.wrapUp) return event.durationMs
      this.#talkMs[event.agent] = event.durationMs
    } else if (event.kind === 'transferred') this.#talkMs[event.agent] = event.durationMs
    else if (event.kind === 'wrap-up-ended') return (this.#talkMs[event.agent] ?? 0) + event.durationMs
    return Number.NaN
  }
}
