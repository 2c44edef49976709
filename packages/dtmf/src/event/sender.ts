import { checkedNumber } from '../digit/error.ts'
import { MAX_DURATION_TICKS, writeEvent } from './payload.ts'

/** How events are sent. */
export interface EventSenderOptions {
  /** Rate of the RTP clock, in Hz. Default 8000. */
  readonly clockRateHz?: number
  /** Time between updates, in ms; RFC 4733 §2.5.1.2 recommends 50, most senders use the 20 of their audio. Default 20. */
  readonly updateMs?: number
  /** How often the last packet is sent (RFC 4733 §2.5.1.4: three). */
  readonly endPackets?: number
}

/** What goes into an RTP packet; sequence number and payload type are the host's. */
export interface EventPacket {
  /** First packet of the event (RFC 4733 §2.2.1). */
  readonly marker: boolean
  /** Start of the event, or of its segment, modulo 2³². */
  readonly timestamp: number
  readonly payload: Uint8Array
  /** Whether this says that the event is over. */
  readonly end: boolean
}

interface Sounding {
  readonly code: number
  readonly volume: number
  readonly startMs: number
  /** Timestamp and start of the segment at hand, in ticks since the event's start. */
  timestamp: number
  segmentTicks: number
  marker: boolean
  endMs: number | undefined
  endsLeft: number
}

/** Sends one event after the other: updates while it sounds, its end three times, a long one as segments. */
export class EventSender {
  readonly #clockRateHz: number
  readonly #updateMs: number
  readonly #endPackets: number
  #sounding: Sounding | undefined
  #dueMs = Infinity

  constructor(options: EventSenderOptions = {}) {
    this.#clockRateHz = checkedNumber('clockRateHz', options.clockRateHz ?? 8000, 1000, 384_000)
    this.#updateMs = checkedNumber('updateMs', options.updateMs ?? 20, 1, 1000)
    this.#endPackets = checkedNumber('endPackets', options.endPackets ?? 3, 1, 10)
  }

  /** When {@link poll} has something to send; Infinity while idle. */
  nextDeadlineMs(): number {
    return this.#dueMs
  }

  /** Begins an event at `nowMs`, whose RTP timestamp is `timestamp`. One still sounding is cut off at once. */
  start(code: number, levelDbm0: number, timestamp: number, nowMs: number): void {
    this.#sounding = {
      code,
      volume: Math.min(63, Math.max(0, Math.round(-levelDbm0))),
      startMs: nowMs,
      timestamp: timestamp >>> 0,
      segmentTicks: 0,
      marker: true,
      endMs: undefined,
      endsLeft: this.#endPackets,
    }
    this.#dueMs = nowMs + this.#updateMs
  }

  /** Ends the event at `nowMs`; the end packets follow from {@link poll}. */
  stop(nowMs: number): void {
    if (!this.#sounding || this.#sounding.endMs !== undefined) return
    this.#sounding.endMs = nowMs
    this.#dueMs = nowMs
  }

  /** The packet that is due at `nowMs`, or `undefined`; call until it is `undefined`. */
  poll(nowMs: number): EventPacket | undefined {
    const sounding = this.#sounding
    if (!sounding || nowMs < this.#dueMs) return undefined
    const untilMs = sounding.endMs ?? this.#dueMs
    const ticks = Math.round(((untilMs - sounding.startMs) * this.#clockRateHz) / 1000) - sounding.segmentTicks
    if (ticks > MAX_DURATION_TICKS) return this.#closeSegment(sounding)
    const end = sounding.endMs !== undefined
    const packet = packetOf(sounding, ticks, end)
    if (end) {
      sounding.endsLeft--
      if (sounding.endsLeft === 0) {
        this.#sounding = undefined
        this.#dueMs = Infinity
        return packet
      }
    }
    this.#dueMs += this.#updateMs
    return packet
  }

  /** The segment's last report has the full duration and no end; the next one starts where it stops. */
  #closeSegment(sounding: Sounding): EventPacket {
    const packet = packetOf(sounding, MAX_DURATION_TICKS, false)
    sounding.segmentTicks += MAX_DURATION_TICKS
    sounding.timestamp = (sounding.timestamp + MAX_DURATION_TICKS) >>> 0
    return packet
  }
}

function packetOf(sounding: Sounding, durationTicks: number, end: boolean): EventPacket {
  const payload = writeEvent({ code: sounding.code, end, volume: sounding.volume, durationTicks })
  const packet = { marker: sounding.marker, timestamp: sounding.timestamp, payload, end }
  sounding.marker = false
  return packet
}
