import { FRAME_SAMPLES, HOP_SAMPLES, Spectrum } from '../progress/spectrum.ts'
import { Resampler } from '../resample/resampler.ts'

/** Most columns a picture has; a longer recording gets broader ones. */
const MAX_COLUMNS = 800
/** Lines of the picture: 0 to 2000 Hz, where all digits are. */
export const SPECTROGRAM_ROWS = 128

const RATE_HZ = 8000
const PIECE_SAMPLES = 4096

/** What a channel's spectrogram shows, in constant memory: columns are merged in pairs when there are too many. */
export class Spectrogram {
  /** Level of each cell as its power, column by column. */
  readonly #power = new Float64Array(MAX_COLUMNS * SPECTROGRAM_ROWS)
  readonly #spectrum = new Spectrum()
  readonly #resampler: Resampler | undefined
  readonly #window = new Int16Array(FRAME_SAMPLES)
  readonly #resampled: Int16Array
  /** Half a look of silence before the first sample, so that a column stands at the middle of what it shows. */
  #filled = (FRAME_SAMPLES - HOP_SAMPLES) / 2
  #columns = 0
  #looksPerColumn = 1
  #looksInColumn = 0
  #samples = 0

  /** For audio of `sampleRateHz`. @throws DtmfError `bad-rate` for a rate that cannot be resampled. */
  constructor(sampleRateHz: number = RATE_HZ) {
    this.#resampler = sampleRateHz === RATE_HZ ? undefined : new Resampler(sampleRateHz, RATE_HZ)
    this.#resampled = new Int16Array(this.#resampler?.outputsFor(PIECE_SAMPLES) ?? 0)
  }

  /** Columns filled so far. */
  get columns(): number {
    return this.#columns
  }

  /** Time that a column stands for, in ms. */
  get columnMs(): number {
    return (this.#looksPerColumn * HOP_SAMPLES * 1000) / RATE_HZ
  }

  /** Length of what was seen, in ms. */
  get lengthMs(): number {
    return (this.#samples * 1000) / RATE_HZ
  }

  /** Power of a cell, row 0 at 0 Hz: the greatest of the looks that it stands for. */
  powerAt(column: number, row: number): number {
    return this.#power[column * SPECTROGRAM_ROWS + row]!
  }

  /** Looks at more samples. */
  push(samples: Int16Array): void {
    if (!this.#resampler) {
      this.#take(samples)
      return
    }
    for (let from = 0; from < samples.length; from += PIECE_SAMPLES) {
      const count = this.#resampler.pushInto(samples.subarray(from, from + PIECE_SAMPLES), this.#resampled)
      this.#take(this.#resampled.subarray(0, count))
    }
  }

  #take(samples: Int16Array): void {
    this.#samples += samples.length
    for (let from = 0; from < samples.length;) {
      const count = Math.min(FRAME_SAMPLES - this.#filled, samples.length - from)
      this.#window.set(samples.subarray(from, from + count), this.#filled)
      this.#filled += count
      from += count
      if (this.#filled < FRAME_SAMPLES) return
      this.#look()
      this.#window.copyWithin(0, HOP_SAMPLES)
      this.#filled -= HOP_SAMPLES
    }
  }

  #look(): void {
    if (this.#looksInColumn === 0) {
      if (this.#columns === MAX_COLUMNS) this.#halve()
      this.#columns++
    }
    this.#spectrum.look(this.#window, 0)
    const base = (this.#columns - 1) * SPECTROGRAM_ROWS
    for (let row = 0; row < SPECTROGRAM_ROWS; row++) {
      this.#power[base + row] = Math.max(this.#power[base + row]!, this.#spectrum.power[row]!)
    }
    this.#looksInColumn = (this.#looksInColumn + 1) % this.#looksPerColumn
  }

  #halve(): void {
    for (let column = 0; column < MAX_COLUMNS / 2; column++) {
      for (let row = 0; row < SPECTROGRAM_ROWS; row++) {
        const left = this.powerAt(2 * column, row)
        this.#power[column * SPECTROGRAM_ROWS + row] = Math.max(left, this.powerAt(2 * column + 1, row))
      }
    }
    this.#columns = MAX_COLUMNS / 2
    this.#power.fill(0, this.#columns * SPECTROGRAM_ROWS)
    this.#looksPerColumn *= 2
  }
}
