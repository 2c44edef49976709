import { ln } from '../random/elementary.ts'
import type { Uniforms } from '../random/uniform-block.ts'
import type { ArrivalPhase } from '../scenario/arrival-spec.ts'
import type { ArrivalProcess } from './arrival-process.ts'

const MS_PER_HOUR = 3_600_000

/**
 * A Markov-modulated Poisson process (W. Fischer & K. Meier-Hellstern 1993): the rate is that of a phase, each phase
 * lasts an exponential time, and any other phase follows with equal chance. It begins as it is at a random moment.
 */
export class ModulatedArrivals implements ArrivalProcess {
  readonly handlingMs: number = NaN
  readonly #phases: readonly ArrivalPhase[]
  readonly #stream: Uniforms
  #phase: number
  #endsMs: number
  #lastMs = 0

  constructor(phases: readonly ArrivalPhase[], stream: Uniforms) {
    this.#phases = phases
    this.#stream = stream
    // Every phase is entered equally often, so that the share of time in one is its mean.
    const total = phases.reduce((sum, { meanMs }) => sum + meanMs, 0)
    let left = stream.uniform() * total
    this.#phase = 0
    while (this.#phase + 1 < phases.length && left >= phases[this.#phase]!.meanMs) {
      left -= phases[this.#phase]!.meanMs
      this.#phase += 1
    }
    this.#endsMs = this.#lengthMs()
  }

  nextMs(): number {
    let expected = -ln(this.#stream.uniform())
    for (;;) {
      const rate = this.#phases[this.#phase]!.perHour / MS_PER_HOUR
      const left = (this.#endsMs - this.#lastMs) * rate
      if (expected < left) {
        this.#lastMs += expected / rate
        return this.#lastMs
      }
      expected -= left
      this.#lastMs = this.#endsMs
      const step = 1 + Math.floor(this.#stream.uniform() * (this.#phases.length - 1))
      this.#phase = (this.#phase + step) % this.#phases.length
      this.#endsMs += this.#lengthMs()
    }
  }

  #lengthMs(): number {
    return -this.#phases[this.#phase]!.meanMs * ln(this.#stream.uniform())
  }
}
