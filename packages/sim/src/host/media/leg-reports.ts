import {
  RTCP_SR,
  RtcpCursor,
  Xoshiro128,
  middleNtp,
  ntpOfUnixMs,
  readReport,
  reportBlock,
  roundTripMs,
  writeByeInto,
  writeReportInto,
  writeSdesInto,
} from '@strowger/core'
import type { SrtpSender } from '@strowger/core'
import type { LegEar } from './leg-ear.ts'
import type { LegIdentity, LegOutlet } from './leg-outlet.ts'
import type { VoiceNumbers } from './leg-voice.ts'

/** Mean time between reports; each is between half and three halves of it away. RFC 3550 §6.2, §6.3.1 */
const INTERVAL_MS = 5000
const ROOM_BYTES = 256

/** RTCP of a leg: reports of both directions, and what the other side's say. RFC 3550 §6 */
export class LegReports {
  readonly #numbers: VoiceNumbers
  readonly #cname: Uint8Array
  readonly #random: Xoshiro128
  readonly #unixMsAtZero: number
  readonly #cursor = new RtcpCursor()
  readonly #bytes = new Uint8Array(ROOM_BYTES)
  #dueMs = Number.NaN
  #packetsAtLast = 0
  /** Middle of the NTP time of the last sender report heard, and when that was. */
  #lastSr = 0
  #lastSrMs = 0
  /** By the last report about us; `undefined` when there was none. */
  roundTripMs: number | undefined
  /** Loss that it told, 0 … 1. */
  remoteLossShare: number | undefined
  /** Datagrams that were no RTCP by their form. */
  malformed = 0

  /** @param unixMsAtZero - Unix time when the clock of `nowMs` stood at zero */
  constructor(numbers: VoiceNumbers, identity: LegIdentity, unixMsAtZero: number) {
    this.#numbers = numbers
    this.#cname = new TextEncoder().encode(identity.cname)
    this.#random = new Xoshiro128(identity.seed)
    this.#unixMsAtZero = unixMsAtZero
  }

  /** Takes what the other side reports. */
  take(bytes: Uint8Array, length: number, nowMs: number): void {
    const cursor = this.#cursor
    if (cursor.start(bytes, 0, length) !== 'ok') {
      this.malformed++
      return
    }
    while (cursor.next()) {
      const report = readReport(cursor)
      if (report === undefined) continue
      if (cursor.packetType === RTCP_SR && report.sender !== undefined) {
        this.#lastSr = middleNtp(report.sender.ntpSeconds, report.sender.ntpFraction)
        this.#lastSrMs = nowMs
      }
      for (const block of report.blocks) {
        if (block.ssrc !== this.#numbers.ssrc) continue
        const { seconds, fraction } = ntpOfUnixMs(this.#unixMsAtZero + nowMs)
        this.roundTripMs = roundTripMs(block, middleNtp(seconds, fraction)) ?? this.roundTripMs
        this.remoteLossShare = block.fractionLost / 256
      }
    }
  }

  /** Sends a report when one is due; once a tick. */
  advance(ear: LegEar, outlet: LegOutlet, srtp: SrtpSender | undefined, nowMs: number): void {
    if (this.#dueMs !== this.#dueMs) this.#dueMs = nowMs + this.#random.uniform() * INTERVAL_MS
    if (nowMs < this.#dueMs) return
    this.#dueMs = nowMs + (0.5 + this.#random.uniform()) * INTERVAL_MS
    this.#send(this.#write(ear, nowMs), outlet, srtp)
  }

  /** Says goodbye. RFC 3550 §6.6 */
  bye(ear: LegEar, outlet: LegOutlet, srtp: SrtpSender | undefined, nowMs: number): void {
    const length = this.#write(ear, nowMs)
    this.#send(length + writeByeInto(this.#bytes, length, { ssrcs: [this.#numbers.ssrc] }), outlet, srtp)
  }

  #write(ear: LegEar, nowMs: number): number {
    const { ssrc, packets, octets, timestamp } = this.#numbers
    const { seconds, fraction } = ntpOfUnixMs(this.#unixMsAtZero + nowMs)
    const sinceSr = this.#lastSr === 0 ? 0 : Math.round((nowMs - this.#lastSrMs) * 65.536)
    const blocks = ear.ssrc === -1 ? [] : [reportBlock(ear.ssrc, ear.statistics, this.#lastSr, sinceSr)]
    const sender = {
      ntpSeconds: seconds,
      ntpFraction: fraction,
      rtpTs: timestamp,
      packetCount: packets,
      octetCount: octets,
    }
    // Who sent nothing since the last report is a receiver. RFC 3550 §6.4
    const report = packets > this.#packetsAtLast ? { ssrc, sender, blocks } : { ssrc, blocks }
    this.#packetsAtLast = packets
    const length = writeReportInto(this.#bytes, 0, report)
    return length + writeSdesInto(this.#bytes, length, [{ ssrc, items: [{ name: 'cname', value: this.#cname }] }])
  }

  #send(length: number, outlet: LegOutlet, srtp: SrtpSender | undefined): void {
    // Memory of its own: once in five seconds, and a socket may keep it for a while.
    const bytes = new Uint8Array(length + (srtp?.rtcpOverheadBytes ?? 0))
    bytes.set(this.#bytes.subarray(0, length))
    if (srtp?.protectRtcp(bytes, length) !== 0) outlet.sendRtcp(bytes)
  }
}
