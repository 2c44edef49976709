import type { RtpView } from '@strowger/core'
import { DigitMerger, DtmfDecoder, EventReceiver } from '@strowger/dtmf'
import type { Digit, DigitSource, Press, ReceivedEvent } from '@strowger/dtmf'
import { NARROW_HZ } from './voice-codec.ts'

/** An INFO goes through signalling, its digit's sound through a jitter buffer: the ways differ by more than in one stream. */
const SKEW_MS = 500
/** Length of a digit whose INFO does not say. */
const INFO_DIGIT_MS = 160

/** Hears a leg's digits in its sound, its telephone-events and its INFO requests, and tells each press once. */
export class LegDigits {
  readonly #tell: (press: Press) => void
  readonly #events: EventReceiver
  readonly #merger: DigitMerger
  readonly #decoder: DtmfDecoder | undefined
  readonly #sampleHz: number
  #heardSamples = 0
  /** Presses told, and reports of them by another way. */
  told = 0
  toldAgain = 0

  /** @param inband - whether the sound is listened to */
  constructor(sampleHz: number, rtpHz: number, inband: boolean, tell: (press: Press) => void) {
    this.#tell = tell
    this.#sampleHz = sampleHz
    this.#events = new EventReceiver({ clockRateHz: rtpHz })
    this.#merger = new DigitMerger({ skewMs: SKEW_MS })
    if (inband) this.#decoder = new DtmfDecoder(sampleHz === NARROW_HZ ? {} : { sampleRateHz: sampleHz })
  }

  /** Whether the sound is listened to. */
  get isInband(): boolean {
    return this.#decoder !== undefined
  }

  /** Listens to a tick's sound, which began at `startMs`. */
  hear(samples: Int16Array, startMs: number): void {
    const decoder = this.#decoder
    if (decoder === undefined) return
    const heard = decoder.push(samples)
    // The decoder counts from its first sample: what it tells is put on the clock of the ticks.
    const originMs = startMs - (this.#heardSamples * 1000) / this.#sampleHz
    this.#heardSamples += samples.length
    for (const { digit, startMs, durationMs } of heard) this.#press('inband', digit, originMs + startMs, durationMs)
  }

  /** Takes a telephone-event. RFC 4733 */
  event(view: RtpView, nowMs: number): void {
    this.#take(this.#events.receive(view.rtpTs, view.payload(), nowMs))
  }

  /** Ends events whose end was lost; once a tick. */
  advance(nowMs: number): void {
    if (this.#events.nextDeadlineMs() <= nowMs) this.#take(this.#events.advance(nowMs))
  }

  /** Takes a digit that an INFO request told. */
  info(digit: Digit, durationMs: number = INFO_DIGIT_MS, nowMs: number): void {
    this.#press('info', digit, nowMs - durationMs, durationMs)
  }

  #take(events: readonly ReceivedEvent[]): void {
    for (const { kind, digit, startMs, durationMs } of events) {
      if (kind === 'start' && digit !== undefined) this.#press('event', digit, startMs, durationMs)
    }
  }

  #press(source: DigitSource, digit: Digit, startMs: number, durationMs: number): void {
    const press = this.#merger.offer(source, digit, startMs, durationMs)
    if (press === undefined) this.toldAgain++
    else {
      this.told++
      this.#tell(press)
    }
  }

  /** Gives the decoder's memory back. */
  close(): void {
    this.#decoder?.close()
  }
}
