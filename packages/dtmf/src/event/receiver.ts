import type { Digit } from '../digit/digit.ts'
import { checkedNumber } from '../digit/error.ts'
import { EVENT_BYTES, eventDigit, MAX_DURATION_TICKS, readEventInto, type EventReport } from './payload.ts'

/** How events are received. */
export interface EventReceiverOptions {
  /** Rate of the RTP clock, in Hz. Default 8000. */
  readonly clockRateHz?: number
  /** Silence after which an event counts as ended though no end came, in ms. Default 200, four updates of 50 ms. */
  readonly lostAfterMs?: number
}

/** A key as events tell it. */
export interface ReceivedEvent {
  readonly kind: 'start' | 'end'
  /** RFC 4733 event code; `digit` names it when it is one. */
  readonly code: number
  readonly digit: Digit | undefined
  /** When it began, on the clock of `nowMs`. */
  readonly startMs: number
  /** How long it has lasted so far; at its end, all of it. */
  readonly durationMs: number
  readonly levelDbm0: number
  /** At an end: whether its end was received, or only missed. */
  readonly confirmed: boolean
}

interface Active {
  readonly code: number
  readonly startMs: number
  /** Extended timestamp of the event and of the segment at hand. */
  readonly extStart: number
  extSegment: number
  segmentTicks: number
  volume: number
  heardMs: number
}

/** Ended events that are remembered, so that their repeated ends begin nothing. */
const REMEMBERED = 16
/** Events that may sound at once; more are a sender's mistake. */
const MAX_ACTIVE = 4

/**
 * Makes keys out of telephone-event packets (RFC 4733 §2.5.2): a key is one whether its first, middle or last packets were
 * lost, repeated or overtaken. Total on any bytes; what it cannot read it counts.
 */
export class EventReceiver {
  readonly #ticksPerMs: number
  readonly #lostAfterMs: number
  readonly #active: Active[] = []
  /** Pairs (code, extended timestamp) of ended events, oldest first. */
  readonly #ended: { code: number; extStart: number; extEnd: number }[] = []
  readonly #report: EventReport = { code: 0, end: false, volume: 0, durationTicks: 0 }
  #extHighest = -1
  #malformed = 0

  constructor(options: EventReceiverOptions = {}) {
    this.#ticksPerMs = checkedNumber('clockRateHz', options.clockRateHz ?? 8000, 1000, 384_000) / 1000
    this.#lostAfterMs = checkedNumber('lostAfterMs', options.lostAfterMs ?? 200, 1, 60_000)
  }

  /** Packets that were no event report. */
  get malformed(): number {
    return this.#malformed
  }

  /** When {@link advance} may have something to tell; Infinity while nothing sounds. */
  nextDeadlineMs(): number {
    let due = Infinity
    for (const active of this.#active) due = Math.min(due, active.heardMs + this.#lostAfterMs)
    return due
  }

  /**
   * Receives the payload of one packet at `nowMs`; `timestamp` is its RTP timestamp, 32 bits. Several reports in a packet
   * follow each other in time (RFC 4733 §2.5.1.5).
   */
  receive(timestamp: number, payload: Uint8Array, nowMs: number): ReceivedEvent[] {
    const events: ReceivedEvent[] = []
    if (payload.length < EVENT_BYTES || payload.length % EVENT_BYTES !== 0) {
      this.#malformed++
      return events
    }
    let extTimestamp = this.#extend(timestamp)
    for (let offset = 0; readEventInto(payload, offset, this.#report); offset += EVENT_BYTES) {
      this.#take(extTimestamp, nowMs, events)
      extTimestamp += this.#report.durationTicks
    }
    return events
  }

  /** Ends what has been silent too long at `nowMs`. */
  advance(nowMs: number): ReceivedEvent[] {
    const events: ReceivedEvent[] = []
    for (let index = this.#active.length - 1; index >= 0; index--) {
      if (this.#active[index]!.heardMs + this.#lostAfterMs <= nowMs) this.#end(index, false, events)
    }
    return events.toReversed()
  }

  #take(extTimestamp: number, nowMs: number, events: ReceivedEvent[]): void {
    const { code, durationTicks, end, volume } = this.#report
    let index = this.#active.findIndex((active) => active.code === code && belongs(active, extTimestamp))
    if (index < 0) {
      if (this.#isOld(code, extTimestamp)) return
      // The same key again: the end of its last press was lost.
      const before = this.#active.findIndex((active) => active.code === code)
      if (before >= 0) this.#end(before, false, events)
      if (this.#active.length >= MAX_ACTIVE) this.#end(0, false, events)
      index = this.#begin(extTimestamp, nowMs, events)
    }
    const active = this.#active[index]!
    if (extTimestamp > active.extSegment) {
      active.extSegment = extTimestamp
      active.segmentTicks = 0
    }
    if (extTimestamp === active.extSegment) active.segmentTicks = Math.max(active.segmentTicks, durationTicks)
    active.volume = volume
    active.heardMs = nowMs
    if (end) this.#end(index, true, events)
  }

  #begin(extTimestamp: number, nowMs: number, events: ReceivedEvent[]): number {
    const { code, durationTicks, volume } = this.#report
    const active: Active = {
      code,
      startMs: nowMs - durationTicks / this.#ticksPerMs,
      extStart: extTimestamp,
      extSegment: extTimestamp,
      segmentTicks: durationTicks,
      volume,
      heardMs: nowMs,
    }
    events.push(this.#eventOf('start', active, false))
    return this.#active.push(active) - 1
  }

  #end(index: number, confirmed: boolean, events: ReceivedEvent[]): void {
    const active = this.#active[index]!
    this.#active.splice(index, 1)
    events.push(this.#eventOf('end', active, confirmed))
    const extEnd = active.extSegment + active.segmentTicks
    this.#ended.push({ code: active.code, extStart: active.extStart, extEnd })
    if (this.#ended.length > REMEMBERED) this.#ended.shift()
  }

  #eventOf(kind: 'start' | 'end', active: Active, confirmed: boolean): ReceivedEvent {
    return {
      kind,
      code: active.code,
      digit: eventDigit(active.code),
      startMs: active.startMs,
      durationMs: (active.extSegment - active.extStart + active.segmentTicks) / this.#ticksPerMs,
      levelDbm0: -active.volume,
      confirmed,
    }
  }

  /** Whether a report is of a key that has ended: a repeated end, or a packet overtaken by it. */
  #isOld(code: number, extTimestamp: number): boolean {
    return (
      this.#ended.some(
        (ended) => ended.code === code && extTimestamp >= ended.extStart && extTimestamp <= ended.extEnd - 1,
      ) || this.#ended.some((ended) => ended.code === code && extTimestamp === ended.extStart)
    )
  }

  /** Extends a 32-bit timestamp next to the highest one seen (RFC 3550 §A.1's reasoning, on timestamps). */
  #extend(timestamp: number): number {
    const low = timestamp >>> 0
    if (this.#extHighest < 0) {
      // One cycle up, so that what was sent earlier but arrives later stays above zero.
      this.#extHighest = low + 2 ** 32
      return this.#extHighest
    }
    const distance = (low - this.#extHighest) | 0
    const extended = this.#extHighest + distance
    this.#extHighest = Math.max(this.#extHighest, extended)
    return extended
  }
}

/** The same timestamp, or the segment that follows a full one; a segment whose neighbour was lost lies further on. */
function belongs(active: Active, extTimestamp: number): boolean {
  const distance = extTimestamp - active.extStart
  if (distance < 0) return false
  return distance % MAX_DURATION_TICKS === 0 && extTimestamp <= active.extSegment + MAX_DURATION_TICKS
}
