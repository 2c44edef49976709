import { NONE } from './contact-table.ts'

/** What a leg is to its contact. Consulting: the caller is on hold meanwhile. Joined: in conference with the caller. */
export type LegRole = 'consulting' | 'joined' | 'listen' | 'whisper' | 'barge-in'

/** One more party to a contact: consulted, in conference with it, or listening to it. */
export interface Leg {
  /** Slot of the contact it belongs to; NONE once only its after-call work is left. */
  parent: number
  readonly parentId: number
  role: LegRole
  /** True when it rings at one agent by name, and is over when that agent does not take it. */
  readonly direct: boolean
  /** The number outside that the host has called; empty when it is an agent's. */
  readonly outside: string
}

const NO_LEGS: readonly number[] = []

/**
 * Legs, by slot: contacts of their own that belong to another. They ring, wait and are in hand as others, but hold no
 * trunk and are nobody's call. Contacts without legs cost a flag in the contact table and nothing here.
 */
export class Legs {
  readonly #legs = new Map<number, Leg>()
  readonly #ofParent = new Map<number, number[]>()

  /** The leg in a slot; undefined when a caller's contact is there. */
  of(slot: number): Leg | undefined {
    return this.#legs.get(slot)
  }

  /** Slots of the legs of a contact, in the order in which they came. */
  belongingTo(slot: number): readonly number[] {
    return this.#ofParent.get(slot) ?? NO_LEGS
  }

  /** The leg of a contact in a role, NONE when there is none. */
  inRole(parent: number, role: LegRole): number {
    return this.belongingTo(parent).find((slot) => this.of(slot)!.role === role) ?? NONE
  }

  add(slot: number, leg: Leg): void {
    this.#legs.set(slot, leg)
    if (leg.parent === NONE) return
    const others = this.#ofParent.get(leg.parent)
    if (others === undefined) this.#ofParent.set(leg.parent, [slot])
    else others.push(slot)
  }

  /** The leg belongs to no contact any more; it may have after-call work still. */
  part(slot: number): void {
    const leg = this.#legs.get(slot)!
    const rest = this.belongingTo(leg.parent).filter((other) => other !== slot)
    if (rest.length === 0) this.#ofParent.delete(leg.parent)
    else this.#ofParent.set(leg.parent, rest)
    leg.parent = NONE
  }

  forget(slot: number): void {
    this.#legs.delete(slot)
  }
}
