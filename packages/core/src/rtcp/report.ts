import type { ReceptionStatistics } from '../rtp/reception-statistics.ts'
import { RTCP_RR, RTCP_SR } from './compound.ts'
import type { RtcpCursor } from './compound.ts'
import { get32, put32, putHeader } from './octets.ts'

/** What a receiver says of one source. RFC 3550 §6.4.1 */
export interface ReportBlock {
  /** The source spoken of. */
  ssrc: number
  /** Loss since the last report in 1/256. */
  fractionLost: number
  /** Packets lost since the start, signed 24 bits. */
  cumulativeLost: number
  /** Extended highest sequence number received, 32 bits. */
  extendedHighest: number
  /** Interarrival jitter in clock ticks. */
  jitterTicks: number
  /** Middle 32 bits of the NTP time of the last sender report heard; 0 when none. */
  lastSr: number
  /** Delay since it was heard, in 1/65536 s. */
  delaySinceLastSr: number
}

/** What a sender says of itself. RFC 3550 §6.4.1 */
export interface SenderInfo {
  /** Wall clock of the report: seconds since 1900, 32 bits. */
  ntpSeconds: number
  /** Its fraction in 2^−32 s. */
  ntpFraction: number
  /** The same instant on the RTP clock. */
  rtpTs: number
  /** Packets sent. */
  packetCount: number
  /** Payload bytes sent. */
  octetCount: number
}

/** A sender or receiver report. */
export interface Report {
  /** Who speaks. */
  ssrc: number
  /** Present in a sender report. */
  sender?: SenderInfo
  /** Blocks, at most 31. */
  blocks: ReportBlock[]
}

const BLOCK_BYTES = 24

/** Reads the report that `cursor` stands on; `undefined` when it is of another type or cut short. O(blocks). */
export function readReport(cursor: RtcpCursor): Report | undefined {
  const { bytes, offset, end, packetType } = cursor
  if (packetType !== RTCP_SR && packetType !== RTCP_RR) return undefined
  const first = offset + (packetType === RTCP_SR ? 28 : 8)
  if (first + cursor.count * BLOCK_BYTES > end) return undefined
  const report: Report = { ssrc: get32(bytes, offset + 4), blocks: [] }
  if (packetType === RTCP_SR) {
    report.sender = {
      ntpSeconds: get32(bytes, offset + 8),
      ntpFraction: get32(bytes, offset + 12),
      rtpTs: get32(bytes, offset + 16),
      packetCount: get32(bytes, offset + 20),
      octetCount: get32(bytes, offset + 24),
    }
  }
  for (let i = 0, at = first; i < cursor.count; i++, at += BLOCK_BYTES) {
    const loss = get32(bytes, at + 4)
    report.blocks.push({
      ssrc: get32(bytes, at),
      fractionLost: loss >>> 24,
      // Sign of 24 bits.
      cumulativeLost: (loss << 8) >> 8,
      extendedHighest: get32(bytes, at + 8),
      jitterTicks: get32(bytes, at + 12),
      lastSr: get32(bytes, at + 16),
      delaySinceLastSr: get32(bytes, at + 20),
    })
  }
  return report
}

/** Writes a report at `out[at …]` and returns its length, 0 when it does not fit or has more than 31 blocks. O(blocks). */
export function writeReportInto(out: Uint8Array, at: number, report: Report): number {
  const sender = report.sender
  const blocks = report.blocks
  const length = (sender === undefined ? 8 : 28) + blocks.length * BLOCK_BYTES
  if (blocks.length > 31 || at + length > out.length) return 0
  putHeader(out, at, blocks.length, sender === undefined ? RTCP_RR : RTCP_SR, length)
  put32(out, at + 4, report.ssrc)
  let next = at + 8
  if (sender !== undefined) {
    put32(out, next, sender.ntpSeconds)
    put32(out, next + 4, sender.ntpFraction)
    put32(out, next + 8, sender.rtpTs)
    put32(out, next + 12, sender.packetCount)
    put32(out, next + 16, sender.octetCount)
    next += 20
  }
  for (const block of blocks) {
    put32(out, next, block.ssrc)
    put32(out, next + 4, (block.fractionLost << 24) | (block.cumulativeLost & 0xff_ffff))
    put32(out, next + 8, block.extendedHighest)
    put32(out, next + 12, block.jitterTicks)
    put32(out, next + 16, block.lastSr)
    put32(out, next + 20, block.delaySinceLastSr)
    next += BLOCK_BYTES
  }
  return length
}

/** The block for a source from its statistics, and starts its next interval. `lastSr` and its delay are the caller's. O(1). */
export function reportBlock(
  ssrc: number,
  statistics: ReceptionStatistics,
  lastSr: number = 0,
  delaySinceLastSr: number = 0,
): ReportBlock {
  return {
    ssrc,
    fractionLost: statistics.takeFractionLost(),
    cumulativeLost: statistics.cumulativeLost,
    extendedHighest: statistics.extendedHighest,
    jitterTicks: statistics.jitterTicks,
    lastSr,
    delaySinceLastSr,
  }
}

/** Milliseconds of Unix time as NTP seconds since 1900 and fraction. RFC 3550 §4 */
export function ntpOfUnixMs(unixMs: number): { seconds: number; fraction: number } {
  const seconds = Math.floor(unixMs / 1000)
  const fraction = Math.round((unixMs / 1000 - seconds) * 2 ** 32)
  // A fraction that rounds up to a whole second carries.
  return { seconds: (seconds + 2_208_988_800 + (fraction >= 2 ** 32 ? 1 : 0)) >>> 0, fraction: fraction >>> 0 }
}

/** Middle 32 bits of an NTP time: what LSR carries, in 1/65536 s. */
export function middleNtp(seconds: number, fraction: number): number {
  return ((seconds << 16) | (fraction >>> 16)) >>> 0
}

/**
 * Round trip in ms from a report block about us: A − LSR − DLSR modulo 2^32, `arrival` being the middle 32 bits of the NTP time
 * at which the block was heard. `undefined` when the other side heard no sender report yet. RFC 3550 §6.4.1. O(1).
 */
export function roundTripMs(block: ReportBlock, arrival: number): number | undefined {
  if (block.lastSr === 0) return undefined
  const units = (arrival - block.lastSr - block.delaySinceLastSr) | 0
  // Clocks read in another order can make it slightly negative.
  return Math.max(0, units / 65.536)
}
