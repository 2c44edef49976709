import type { Law } from '../companding/g711.ts'
import { checkedNumber, DtmfError } from '../digit/error.ts'
import { choosePreset } from '../preset/choose.ts'
import { digitOf, type DecoderOptions, type DtmfDigit } from './decoder.ts'
import type { Coding, Front } from './front.ts'
import { frontFor } from './front-choice.ts'
import { limitsOf } from './limits.ts'
import { Receiver } from './receiver.ts'
import { FRAME_SAMPLES } from './windows.ts'

/** A digit and the channel it was heard on. */
export interface BankDigit extends DtmfDigit {
  readonly channel: number
}

const NOTHING: readonly BankDigit[] = []

/**
 * Hears many channels at 8 kHz in one call, as an exchange does every 20 ms: all windows lie in one memory, and one call of
 * WebAssembly goes through all channels, so that only those with a candidate are looked at one by one. No allocation for up
 * to 60 ms at once. Each channel hears what a {@link DtmfDecoder} of its own would, to the last bit.
 */
export class DtmfBank {
  readonly channels: number
  readonly #front: Front
  readonly #receivers: Receiver[]
  readonly #heard: BankDigit[] = []

  /** @throws DtmfError `bad-option` for a number of channels out of 1–65536. */
  constructor(channels: number, options: Omit<DecoderOptions, 'sampleRateHz'> = {}) {
    this.channels = checkedNumber('channels', channels, 1, 65_536)
    const limits = limitsOf(choosePreset(options.preset))
    this.#front = frontFor(channels, limits.probe, options.build)
    this.#receivers = Array.from(
      { length: channels },
      (_, channel) =>
        new Receiver(limits, { front: this.#front, channel }, (pair) =>
          this.#heard.push({ ...digitOf(pair), channel }),
        ),
    )
  }

  /**
   * Hears the next `count` samples of every channel: channel c's stand at `samples[c·count .. (c+1)·count)`. Returns the
   * digits that became certain, by channel; the array is the bank's until the next call.
   */
  push(samples: Int16Array, count: number): readonly BankDigit[] {
    return this.#push(samples, this.#front.frame, count, 'linear')
  }

  /** As {@link push}, of G.711 bytes. */
  pushG711(codes: Uint8Array, count: number, law: Law): readonly BankDigit[] {
    return this.#push(codes, this.#front.frameCodes, count, law)
  }

  #push<T extends Int16Array | Uint8Array>(input: T, frame: T, count: number, coding: Coding): readonly BankDigit[] {
    if (input.length !== this.channels * count) {
      throw new DtmfError('bad-option', 'samples.length', input.length, `must be ${this.channels} channels × ${count}`)
    }
    if (this.#heard.length > 0) this.#heard.length = 0
    if (count <= FRAME_SAMPLES) {
      frame.set(input)
      this.#advance(count, coding)
    } else {
      for (let from = 0; from < count; from += FRAME_SAMPLES) this.#pushPiece(input, frame, count, from, coding)
      this.#heard.sort((a, b) => a.channel - b.channel)
    }
    return this.#heard.length === 0 ? NOTHING : this.#heard
  }

  /** Of more than fits a frame, the samples from the `from`-th of every channel on. */
  #pushPiece<T extends Int16Array | Uint8Array>(input: T, frame: T, count: number, from: number, coding: Coding): void {
    const piece = Math.min(FRAME_SAMPLES, count - from)
    for (let channel = 0; channel < this.channels; channel++) {
      const at = channel * count + from
      frame.set(input.subarray(at, at + piece), channel * piece)
    }
    this.#advance(piece, coding)
  }

  #advance(count: number, coding: Coding): void {
    const front = this.#front
    const awake = front.takeAll(count, coding)
    for (let index = 0; index < awake; index++) this.#receivers[front.awake[index]!]!.listen()
  }
}
