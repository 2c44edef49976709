import type { AcdEvent, DialEvent } from '../event/event.ts'

/** Calls that the engine asked for, of one contact type; times in ms. */
export interface DialTally {
  /** Callers to whom a callback was offered. */
  offered: number
  /** Callers who accepted one: they are in no service level, neither answered nor abandoned. */
  accepted: number
  /** Of them, those whose first call was made within what was promised. */
  kept: number
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

/** Which contacts are counted, and how many types there are. */
export interface DialMetricsOptions {
  /** Number of contact types, as configured. */
  readonly types: number
  /** Contacts that arrived, or were listed, in [fromMs, toMs) are counted; default: all. */
  readonly fromMs?: number
  readonly toMs?: number
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
  readonly #fromMs: number
  readonly #toMs: number
  /** By contact, what was promised to callers who have not been called yet, ms. */
  readonly #promisedMs: Map<number, number> = new Map()

  constructor({ types, fromMs = -Infinity, toMs = Infinity }: DialMetricsOptions) {
    this.#byType = Array.from({ length: types }, emptyDialTally)
    this.#fromMs = fromMs
    this.#toMs = toMs
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
        if (this.#counts(event)) this.#byType[event.type]!.offered += 1
        return
      case 'callback-accepted':
        if (!this.#counts(event)) return
        this.#byType[event.type]!.accepted += 1
        this.#promisedMs.set(event.contact, event.promisedInMs)
        return
      case 'listed':
        if (this.#counts(event)) this.#byType[event.type]!.listed += 1
        return
      case 'dial':
        if (this.#counts(event)) this.#dialled(event)
        return
      case 'dial-ended':
        if (this.#counts(event)) this.#byType[event.type]![ENDS[event.reason]] += 1
        return
      case 'bridged':
        if (this.#counts(event)) this.#byType[event.type]!.bridged += 1
        return
      case 'expired':
        this.#promisedMs.delete(event.contact)
        if (!this.#counts(event)) return
        this.#byType[event.type]!.expired += 1
        if (event.reason === 'no-agent') this.#byType[event.type]!.noAgent += 1
        return
      default:
    }
  }

  #counts({ arrivedMs }: { readonly arrivedMs: number }): boolean {
    return arrivedMs >= this.#fromMs && arrivedMs < this.#toMs
  }

  #dialled({ contact, type, attempt, durationMs }: DialEvent): void {
    const tally = this.#byType[type]!
    tally.dials += 1
    if (attempt > 1) return
    tally.dialled += 1
    tally.waitToDialMs += durationMs
    const promisedMs = this.#promisedMs.get(contact)
    if (promisedMs === undefined) return
    this.#promisedMs.delete(contact)
    if (durationMs <= promisedMs) tally.kept += 1
  }
}

/** A tally of nothing. */
export function emptyDialTally(): DialTally {
  return {
    offered: 0,
    accepted: 0,
    kept: 0,
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
  }
}
