import type { AcdEvent } from '../event/event.ts'
import { carried, checked, type Tiers, tierRanks } from './names.ts'
import { PoolCost } from './pool-cost.ts'
import type { AgentSelection, RoutingNames } from './policy.ts'

/** Tiers and target of {@link ExpectedDelay}. */
export interface ExpectedDelayConfig {
  /** Contact type → tiers of agent groups, the preferred first; groups not mentioned come last. */
  readonly agents: Readonly<Record<string, Tiers>>
  /** Delay up to which a group is used before the next tier helps, ms. */
  readonly targetMs: number
  /** Handling time assumed of a group until it has been seen, ms. Default 3 min. */
  readonly handlingMs?: number
}

const THREE_MINUTES_MS = 180_000
const NEWEST = 1 / 16
/** Above every rank of a tier. */
const OVER_TARGET = 2 ** 16

/**
 * Expected delay: the first tier with a group j in which the next contact would wait no longer than the target; when there
 * is none, the group with the least delay. The delay left behind is 0 while another agent of j is idle, otherwise
 * S_j ÷ N_j: the mean time until one of its N_j busy agents is free, S_j their smoothed handling time as observed.
 *
 * Takes from the group that is soonest ready again. Source: ContactCenters' ExpDelayRouter, which has a queue per group;
 * here contacts wait in one place, so that the delay is that of whoever comes next.
 */
export class ExpectedDelay extends PoolCost {
  override readonly name: string = 'expected-delay'
  readonly #config: ExpectedDelayConfig
  readonly #targetMs: number
  readonly #handlingMs: number
  #groups: readonly string[] = []
  #rank: Uint8Array = new Uint8Array(0)
  #talkMs: Float64Array = new Float64Array(0)
  #wrapUpMs: Float64Array = new Float64Array(0)

  /** @throws StrowgerError `out-of-range` */
  constructor(config: ExpectedDelayConfig) {
    super()
    this.#config = config
    this.#targetMs = checked(config.targetMs, 'targetMs', 0)
    this.#handlingMs = checked(config.handlingMs ?? THREE_MINUTES_MS, 'handlingMs', 0)
  }

  prepare({ types, groups }: RoutingNames): void {
    this.#rank = tierRanks('agents', this.#config.agents, types, groups)
    this.#talkMs = carried(this.#talkMs, this.#groups, groups, this.#handlingMs)
    this.#wrapUpMs = carried(this.#wrapUpMs, this.#groups, groups, 0)
    this.#groups = groups
  }

  observe(event: AcdEvent): void {
    if (event.kind === 'released') {
      this.#talkMs[event.group]! += NEWEST * (event.durationMs - this.#talkMs[event.group]!)
      if (!event.wrapUp) this.#wrapUpMs[event.group]! -= NEWEST * this.#wrapUpMs[event.group]!
    } else if (event.kind === 'wrap-up-ended') {
      this.#wrapUpMs[event.group]! += NEWEST * (event.durationMs - this.#wrapUpMs[event.group]!)
    }
  }

  protected override costOf(selection: AgentSelection, candidate: number): number {
    const group = selection.group(candidate)
    const delayMs = this.#delayMs(selection, group)
    return delayMs <= this.#targetMs ? this.#rank[selection.type * this.#groups.length + group]! : OVER_TARGET + delayMs
  }

  #delayMs({ floor }: AgentSelection, group: number): number {
    if (floor.idleIn(group) > 1) return 0
    return (this.#talkMs[group]! + this.#wrapUpMs[group]!) / (floor.busyIn(group) + 1)
  }
}
