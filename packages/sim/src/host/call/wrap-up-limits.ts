import type { House } from './house.ts'

/** The scenario leaves the end of after-call work to the agent; nobody does it for ever. */
export class WrapUpLimits {
  readonly #house: House
  /** Stops the clock of each contact whose after-call work goes on. */
  readonly #stops = new Map<number, () => void>()

  constructor(house: House) {
    this.#house = house
  }

  began(contact: number, agent: number): void {
    const { clock, desk, config } = this.#house
    this.ended(contact)
    const stop = clock.at(desk.nowMs() + config.afterCallWorkLimitMs, () => {
      this.#stops.delete(contact)
      desk.do({ do: 'end-wrap-up', agent, contact })
    })
    this.#stops.set(contact, stop)
  }

  ended(contact: number): void {
    this.#stops.get(contact)?.()
    this.#stops.delete(contact)
  }

  /** The host has begun again: who was writing then writes on, and as long as anybody. */
  restore(): void {
    const { desk } = this.#house
    for (const { id, agent } of desk.snapshot().engine.contacts) {
      if (agent >= 0 && desk.engine.agentState(agent) === 'wrap-up') this.began(id, agent)
    }
  }
}
