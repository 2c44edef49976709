import { inRange } from '../error/strowger-error.ts'
import { G711_RANDOM, delayImpairment } from '../quality/e-model.ts'
import { DelayHistogram } from './delay-histogram.ts'
import type { DelayPolicy } from './delay-policy.ts'
import { STRIDE, TrialBank } from './trial-bank.ts'

/** Settings of `AdaptivePolicy`; the defaults are measured, see docs/media.md. */
export interface AdaptivePolicyOptions {
  /** Least delay ever aimed at. */
  minMs?: number
  /** Most delay ever aimed at; what an outage forces is above it, for as long as catching up takes. */
  maxMs?: number
  /** Delay aimed at before anything was heard. */
  startMs?: number
  /** Delay beyond which sound is left out rather than played faster; infinite unless given: nothing said is lost. */
  ceilingMs?: number
  /** Delay outside the buffer (network floor, coding): where the E-model's knee at 177.3 ms lies depends on it. */
  otherDelayMs?: number
  /** Packets after which an arrival counts half. */
  halfLifePackets?: number
}

const BIN_MS = 4
const BINS = 320
const HALF_LIFE_PACKETS = 1500
/** The alarm is set again once in so many packets, a multiple of the trials' stride: it moves slowly. */
const ALARM_STRIDE = 32
/** The target is thought over once in so many steps of the trials. */
const CHOICE_STRIDE = 2
/** Points of R by which another target must be better. */
const WORTH = 0.04
/** A packet is a sign of an outage once one in so many that late turn out too late to be played. */
const ALARM_ODDS = 6
/** Later than the target this rarely cannot be told from never in what the histogram remembers. */
const RARE = 0.002
const LEAST_ALARM_MS = 5
/**
 * Holds the delay that would have served best of late. Sixteen delays are tried on every arrival (`TrialBank`), each gets the R
 * that the E-model gives its mean delay and its concealment, and the best is aimed at. There is no quantile to tune: on a
 * calm link it holds what jitter needs, on a link with outages what they cost less than. Tried side by side with a
 * histogram's quantile (`HistogramPolicy`), Ramjee's and NetEQ's rules: docs/media.md.
 */
export class AdaptivePolicy implements DelayPolicy {
  readonly elastic = true
  readonly ceilingMs: number
  readonly #bank: TrialBank
  readonly #histogram = new DelayHistogram(BINS, BIN_MS, HALF_LIFE_PACKETS)
  readonly #minMs: number
  readonly #maxMs: number
  readonly #startMs: number
  readonly #otherDelayMs: number
  #targetMs: number
  #alarmMs = LEAST_ALARM_MS
  /** Delays taken and not yet looked at: arrivals are, a few at a time. */
  readonly #pending = new Float64Array(ALARM_STRIDE)
  #taken = 0
  #looked = 0
  #untilChoice = 0
  #choice = -1

  /** @throws StrowgerError when an option is out of range */
  constructor(options: AdaptivePolicyOptions = {}) {
    this.#minMs = inRange('minMs', options.minMs ?? 0, 0, 1000)
    this.#maxMs = inRange('maxMs', options.maxMs ?? 400, this.#minMs, 1000)
    this.#startMs = inRange('startMs', options.startMs ?? Math.min(this.#maxMs, 40), this.#minMs, this.#maxMs)
    this.ceilingMs = inRange('ceilingMs', options.ceilingMs ?? Number.POSITIVE_INFINITY, 100, Number.POSITIVE_INFINITY)
    this.#otherDelayMs = inRange('otherDelayMs', options.otherDelayMs ?? 50, 0, 1000)
    this.#bank = new TrialBank(inRange('halfLifePackets', options.halfLifePackets ?? HALF_LIFE_PACKETS, 10, 1e6))
    this.#targetMs = this.#startMs
  }

  /** See `DelayPolicy`. */
  get targetMs(): number {
    return this.#targetMs
  }

  /** See `DelayPolicy`. */
  get alarmMs(): number {
    return this.#alarmMs
  }

  /** O(1); O(candidates) every fourth packet, O(bins) every thirty-second. */
  arrived(delayMs: number, mediaMs: number): void {
    this.#pending[this.#taken++] = delayMs
    // The first of a round sets the alarm, the last of a stride ends a step of the trials; others only wait for them.
    if (this.#taken % STRIDE === 0) this.#step(mediaMs)
    else if (this.#taken === 1) this.#begin(delayMs)
  }

  #begin(delayMs: number): void {
    this.#histogram.add(delayMs)
    this.#looked = 1
    this.#setAlarm()
  }

  #step(mediaMs: number): void {
    const taken = this.#taken
    const pending = this.#pending
    for (let i = this.#looked; i < taken; i++) this.#histogram.add(pending[i]!)
    this.#looked = taken
    let worstMs = 0
    for (let i = taken - STRIDE; i < taken; i++) if (pending[i]! > worstMs) worstMs = pending[i]!
    if (taken === ALARM_STRIDE) {
      this.#taken = 0
      this.#looked = 0
    }
    this.#bank.step(worstMs, mediaMs * STRIDE, this.#alarmMs)
    if (--this.#untilChoice > 0) return
    this.#untilChoice = CHOICE_STRIDE
    this.#choose()
  }

  /**
   * The least lateness at which one in `ALARM_ODDS` packets ends beyond the target: below it a late packet is jitter, above it
   * stretching what is left is worth its price.
   */
  #setAlarm(): void {
    const histogram = this.#histogram
    const total = histogram.total
    const wanted = Math.max(total * RARE, histogram.beyond(this.#targetMs)) * ALARM_ODDS
    let beyond = total
    let bin = 0
    while (bin < histogram.bins && beyond > wanted) beyond -= histogram.weight(bin++)
    this.#alarmMs = Math.max(LEAST_ALARM_MS, bin * BIN_MS)
  }

  #choose(): void {
    const bank = this.#bank
    const { candidates } = bank
    // Between equals it stays: each change of target is heard as a stretch.
    let best = this.#choice < 0 ? Number.POSITIVE_INFINITY : this.#cost(this.#choice) - WORTH
    let choice = this.#choice
    for (let i = 0; i < candidates.length; i++) {
      // Delays of candidates ascend: when delay alone costs more, none after it can be better.
      const delayCost = this.#delayCost(i)
      if (delayCost >= best) break
      // ln(1 + x) is at least x / (1 + x): most are ruled out without a logarithm.
      const x = G711_RANDOM.gamma3 * bank.concealedShare(i)
      if ((best - delayCost) * (1 + x) < G711_RANDOM.gamma2 * x) continue
      const cost = delayCost + this.#lossCost(i)
      if (cost >= best) continue
      best = cost
      choice = i
    }
    if (choice === this.#choice) return
    this.#choice = choice
    this.#targetMs = Math.min(this.#maxMs, Math.max(this.#minMs, candidates[choice]!))
  }

  #delayCost(i: number): number {
    return delayImpairment(this.#bank.meanDelayMs(i) + this.#otherDelayMs)
  }

  #cost(i: number): number {
    return this.#delayCost(i) + this.#lossCost(i)
  }

  #lossCost(i: number): number {
    // ln(1 + x) and not log1p: a third of the cost of a choice, and nobody hears a share of 10⁻¹⁶.
    return G711_RANDOM.gamma2 * Math.log(1 + G711_RANDOM.gamma3 * this.#bank.concealedShare(i))
  }

  /** Forgets everything. */
  reset(): void {
    this.#bank.reset()
    this.#histogram.clear()
    this.#targetMs = this.#startMs
    this.#alarmMs = LEAST_ALARM_MS
    this.#taken = 0
    this.#looked = 0
    this.#untilChoice = 0
    this.#choice = -1
  }
}
