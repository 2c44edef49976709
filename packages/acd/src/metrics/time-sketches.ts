import type { PairEvent } from '../event/event.ts'
import type { IntervalRing } from './interval-ring.ts'
import type { QuantileSketch } from './quantile-sketch.ts'
import { SketchTable } from './sketch-table.ts'

/**
 * Times of which quantiles are kept: wait of the answered, wait of those who gave up, conversation (hold included),
 * conversation and after-call work.
 */
export const MEASURED_TIMES = ['wait', 'abandonedWait', 'talk', 'handling'] as const

/** A time of which quantiles are kept. */
export type MeasuredTime = (typeof MEASURED_TIMES)[number]

/** Whose quantiles are kept. */
export interface SketchedParties {
  /** Default true. */
  readonly types?: boolean
  readonly groups?: boolean
  /** Over all time only, of what is counted in [fromMs, toMs): a floor has many agents. */
  readonly agents?: { readonly fromMs: number; readonly toMs: number }
}

type Tables = Readonly<Record<MeasuredTime, SketchTable>>
type Party = 'agent' | 'group' | 'type'

/** Sketches of times by type and interval, and where asked for by group, and by agent over all time. */
export class TimeSketches {
  readonly #ring: IntervalRing
  readonly #types: Tables | undefined
  readonly #groups: Tables | undefined
  readonly #agents: Tables | undefined
  readonly #agentsFromMs: number
  readonly #agentsToMs: number

  constructor(
    ring: IntervalRing,
    types: number,
    groups: number,
    intervals: number,
    relativeError: number,
    { types: ofTypes = true, groups: ofGroups = false, agents }: SketchedParties,
  ) {
    const tables = (keys: number, kept: number): Tables => {
      const table = () => new SketchTable(keys, kept, relativeError)
      return { wait: table(), abandonedWait: table(), talk: table(), handling: table() }
    }
    this.#ring = ring
    this.#types = ofTypes ? tables(types, intervals) : undefined
    this.#groups = ofGroups ? tables(groups, intervals) : undefined
    this.#agents = agents === undefined ? undefined : tables(0, 0)
    this.#agentsFromMs = agents?.fromMs ?? Infinity
    this.#agentsToMs = agents?.toMs ?? -Infinity
  }

  /** A time of a contact without an agent, counted in the interval that holds `atMs`. */
  addOfType(what: MeasuredTime, type: number, atMs: number, value: number): void {
    this.#types?.[what].add(type, this.#ring.slotAt(atMs), value)
  }

  /** A time of a contact with an agent. */
  add(what: MeasuredTime, { type, group, agent }: PairEvent, atMs: number, value: number): void {
    const slot = this.#ring.slotAt(atMs)
    this.#types?.[what].add(type, slot, value)
    this.#groups?.[what].add(group, slot, value)
    if (atMs >= this.#agentsFromMs && atMs < this.#agentsToMs) this.#agents![what].addForEver(agent, value)
  }

  /** Merges what is known of a party in an interval, or over all time, into `into`. */
  mergeInto(into: QuantileSketch, what: MeasuredTime, of: Party, key: number, interval: number | undefined): void {
    const tables = of === 'type' ? this.#types : of === 'group' ? this.#groups : this.#agents
    if (interval === undefined) tables?.[what].mergeAll(key, into)
    else tables?.[what].mergeSlot(key, this.#ring.slotOf(interval), into)
  }

  /** Frees a slot for a new interval. */
  clear(slot: number): void {
    for (const what of MEASURED_TIMES) {
      this.#types?.[what].clear(slot)
      this.#groups?.[what].clear(slot)
    }
  }
}
