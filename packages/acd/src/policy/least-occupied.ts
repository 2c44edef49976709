import type { AcdEvent } from '../event/event.ts'
import { enlarged } from '../memory/enlarge.ts'
import { AgentCost } from './agent-cost.ts'
import { checked } from './names.ts'
import type { AgentSelection } from './policy.ts'

/** Memory of {@link LeastOccupied}. */
export interface LeastOccupiedConfig {
  /** Time constant of forgetting, ms of the agent's own time at work. Default 30 min. */
  readonly windowMs?: number
}

const HALF_AN_HOUR_MS = 1_800_000
const AWAY = 0
const IDLE = 1
const BUSY = 2

/**
 * Least occupied agent (LOA): argmin_k occupancy_k, then longest idle. Occupancy is the mean, over the agent's time at work
 * (idle or busy; breaks do not count and are not remembered) with weights e^(−age ÷ window), of 1 while offered, talking
 * or in after-call work and 0 while idle. Shares work more evenly than longest idle where handling times differ.
 *
 * An agent starts at 0. O(idle agents who may take the contact); 17 bytes an agent.
 * Source: Avaya Business Advocate 2006 (LOA); Genesys StatAgentOccupancy.
 */
export class LeastOccupied extends AgentCost {
  override readonly name: string = 'least-occupied'
  readonly #windowMs: number
  #occupancy: Float64Array = new Float64Array(16)
  #sinceMs: Float64Array = new Float64Array(16)
  #activity: Uint8Array = new Uint8Array(16)

  /** @throws StrowgerError `out-of-range` */
  constructor(config: LeastOccupiedConfig = {}) {
    super()
    this.#windowMs = checked(config.windowMs ?? HALF_AN_HOUR_MS, 'windowMs', Number.MIN_VALUE)
  }

  observe(event: AcdEvent): void {
    if (event.kind === 'agent') this.#enter(event.agent, event.state === 'ready' ? IDLE : AWAY, event.atMs)
    else if (event.kind === 'offered' || event.kind === 'connected') this.#enter(event.agent, BUSY, event.atMs)
  }

  /** Occupancy of an agent at `nowMs`, 0 … 1. O(1). */
  occupancyOf(agent: number, nowMs: number): number {
    if (agent >= this.#activity.length) return 0
    const activity = this.#activity[agent]!
    const before = this.#occupancy[agent]!
    if (activity === AWAY) return before
    const target = activity === BUSY ? 1 : 0
    return target + (before - target) * remembered((nowMs - this.#sinceMs[agent]!) / this.#windowMs)
  }

  protected override costOf(selection: AgentSelection, agent: number): number {
    return this.occupancyOf(agent, selection.nowMs)
  }

  #enter(agent: number, activity: number, nowMs: number): void {
    if (agent >= this.#activity.length) {
      this.#occupancy = enlarged(this.#occupancy, new Float64Array(2 * agent))
      this.#sinceMs = enlarged(this.#sinceMs, new Float64Array(2 * agent))
      this.#activity = enlarged(this.#activity, new Uint8Array(2 * agent))
    }
    this.#occupancy[agent] = this.occupancyOf(agent, nowMs)
    this.#sinceMs[agent] = nowMs
    this.#activity[agent] = activity
  }
}

/**
 * e^(−x), as (1 + x ÷ 1024)^(−1024): within 0.05 % up to x = 1. `Math.exp` may differ in its last bit between engines, and two
 * runs of one log must choose the same agents.
 */
function remembered(x: number): number {
  let power = 1 / (1 + x / 1024)
  for (let squaring = 0; squaring < 10; squaring += 1) power *= power
  return power
}
