import { scoreTrace } from './score.ts'
import type { TraceScore } from './score.ts'
import { arrivalOrder } from './trace-player.ts'
import { leastDelayMs } from './trace.ts'
import type { DelayTrace } from './trace.ts'

/** The four algorithms of Ramjee, Kurose, Towsley and Schulzrinne 1994. */
export type RamjeeAlgorithm = 1 | 2 | 3 | 4

const ALPHA = 0.998002
const BETA = 0.75
/** A delay that jumps by this and twice the variation is a spike: 800 samples of 8 kHz. */
const SPIKE_MS = 100
/** The slope at which a spike is over: 63 samples. */
const SPIKE_END_MS = 63 / 8

/** Their estimators of delay and its variation. O(1) a packet. */
class RamjeeEstimator {
  readonly #algorithm: RamjeeAlgorithm
  #delay = Number.NaN
  #variation = 0
  #last = 0
  #beforeLast = 0
  #spiking = false
  #slope = 0
  #leastOfSpurt = Number.POSITIVE_INFINITY

  constructor(algorithm: RamjeeAlgorithm) {
    this.#algorithm = algorithm
  }

  /** Playout delay for the talkspurt that begins now; algorithm 3 takes the least of the last one. */
  begin(): number {
    if (this.#algorithm === 3 && Number.isFinite(this.#leastOfSpurt)) this.#delay = this.#leastOfSpurt
    this.#leastOfSpurt = Number.POSITIVE_INFINITY
    return this.#delay === this.#delay ? this.#delay + 4 * this.#variation : 0
  }

  arrived(n: number): void {
    if (this.#delay !== this.#delay) {
      this.#delay = n
      this.#last = n
      this.#beforeLast = n
    }
    this.#leastOfSpurt = Math.min(this.#leastOfSpurt, n)
    if (this.#algorithm === 4) this.#four(n)
    else {
      const weight = this.#algorithm === 2 && n > this.#delay ? BETA : ALPHA
      if (this.#algorithm !== 3) this.#delay = weight * this.#delay + (1 - weight) * n
      this.#variation = ALPHA * this.#variation + (1 - ALPHA) * Math.abs(this.#delay - n)
    }
    this.#beforeLast = this.#last
    this.#last = n
  }

  #four(n: number): void {
    if (!this.#spiking) {
      if (Math.abs(n - this.#last) > 2 * Math.abs(this.#variation) + SPIKE_MS) {
        this.#spiking = true
        this.#slope = 0
      }
    } else {
      this.#slope = this.#slope / 2 + Math.abs((2 * n - this.#last - this.#beforeLast) / 8)
      if (this.#slope <= SPIKE_END_MS) {
        this.#spiking = false
        return
      }
    }
    if (this.#spiking) this.#delay += n - this.#last
    else this.#delay = 0.125 * n + 0.875 * this.#delay
    this.#variation = 0.125 * Math.abs(n - this.#delay) + 0.875 * this.#variation
  }
}

/**
 * Plays a trace by one of Ramjee's algorithms: the delay is chosen at the start of each talkspurt (a second here, the traces have
 * none) from the packets that had come by then, and kept. A packet later than that is not played. O(n log n).
 */
export function playRamjee(trace: DelayTrace, algorithm: RamjeeAlgorithm, spurtMs: number = 1000): TraceScore {
  const estimator = new RamjeeEstimator(algorithm)
  const order = arrivalOrder(trace)
  const least = leastDelayMs(trace)
  const sent = trace.sendMs.length
  let next = 0
  let spurtEndMs = Number.NEGATIVE_INFINITY
  let playout = 0
  let heard = 0
  let sum = 0
  for (let i = 0; i < sent; i++) {
    const sendMs = trace.sendMs[i]!
    if (sendMs >= spurtEndMs) {
      // The receiver begins a talkspurt when its first packet comes.
      const beginMs = sendMs + Math.max(0, trace.delayMs[i]!)
      for (; next < order.length; next++) {
        const j = order[next]!
        if (trace.sendMs[j]! + trace.delayMs[j]! > beginMs) break
        estimator.arrived(trace.delayMs[j]! - least)
      }
      playout = Math.max(0, estimator.begin())
      spurtEndMs = sendMs + spurtMs
    }
    const delay = trace.delayMs[i]!
    if (delay < 0 || delay - least > playout) continue
    heard++
    sum += playout
  }
  const loss = sent === 0 ? 0 : 1 - heard / sent
  return scoreTrace(`ramjee-${algorithm}`, heard === 0 ? 0 : sum / heard, loss, loss)
}
