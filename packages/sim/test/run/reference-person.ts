import { keyedUniform } from '../../src/random/keyed-uniform.ts'
import type { RandomStream } from '../../src/random/stream.ts'
import { Purpose } from '../../src/run/purpose.ts'
import type { ReturnCause } from '../../src/scenario/return-cause.ts'

/** Who a caller of the reference simulation is: the same person at each of its calls. */
export class Person {
  talk: number
  patience: number
  wrapUp: number
  isAgain = false
  /** Conversations about the present matter. */
  conversations = 0
  readonly #key: readonly [number, number]
  #turn = 0
  #tries = 0
  #matters = 0

  constructor(
    identity: RandomStream | readonly [number, number],
    uniforms: { readonly talk: number; readonly patience: number; readonly wrapUp: number },
  ) {
    this.#key = 'nextUint32' in identity ? [identity.nextUint32(), identity.nextUint32()] : identity
    this.talk = uniforms.talk
    this.patience = uniforms.patience
    this.wrapUp = uniforms.wrapUp
  }

  /** The person's number for a purpose at this call. */
  u(purpose: number, nth: number = 0): number {
    return keyedUniform(this.#key[0], this.#key[1], this.#turn * 4096 + nth * 64 + purpose)
  }

  /** How often it has called again for a cause, as limits count. */
  times(cause: ReturnCause): number {
    return cause === 'served' ? this.#matters : this.#tries
  }

  /** The person at its next call. */
  again(cause: ReturnCause): Person {
    const back = new Person(this.#key, this)
    back.isAgain = true
    back.#turn = this.#turn + 1
    back.#tries = cause === 'served' ? 0 : this.#tries + 1
    back.#matters = this.#matters + (cause === 'served' ? 1 : 0)
    back.conversations = cause === 'served' ? 0 : this.conversations
    back.talk = back.u(Purpose.handling)
    back.patience = back.u(Purpose.patience)
    back.wrapUp = back.u(Purpose.wrapUp)
    return back
  }
}
