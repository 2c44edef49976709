import { expand, type Law } from '../companding/g711.ts'
import { DtmfDecoder, type DecoderOptions, type DtmfDigit } from '../decode/decoder.ts'
import type { WaveFormat } from '../wave/format.ts'
import { WaveReader } from '../wave/reader.ts'

/** What was heard on one channel. */
export interface ChannelReport {
  /** The digits in order, as one string. */
  readonly digits: string
  readonly events: readonly DtmfDigit[]
}

/** What was heard in a recording: the shape that `strowger digits --json` prints. */
export interface DigitReport {
  readonly channels: readonly ChannelReport[]
}

/** Bytes without a header. */
export interface RawFormat {
  readonly coding: 'pcm16' | Law
  readonly sampleRateHz: number
}

/** How to listen to a recording; `raw` for bytes without a WAV header, one channel. */
export interface ListenerOptions extends Omit<DecoderOptions, 'sampleRateHz'> {
  readonly raw?: RawFormat
  /** Also given every sample read, as 16 bits at the file's own rate; the array is good during the call only. */
  readonly tap?: (channel: number, samples: Int16Array, sampleRateHz: number) => void
}

/** Hears the digits of a recording that comes in pieces, each channel by itself, in constant memory. */
export class RecordingListener {
  readonly #options: ListenerOptions
  readonly #reader: WaveReader | undefined
  readonly #decoders: DtmfDecoder[] = []
  readonly #events: DtmfDigit[][] = []
  #odd: number | undefined

  constructor(options: ListenerOptions = {}) {
    this.#options = options
    if (options.raw) this.#open(0, options.raw.sampleRateHz)
    else this.#reader = new WaveReader((channel, samples) => this.#hear(channel, samples))
  }

  /** What the header said, once it was read; `undefined` for raw bytes. */
  get format(): WaveFormat | undefined {
    return this.#reader?.format
  }

  /** Why the recording cannot be heard, if so: one line. */
  get failure(): string | undefined {
    return this.#reader?.failure
  }

  /** Hears more bytes. Never throws on what they hold. */
  push(bytes: Uint8Array): void {
    if (this.#reader) this.#reader.push(bytes)
    else this.#hear(0, this.#rawSamples(bytes))
  }

  /** Ends the recording and reports. */
  end(): DigitReport {
    this.#reader?.end()
    this.#decoders.forEach((decoder, channel) => {
      for (const event of decoder.end()) this.#events[channel]!.push(event)
    })
    return {
      channels: this.#events.map((events) => ({ digits: events.map((event) => event.digit).join(''), events })),
    }
  }

  #hear(channel: number, samples: Int16Array): void {
    const rate = this.#options.raw?.sampleRateHz ?? this.#reader!.format!.sampleRateHz
    this.#open(channel, rate)
    this.#options.tap?.(channel, samples, rate)
    for (const event of this.#decoders[channel]!.push(samples)) this.#events[channel]!.push(event)
  }

  #open(channel: number, sampleRateHz: number): void {
    while (this.#decoders.length <= channel) {
      const { preset, build } = this.#options
      this.#decoders.push(
        new DtmfDecoder({
          sampleRateHz,
          ...(preset === undefined ? {} : { preset }),
          ...(build === undefined ? {} : { build }),
        }),
      )
      this.#events.push([])
    }
  }

  #rawSamples(bytes: Uint8Array): Int16Array {
    const { coding } = this.#options.raw!
    if (coding !== 'pcm16') return expand(bytes, coding)
    // A sample may be cut in two between pieces.
    const held = this.#odd === undefined ? 0 : 1
    const samples = new Int16Array((bytes.length + held) >> 1)
    let at = 0
    if (this.#odd !== undefined && bytes.length > 0) samples[at++] = this.#odd | (bytes[0]! << 8)
    let index = held
    for (; index + 1 < bytes.length; index += 2) samples[at++] = bytes[index]! | (bytes[index + 1]! << 8)
    if (bytes.length > 0) this.#odd = index < bytes.length ? bytes[index] : undefined
    return samples
  }
}
