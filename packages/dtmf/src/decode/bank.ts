import { expansionOf, type Law } from '../companding/g711.ts'
import { checkedNumber, DtmfError } from '../digit/error.ts'
import { choosePreset } from '../preset/choose.ts'
import { correlatorsFor } from './correlator-choice.ts'
import { digitOf, WINDOW_SAMPLES, type DecoderOptions, type DtmfDigit } from './decoder.ts'
import { limitsOf } from './limits.ts'
import { Receiver } from './receiver.ts'

/** A digit and the channel it was heard on. */
export interface BankDigit extends DtmfDigit {
  readonly channel: number
}

const NOTHING: readonly BankDigit[] = []

/**
 * Hears many channels at 8 kHz in one call, as an exchange does every 20 ms: all windows lie in one memory, and a call
 * allocates nothing but a short-lived view per channel. Each channel hears what a {@link DtmfDecoder} of its own would, to the last bit.
 */
export class DtmfBank {
  readonly channels: number
  readonly #receivers: Receiver[]
  readonly #heard: BankDigit[] = []

  /** @throws DtmfError `bad-option` for a number of channels out of 1–65536. */
  constructor(channels: number, options: Omit<DecoderOptions, 'sampleRateHz'> = {}) {
    this.channels = checkedNumber('channels', channels, 1, 65_536)
    const limits = limitsOf(choosePreset(options.preset))
    const correlators = correlatorsFor(channels, WINDOW_SAMPLES, limits.probe, options.build)
    this.#receivers = correlators.map(
      (correlator, channel) =>
        new Receiver(limits, correlator, (pair) => this.#heard.push({ ...digitOf(pair), channel })),
    )
  }

  /**
   * Hears the next `count` samples of every channel: channel c's stand at `samples[c·count .. (c+1)·count)`. Returns the
   * digits that became certain, by channel; the array is the bank's until the next call.
   */
  push(samples: Int16Array, count: number): readonly BankDigit[] {
    this.#begin(samples.length, count)
    for (let channel = 0; channel < this.channels; channel++) {
      const receiver = this.#receivers[channel]!
      for (let from = channel * count, left = count; left > 0;) {
        const at = receiver.reserve()
        const piece = Math.min(left, receiver.window.length - at)
        // A view costs less than a loop over the samples, and dies young.
        receiver.window.set(samples.subarray(from, from + piece), at)
        receiver.commit(piece)
        from += piece
        left -= piece
      }
    }
    return this.#heard.length === 0 ? NOTHING : this.#heard
  }

  /** As {@link push}, of G.711 bytes. */
  pushG711(codes: Uint8Array, count: number, law: Law): readonly BankDigit[] {
    this.#begin(codes.length, count)
    const table = expansionOf(law)
    for (let channel = 0; channel < this.channels; channel++) {
      const receiver = this.#receivers[channel]!
      for (let from = channel * count, left = count; left > 0;) {
        const at = receiver.reserve()
        const piece = Math.min(left, receiver.window.length - at)
        for (let index = 0; index < piece; index++) receiver.window[at + index] = table[codes[from + index]!]!
        receiver.commit(piece)
        from += piece
        left -= piece
      }
    }
    return this.#heard.length === 0 ? NOTHING : this.#heard
  }

  #begin(length: number, count: number): void {
    if (length !== this.channels * count) {
      throw new DtmfError('bad-option', 'samples.length', length, `must be ${this.channels} channels × ${count}`)
    }
    if (this.#heard.length > 0) this.#heard.length = 0
  }
}
