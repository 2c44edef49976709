import { inRange } from '../error/strowger-error.ts'
import { DelayHistogram } from './delay-histogram.ts'
import type { DelayPolicy } from './delay-policy.ts'

/** Settings of `HistogramPolicy`; the defaults are measured, see docs/media.md. */
export interface HistogramPolicyOptions {
  /** Least delay ever held. */
  minMs?: number
  /** Most delay ever held. */
  maxMs?: number
  /** Delay held before anything was learnt. */
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
/** The target is thought over once in so many packets. */
const STRIDE = 8
const ALARM_QUANTILE = 0.95

/**
 * Holds the delay that the E-model would choose: over the histogram of arrivals with forgetting, the least sum of what delay
 * costs (0.024 R a ms, 0.134 past the knee) and what late packets cost (γ2 ln(1 + γ3 e), G.711). It has no quantile to tune: a
 * steep distribution gets a high one, a flat tail is given up. Cole and Rosenbluth 2001; the histogram is NetEQ's idea.
 * `AdaptivePolicy` beats it on links with outages: see docs/media.md.
 */
export class HistogramPolicy implements DelayPolicy {
  readonly elastic = true
  readonly ceilingMs: number
  readonly #histogram: DelayHistogram
  readonly #minMs: number
  readonly #maxMs: number
  readonly #startMs: number
  readonly #otherDelayMs: number
  #targetMs: number
  #alarmMs: number
  #countdown = 0

  constructor(options: HistogramPolicyOptions = {}) {
    this.#minMs = inRange('minMs', options.minMs ?? 0, 0, 1000)
    this.#maxMs = inRange('maxMs', options.maxMs ?? 1000, this.#minMs, BINS * BIN_MS)
    this.#startMs = inRange('startMs', options.startMs ?? 40, this.#minMs, this.#maxMs)
    this.ceilingMs = inRange('ceilingMs', options.ceilingMs ?? Number.POSITIVE_INFINITY, 100, Number.POSITIVE_INFINITY)
    this.#otherDelayMs = inRange('otherDelayMs', options.otherDelayMs ?? 50, 0, 1000)
    this.#histogram = new DelayHistogram(
      BINS,
      BIN_MS,
      inRange('halfLifePackets', options.halfLifePackets ?? 1000, 10, 1e6),
    )
    this.#targetMs = this.#startMs
    this.#alarmMs = this.#startMs
  }

  /** See `DelayPolicy`. */
  get targetMs(): number {
    return this.#targetMs
  }

  /** See `DelayPolicy`. */
  get alarmMs(): number {
    return this.#alarmMs
  }

  /** O(1), and O(bins) every eighth packet. */
  arrived(delayMs: number, _mediaMs: number): void {
    this.#histogram.add(delayMs)
    if (--this.#countdown > 0) return
    this.#countdown = STRIDE
    this.#choose()
  }

  #choose(): void {
    const histogram = this.#histogram
    const total = histogram.total
    let late = total
    let best = Number.POSITIVE_INFINITY
    let bestMs = 0
    let alarm = -1
    const knee = 177.3 - this.#otherDelayMs
    for (let bin = 0; bin < BINS && late > 0; bin++) {
      late -= histogram.weight(bin)
      const share = late <= 1e-9 * total ? 0 : late / total
      const ms = (bin + 1) * BIN_MS
      if (alarm < 0 && share <= 1 - ALARM_QUANTILE) alarm = ms
      const cost = 0.024 * ms + (ms > knee ? 0.11 * (ms - knee) : 0) + 30 * Math.log1p(15 * share)
      if (cost < best) {
        best = cost
        bestMs = ms
      }
      if (share === 0) break
    }
    this.#alarmMs = Math.max(alarm, 0)
    this.#targetMs = Math.min(this.#maxMs, Math.max(this.#minMs, bestMs))
  }

  /** Forgets everything. */
  reset(): void {
    this.#histogram.clear()
    this.#targetMs = this.#startMs
    this.#alarmMs = this.#startMs
    this.#countdown = 0
  }
}
