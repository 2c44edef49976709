import type { Floor } from '../engine/floor.ts'
import type { Transitions } from '../engine/transitions.ts'
import { Hysteresis } from '../condition/hysteresis.ts'
import type { CompiledReserve } from './compiled-rule.ts'
import type { FloorWatch } from './floor-watch.ts'

/** Groups behind gates: may they take a type's contacts at present? Closing a gate takes back nothing that was given. */
export class Reserves {
  readonly #floor: Floor
  readonly #watch: FloorWatch
  readonly #transitions: Transitions
  readonly #reserves: readonly CompiledReserve[]
  readonly #gates: readonly Hysteresis[]
  readonly #isDue: Uint8Array
  /** What a reserve was asked of, as a stamp. */
  readonly #stamps: Float64Array
  /** Number of the first reserve among the owners of the watch's deadlines. */
  readonly #first: number

  constructor(floor: Floor, watch: FloorWatch, transitions: Transitions, first: number) {
    this.#floor = floor
    this.#watch = watch
    this.#transitions = transitions
    this.#reserves = floor.config.rules.reserves
    this.#gates = this.#reserves.map(
      ({ opens, closes }, at) => new Hysteresis(opens, closes, floor.openReserves[at] === 1),
    )
    this.#isDue = new Uint8Array(this.#reserves.length).fill(1)
    this.#stamps = new Float64Array(this.#reserves.length)
    this.#first = first
  }

  /** Lets the gates move whose conditions ask for something that has changed. */
  ask(): void {
    for (let at = 0; at < this.#reserves.length; at += 1) {
      const reserve = this.#reserves[at]!
      this.#watch.recount()
      const stamp = this.#watch.stamp(reserve.type, reserve.changes)
      if (this.#isDue[at] === 0 && this.#stamps[at] === stamp) continue
      this.#isDue[at] = 0
      this.#stamps[at] = stamp
      const gate = this.#gates[at]!
      const facts = this.#watch.facts[reserve.type]!
      const moved = gate.update(facts)
      this.#watch.deadlines.set(2 * (this.#first + at) + 1, gate.nextTurnMs(facts), 0)
      if (moved) this.#move(at, reserve, gate.isOpen)
    }
  }

  /** Time has come to ask one, by its number among the owners. */
  fire(number: number): void {
    this.#isDue[number - this.#first] = 1
  }

  #move(at: number, reserve: CompiledReserve, isOpen: boolean): void {
    const floor = this.#floor
    floor.setReserve(at, isOpen)
    floor.recordReserve(reserve, isOpen)
    if (isOpen) this.#seek(reserve.groups)
  }

  /** Those who are idle behind a gate that has opened look for contacts, who has been idle longest first. */
  #seek(groups: readonly number[]): void {
    const { agents } = this.#floor
    const idle: number[] = []
    for (let agent = 0; agent < agents.size; agent += 1) {
      if (agents.listed[agent] === 1 && groups.includes(agents.group[agent]!)) idle.push(agent)
    }
    idle.sort((a, b) => agents.idleSeq[a]! - agents.idleSeq[b]!)
    for (const agent of idle) {
      if (agents.listed[agent] === 1) this.#transitions.offering.seekContact(agent)
    }
  }
}
