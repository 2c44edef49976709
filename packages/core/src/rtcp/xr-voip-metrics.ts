import { RTCP_XR } from './compound.ts'
import type { RtcpCursor } from './compound.ts'
import { get16, get32, put16, put32, putHeader } from './octets.ts'

/** Block type of VoIP metrics. RFC 3611 §4.7 */
export const XR_VOIP_METRICS = 7

/** How losses are hidden. RFC 3611 §4.7.6 */
export type XrConcealment = 'unspecified' | 'disabled' | 'enhanced' | 'standard'

const CONCEALMENTS: readonly XrConcealment[] = ['unspecified', 'disabled', 'enhanced', 'standard']

/**
 * What a receiver knows of a call's quality. RFC 3611 §4.7.
 *
 * ```
 * |     BT=7      |   reserved    |      length = 8 words         |
 * |                        SSRC of source                         |
 * |   loss rate   | discard rate  | burst density |  gap density  |
 * |       burst duration ms       |        gap duration ms        |
 * |     round trip delay ms       |       end system delay ms     |
 * | signal level  |  noise level  |     RERL      |     Gmin      |
 * |   R factor    | ext. R factor |    MOS-LQ     |    MOS-CQ     |
 * |   RX config   |   reserved    |          JB nominal           |
 * |          JB maximum           |          JB abs max           |
 * ```
 *
 * Densities and rates are shares 0 … 1 here and eighths of a byte (1/256) on the wire; `undefined` is 127 there.
 */
export interface VoipMetrics {
  ssrc: number
  /** Share lost by the network. */
  lossRate: number
  /** Share discarded by the jitter buffer. */
  discardRate: number
  /** Share lost or discarded within bursts. */
  burstDensity: number
  /** The same within gaps. */
  gapDensity: number
  /** Mean length of bursts. */
  burstDurationMs: number
  /** Mean length of gaps. */
  gapDurationMs: number
  roundTripMs: number
  endSystemDelayMs: number
  /** dBm0. */
  signalLevelDbm0?: number
  /** dBm0. */
  noiseLevelDbm0?: number
  /** Residual echo return loss in dB. */
  echoReturnLossDb?: number
  /** Gap threshold, 16 by default. */
  gmin: number
  rFactor?: number
  externalRFactor?: number
  mosLq?: number
  mosCq?: number
  concealment: XrConcealment
  /** Whether the jitter buffer adapts; `undefined` when unknown. */
  adaptive?: boolean
  /** Rate of adaptation, 0 … 15. */
  adaptationRate: number
  nominalDelayMs: number
  maximumDelayMs: number
  absoluteMaximumDelayMs: number
}

const share = (value: number): number => Math.max(0, Math.min(255, Math.floor(value * 256)))
const level = (value: number | undefined): number =>
  value === undefined ? 127 : Math.max(-128, Math.min(126, Math.round(value))) & 0xff
const score = (value: number | undefined, scale: number): number =>
  value === undefined ? 127 : Math.max(0, Math.min(126, Math.round(value * scale)))

/** Writes an XR packet of one VoIP metrics block at `out[at …]`; returns 44, or 0 when it does not fit. O(1). */
export function writeVoipMetricsInto(out: Uint8Array, at: number, reporter: number, metrics: VoipMetrics): number {
  const length = 44
  if (at + length > out.length) return 0
  putHeader(out, at, 0, RTCP_XR, length)
  put32(out, at + 4, reporter)
  out[at + 8] = XR_VOIP_METRICS
  out[at + 9] = 0
  put16(out, at + 10, 8)
  put32(out, at + 12, metrics.ssrc)
  out[at + 16] = share(metrics.lossRate)
  out[at + 17] = share(metrics.discardRate)
  out[at + 18] = share(metrics.burstDensity)
  out[at + 19] = share(metrics.gapDensity)
  put16(out, at + 20, clamp16(metrics.burstDurationMs))
  put16(out, at + 22, clamp16(metrics.gapDurationMs))
  put16(out, at + 24, clamp16(metrics.roundTripMs))
  put16(out, at + 26, clamp16(metrics.endSystemDelayMs))
  out[at + 28] = level(metrics.signalLevelDbm0)
  out[at + 29] = level(metrics.noiseLevelDbm0)
  out[at + 30] = level(metrics.echoReturnLossDb)
  out[at + 31] = metrics.gmin
  out[at + 32] = score(metrics.rFactor, 1)
  out[at + 33] = score(metrics.externalRFactor, 1)
  out[at + 34] = score(metrics.mosLq, 10)
  out[at + 35] = score(metrics.mosCq, 10)
  const adaptive = metrics.adaptive === undefined ? 0 : metrics.adaptive ? 3 : 2
  out[at + 36] = (CONCEALMENTS.indexOf(metrics.concealment) << 6) | (adaptive << 4) | (metrics.adaptationRate & 0x0f)
  out[at + 37] = 0
  put16(out, at + 38, clamp16(metrics.nominalDelayMs))
  put16(out, at + 40, clamp16(metrics.maximumDelayMs))
  put16(out, at + 42, clamp16(metrics.absoluteMaximumDelayMs))
  return length
}

function clamp16(ms: number): number {
  return Math.max(0, Math.min(65_535, Math.round(ms)))
}

/** The VoIP metrics blocks of the XR packet that `cursor` stands on; blocks of other types are skipped. Total. O(blocks). */
export function readVoipMetrics(cursor: RtcpCursor): VoipMetrics[] {
  const found: VoipMetrics[] = []
  if (cursor.packetType !== RTCP_XR) return found
  const { bytes, end } = cursor
  for (let at = cursor.offset + 8; at + 4 <= end;) {
    const next = at + 4 + (get16(bytes, at + 2) << 2)
    if (next > end) break
    if (bytes[at] === XR_VOIP_METRICS && next - at === 36) found.push(readBlock(bytes, at))
    at = next
  }
  return found
}

function readBlock(bytes: Uint8Array, at: number): VoipMetrics {
  const config = bytes[at + 28]!
  const signed = (i: number): number | undefined => (bytes[i] === 127 ? undefined : (bytes[i]! << 24) >> 24)
  const scored = (i: number, scale: number): number | undefined => (bytes[i] === 127 ? undefined : bytes[i]! / scale)
  const metrics: VoipMetrics = {
    ssrc: get32(bytes, at + 4),
    lossRate: bytes[at + 8]! / 256,
    discardRate: bytes[at + 9]! / 256,
    burstDensity: bytes[at + 10]! / 256,
    gapDensity: bytes[at + 11]! / 256,
    burstDurationMs: get16(bytes, at + 12),
    gapDurationMs: get16(bytes, at + 14),
    roundTripMs: get16(bytes, at + 16),
    endSystemDelayMs: get16(bytes, at + 18),
    gmin: bytes[at + 23]!,
    concealment: CONCEALMENTS[config >> 6]!,
    adaptationRate: config & 0x0f,
    nominalDelayMs: get16(bytes, at + 30),
    maximumDelayMs: get16(bytes, at + 32),
    absoluteMaximumDelayMs: get16(bytes, at + 34),
  }
  // Absent fields stay absent rather than become `undefined`.
  const optional = {
    signalLevelDbm0: signed(at + 20),
    noiseLevelDbm0: signed(at + 21),
    echoReturnLossDb: signed(at + 22),
    rFactor: scored(at + 24, 1),
    externalRFactor: scored(at + 25, 1),
    mosLq: scored(at + 26, 10),
    mosCq: scored(at + 27, 10),
    adaptive: (config & 0x20) === 0 ? undefined : (config & 0x10) !== 0,
  }
  return Object.assign(metrics, Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined)))
}
