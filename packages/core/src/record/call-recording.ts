import { inRange } from '../error/strowger-error.ts'
import type { WavEncoding } from '../wav/wav-format.ts'
import { wavSampleBytes } from '../wav/wav-format.ts'
import { WavWriter } from '../wav/wav-writer.ts'

/** Settings of a recording. */
export interface CallRecordingOptions {
  readonly sampleHz: number
  /** 2: both sides, the first left and the second right; 1: one voice. */
  readonly channels: 1 | 2
  /** 16-bit PCM unless said. */
  readonly encoding?: WavEncoding
  /** Samples of each side a tick. */
  readonly tickSamples: number
  /** Sound gathered before it is handed out to be written; half a second unless said. */
  readonly blockMs?: number
}

/**
 * A call as a WAV file, without I/O: `take` both sides every tick, and whenever a block is there write it to the end of the file and
 * then `header()` over its start. So the file is whole and readable at every moment, and a crash costs the block at hand. A side that
 * is missing is silence: what was said when stays true. Two blocks take turns, so that one can be written while the other fills.
 */
export class CallRecording {
  readonly #writer: WavWriter
  readonly #tick: Int16Array
  readonly #channels: number
  readonly #sampleHz: number
  #filling: Uint8Array
  #resting: Uint8Array
  #filled = 0
  #ticks = 0

  /** @throws StrowgerError when an option is out of range or an encoding is only read */
  constructor(options: CallRecordingOptions) {
    const { sampleHz, channels, tickSamples, encoding = 'pcm16' } = options
    this.#writer = new WavWriter({ encoding, sampleHz, channels })
    this.#channels = channels
    this.#sampleHz = sampleHz
    this.#tick = new Int16Array(inRange('tickSamples', tickSamples, 1, 65_536) * channels)
    const ticks = Math.ceil((inRange('blockMs', options.blockMs ?? 500, 1, 60_000) * sampleHz) / 1000 / tickSamples)
    const bytes = ticks * this.#tick.length * wavSampleBytes(encoding)
    this.#filling = new Uint8Array(bytes)
    this.#resting = new Uint8Array(bytes)
  }

  /** Time taken so far. */
  get durationMs(): number {
    return (this.#ticks * (this.#tick.length / this.#channels) * 1000) / this.#sampleHz
  }

  /** Takes one tick of each side and returns a block when it is full: to be written before the next but one is.. */
  take(first: Int16Array | undefined, second?: Int16Array): Uint8Array | undefined {
    const tick = this.#tick
    const channels = this.#channels
    for (let i = 0, j = 0; j < tick.length; i++, j += channels) {
      tick[j] = first === undefined ? 0 : first[i]!
      if (channels === 2) tick[j + 1] = second === undefined ? 0 : second[i]!
    }
    this.#filled += this.#writer.encodeInto(this.#filling, this.#filled, tick)
    this.#ticks++
    return this.#filled === this.#filling.length ? this.takeBlock() : undefined
  }

  /** What is gathered, full or not: to be written at the end. Empty when there is nothing. */
  takeBlock(): Uint8Array {
    const block = this.#filling
    this.#filling = this.#resting
    this.#resting = block
    const length = this.#filled
    this.#filled = 0
    return length === block.length ? block : block.subarray(0, length)
  }

  /** The header for all that was taken out in blocks; write it after the block. Allocates 44 or 58 bytes. */
  header(): Uint8Array {
    return this.#writer.header()
  }
}
