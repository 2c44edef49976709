/** What a caller hears from the host. */
export type CallerSound = 'nothing' | 'prompt' | 'music'

/** Somebody outside who talks to the house: it called in, or was called back. */
export interface Caller {
  readonly leg: number
  /** Number of the caller; empty when it is not known. */
  readonly number: string
  readonly called: string
  /** Its session in the flows, 0 before it has one; a negative number of its own where it is called back. It is the `ref` of its contacts. */
  ref: number
  /** The host has answered its call. */
  isAnswered: boolean
  sound: CallerSound
  /** It waits for an agent. */
  isWaiting: boolean
  /** The flow has ended; the caller may still talk to somebody outside. */
  isOver: boolean
  /** The leg of somebody outside whom it was connected with, and the house has no part in it any more. */
  outside: number | undefined
  /** A message that it leaves. */
  message: { readonly id: string; readonly request: number; readonly stopTimer: () => void } | undefined
}

/** Callers by leg and by the `ref` of their contacts. */
export class Callers {
  readonly #byLeg = new Map<number, Caller>()
  readonly #byRef = new Map<number, Caller>()

  /** Somebody talks to the house on this leg. */
  add(leg: number, number: string, called: string): Caller {
    const caller: Caller = {
      leg,
      ref: 0,
      isAnswered: false,
      number,
      called,
      sound: 'nothing',
      isWaiting: false,
      isOver: false,
      outside: undefined,
      message: undefined,
    }
    this.#byLeg.set(leg, caller)
    return caller
  }

  /** Its contacts have this `ref` from now on. */
  enter(caller: Caller, ref: number): void {
    caller.ref = ref
    this.#byRef.set(ref, caller)
  }

  ofLeg(leg: number): Caller | undefined {
    return this.#byLeg.get(leg)
  }

  ofRef(ref: number): Caller | undefined {
    return this.#byRef.get(ref)
  }

  remove(caller: Caller): void {
    const { leg, ref } = caller
    this.#byLeg.delete(leg)
    // Who accepts a callback may be called before its own call is gone.
    if (this.#byRef.get(ref) === caller) this.#byRef.delete(ref)
  }

  get size(): number {
    return this.#byLeg.size
  }
}
