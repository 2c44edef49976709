import type { AcdEvent, PairEvent } from '../event/event.ts'
import { AgentTimes } from './agent-times.ts'
import { LostRinging } from './lost-ringing.ts'
import { emptyTally, type Tally } from './tally.ts'

/** What is measured, and over which time. */
export interface FloorMetricsOptions {
  /** Number of contact types and of agent groups, as configured. */
  readonly types: number
  readonly groups: number
  /** Threshold of the service level, ms: one for all types, or one per type. */
  readonly thresholdMs: number | readonly number[]
  /** Contacts that arrive in [fromMs, toMs) are counted, agents' time inside it is; default: all of time. */
  readonly fromMs?: number
  readonly toMs?: number
}

/**
 * Counts contacts and agents' time from the engine's events alone, so that a live floor and a simulated one are
 * measured by the same code.
 *
 * A contact belongs to the window by its arrival and is followed to its end; it belongs to its type, and to the group
 * whose agent answered it or was ringing when it gave up. O(1) per event, nothing allocated.
 */
export class FloorMetrics {
  /** By type. */
  readonly #thresholdMs: Float64Array = new Float64Array(0)
  readonly #fromMs: number = NaN
  readonly #toMs: number = NaN
  declare private readonly byType: Tally[]
  declare private readonly byGroup: Tally[]
  declare private readonly times: AgentTimes
  readonly #lost: LostRinging = new LostRinging()
  /** Counted contacts that have not reached the end of their story. */
  #open = 0

  constructor(options: FloorMetricsOptions) {
    const { types, thresholdMs } = options
    this.#thresholdMs =
      typeof thresholdMs === 'number' ? new Float64Array(types).fill(thresholdMs) : Float64Array.from(thresholdMs)
    this.#fromMs = options.fromMs ?? -Infinity
    this.#toMs = options.toMs ?? Infinity
    this.byType = Array.from({ length: options.types }, emptyTally)
    this.byGroup = Array.from({ length: options.groups }, emptyTally)
    this.times = new AgentTimes(options.groups, this.#fromMs, this.#toMs)
  }

  /** Contacts of a type. Owned by the metrics: read only. */
  ofType(type: number): Readonly<Tally> {
    return this.byType[type]!
  }

  /** Contacts that a group answered or that gave up while ringing there. Owned by the metrics: read only. */
  ofGroup(group: number): Readonly<Tally> {
    return this.byGroup[group]!
  }

  /** Agents' time; call `settleAll` before reading. */
  get agentTimes(): AgentTimes {
    return this.times
  }

  /** Counted contacts that still wait, ring, talk or are in after-call work. */
  get open(): number {
    return this.#open
  }

  /** Takes in one event of the engine; events must come in order. */
  observe(event: AcdEvent): void {
    switch (event.kind) {
      case 'agent':
        this.times.rest(event)
        return
      case 'offered':
        this.times.ring(event, 1)
        return
      case 'connected':
        this.times.talk(event, 1)
        if (!isLeg(event) && this.#counts(event)) this.#answered(event, event.durationMs)
        return
      case 'released':
        this.times.talk(event, -1)
        if (event.wrapUp) this.times.wrapUp(event, 1)
        if (isLeg(event)) this.#legEnded(event, event.durationMs)
        else if (this.#counts(event)) this.#released(event, event.durationMs, event.wrapUp)
        return
      case 'wrap-up':
        this.times.wrapUp(event, 1)
        return
      case 'wrap-up-ended':
        this.times.wrapUp(event, -1)
        if (this.#counts(event)) this.#wrappedUp(event, event.durationMs)
        return
      case 'arrived':
        if (!this.#counts(event)) return
        this.byType[event.type]!.offered += 1
        this.#open += 1
        return
      case 'blocked':
        if (!this.#counts(event)) return
        this.byType[event.type]!.blocked += 1
        this.#open -= 1
        return
      case 'abandoned':
        if (!this.#counts(event)) return
        this.#gaveUp(this.byType[event.type]!, event.type, event.durationMs)
        this.#open -= 1
        return
      case 'offer-ended':
        this.times.ring(event, 0)
        if (event.reason !== 'abandoned' || isLeg(event) || !this.#counts(event)) return
        if (!this.#lost.isFirst(event.group, event.contact)) return
        this.byGroup[event.group]!.offered += 1
        this.#gaveUp(this.byGroup[event.group]!, event.type, event.atMs - event.arrivedMs)
        return
      case 'transferred':
        this.times.talk(event, -1)
        if (this.#counts(event)) this.#partEnded(event, event.durationMs)
        return
      case 'taken-over':
        this.times.talk(event, 1)
        return
      case 'requeued':
        if (this.#counts(event)) this.byType[event.type]!.transferredIn += 1
        return
      case 'diverted':
        if (!this.#counts(event)) return
        this.byType[event.type]!.diverted += 1
        this.#open -= 1
        return
      case 'refused':
        if (!this.#counts(event)) return
        this.byType[event.type]!.refused += 1
        this.#open -= 1
        return
      case 'overflowed':
        if (this.#counts(event)) this.byType[event.type]!.overflowed += 1
        return
      case 'callback-accepted':
        if (this.#counts(event)) this.byType[event.type]!.calledBack += 1
        return
      case 'bridged':
        if (event.agent >= 0) this.times.ring(event, 0)
        this.times.talk(event, 1)
        return
      case 'dial':
        if (event.agent >= 0) this.times.ring(event, 1)
        return
      case 'dial-ended':
        if (event.agent >= 0) this.times.ring(event, 0)
        return
      case 'listed':
        if (this.#counts(event)) this.#open += 1
        return
      case 'expired':
        if (this.#counts(event)) this.#open -= 1
        return
      case 'resumed':
        if (this.#counts(event)) this.#heldFor(event, event.durationMs)
        return
      case 'monitoring':
        this.times.talk(event, 1)
        return
      case 'monitoring-ended':
        this.times.talk(event, -1)
        return
      case 'consulting':
      case 'joined':
      case 'consult-ended':
      case 'ordered':
      case 'interrupted':
      case 'continued':
      case 'held':
      case 'moved':
      case 'queued':
      case 'stage':
      case 'announced':
      case 'wait-announced':
      case 'callback-offered':
      case 'reserve':
    }
  }

  #counts({ arrivedMs }: { readonly arrivedMs: number }): boolean {
    return arrivedMs >= this.#fromMs && arrivedMs < this.#toMs
  }

  #answered(event: PairEvent, waitMs: number): void {
    const byType = this.byType[event.type]!
    const byGroup = this.byGroup[event.group]!
    byGroup.offered += 1
    byType.answered += 1
    byGroup.answered += 1
    byType.answeredWaitMs += waitMs
    byGroup.answeredWaitMs += waitMs
    if (waitMs > 0) {
      byType.waited += 1
      byGroup.waited += 1
    }
    if (waitMs <= this.#thresholdMs[event.type]!) {
      byType.answeredWithin += 1
      byGroup.answeredWithin += 1
    }
  }

  #gaveUp(tally: Tally, type: number, waitMs: number): void {
    tally.abandoned += 1
    tally.abandonedWaitMs += waitMs
    if (waitMs > 0) tally.waited += 1
    if (waitMs <= this.#thresholdMs[type]!) tally.abandonedWithin += 1
  }

  #released(event: PairEvent, talkMs: number, wrapUp: boolean): void {
    const byType = this.byType[event.type]!
    const byGroup = this.byGroup[event.group]!
    byType.handled += 1
    byGroup.handled += 1
    byType.talkMs += talkMs
    byGroup.talkMs += talkMs
    if (!wrapUp) this.#open -= 1
  }

  /** Whoever was consulted or in conference is done: talk for its group too, but the contact is handled elsewhere. */
  #legEnded(event: PairEvent, talkMs: number): void {
    if (this.#counts(event)) this.#partEnded(event, talkMs)
  }

  /** A conversation that was handed on: talk for the group it was with, but handled only where it ends. */
  #partEnded(event: PairEvent, talkMs: number): void {
    this.byType[event.type]!.talkMs += talkMs
    this.byGroup[event.group]!.talkMs += talkMs
  }

  #heldFor(event: PairEvent, holdMs: number): void {
    this.byType[event.type]!.holdMs += holdMs
    this.byGroup[event.group]!.holdMs += holdMs
  }

  #wrappedUp(event: PairEvent, wrapUpMs: number): void {
    this.byType[event.type]!.wrapUpMs += wrapUpMs
    this.byGroup[event.group]!.wrapUpMs += wrapUpMs
    if (!isLeg(event)) this.#open -= 1
  }
}

/** True for an event of somebody consulted, in conference or listening: nobody's call. */
function isLeg({ parent = 0 }: { readonly parent?: number }): boolean {
  return parent !== 0
}
