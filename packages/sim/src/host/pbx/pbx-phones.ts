import type { PbxEvent } from './pbx-event.ts'

/** Agents' phones as the PBX knows them: each change of one is told once, however often the PBX tells it. */
export class PbxPhones {
  readonly #there = new Set<string>()
  /** Registered, and not reached when they were called: they are there again when they register anew. */
  readonly #missed = new Set<string>()

  /** What has changed by this; undefined when nothing has. */
  changed({
    number,
    isThere,
    isFresh,
  }: PbxEvent & { readonly kind: 'phone' }): 'registered' | 'unregistered' | undefined {
    const isBack = isFresh && isThere && this.#missed.delete(number)
    if (this.#there.has(number) === isThere && !isBack) return undefined
    if (isThere) this.#there.add(number)
    else this.#there.delete(number)
    return isThere ? 'registered' : 'unregistered'
  }

  /** A call to it has not reached it. */
  missed(number: string): void {
    this.#missed.add(number)
  }
}
