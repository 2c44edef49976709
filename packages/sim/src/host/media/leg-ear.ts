import { AdaptivePolicy, JitterBuffer, QualityMeter, ReceptionStatistics } from '@strowger/core'
import type { RtpView } from '@strowger/core'
import { ClockedPacket } from './clocked-packet.ts'
import type { LegConnection } from './leg.ts'
import { TICK_MS } from './voice-codec.ts'
import type { VoiceCodec } from './voice-codec.ts'

/** Packets that a leg's buffer keeps: two and a half seconds of 20 ms. */
const BUFFER_PACKETS = 128
/** Comfort noise has one payload type for all. RFC 3551 §6 */
const COMFORT_NOISE = 13

/** What a packet was to a leg. */
export type PacketKind = 'audio' | 'event' | 'unknown'

/** Hears one codec of one leg: statistics, jitter buffer, quality. Made anew when the codec changes. */
export class LegEar {
  readonly #payloadType: number
  readonly #eventType: number
  readonly #buffer: JitterBuffer
  readonly #packet: ClockedPacket
  readonly #quality = new QualityMeter()
  readonly #rtpHz: number
  #statistics: ReceptionStatistics
  #ssrc = -1
  /** Sums of sources that came before the present one. */
  #receivedBefore = 0
  #lostBefore = 0

  constructor(connection: LegConnection, { decoder, sampleHz, rtpHz }: VoiceCodec) {
    this.#payloadType = connection.payloadType
    this.#eventType = connection.telephoneEventPayloadType ?? -1
    this.#rtpHz = rtpHz
    this.#packet = new ClockedPacket(sampleHz / rtpHz)
    this.#statistics = new ReceptionStatistics(rtpHz, 0)
    this.#buffer = new JitterBuffer({
      decoders: new Map([[connection.payloadType, decoder]]),
      policy: new AdaptivePolicy(),
      capacity: BUFFER_PACKETS,
    })
  }

  /** Source of the packets; −1 before the first. */
  get ssrc(): number {
    return this.#ssrc
  }

  /** For reports. */
  get statistics(): ReceptionStatistics {
    return this.#statistics
  }

  /** Takes a packet. Events stand in the buffer too, for their numbers are no loss. */
  take(view: RtpView, nowMs: number): PacketKind {
    const { payloadType } = view
    const isEvent = payloadType === this.#eventType
    if (!isEvent && payloadType !== this.#payloadType && payloadType !== COMFORT_NOISE) return 'unknown'
    const { ssrc } = view
    if (ssrc !== this.#ssrc) this.#begin(ssrc)
    this.#statistics.receive(view.seq16, view.rtpTs, nowMs)
    this.#buffer.insert(this.#packet.read(view), nowMs)
    return isEvent ? 'event' : 'audio'
  }

  #begin(ssrc: number): void {
    if (this.#ssrc !== -1) {
      this.#receivedBefore += this.#statistics.received
      this.#lostBefore += this.#statistics.lost
      this.#statistics = new ReceptionStatistics(this.#rtpHz, 0)
    }
    this.#ssrc = ssrc
  }

  /** Fills `out` with what is due; false when it is nothing but silence. */
  listenInto(out: Int16Array, nowMs: number): boolean {
    if (this.#ssrc === -1) return false
    const outcome = this.#buffer.pull(out, nowMs)
    if (outcome === 'silence') return false
    this.#quality.take(this.#buffer.delayMs(nowMs) + TICK_MS, outcome === 'concealed')
    return true
  }

  /** Figures so far. */
  figures(): EarFigures {
    const { samples, concealedSamples } = this.#buffer.statistics
    const call = this.#quality.call()
    return {
      received: this.#receivedBefore + this.#statistics.received,
      lost: this.#lostBefore + this.#statistics.lost,
      jitterMs: this.#statistics.jitterMs,
      samples,
      concealedSamples,
      r: call?.r,
      mos: call?.mos,
    }
  }
}

/** What an ear can tell of its time. */
export interface EarFigures {
  readonly received: number
  readonly lost: number
  readonly jitterMs: number
  readonly samples: number
  readonly concealedSamples: number
  readonly r: number | undefined
  readonly mos: number | undefined
}
