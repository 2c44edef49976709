import type { JitterBuffer } from '../jitter/jitter-buffer.ts'
import { RtpView } from '../rtp/rtp-view.ts'
import { writeRtpInto } from '../rtp/rtp-writer.ts'
import { scoreTrace } from './score.ts'
import type { TraceScore } from './score.ts'
import { leastDelayMs } from './trace.ts'
import type { DelayTrace } from './trace.ts'

/** What the player needs beside the trace. */
export interface TracePlayerOptions {
  /** The buffer played through, with a decoder for `payloadType`. */
  buffer: JitterBuffer
  /** Name for the score. */
  policy: string
  /** Clock of the decoder; 8000 unless said. */
  clockHz?: number
  /** Payload type of the packets; 0 unless said. */
  payloadType?: number
  /** Pull period; 10 ms unless said: WebRTC’s and Android’s tick. */
  pullMs?: number
  /** Fills the payload of packet `index`, the sound of the sender. Silence unless given. */
  fillPayload?: (payload: Uint8Array, index: number) => void
  /** Sees each pull: what was heard, when, and how. */
  onPull?: (out: Int16Array, nowMs: number, outcome: string, delayMs: number) => void
}

/**
 * Plays a trace through a jitter buffer, packets and pulls in the order of time (a packet before a pull at the same instant),
 * and scores it: delay is read at every pull that gave speech, from the media time at the buffer's head. O(packets).
 */
export function playTrace(trace: DelayTrace, options: TracePlayerOptions): TraceScore {
  const clockHz = options.clockHz ?? 8000
  const pullMs = options.pullMs ?? 10
  const ticksPerMs = clockHz / 1000
  const sent = trace.sendMs.length
  const order = arrivalOrder(trace)
  const least = leastDelayMs(trace)
  const firstMs = trace.sendMs[0] ?? 0
  const payload = new Uint8Array(Math.round(trace.packetMs * ticksPerMs))
  const out = new Int16Array(Math.round(pullMs * ticksPerMs))
  const { buffer } = options
  const view = new RtpView()
  // Every packet has memory of its own, as datagrams do: the buffer keeps references.
  const ring = Array.from({ length: 2048 }, () => new Uint8Array(payload.length + 12))
  let next = 0
  let delaySum = 0
  let delays = 0
  const endMs = (trace.sendMs[sent - 1] ?? 0) + trace.packetMs + 300
  const before = { ...buffer.statistics.pulls }
  const playedBefore = buffer.statistics.played
  const concealedBefore = buffer.statistics.concealedSamples
  let lastSpeechMs = firstMs
  let concealedAtSpeech = concealedBefore
  for (let nowMs = firstMs + least; nowMs < endMs + least + 3000; nowMs += pullMs) {
    while (next < order.length && trace.sendMs[order[next]!]! + trace.delayMs[order[next]!]! <= nowMs) {
      const index = order[next++]!
      const bytes = ring[index & 2047]!
      options.fillPayload?.(payload, index)
      const timestamp = Math.round((trace.sendMs[index]! - firstMs) * ticksPerMs)
      writeRtpInto(bytes, { payloadType: options.payloadType ?? 0, sequence: index, timestamp, ssrc: 1 }, payload)
      view.parse(bytes)
      buffer.insert(view, trace.sendMs[index]! + trace.delayMs[index]!)
    }
    const headMs = (buffer.playheadRtpTs | 0) / ticksPerMs + firstMs
    const delayMs = nowMs - headMs - least
    const outcome = buffer.pull(out, nowMs)
    if (outcome === 'normal' || outcome === 'accelerated' || outcome === 'slowed') {
      delaySum += delayMs
      delays++
      lastSpeechMs = nowMs
      concealedAtSpeech = buffer.statistics.concealedSamples
    }
    options.onPull?.(out, nowMs, outcome, delayMs)
    // Holes after the last packet are the end of the call.
    if (next >= order.length && nowMs - lastSpeechMs > 500) break
  }
  const pulls = buffer.statistics.pulls
  const stretched = pulls.accelerated - before.accelerated + pulls.slowed - before.slowed
  const played = buffer.statistics.played - playedBefore
  const samples = sent * trace.packetMs * ticksPerMs
  return scoreTrace(
    options.policy,
    delays === 0 ? 0 : delaySum / delays,
    sent === 0 ? 0 : 1 - played / sent,
    samples === 0 ? 0 : (concealedAtSpeech - concealedBefore) / samples,
    sent === 0 ? 0 : stretched / ((sent * trace.packetMs) / pullMs),
  )
}

/** Indices of the packets that arrived, by arrival; ties in the order sent. O(n log n). */
export function arrivalOrder(trace: DelayTrace): Int32Array {
  const received: number[] = []
  for (let i = 0; i < trace.sendMs.length; i++) if (trace.delayMs[i]! >= 0) received.push(i)
  const at = (i: number): number => trace.sendMs[i]! + trace.delayMs[i]!
  return Int32Array.from(received.sort((a, b) => at(a) - at(b) || a - b))
}
