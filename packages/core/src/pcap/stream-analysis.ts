import type { AudioDecoder } from '../codec/codec.ts'
import { G711 } from '../codec/g711.ts'
import { AdaptivePolicy } from '../jitter/adaptive-policy.ts'
import type { DelayPolicy } from '../jitter/delay-policy.ts'
import { JitterBuffer } from '../jitter/jitter-buffer.ts'
import { BurstGap } from '../quality/burst-gap.ts'
import { eModel, mosOfR } from '../quality/e-model.ts'
import type { PayloadMap } from '../rtp/payload-map.ts'
import { ReceptionStatistics } from '../rtp/reception-statistics.ts'
import type { RtpView } from '../rtp/rtp-view.ts'
import { TimestampExtender } from '../rtp/sequence.ts'
import { OTHER_DELAY_MS } from '../trace/score.ts'
import { ClockDrift } from './clock-drift.ts'
import { DelayEnvelope } from './delay-envelope.ts'
import { FateWindow } from './fate-window.ts'
import type { FoundStream } from './stream-finder.ts'
import { STRAY, StreamNumbering } from './stream-numbering.ts'
import type { StreamReport } from './stream-report.ts'
import { TraceKeeper } from './trace-keeper.ts'

/** Hears a stream for digits. Digits are another package's: it is passed in. */
export interface StreamEar {
  /** Samples as a listener hears them, right during the call. */
  hear(samples: Int16Array, nowMs: number): void
  /** A packet of telephone-events (RFC 4733), right during the call. */
  event(packet: RtpView, nowMs: number): void
  /** Digits so far. */
  digits(): string
}

/** Settings of the analysis of each stream. */
export interface StreamAnalysisOptions {
  payloads: PayloadMap
  /** Makes the ear of a stream. */
  ear?: (stream: FoundStream) => StreamEar
  /** Gets what a listener would have heard, pull by pull. */
  onSamples?: (stream: FoundStream, samples: Int16Array, clockHz: number) => void
  /** Policy of the jitter buffer; `AdaptivePolicy` unless given. */
  policy?: () => DelayPolicy
  /** Whether to keep each packet's delay for a comparison: 16 bytes a packet. */
  keepTrace?: boolean
}

const PULL_MS = 20
/** A hole in the capture longer than this is not played through pull by pull. */
const LONGEST_HOLE_MS = 10_000
const MU_LAW = new G711('mu')
const A_LAW = new G711('a')

/** Follows one stream of a capture through statistics and the jitter buffer. Memory does not grow with its length. */
export class StreamAnalysis {
  readonly stream: FoundStream
  /** Course of delay and playout, for a plot. */
  readonly envelope: DelayEnvelope = new DelayEnvelope()
  /** Each packet's delay, when it was asked for. */
  readonly trace: TraceKeeper | undefined
  readonly #options: StreamAnalysisOptions
  readonly #clockHz: number
  #payloadType: number
  readonly #statistics: ReceptionStatistics
  readonly #buffer: JitterBuffer
  readonly #out: Int16Array
  readonly #bursts: BurstGap
  readonly #fates: FateWindow
  readonly #drift = new ClockDrift()
  readonly #numbering: StreamNumbering
  readonly #timestamps = new TimestampExtender()
  readonly #ear: StreamEar | undefined
  readonly #opaque: OpaqueDecoder
  readonly #firstMs: number
  #lastMs = 0
  #nextPullMs: number
  #leastTransitMs = Number.POSITIVE_INFINITY
  #maxJitterMs = 0
  #delaySum = 0
  #delays = 0
  #octets = 0
  #eventsOnly: boolean
  #events = 0

  constructor(stream: FoundStream, first: RtpView, firstMs: number, options: StreamAnalysisOptions) {
    this.stream = stream
    this.#options = options
    this.#payloadType = first.payloadType
    this.#clockHz = options.payloads.get(first.payloadType)?.clockHz ?? 8000
    this.#statistics = new ReceptionStatistics(this.#clockHz, 0)
    this.#numbering = new StreamNumbering(this.#statistics)
    this.#opaque = new OpaqueDecoder(this.#clockHz)
    this.#eventsOnly = this.#isEvent(first)
    this.#buffer = new JitterBuffer({
      decoders: this.#decoders(),
      policy: options.policy?.() ?? new AdaptivePolicy(),
      // Captured bytes are views on a buffer that is used again.
      copyBytes: 2048,
    })
    this.#out = new Int16Array(Math.round((this.#clockHz * PULL_MS) / 1000))
    this.#bursts = new BurstGap(PULL_MS)
    this.#fates = new FateWindow(this.#bursts)
    this.#ear = options.ear?.(stream)
    this.trace = options.keepTrace === true ? new TraceKeeper() : undefined
    this.#firstMs = firstMs
    this.#lastMs = firstMs
    this.#nextPullMs = firstMs
  }

  #decoders(): Map<number, AudioDecoder> {
    const decoders = new Map<number, AudioDecoder>()
    if (!this.#eventsOnly) decoders.set(this.#payloadType, this.#opaque)
    for (let type = 0; type < 128; type++) {
      const format = this.#options.payloads.get(type)
      if (format === undefined || format.clockHz !== this.#clockHz) continue
      if (format.encoding === 'PCMU') decoders.set(type, MU_LAW)
      else if (format.encoding === 'PCMA') decoders.set(type, A_LAW)
    }
    return decoders
  }

  /** Takes the stream's next packet in the order captured. */
  packet(view: RtpView, timeMs: number): void {
    this.#playTo(timeMs)
    this.#lastMs = Math.max(this.#lastMs, timeMs)
    this.#octets += view.payloadBytes
    const extSeq = this.#numbering.receive(view.seq16, view.rtpTs, timeMs - this.#firstMs)
    if (extSeq !== STRAY) this.#fates.received(extSeq)
    if (this.#isEvent(view)) {
      this.#events++
      this.#ear?.event(view, timeMs)
    } else if (extSeq !== STRAY) this.#heard(view, extSeq, timeMs)
    this.#maxJitterMs = Math.max(this.#maxJitterMs, this.#statistics.jitterMs)
    this.#buffer.insert(view, timeMs)
  }

  /** Takes note of sound, which is what a stream is of that began with events. */
  #heard(view: RtpView, extSeq: number, timeMs: number): void {
    const isAudio = this.#options.payloads.kind(view.payloadType) === 'audio'
    if (this.#eventsOnly && isAudio) {
      this.#eventsOnly = false
      this.#payloadType = view.payloadType
    }
    if (isAudio || view.payloadType === this.#payloadType) this.#sound(view, extSeq, timeMs)
  }

  /** A dynamic type of four bytes, an event number of 0–16: telephone-events, though no SDP said so. RFC 4733 §2.3 */
  #isEvent(view: RtpView): boolean {
    const kind = this.#options.payloads.kind(view.payloadType)
    if (kind === 'event') return true
    if (kind !== 'unknown' || view.payloadType < 96) return false
    return view.payloadBytes === 4 && view.bytes[view.payloadOffset]! <= 16
  }

  #sound(view: RtpView, extSeq: number, timeMs: number): void {
    const before = this.#timestamps.last
    const extTs = this.#timestamps.extend(view.rtpTs)
    if (extTs > before) this.#opaque.learn(extTs - before)
    const mediaMs = (extTs * 1000) / this.#clockHz
    const transitMs = timeMs - this.#firstMs - mediaMs
    if (transitMs < this.#leastTransitMs) this.#leastTransitMs = transitMs
    this.#drift.take(transitMs, timeMs)
    this.envelope.arrival(timeMs, transitMs - this.#leastTransitMs)
    this.trace?.add(extSeq, mediaMs, transitMs)
  }

  #playTo(timeMs: number): void {
    if (timeMs - this.#nextPullMs > LONGEST_HOLE_MS) this.#nextPullMs = timeMs - LONGEST_HOLE_MS
    for (; this.#nextPullMs < timeMs; this.#nextPullMs += PULL_MS) this.#pull(this.#nextPullMs)
  }

  #pull(nowMs: number): void {
    const delayMs = this.#buffer.delayMs(nowMs)
    const outcome = this.#buffer.pull(this.#out, nowMs)
    if (outcome !== 'silence' && outcome !== 'comfort-noise') {
      const concealed = outcome === 'concealed'
      this.envelope.pull(nowMs, delayMs, concealed)
      if (!concealed) {
        this.#delaySum += delayMs
        this.#delays++
      }
    }
    this.#ear?.hear(this.#out, nowMs)
    this.#options.onSamples?.(this.stream, this.#out, this.#clockHz)
  }

  /** Plays out what waits and gives the figures. */
  finish(): StreamReport {
    // Up to the end of what is known: holes after it are the end of the call.
    while (this.#buffer.waitingMs > 0 && this.#nextPullMs < this.#lastMs + LONGEST_HOLE_MS)
      this.#playTo(this.#nextPullMs + 1)
    this.#fates.flush()
    const statistics = this.#statistics
    const { packets, expected, lost } = this.#numbering
    const buffer = this.#buffer.statistics
    const bursts = this.#bursts.summary()
    const durationMs = this.#lastMs - this.#firstMs
    const samples = Math.max(1, buffer.samples)
    const delayMs = this.#delays === 0 ? 0 : this.#delaySum / this.#delays
    const loss = buffer.concealedSamples / samples
    const r =
      this.#delays === 0 ? null : eModel({ delayMs: delayMs + OTHER_DELAY_MS, loss, burstRatio: bursts.burstRatio })
    return {
      ssrc: this.stream.ssrc,
      source: this.stream.source,
      target: this.stream.target,
      payloadType: this.#payloadType,
      encoding:
        this.#options.payloads.get(this.#payloadType)?.encoding ?? (this.#eventsOnly ? 'TELEPHONE-EVENT' : null),
      clockHz: this.#clockHz,
      startMs: this.#firstMs,
      durationMs,
      packets,
      bytes: this.#octets,
      expected,
      lost: Math.max(0, lost),
      duplicates: Math.max(0, -lost, buffer.duplicates),
      reordered: statistics.reordered,
      restarts: statistics.restarts,
      jitterMs: statistics.jitterMs,
      maxJitterMs: this.#maxJitterMs,
      bursts,
      driftPpm: this.#drift.ppm() ?? null,
      eventPackets: this.#events,
      digits: this.#ear?.digits() ?? '',
      jitterBuffer: {
        delayMs,
        late: buffer.late,
        lateShare: expected === 0 ? 0 : buffer.late / expected,
        concealedShare: loss,
        acceleratedShare: buffer.removedSamples / samples,
        slowedShare: buffer.addedSamples / samples,
        r,
        mos: r === null ? null : mosOfR(r),
      },
    }
  }
}

/** Stands for a codec that is not ours: the packet's length in time, and silence. */
class OpaqueDecoder implements AudioDecoder {
  readonly clockHz: number
  readonly stateless = true
  #samples: number

  constructor(clockHz: number) {
    this.clockHz = clockHz
    this.#samples = Math.round(clockHz / 50)
  }

  /** A step of time between packets up to 120 ms is their length; the least seen wins over gaps. */
  learn(ticks: number): void {
    if (ticks >= this.clockHz / 400 && ticks <= this.clockHz * 0.12) this.#samples = ticks
  }

  samplesIn(): number {
    return this.#samples
  }

  decodeInto(out: Int16Array, at: number): number {
    out.fill(0, at, at + this.#samples)
    return this.#samples
  }
}
