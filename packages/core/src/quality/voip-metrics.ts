import type { JitterStatistics } from '../jitter/statistics.ts'
import type { VoipMetrics } from '../rtcp/xr-voip-metrics.ts'
import type { BurstGapSummary } from './burst-gap.ts'
import { eModel, mosOfR } from './e-model.ts'

/** What `voipMetricsOf` cannot know by itself. */
export interface VoipMetricsInput {
  /** Source reported on. */
  ssrc: number
  /** Bursts and gaps of losses and discards. */
  bursts: BurstGapSummary
  /** Counters of its jitter buffer. */
  jitter: JitterStatistics
  /** Delay the buffer holds and the greatest it held or may hold, in ms. */
  nominalDelayMs: number
  maximumDelayMs: number
  absoluteMaximumDelayMs: number
  /** Round trip by RTCP; 0 when unknown. */
  roundTripMs: number
  /** Whether the buffer adapts. */
  adaptive: boolean
  /** Level of the last talkspurts, when it was measured. */
  signalLevelDbm0?: number
  noiseLevelDbm0?: number
}

/**
 * The VoIP metrics block of a call: R of G.107 for half the round trip and the buffer's delay, listening MOS without delay.
 * RFC 3611 §4.7. O(1).
 */
export function voipMetricsOf(input: VoipMetricsInput): VoipMetrics {
  const { bursts, jitter } = input
  const loss = jitter.samples === 0 ? 0 : jitter.concealedSamples / jitter.samples
  const delayMs = input.roundTripMs / 2 + input.nominalDelayMs
  const { burstRatio } = bursts
  const r = eModel({ delayMs, loss, burstRatio })
  const metrics: VoipMetrics = {
    ssrc: input.ssrc,
    lossRate: bursts.lossRate,
    discardRate: bursts.discardRate,
    burstDensity: bursts.burstDensity,
    gapDensity: bursts.gapDensity,
    burstDurationMs: bursts.burstDurationMs,
    gapDurationMs: bursts.gapDurationMs,
    roundTripMs: input.roundTripMs,
    endSystemDelayMs: input.nominalDelayMs,
    gmin: 16,
    rFactor: r,
    mosLq: mosOfR(eModel({ delayMs: 0, loss, burstRatio })),
    mosCq: mosOfR(r),
    concealment: 'standard',
    adaptive: input.adaptive,
    adaptationRate: 0,
    nominalDelayMs: input.nominalDelayMs,
    maximumDelayMs: input.maximumDelayMs,
    absoluteMaximumDelayMs: input.absoluteMaximumDelayMs,
  }
  if (input.signalLevelDbm0 !== undefined) metrics.signalLevelDbm0 = input.signalLevelDbm0
  if (input.noiseLevelDbm0 !== undefined) metrics.noiseLevelDbm0 = input.noiseLevelDbm0
  return metrics
}
