import { positive } from './argument.ts'
import { figure } from './figure.ts'
import { Gamma } from './gamma.ts'

/** The Erlang law: a gamma law with a whole number of stages. */
export class Erlang extends Gamma {
  /** @throws RangeError unless mean is finite and > 0, and stages a whole number ≥ 1. */
  constructor(mean: number, stages: number) {
    if (!Number.isInteger(positive('stages', stages))) {
      throw new RangeError(`stages must be a whole number >= 1, got ${stages}`)
    }
    super(mean, stages)
  }

  override describe(): string {
    return `erlang, mean ${figure(this.mean)}, ${figure(this.shape)} stages`
  }
}
