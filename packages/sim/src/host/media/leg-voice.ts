import { writeRtpInto } from '@strowger/core'
import type { SrtpSender } from '@strowger/core'
import type { EventPacket } from '@strowger/dtmf'
import type { LegConnection } from './leg.ts'
import type { LegIdentity, LegOutlet } from './leg-outlet.ts'
import { TICK_MS } from './voice-codec.ts'
import type { VoiceCodec } from './voice-codec.ts'

const HEADER_BYTES = 12
/** Packets whose memory takes turns: a socket may still be reading the last ones. */
const RING = 8
const NO_PAYLOAD = new Uint8Array(0)

/** Numbers of what a leg sends: they go on whatever is agreed anew. */
export class VoiceNumbers {
  readonly ssrc: number
  sequence: number
  timestamp: number
  packets = 0
  octets = 0

  constructor({ ssrc, sequence, timestamp }: LegIdentity) {
    this.ssrc = ssrc
    this.sequence = sequence
    this.timestamp = timestamp
  }
}

/** Sends a leg's sound as was agreed: ticks to packets of its length, coded, numbered, protected. No allocation but for events. */
export class LegVoice {
  readonly #numbers: VoiceNumbers
  readonly #outlet: LegOutlet
  readonly #codec: VoiceCodec
  readonly #eventType: number | undefined
  readonly #srtp: SrtpSender | undefined
  readonly #packetSamples: number
  readonly #packetTicks: number
  readonly #pending: Int16Array
  readonly #ring: readonly Uint8Array[]
  readonly #header: { payloadType: number; sequence: number; timestamp: number; ssrc: number; marker: boolean }
  readonly #bytes: number
  #pendingSamples = 0
  #ringAt = 0
  /** The next packet is the first of a talkspurt, or the first after a pause. */
  #begins = true

  constructor(
    numbers: VoiceNumbers,
    outlet: LegOutlet,
    connection: LegConnection,
    codec: VoiceCodec,
    srtp: SrtpSender | undefined,
  ) {
    this.#numbers = numbers
    this.#outlet = outlet
    this.#codec = codec
    this.#srtp = srtp
    this.#eventType = connection.telephoneEventPayloadType
    this.#packetSamples = (connection.ptimeMs * codec.sampleHz) / 1000
    this.#packetTicks = (connection.ptimeMs * codec.rtpHz) / 1000
    this.#pending = new Int16Array(this.#packetSamples + (TICK_MS * codec.sampleHz) / 1000)
    this.#bytes = HEADER_BYTES + codec.bytesOf(this.#packetSamples)
    const room = this.#bytes + (srtp?.rtpOverheadBytes ?? 0)
    this.#ring = Array.from({ length: RING }, () => new Uint8Array(room))
    this.#header = { payloadType: connection.payloadType, sequence: 0, timestamp: 0, ssrc: numbers.ssrc, marker: false }
  }

  /** Whether digits can go out as events. */
  get sendsEvents(): boolean {
    return this.#eventType !== undefined
  }

  /** Timestamp of what is sent next. */
  get timestamp(): number {
    return this.#numbers.timestamp
  }

  /** Sends a tick's sound. */
  send(samples: Int16Array): void {
    // The common case, one tick a packet, is coded where it lies.
    if (this.#pendingSamples === 0 && samples.length === this.#packetSamples) {
      this.#sendPacket(samples, 0)
      return
    }
    const pending = this.#pending
    let from = 0
    while (from < samples.length) {
      const piece = Math.min(samples.length - from, this.#packetSamples - this.#pendingSamples)
      for (let i = 0; i < piece; i++) pending[this.#pendingSamples + i] = samples[from + i]!
      this.#pendingSamples += piece
      from += piece
      if (this.#pendingSamples === this.#packetSamples) {
        this.#pendingSamples = 0
        this.#sendPacket(pending, 0)
      }
    }
  }

  /** Lets a tick pass in which this side says nothing: time goes on, and what follows is marked as a beginning. RFC 3551 §4.1 */
  pause(): void {
    this.#pendingSamples = 0
    this.#begins = true
    this.#numbers.timestamp += (TICK_MS * this.#codec.rtpHz) / 1000
  }

  #sendPacket(samples: Int16Array, at: number): void {
    const numbers = this.#numbers
    const bytes = this.#ring[(this.#ringAt = (this.#ringAt + 1) % RING)]!
    const header = this.#header
    header.sequence = numbers.sequence
    header.timestamp = numbers.timestamp
    header.marker = this.#begins
    writeRtpInto(bytes, header, NO_PAYLOAD)
    this.#codec.encoder.encodeInto(bytes, HEADER_BYTES, samples, at, this.#packetSamples)
    numbers.timestamp += this.#packetTicks
    this.#begins = false
    this.#count(this.#bytes - HEADER_BYTES)
    // What is not protected, as its key is used up, does not go out.
    if (this.#srtp?.protect(bytes, this.#bytes) !== 0) this.#outlet.sendRtp(bytes)
  }

  /** Sends a telephone-event, in place of sound. RFC 4733 */
  sendEvent({ marker, timestamp, payload }: EventPacket): void {
    if (this.#eventType === undefined) return
    const numbers = this.#numbers
    const length = HEADER_BYTES + payload.length
    const bytes = new Uint8Array(length + (this.#srtp?.rtpOverheadBytes ?? 0))
    const { sequence, ssrc } = numbers
    writeRtpInto(bytes, { payloadType: this.#eventType, sequence, timestamp, ssrc, marker }, payload)
    this.#count(payload.length)
    if (this.#srtp?.protect(bytes, length) !== 0) this.#outlet.sendRtp(bytes)
  }

  #count(octets: number): void {
    this.#numbers.sequence++
    this.#numbers.packets++
    this.#numbers.octets += octets
  }
}
