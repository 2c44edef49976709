import type { SampleQueue } from './sample-queue.ts'
import { fitLag, splice } from './stretch.ts'
import type { StretchFit } from './stretch.ts'

/** Shortest and longest piece cut or repeated at the gentle pace: one pitch period. */
const MIN_LAG_MS = 2.5
const GENTLE_LAG_MS = 10
/** Longest piece repeated when a spike empties the buffer. */
const SPIKE_LAG_MS = 15
const OVERLAP_MS = 5
/** Before an outage fades are shorter: of a pull of 10 ms a fade of 5 would leave only half to be said twice. */
const SPIKE_OVERLAP_MS = 2.5
/** At most this share of a pull is said twice: a quarter of the speed, for the few pulls before an outage is certain. */
const LARGEST_SHARE = 3 / 4
/** With more than this left an alarm is early enough later. */
const SPIKE_REST_MS = 100
/** Less delay than the target is corrected soon, for the next late packet is lost; more is borne a little longer. */
const LACK_BAND_MS = 2.5
const EXCESS_BAND_MS = 2.5
/** Past this excess there was an outage: catch up at up to twice the speed, cutting where it fits best. */
const URGENT_MS = 40
/** Gentle changes wait for a place where both sides look alike, and ask for less each time they did not find it. */
const GENTLE_LIKENESS = 0.5
const LESS_LIKENESS = 0.1
/** Pulls between two searches: a search costs as much as fifty pulls. */
const REST_PULLS = 3

/** How a pull is played; `spike`: the buffer runs dry, so what is left is said as slowly as it bears. */
export type Pace = 'even' | 'faster' | 'slower' | 'spike'

/** Chooses how much to stretch, and stretches. One per stream; allocates nothing after construction. */
export class Stretcher {
  readonly #samplesPerMs: number
  readonly #minLag: number
  readonly #gentleLag: number
  readonly #spikeLag: number
  readonly #overlap: number
  readonly #spikeOverlap: number
  #likeness = GENTLE_LIKENESS
  #rest = 0
  readonly #fit: StretchFit = { lag: 0, likeness: 0 }

  constructor(clockHz: number) {
    this.#samplesPerMs = clockHz / 1000
    this.#minLag = Math.round(this.#samplesPerMs * MIN_LAG_MS)
    this.#gentleLag = Math.round(this.#samplesPerMs * GENTLE_LAG_MS)
    this.#spikeLag = Math.round(this.#samplesPerMs * SPIKE_LAG_MS)
    this.#overlap = Math.round(this.#samplesPerMs * OVERLAP_MS)
    this.#spikeOverlap = Math.round(this.#samplesPerMs * SPIKE_OVERLAP_MS)
  }

  /** Whether it rests after a search that found nothing. */
  get rests(): boolean {
    return this.#rest > 0
  }

  /** Past samples that slowing looks back on. */
  get historySamples(): number {
    return this.#spikeLag + this.#overlap
  }

  /**
   * How this pull should be played: `excessMs` of delay over the target, `restMs` of sound after this pull, the next packet
   * already `lateMs` late, and `alarmMs` what is too late. O(1).
   */
  pace(excessMs: number, restMs: number, lateMs: number, alarmMs: number): Pace {
    if (lateMs > alarmMs && restMs < SPIKE_REST_MS) return 'spike'
    if (this.#rest > 0 && excessMs < URGENT_MS) {
      this.#rest--
      return 'even'
    }
    if (excessMs > EXCESS_BAND_MS) return restMs >= MIN_LAG_MS ? 'faster' : 'even'
    return excessMs < -LACK_BAND_MS ? 'slower' : 'even'
  }

  /** Samples beyond the pull that speeding up wants to see. */
  wantedSamples(excessMs: number, count: number): number {
    return this.#mostLag(excessMs, count) + this.#overlap
  }

  #mostLag(excessMs: number, count: number): number {
    const excess = Math.floor(excessMs * this.#samplesPerMs)
    return Math.min(excess, excessMs > URGENT_MS ? count : this.#gentleLag)
  }

  /** Fills `out` from more of the queue than its length; returns the samples left out, 0 when nothing fits. */
  accelerate(out: Int16Array, queue: SampleQueue, excessMs: number): number {
    const count = out.length
    const urgent = excessMs > URGENT_MS
    const most = Math.min(this.#mostLag(excessMs, count), queue.length - count)
    const least = urgent ? Math.min(most, Math.max(this.#minLag, most >> 1)) : this.#minLag
    const overlap = Math.min(this.#overlap, count)
    const fit = this.#fit
    fitLag(queue.samples, queue.head, 1, least, most, overlap, fit)
    if (fit.lag <= 0 || (!urgent && this.#refuses(fit.likeness))) return 0
    splice(out, count, queue.samples, queue.head, queue.head + fit.lag, overlap)
    queue.head += count + fit.lag
    return fit.lag
  }

  /** Fills `out` from less of the queue than its length; returns the samples said twice, 0 when nothing fits. */
  slow(out: Int16Array, queue: SampleQueue, spike: boolean): number {
    const count = out.length
    const short = Math.max(0, count - queue.length)
    const overlap = Math.min(spike ? this.#spikeOverlap : this.#overlap, queue.length)
    const most = Math.min(spike ? this.#spikeLag : this.#gentleLag, count - overlap, Math.floor(count * LARGEST_SHARE))
    const least = Math.max(this.#minLag, short)
    const fit = this.#fit
    if (overlap < this.#minLag) return 0
    fitLag(queue.samples, queue.head, -1, least, most, overlap, fit)
    if (fit.lag <= 0 || (!spike && this.#refuses(fit.likeness))) return 0
    splice(out, count, queue.samples, queue.head, queue.head - fit.lag, overlap)
    queue.head += count - fit.lag
    return fit.lag
  }

  #refuses(likeness: number): boolean {
    const refused = likeness < this.#likeness
    this.#likeness = refused ? this.#likeness - LESS_LIKENESS : GENTLE_LIKENESS
    if (refused) this.#rest = REST_PULLS
    return refused
  }
}
