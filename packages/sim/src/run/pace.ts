import type { Model } from '../model/model.ts'
import { exp } from '../random/elementary.ts'
import { type AgentDraws, AgentPurpose } from './agent-draws.ts'

/** How fast single agents are: some by nature, and all the faster the more they have practised. */
export class Pace {
  readonly #model: Model
  readonly #speed: Float64Array
  readonly #handled: Int32Array

  constructor(model: Model, draws: AgentDraws) {
    this.#model = model
    this.#handled = new Int32Array(model.roster.length)
    this.#speed = Float64Array.from(model.roster, ({ group }, agent) => {
      const law = model.groups[group]!.speed
      return law === undefined ? 1 : law.quantile(draws.of(agent, AgentPurpose.speed))
    })
  }

  /** Factor on the handling time of the agent's next contact, which then counts as practice. */
  next(agent: number): number {
    const { learning } = this.#model.groups[this.#model.roster[agent]!.group]!
    const speed = this.#speed[agent]!
    if (learning === undefined) return speed
    const practised = learning.practised + this.#handled[agent]!
    this.#handled[agent]! += 1
    // An exponential learning curve (A. Heathcote, S. Brown & D. Mewhort 2000): each contact closes the same share of the gap.
    return speed * (1 + (learning.startFactor - 1) * exp(-practised / learning.contacts))
  }
}
