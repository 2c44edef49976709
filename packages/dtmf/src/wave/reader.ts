import { readFormat, type WaveFormat } from './format.ts'
import { channelInto } from './samples.ts'

/** Takes 16-bit samples of one channel as they are read; `samples` is the reader's and good during the call only. */
export type ChannelSink = (channel: number, samples: Int16Array) => void

type State = 'riff' | 'chunk' | 'format' | 'skip' | 'data' | 'done' | 'failed'

/** The largest format chunk that is looked at; a longer one is damaged. */
const MAX_FORMAT_BYTES = 4096
/** Frames handed on at a time. */
const PIECE_FRAMES = 1024

/**
 * Reads a WAV file (RIFF or RF64) piece by piece in constant memory. Total: any bytes give samples, or `failure` says in
 * one line why not. A file whose length fields are wrong, as of a recording that was never closed, is read to its end.
 */
export class WaveReader {
  #state: State = 'riff'
  #failure: string | undefined
  #format: WaveFormat | undefined
  readonly #sink: ChannelSink
  readonly #samples = new Int16Array(PIECE_FRAMES)
  /** Bytes that wait for the rest of a header or a frame. */
  #pending: Uint8Array = new Uint8Array(0)
  #need = 12
  /** Bytes left of the chunk at hand, its padding included; Infinity when its length is not to be trusted. */
  #left = 0
  #frames = 0

  constructor(sink: ChannelSink) {
    this.#sink = sink
  }

  /** What the header said, once it was read. */
  get format(): WaveFormat | undefined {
    return this.#format
  }

  /** Frames handed on so far. */
  get frames(): number {
    return this.#frames
  }

  /** Why the bytes are no WAV file that can be heard, if so. */
  get failure(): string | undefined {
    return this.#failure
  }

  /** Reads more bytes. Never throws on what they hold. */
  push(bytes: Uint8Array): void {
    let rest = this.#pending.length === 0 ? bytes : joined(this.#pending, bytes)
    for (;;) {
      if (this.#state === 'done' || this.#state === 'failed') {
        rest = rest.subarray(rest.length)
        break
      }
      const used = this.#step(rest)
      if (used === 0) break
      rest = rest.subarray(used)
    }
    this.#pending = rest.slice()
  }

  /** Ends the file; afterwards `failure` is set if no samples could be read. */
  end(): void {
    if (this.#state === 'failed') return
    if (this.#state === 'riff') this.#fail('it is no WAV file: it has no RIFF header')
    else if (this.#format === undefined) this.#fail('it has no format chunk before it ends')
    else if (this.#state !== 'data' && this.#state !== 'done' && this.#frames === 0) this.#fail('it has no data chunk')
  }

  /** Uses some of `bytes` and returns how many; 0 when more are needed. */
  #step(bytes: Uint8Array): number {
    if (this.#state === 'skip') return this.#skip(bytes)
    if (this.#state === 'data') return this.#read(bytes)
    if (bytes.length < this.#need) return 0
    const view = new DataView(bytes.buffer, bytes.byteOffset, this.#need)
    const used = this.#need
    if (this.#state === 'riff') this.#readRiff(view)
    else if (this.#state === 'chunk') this.#readChunk(view)
    else this.#readFormat(view)
    return used
  }

  #readRiff(view: DataView): void {
    const name = tagAt(view, 0)
    if ((name !== 'RIFF' && name !== 'RF64') || tagAt(view, 8) !== 'WAVE') {
      this.#fail('it is no WAV file: it has no RIFF header')
    } else this.#expectChunk()
  }

  #readChunk(view: DataView): void {
    const name = tagAt(view, 0)
    const length = view.getUint32(4, true)
    this.#left = length + (length & 1)
    if (name === 'fmt ' && this.#format === undefined) {
      if (length > MAX_FORMAT_BYTES) this.#fail('its format chunk is too long to be one')
      else if (length < 16) this.#fail('its format chunk is cut short')
      else {
        this.#state = 'format'
        this.#need = this.#left
      }
    } else if (name === 'data') {
      if (this.#format === undefined) this.#fail('its data comes before its format chunk')
      // 0 and 0xffffffff are what recorders write before they know the length.
      else this.#startData(length === 0 || length >= 0xffff_fff0 ? Infinity : length)
    } else if (this.#left > 0) this.#state = 'skip'
  }

  #startData(length: number): void {
    this.#left = length
    this.#state = 'data'
  }

  #readFormat(view: DataView): void {
    const format = readFormat(view)
    if (typeof format === 'string') {
      this.#fail(format)
      return
    }
    this.#format = format
    this.#expectChunk()
  }

  #skip(bytes: Uint8Array): number {
    const used = Math.min(bytes.length, this.#left)
    this.#left -= used
    if (this.#left === 0) this.#expectChunk()
    return used
  }

  #read(bytes: Uint8Array): number {
    const format = this.#format!
    const whole = Math.floor(Math.min(bytes.length, this.#left) / format.frameBytes)
    if (whole === 0) {
      if (this.#left < format.frameBytes) this.#state = 'done'
      return 0
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, whole * format.frameBytes)
    for (let from = 0; from < whole; from += PIECE_FRAMES) {
      const count = Math.min(PIECE_FRAMES, whole - from)
      const piece = count === PIECE_FRAMES ? this.#samples : this.#samples.subarray(0, count)
      for (let channel = 0; channel < format.channels; channel++) {
        channelInto(format, view, from * format.frameBytes, count, channel, piece)
        this.#sink(channel, piece)
      }
    }
    this.#frames += whole
    this.#left -= whole * format.frameBytes
    return whole * format.frameBytes
  }

  #expectChunk(): void {
    this.#state = 'chunk'
    this.#need = 8
  }

  #fail(reason: string): void {
    this.#state = 'failed'
    this.#failure = reason
  }
}

function tagAt(view: DataView, offset: number): string {
  let tag = ''
  for (let index = 0; index < 4; index++) tag += String.fromCharCode(view.getUint8(offset + index))
  return tag
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
