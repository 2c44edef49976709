import type { RtpView, StreamEar } from '@strowger/core'
import { DigitMerger, DtmfDecoder, EventReceiver } from '@strowger/dtmf'

/**
 * Hears the digits of one RTP stream both ways, in its sound and in its telephone-events, and tells each press once: the
 * glue between media and digits, which do not know each other.
 */
export class CallEar implements StreamEar {
  readonly #decoder: DtmfDecoder
  readonly #events: EventReceiver
  readonly #merger = new DigitMerger()
  readonly #clockHz: number
  #heard = 0
  #digits = ''

  constructor(clockHz: number) {
    this.#clockHz = clockHz
    this.#decoder = new DtmfDecoder({ sampleRateHz: clockHz })
    this.#events = new EventReceiver({ clockRateHz: clockHz })
  }

  hear(samples: Int16Array, nowMs: number): void {
    // The decoder counts from its first sample; what it tells is put on the stream's clock.
    const startedMs = nowMs - ((this.#heard + samples.length) / this.#clockHz) * 1000
    this.#heard += samples.length
    for (const { digit, startMs, durationMs } of this.#decoder.push(samples)) {
      this.#press('inband', digit, startedMs + startMs, durationMs)
    }
  }

  event(packet: RtpView, nowMs: number): void {
    for (const { kind, digit, startMs, durationMs } of this.#events.receive(packet.rtpTs, packet.payload(), nowMs)) {
      if (kind === 'start' && digit !== undefined) this.#press('event', digit, startMs, durationMs)
    }
  }

  digits(): string {
    return this.#digits
  }

  #press(
    source: 'inband' | 'event',
    digit: Parameters<DigitMerger['offer']>[1],
    startMs: number,
    durationMs: number,
  ): void {
    if (this.#merger.offer(source, digit, startMs, durationMs) !== undefined) this.#digits += digit
  }
}
