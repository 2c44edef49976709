import type { AcdEvent } from '../event/event.ts'

/** What became of contacts for a reason. */
export type ReasonedKind = 'blocked' | 'overflowed' | 'refused' | 'diverted' | 'announced' | 'expired'

/** So many contacts of a type, for a reason. */
export interface OutcomeCount {
  readonly kind: ReasonedKind
  readonly type: number
  /** The trunk group, rule, place or announcement; empty for the trunks of the whole. */
  readonly reason: string
  readonly contacts: number
}

/** Counts contacts by what became of them and why, from the engine's events: nothing is turned away uncounted. */
export class OutcomeCounts {
  readonly #counts = new Map<string, { kind: ReasonedKind; type: number; reason: string; contacts: number }>()

  /** Takes in one event. O(1). */
  observe(event: AcdEvent): void {
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others have no reason
    switch (event.kind) {
      case 'blocked':
      case 'overflowed':
      case 'refused':
      case 'diverted':
      case 'announced':
      case 'expired': {
        const { kind, type, reason } = event
        const key = `${kind} ${type} ${reason}`
        const count = this.#counts.get(key)
        if (count === undefined) this.#counts.set(key, { kind, type, reason, contacts: 1 })
        else count.contacts += 1
        return
      }
      default:
    }
  }

  /** All counts, in the order in which they first happened. Copies. */
  all(): OutcomeCount[] {
    return Array.from(this.#counts.values(), (count) => ({ ...count }))
  }

  /** Contacts of a kind and reason, of one type or of all. */
  of(kind: ReasonedKind, reason: string, type?: number): number {
    return this.all()
      .filter((count) => count.kind === kind && count.reason === reason && (type === undefined || count.type === type))
      .reduce((sum, { contacts }) => sum + contacts, 0)
  }
}
