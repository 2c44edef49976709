import { digitFrom, type Digit } from '../digit/digit.ts'

/** Event codes of the DTMF digits in order: 0–15 (RFC 4733 §3.2, Table 3). */
const DIGITS_BY_CODE: readonly Digit[] = [
  ...(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const),
  ...(['*', '#', 'A', 'B', 'C', 'D'] as const),
]

/** Hook flash, the one event beside the digits that a gateway sends (RFC 4733 §3.2 and its registry). */
export const FLASH_CODE = 16

/** Bytes of one event report. */
export const EVENT_BYTES = 4

/** Longest duration that fits a report; a longer event is sent as segments (RFC 4733 §2.5.1.3). */
export const MAX_DURATION_TICKS = 0xffff

/**
 * One report of a telephone-event (RFC 4733 §2.3).
 *
 *     0                   1                   2                   3
 *     0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
 *     |     event     |E|R|  volume   |           duration            |
 */
export interface EventReport {
  /** 0–255; {@link eventDigit} names the digit. */
  code: number
  /** Whether this is the end of the event. */
  end: boolean
  /** Level as a positive number: −volume dBm0, 0–63. */
  volume: number
  /** Duration so far, in ticks of the RTP clock, 0–65535. */
  durationTicks: number
}

/** The digit of an event code, or `undefined` for flash and all others. */
export function eventDigit(code: number): Digit | undefined {
  return DIGITS_BY_CODE[code]
}

/** The event code of a digit. */
export function eventCode(digit: Digit): number {
  return DIGITS_BY_CODE.indexOf(digitFrom(digit) ?? digit)
}

/** Reads the report at `offset` into `out`. False, and `out` untouched, when fewer than four bytes are left. */
export function readEventInto(bytes: Uint8Array, offset: number, out: EventReport): boolean {
  if (offset < 0 || offset + EVENT_BYTES > bytes.length) return false
  const flags = bytes[offset + 1]!
  out.code = bytes[offset]!
  // The R bit is reserved: ignored on receipt (RFC 4733 §2.3.3).
  out.end = (flags & 0x80) !== 0
  out.volume = flags & 0x3f
  out.durationTicks = (bytes[offset + 2]! << 8) | bytes[offset + 3]!
  return true
}

/** Reads the report at `offset`, or `undefined` when fewer than four bytes are left. */
export function readEvent(bytes: Uint8Array, offset = 0): EventReport | undefined {
  const out = { code: 0, end: false, volume: 0, durationTicks: 0 }
  return readEventInto(bytes, offset, out) ? out : undefined
}

/** Writes a report at `offset` of `out` and returns the offset after it. Volume and duration saturate at their fields. */
export function writeEventInto(report: EventReport, out: Uint8Array, offset = 0): number {
  const ticks = Math.min(MAX_DURATION_TICKS, Math.max(0, Math.round(report.durationTicks)))
  out[offset] = report.code
  out[offset + 1] = (report.end ? 0x80 : 0) | Math.min(63, Math.max(0, Math.round(report.volume)))
  out[offset + 2] = ticks >> 8
  out[offset + 3] = ticks & 0xff
  return offset + EVENT_BYTES
}

/** The four bytes of a report. */
export function writeEvent(report: EventReport): Uint8Array {
  const out = new Uint8Array(EVENT_BYTES)
  writeEventInto(report, out)
  return out
}
