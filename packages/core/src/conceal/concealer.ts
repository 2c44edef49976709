import { similarity } from './pitch.ts'

/** Lowest and highest pitch searched: 66 to 400 Hz. G.711 Appendix I has 66 to 200; small voices are higher. */
const MIN_PITCH_MS = 2.5
const MAX_PITCH_MS = 15
/** How much of the past is compared with what lay a period before: pitch moves, and 20 ms know less of now than 8 do. */
const SEARCH_MS = 8
/** Repetition fades to the background in this time. G.711 App. I.2.6, which begins with 10 ms at full level */
const FADE_MS = 60
/** The background is believed to rise by no more than this from one loss to the next: within speech all is speech. */
const BACKGROUND_RISE = 1.5
/** Likeness of one period to the next below which sound counts as noise. */
const UNVOICED = 0.5
const OVERLAP_SHARE = 0.25

/**
 * Hides losses: repeats the last pitch periods of what was heard, one period for 10 ms, then two, then three so that it does
 * not buzz, fading to the level of the background by 60 ms. The first good packet is faded in over the repetition.
 * The method is that of ITU-T G.711 Appendix I; unlike it, output is not delayed by 3.75 ms: the join is smoothed inside the
 * template. Works in place on a queue's memory; O(samples), allocation only at construction.
 */
export class Concealer {
  readonly #minPitch: number
  readonly #maxPitch: number
  readonly #tenMs: number
  readonly #search: number
  readonly #fade: number
  readonly #template: Int16Array
  readonly #scratch: Int16Array
  #pitch = 0
  #likeness = 0
  #period = 0
  #position = 0
  #run = 0
  #seed = 1
  #backgroundRms = 0

  constructor(clockHz: number) {
    this.#minPitch = Math.round((clockHz * MIN_PITCH_MS) / 1000)
    this.#maxPitch = Math.round((clockHz * MAX_PITCH_MS) / 1000)
    this.#tenMs = Math.round(clockHz / 100)
    this.#search = Math.round((clockHz * SEARCH_MS) / 1000)
    this.#fade = Math.round((clockHz * FADE_MS) / 1000)
    this.#template = new Int16Array(this.#maxPitch * 3 + this.#maxPitch)
    this.#scratch = new Int16Array(this.#tenMs)
  }

  /** Past samples that the search looks back on. */
  get historySamples(): number {
    return this.#maxPitch * 4 + this.#tenMs * 2
  }

  /** Samples concealed since the last good one; 0 when none. */
  get run(): number {
    return this.#run
  }

  /** Writes `count` concealed samples at `samples[at …]`, going on from the signal before `at`. */
  extend(samples: Int16Array, at: number, count: number): void {
    if (this.#run === 0) this.#begin(samples, at)
    for (let i = 0; i < count; i++) samples[at + i] = this.#next()
  }

  /** Makes ready to fade what follows `at` in over a continuation of what was before it, with nothing hidden in between. */
  bridge(samples: Int16Array, at: number): void {
    if (this.#run === 0) this.#begin(samples, at)
    this.#run = Math.max(1, this.#run)
  }

  /** Fades the good signal at `samples[at …]` in over what concealment would have said, and ends the run. */
  merge(samples: Int16Array, at: number, count: number): void {
    if (this.#run === 0) return
    // A quarter of a pitch, 2 ms at least. G.711 App. I.2.8 adds 4 ms for each 10 ms lost, which is half a decibel further from
    // what was said (log-spectral distance, docs/media.md): the good signal is worth more than a smooth way to it.
    const wanted = Math.max(this.#tenMs / 5, this.#quarter())
    const overlap = Math.min(wanted, count)
    for (let i = 0; i < overlap; i++) {
      const weight = (i + 1) / (overlap + 1)
      const hidden = this.#next()
      samples[at + i] = hidden + (samples[at + i]! - hidden) * weight
    }
    this.#run = 0
  }

  /** Ends a run without a merge: what follows is not a continuation. */
  reset(): void {
    this.#run = 0
  }

  #begin(samples: Int16Array, end: number): void {
    this.#pitch = this.#findPitch(samples, end)
    this.#template.set(samples.subarray(end - 3 * this.#pitch - this.#quarter(), end))
    const quietest = quietestRms(samples, end - this.historySamples, end, this.#tenMs >> 1)
    this.#backgroundRms = Math.min(quietest, BACKGROUND_RISE * this.#backgroundRms + 1)
    // What is not periodic must not be made so: it starts with the longest piece.
    this.#period = this.#likeness < UNVOICED ? 3 : 1
    this.#position = 0
    this.#smoothJoin()
  }

  #quarter(): number {
    return Math.floor(this.#pitch * OVERLAP_SHARE)
  }

  /** Makes the end of the template lead into its start, `period` pitches back: the quarter before that start is faded in. */
  #smoothJoin(): void {
    const quarter = this.#quarter()
    const end = 3 * this.#pitch + quarter
    const start = end - this.#period * this.#pitch
    for (let i = 0; i < quarter; i++) {
      const weight = (i + 1) / (quarter + 1)
      const a = this.#template[end - quarter + i]!
      this.#scratchTail(i, a + (this.#template[start - quarter + i]! - a) * weight)
    }
  }

  #scratchTail(i: number, value: number): void {
    if (i < this.#scratch.length) this.#scratch[i] = value
  }

  #next(): number {
    const run = this.#run++
    const pitch = this.#pitch
    const quarter = this.#quarter()
    const end = 3 * pitch + quarter
    const wantedPeriod = Math.max(this.#period, Math.min(3, 1 + Math.floor(run / this.#tenMs)))
    const length = this.#period * pitch
    if (this.#position >= length) {
      this.#position = 0
      if (wantedPeriod !== this.#period) {
        this.#period = wantedPeriod
        this.#smoothJoin()
      }
    }
    const span = this.#period * pitch
    const index = end - span + this.#position
    // The last quarter of a turn leads into the next turn, but for a piece longer than the scratch (low pitch, high rate).
    const tail = index - (end - quarter)
    const voice = tail >= 0 && tail < this.#scratch.length ? this.#scratch[tail]! : this.#template[index]!
    this.#position++
    const gain = Math.max(0, 1 - run / this.#fade)
    // Background under the fade: dead silence after speech sounds like a lost line.
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) | 0
    const noise = (this.#seed / 2_147_483_648) * 1.73 * this.#backgroundRms * (1 - gain)
    const value = voice * gain + noise
    return value > 32_767 ? 32_767 : value < -32_768 ? -32_768 : value
  }

  #findPitch(samples: Int16Array, end: number): number {
    const window = this.#search
    const coarse = Math.max(1, this.#minPitch >> 3)
    const step = Math.max(1, this.#tenMs / 40)
    let best = -2
    let pitch = this.#maxPitch
    for (let lag = this.#minPitch; lag <= this.#maxPitch; lag += coarse) {
      const s = similarity(samples, end - window, end - window - lag, window, step | 0)
      // A multiple of the pitch fits as well; the shortest good one is the pitch.
      if (s > best + 0.02) {
        best = s
        pitch = lag
      }
    }
    let fine = -2
    let chosen = pitch
    for (let lag = Math.max(this.#minPitch, pitch - coarse); lag <= Math.min(this.#maxPitch, pitch + coarse); lag++) {
      const s = similarity(samples, end - window, end - window - lag, window, 1)
      if (s > fine) {
        fine = s
        chosen = lag
      }
    }
    this.#likeness = fine
    return chosen
  }
}

/** Level of the quietest piece of the recent past: what the background is at most. */
function quietestRms(samples: Int16Array, from: number, end: number, piece: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let at = Math.max(0, from); at + piece <= end; at += piece) {
    let energy = 0
    for (let i = 0; i < piece; i++) energy += samples[at + i]! ** 2
    least = Math.min(least, energy)
  }
  // Within speech even the quietest piece is speech: −41 dBov is as loud as a background is taken for.
  return Math.min(300, Math.sqrt(least / piece))
}
