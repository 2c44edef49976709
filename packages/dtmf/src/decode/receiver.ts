import type { FrontSeat } from './front-seat.ts'
import type { Front } from './front.ts'
import { PairEstimate } from './estimate.ts'
import { endEdge, startEdge } from './extent.ts'
import type { ReceiverLimits } from './limits.ts'
import { BLOCK_SAMPLES, CORE_SAMPLES, HOP_SAMPLES, NOMINAL_RADIANS } from './plan.ts'
import type { HeardPair } from './heard-pair.ts'
import { Track } from './track.ts'
import { FILLED, FOLLOWING, PROBE, STATE_WORDS } from './windows.ts'
import { findPair, type FoundPair } from './core-test.ts'
import { ACCEPTED_SCORE, CLEAR_SCORE, isOnFrequency, scoreOf } from './verdict.ts'

/** How far back the search goes after a candidate was given up. */
const RETRY_SAMPLES = 1280
/** How far before the core a track begins: 40 ms. */
const LEAD_BLOCKS = 8
const CORE_BLOCKS = CORE_SAMPLES / BLOCK_SAMPLES
/** Blocks of signal after which a candidate is judged without waiting for its end. */
const JUDGED_BLOCKS = 16
/** What a core must show to be followed: less than the verdict asks of any digit. */
const CORE_COHERENCE = 0.5
const ROUGH_PURITY = 0.2
const ROUGH_TOLERANCE = 1.5
/** Stands for a start that has not been measured yet. */
const UNKNOWN = -1
/** Shortest stretch whose frequencies can be told to the preset's tolerance, 10 ms. */
const SHORTEST_SAMPLES = 80
/** Blocks of signal after a gap that make it a break, not a blip. */
const RESUMED_BLOCKS = 3

/** One channel at 8 kHz and 16 bits. Its result is a function of the samples alone, not of how they were cut up. */
export class Receiver {
  readonly #limits: ReceiverLimits
  readonly #front: Front
  readonly #channel: number
  readonly #samples: Int16Array
  readonly #heard: (pair: HeardPair) => void
  /** Stream index of the window's first sample, and number of samples in the window. */
  #base = 0
  #filled = 0
  /** Next probe; nothing before `#floor` may belong to a new digit. */
  #probe = 0
  #floor = 0
  #tracking = false
  readonly #found: FoundPair = { at: 0, row: 0, column: 0 }
  readonly #track = new Track()
  readonly #estimate = new PairEstimate()
  #judged: 'open' | 'doubtful' | 'accepted' = 'open'
  #nextBlock = 0
  #lastPresent = 0
  #segmentBlock = 0
  #resumed = 0
  #startSample = 0
  #segmentStart = 0
  #earlierSamples = 0

  constructor(
    limits: ReceiverLimits,
    { front, channel }: Pick<FrontSeat, 'front' | 'channel'>,
    heard: (pair: HeardPair) => void,
  ) {
    this.#limits = limits
    this.#front = front
    this.#channel = channel
    this.#samples = front.samples[channel]!
    this.#heard = heard
  }

  /** Whether a digit has been accepted that has not ended yet. */
  get hearing(): { row: number; column: number; startSample: number } | undefined {
    if (!this.#tracking || this.#judged !== 'accepted') return undefined
    return { row: this.#track.row, column: this.#track.column, startSample: this.#startSample }
  }

  /** Decides what can be decided, once the front says that there is something to look at. */
  listen(): void {
    const { bases, states } = this.#front
    const at = this.#channel * STATE_WORDS
    this.#base = bases[this.#channel]!
    this.#filled = states[at + FILLED]!
    this.#probe = this.#base + states[at + PROBE]!
    const end = this.#base + this.#filled
    while (this.#tracking ? this.#follow(end) : this.#search(end));
    states[at + PROBE] = this.#probe - this.#base
    states[at + FOLLOWING] = this.#tracking ? 1 : 0
  }

  #search(end: number): boolean {
    const last = end - CORE_SAMPLES
    if (this.#probe > last) return false
    const at = this.#front.scan(this.#channel, this.#probe - this.#base, last - this.#base)
    if (at < 0) {
      this.#probe += HOP_SAMPLES * (Math.floor((last - this.#probe) / HOP_SAMPLES) + 1)
      return false
    }
    this.#probe = at + this.#base
    const probe = this.#probe - this.#base
    if (findPair(this.#front, this.#channel, this.#limits, probe, this.#floor - this.#base, this.#found)) {
      this.#begin(this.#found.at + this.#base)
    } else this.#probe += HOP_SAMPLES
    return true
  }

  #begin(core: number): void {
    // The core by itself first: most candidates in speech end here, before what surrounds them is looked at.
    this.#startTrack(core, 0)
    if (!this.#isSteady()) {
      this.#probe += HOP_SAMPLES
      return
    }
    const lead = Math.min(LEAD_BLOCKS, Math.floor((core - this.#floor) / BLOCK_SAMPLES))
    this.#startTrack(core, lead)
    this.#track.setCore(lead, lead + CORE_BLOCKS)
    this.#tracking = true
    this.#judged = 'open'
    this.#nextBlock = lead + CORE_BLOCKS
    let first = lead
    while (first > 0 && this.#track.present(first - 1)) first--
    this.#segmentBlock = first
    this.#lastPresent = this.#nextBlock - 1
    this.#resumed = 0
    this.#earlierSamples = 0
    this.#segmentStart = UNKNOWN
  }

  /** Follows the core, and `lead` blocks before it. */
  #startTrack(core: number, lead: number): void {
    this.#track.start(core - lead * BLOCK_SAMPLES, this.#found.row, this.#found.column)
    this.#track.push(this.#front, this.#channel, this.#base, lead + CORE_BLOCKS)
  }

  /** Both tones of the core turn at one rate, not too far from the nominal one. */
  #isSteady(): boolean {
    return this.#track.setCore(0, CORE_BLOCKS) >= CORE_COHERENCE && this.#isRoughlyPure(0, CORE_BLOCKS)
  }

  #isRoughlyPure(from: number, to: number): boolean {
    const { row, column } = this.#track
    const { deviation } = this.#limits
    const lowLimit = ROUGH_TOLERANCE * deviation[row]!
    const highLimit = ROUGH_TOLERANCE * deviation[4 + column]!
    return this.#track.roughPurity(from, to, lowLimit, highLimit) >= ROUGH_PURITY
  }

  #giveUp(): void {
    this.#tracking = false
    this.#probe += HOP_SAMPLES
    // What was in doubt for long may have left the window; what is still in it is the same whatever the chunks.
    const oldest = this.#sampleOf(this.#nextBlock) - RETRY_SAMPLES
    if (this.#probe < oldest) this.#probe = HOP_SAMPLES * Math.ceil(oldest / HOP_SAMPLES)
  }

  /** Judges one more block if its right neighbour is there too. False when samples are wanting. */
  #follow(end: number): boolean {
    const track = this.#track
    if (track.origin + (this.#nextBlock + 2) * BLOCK_SAMPLES > end) return false
    if (track.blocks < this.#nextBlock + 2) {
      // All that are there at once: what is decided of a block depends on its neighbours alone.
      const there = Math.floor((end - track.origin) / BLOCK_SAMPLES)
      track.push(this.#front, this.#channel, this.#base, there - track.blocks)
    }
    const block = this.#nextBlock++
    if (track.present(block)) this.#onPresent(block)
    else this.#onAbsent(block)
    return true
  }

  #onPresent(block: number): void {
    if (block !== this.#lastPresent + 1) {
      this.#resumed++
      if (this.#resumed < RESUMED_BLOCKS) return
      const first = block - RESUMED_BLOCKS + 1
      const ended = this.#edgeAtEnd()
      const resumed = this.#edgeAtStart(first)
      if (resumed - ended > this.#limits.maxBreakSamples) {
        this.#finish(ended)
        return
      }
      this.#findStart()
      this.#earlierSamples += ended - this.#segmentStart
      this.#segmentBlock = first
      this.#segmentStart = resumed
      this.#resumed = 0
    }
    this.#lastPresent = block
    if (this.#judged === 'open' && block - this.#segmentBlock >= JUDGED_BLOCKS) this.#judgeOnTheWay(block)
  }

  /** A signal that lasts is judged before its end; one in doubt waits for what comes after it. */
  #judgeOnTheWay(block: number): void {
    const score = this.#measure(this.#sampleOf(block)) ? this.#score() : 0
    if (score >= CLEAR_SCORE) this.#judged = 'accepted'
    else if (score >= ACCEPTED_SCORE) this.#judged = 'doubtful'
    else this.#giveUp()
  }

  #score(): number {
    return scoreOf(this.#limits, this.#estimate, this.#track.row, this.#track.column)
  }

  #onAbsent(block: number): void {
    this.#resumed = 0
    if (block - this.#lastPresent <= this.#limits.maxBreakBlocks + 2) return
    // Blocks at the edges are counted in, so fewer than fit the shortest digit are too few; most of speech ends here.
    const blocks = this.#lastPresent - this.#segmentBlock + 2
    const short = this.#earlierSamples === 0 && blocks * BLOCK_SAMPLES < this.#limits.minSamples
    if (this.#judged === 'open' && (short || !this.#isRoughlyPure(this.#segmentBlock + 1, this.#lastPresent))) {
      this.#giveUp()
    } else this.#finish(this.#edgeAtEnd())
  }

  #finish(ended: number): void {
    if (this.#judged !== 'accepted' && !this.#judgeEnded(ended)) {
      this.#giveUp()
      return
    }
    const { lowAmplitude, highAmplitude, lowRadians, highRadians } = this.#estimate
    this.#heard({
      row: this.#track.row,
      column: this.#track.column,
      startSample: this.#startSample,
      endSample: ended,
      lowAmplitude,
      highAmplitude,
      lowRadians,
      highRadians,
    })
    this.#tracking = false
    this.#floor = ended
    this.#probe = HOP_SAMPLES * Math.ceil(ended / HOP_SAMPLES)
  }

  /**
   * Measures the signal up to `ended`; what lies before it counts only if it is not a part of the same digit. Returns false
   * for one that its length or its frequencies rule out.
   */
  #measure(ended: number): boolean {
    this.#findStart()
    const from = this.#segmentStart
    if (ended - from < SHORTEST_SAMPLES) return false
    const at = from - this.#base
    this.#estimate.measureFrequencies(this.#samples, at, ended - from, this.#lowRadians(), this.#highRadians())
    if (!isOnFrequency(this.#limits, this.#estimate, this.#track.row, this.#track.column)) return false
    this.#estimate.measureLevels(this.#samples, at, ended - from)
    if (this.#earlierSamples === 0) this.#estimate.measureBefore(this.#samples, at)
    return true
  }

  /** Judges a signal that ended too early to have been judged on the way. */
  #judgeEnded(ended: number): boolean {
    this.#findStart()
    const duration = this.#earlierSamples + ended - this.#segmentStart
    if (duration < this.#limits.minSamples) return false
    if (this.#judged === 'open' && !this.#measure(ended)) return false
    this.#estimate.measureAfter(this.#samples, ended - this.#base, this.#filled)
    return this.#score() >= ACCEPTED_SCORE
  }

  /** Measures the start of the digit, which is not worth it before there is a reason to believe in one. */
  #findStart(): void {
    if (this.#segmentStart !== UNKNOWN) return
    this.#segmentStart = this.#edgeAtStart(this.#segmentBlock)
    this.#startSample = this.#segmentStart
  }

  #edgeAtStart(block: number): number {
    const inside = this.#sampleOf(block + 1) - this.#base
    const limit = this.#sampleOf(Math.max(this.#nextBlock, block + 3)) - this.#base
    const floor = Math.max(0, this.#floor - this.#base)
    return startEdge(this.#samples, inside, limit, floor, this.#lowRadians(), this.#highRadians()) + this.#base
  }

  #edgeAtEnd(): number {
    const from = Math.max(0, this.#sampleOf(this.#segmentBlock) - this.#base)
    const inside = this.#sampleOf(this.#lastPresent) - this.#base
    return endEdge(this.#samples, from, inside, this.#filled, this.#lowRadians(), this.#highRadians()) + this.#base
  }

  #sampleOf(block: number): number {
    return this.#track.origin + block * BLOCK_SAMPLES
  }

  #lowRadians(): number {
    return NOMINAL_RADIANS[this.#track.row]! + this.#track.low.turn / BLOCK_SAMPLES
  }

  #highRadians(): number {
    return NOMINAL_RADIANS[4 + this.#track.column]! + this.#track.high.turn / BLOCK_SAMPLES
  }
}
