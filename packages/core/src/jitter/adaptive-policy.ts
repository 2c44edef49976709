import { inRange } from '../error/strowger-error.ts'
import { G711_RANDOM, delayImpairment } from '../quality/e-model.ts'
import { DelayHistogram } from './delay-histogram.ts'
import type { DelayPolicy } from './delay-policy.ts'
import { TrialBank } from './trial-bank.ts'

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
/** The alarm is set again once in so many packets: it moves slowly. */
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
  #countdown = 0
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
    this.#histogram.add(delayMs)
    if (--this.#countdown <= 0) {
      this.#countdown = ALARM_STRIDE
      this.#setAlarm()
    }
    if (!this.#bank.arrived(delayMs, mediaMs, this.#alarmMs) || --this.#untilChoice > 0) return
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
    const { candidates } = this.#bank
    let best = Number.POSITIVE_INFINITY
    let choice = 0
    for (let i = 0; i < candidates.length; i++) {
      // Delays of candidates ascend: when delay alone costs more, none after it can be better.
      const delayCost = this.#delayCost(i)
      if (delayCost >= best) break
      const cost = delayCost + this.#lossCost(i)
      if (cost >= best) continue
      best = cost
      choice = i
    }
    // Between equals it stays: each change of target is heard as a stretch.
    if (this.#choice >= 0 && this.#cost(this.#choice) - best < WORTH) return
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
    this.#countdown = 0
    this.#untilChoice = 0
    this.#choice = -1
  }
}
