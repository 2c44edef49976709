import { EventSender, eventCode } from '@strowger/dtmf'
import type { Digit } from '@strowger/dtmf'
import type { LegVoice } from './leg-voice.ts'

/** A digit sounds and rests for this long: what every receiver takes. */
const DIGIT_MS = 100
const REST_MS = 80
const LEVEL_DBM0 = -9

/** Sends digits one after the other as telephone-events. RFC 4733 */
export class DigitSending {
  readonly #waiting: Digit[] = []
  readonly #sender: EventSender
  #untilMs = Number.NEGATIVE_INFINITY
  #isSounding = false

  constructor(rtpHz: number) {
    this.#sender = new EventSender({ clockRateHz: rtpHz })
  }

  /** Lines digits up. */
  push(digits: readonly Digit[]): void {
    for (const digit of digits) this.#waiting.push(digit)
  }

  /** Sends what is due; true while an event takes the place of the sound. */
  advance(voice: LegVoice, nowMs: number): boolean {
    if (this.#isSounding && nowMs >= this.#untilMs) {
      this.#sender.stop(nowMs)
      this.#isSounding = false
      this.#untilMs = nowMs + REST_MS
    }
    if (!this.#isSounding && nowMs >= this.#untilMs) {
      const digit = this.#waiting.shift()
      if (digit !== undefined) {
        this.#sender.start(eventCode(digit), LEVEL_DBM0, voice.timestamp, nowMs)
        this.#isSounding = true
        this.#untilMs = nowMs + DIGIT_MS
      }
    }
    for (let packet; (packet = this.#sender.poll(nowMs)) !== undefined;) voice.sendEvent(packet)
    return this.#isSounding
  }
}
