import type { AudioDecoder } from '../codec/codec.ts'
import { AdaptivePolicy } from '../jitter/adaptive-policy.ts'
import type { DelayPolicy } from '../jitter/delay-policy.ts'
import { FixedPolicy } from '../jitter/fixed-policy.ts'
import { HistogramPolicy } from '../jitter/histogram-policy.ts'
import { JitterBuffer } from '../jitter/jitter-buffer.ts'
import { playNeteqModel } from './neteq-model.ts'
import { optimumScore } from './optimum.ts'
import { playRamjee } from './ramjee.ts'
import type { TraceScore } from './score.ts'
import { syntheticSpeech } from './synthetic-speech.ts'
import { playTrace } from './trace-player.ts'
import type { DelayTrace } from './trace.ts'

/** Our policies by name; each call makes a new one. */
export const POLICIES: Readonly<Record<string, () => DelayPolicy>> = {
  adaptive: () => new AdaptivePolicy(),
  histogram: () => new HistogramPolicy(),
  'fixed-40': () => new FixedPolicy(40),
  'fixed-100': () => new FixedPolicy(100),
}

/**
 * Plays a trace through every policy of ours (the real buffer, with speech in the packets), Ramjee's four, the model of NetEQ, and
 * the offline optimum, which comes last. O(n) each, the optimum O(n × late).
 */
export function comparePolicies(trace: DelayTrace): TraceScore[] {
  const scores: TraceScore[] = []
  for (const [policy, make] of Object.entries(POLICIES)) scores.push(playPolicy(trace, policy, make()))
  for (const algorithm of [1, 2, 3, 4] as const) scores.push(playRamjee(trace, algorithm))
  scores.push(playNeteqModel(trace), optimumScore(trace))
  return scores
}

/** Plays a trace through one policy of our buffer, with synthetic speech of 16 bits at 8 kHz in the packets. */
export function playPolicy(trace: DelayTrace, name: string, policy: DelayPolicy, pullMs: number = 10): TraceScore {
  const samples = trace.packetMs * 8
  const speech = syntheticSpeech(30_000, 1)
  // The packet says which part of the speech it is: no bytes of sound need to be carried.
  const decoder: AudioDecoder = {
    clockHz: 8000,
    stateless: true,
    samplesIn: () => samples,
    decodeInto(out, at, bytes, offset) {
      const index = ((bytes[offset]! << 16) | (bytes[offset + 1]! << 8) | bytes[offset + 2]!) * samples
      for (let i = 0; i < samples; i++) out[at + i] = speech[(index + i) % speech.length]!
      return samples
    },
  }
  return playTrace(trace, {
    buffer: new JitterBuffer({ decoders: new Map([[0, decoder]]), policy }),
    policy: name,
    pullMs,
    fillPayload: (payload, index) => {
      payload[0] = index >> 16
      payload[1] = index >> 8
      payload[2] = index
    },
  })
}
