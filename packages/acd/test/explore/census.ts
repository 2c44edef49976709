import type { AcdEvent, EngineSnapshot } from '@strowger/acd'
import { CONTACT } from './small-world.ts'

/** Contacts inside, legs included, as events tell of them. */
export class Census {
  readonly #inside = new Set<number>()
  readonly #inWrapUp = new Set<number>()

  static of({ contacts }: EngineSnapshot): Census {
    const census = new Census()
    for (const { id, state } of contacts) {
      census.#inside.add(id)
      if (state === CONTACT.wrapUp) census.#inWrapUp.add(id)
    }
    return census
  }

  /** Takes in the next event. */
  see(event: AcdEvent): void {
    if (event.kind === 'arrived' || event.kind === 'consulting') this.#inside.add(event.contact)
    else if (event.kind === 'released') {
      if (event.wrapUp) this.#inWrapUp.add(event.contact)
      // A leg is told to be over besides.
      else if (event.parent === 0) this.#inside.delete(event.contact)
    } else if (event.kind === 'consult-ended') {
      if (!this.#inWrapUp.has(event.contact)) this.#inside.delete(event.contact)
    } else if (event.kind === 'abandoned' || event.kind === 'wrap-up-ended') {
      this.#inside.delete(event.contact)
      this.#inWrapUp.delete(event.contact)
    }
  }

  /** True when the engine has the same contacts. */
  agreesWith({ contacts }: EngineSnapshot): boolean {
    return contacts.length === this.#inside.size && contacts.every(({ id }) => this.#inside.has(id))
  }
}
