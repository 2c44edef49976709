import { StrowgerError } from '@strowger/acd'

/** A choice among named things by weights, made by one uniform number. */
export class Weighted {
  readonly #names: readonly string[]
  readonly #upTo: Float64Array

  /** @throws StrowgerError `out-of-range` for a weight that is negative or not finite, or when all are 0 */
  constructor(weights: Readonly<Record<string, number>>, path: string) {
    this.#names = Object.keys(weights)
    this.#upTo = new Float64Array(this.#names.length)
    let sum = 0
    for (const [at, name] of this.#names.entries()) {
      const weight = weights[name]!
      if (!(weight >= 0 && weight < Infinity)) {
        throw new StrowgerError('out-of-range', `${path}.${name}`, weight, 'a weight, 0 or more')
      }
      sum += weight
      this.#upTo[at] = sum
    }
    if (!(sum > 0)) throw new StrowgerError('out-of-range', path, sum, 'at least one weight above 0')
    for (let at = 0; at < this.#upTo.length; at += 1) this.#upTo[at]! /= sum
  }

  /** The name that a uniform number in (0, 1) falls to. O(names). */
  pick(u: number): string {
    for (let at = 0; at < this.#upTo.length; at += 1) if (u < this.#upTo[at]!) return this.#names[at]!
    return this.#names.at(-1)!
  }
}
