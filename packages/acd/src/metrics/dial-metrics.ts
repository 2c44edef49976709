import type { AcdEvent } from '../event/event.ts'

/** Calls that the engine asked for, of one contact type; times in ms. */
export interface DialTally {
  /** Callers to whom a callback was offered. */
  offered: number
  /** Callers who accepted one: they are in no service level, neither answered nor abandoned. */
  accepted: number
  /** Outbound contacts that were listed. */
  listed: number
  /** Contacts that were dialled at least once. */
  dialled: number
  /** Calls made. */
  dials: number
  /** Calls that came to nothing, by reason. */
  busy: number
  noAnswer: number
  machine: number
  failed: number
  cancelled: number
  /** Contacts that were connected with an agent. */
  bridged: number
  /** Of them or of others that answered: found no agent in time, and were let go. */
  noAgent: number
  /** Contacts given up, those without an agent in time included. */
  expired: number
  /** Σ time from the acceptance, or the listing, to the first call. */
  waitToDialMs: number
}

const ENDS = {
  busy: 'busy',
  'no-answer': 'noAnswer',
  machine: 'machine',
  failed: 'failed',
  cancelled: 'cancelled',
} as const

/**
 * The funnel of callbacks and outbound contacts: offered, accepted, dialled, bridged, given up, from the engine's
 * events alone. The share abandoned of a campaign is noAgent ÷ (bridged + noAgent).
 */
export class DialMetrics {
  readonly #byType: DialTally[]

  /** @param options - number of contact types, as configured */
  constructor({ types }: { readonly types: number }) {
    this.#byType = Array.from({ length: types }, () => ({
      offered: 0,
      accepted: 0,
      listed: 0,
      dialled: 0,
      dials: 0,
      busy: 0,
      noAnswer: 0,
      machine: 0,
      failed: 0,
      cancelled: 0,
      bridged: 0,
      noAgent: 0,
      expired: 0,
      waitToDialMs: 0,
    }))
  }

  /** Calls of a type. Owned by the metrics: read only. */
  ofType(type: number): Readonly<DialTally> {
    return this.#byType[type]!
  }

  /** Takes in one event; events must come in order. O(1). */
  observe(event: AcdEvent): void {
    // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the others are of no call that was asked for
    switch (event.kind) {
      case 'callback-offered':
        this.#byType[event.type]!.offered += 1
        return
      case 'callback-accepted':
        this.#byType[event.type]!.accepted += 1
        return
      case 'listed':
        this.#byType[event.type]!.listed += 1
        return
      case 'dial': {
        const tally = this.#byType[event.type]!
        tally.dials += 1
        if (event.attempt > 1) return
        tally.dialled += 1
        tally.waitToDialMs += event.durationMs
        return
      }
      case 'dial-ended':
        this.#byType[event.type]![ENDS[event.reason]] += 1
        return
      case 'bridged':
        this.#byType[event.type]!.bridged += 1
        return
      case 'expired':
        this.#byType[event.type]!.expired += 1
        if (event.reason === 'no-agent') this.#byType[event.type]!.noAgent += 1
        return
      default:
    }
  }
}
