import { scoreTrace } from './score.ts'
import type { TraceScore } from './score.ts'
import { arrivalOrder } from './trace-player.ts'
import { leastDelayMs } from './trace.ts'
import type { DelayTrace } from './trace.ts'

const TICK_MS = 10
const BUCKET_MS = 20
const BUCKETS = 100
const FORGET = 0.983
const QUANTILE = 0.95
const START_MS = 80
const RESAMPLE_MS = 500
const WINDOW_MS = 2000
/** A change of pace takes out or adds one piece, and then rests. */
const PIECE_MS = 15
const REST_MS = 60

/** NetEQ's target: the 95 % quantile of the worst delay of each half second over the fastest of two seconds, forgetting. */
class NeteqTarget {
  readonly #buckets = new Float64Array(BUCKETS)
  readonly #recent: { atMs: number; transit: number }[] = []
  #worst = 0
  #resampleMs = Number.NaN
  #filled = false
  ms = START_MS

  arrived(transit: number, nowMs: number): void {
    const recent = this.#recent
    while (recent.length > 0 && recent[0]!.atMs < nowMs - WINDOW_MS) recent.shift()
    // A queue whose first is the least: later arrivals that are faster make earlier ones irrelevant.
    while (recent.length > 0 && recent.at(-1)!.transit >= transit) recent.pop()
    recent.push({ atMs: nowMs, transit })
    this.#worst = Math.max(this.#worst, transit - recent[0]!.transit)
    if (this.#resampleMs !== this.#resampleMs) this.#resampleMs = nowMs + RESAMPLE_MS
    if (nowMs < this.#resampleMs) return
    this.#resampleMs = nowMs + RESAMPLE_MS
    this.#add(Math.min(BUCKETS - 1, Math.floor(this.#worst / BUCKET_MS)))
    this.#worst = 0
  }

  #add(bucket: number): void {
    const forget = this.#filled ? FORGET : 0
    this.#filled = true
    for (let i = 0; i < BUCKETS; i++) this.#buckets[i]! *= forget
    this.#buckets[bucket]! += 1 - forget
    let sum = 0
    let i = 0
    for (; i < BUCKETS - 1; i++) {
      sum += this.#buckets[i]!
      if (sum >= QUANTILE) break
    }
    this.ms = (i + 1) * BUCKET_MS
  }
}

/**
 * Plays a trace by the published rules of WebRTC's NetEQ as a fluid model: a missing packet is waited for by expanding, which
 * counts as concealment; pace is changed by 15 ms at a time at least 60 ms apart outside [target, target + 20 ms], four times as
 * much past four times that. Every stretch is taken to succeed. O(n log n).
 */
export function playNeteqModel(trace: DelayTrace): TraceScore {
  const target = new NeteqTarget()
  const order = arrivalOrder(trace)
  const least = leastDelayMs(trace)
  const sent = trace.sendMs.length
  const arrived = new Uint8Array(sent)
  let next = 0
  let index = 0
  let headMs = trace.sendMs[0] ?? 0
  let started = false
  let restMs = 0
  let played = 0
  let delaySum = 0
  let speech = 0
  let concealed = 0
  let newest = -1
  // A stream of which nothing arrives never starts.
  if (order.length === 0) return scoreTrace('neteq-model', 0, sent === 0 ? 0 : 1, 0)
  for (let nowMs = headMs + least; index < sent; nowMs += TICK_MS) {
    for (; next < order.length; next++) {
      const i = order[next]!
      const atMs = trace.sendMs[i]! + trace.delayMs[i]!
      if (atMs > nowMs) break
      target.arrived(trace.delayMs[i]!, atMs)
      arrived[i] = 1
      newest = Math.max(newest, i)
    }
    const delayMs = nowMs - headMs - least
    if (!started) {
      started = newest >= 0 && delayMs >= START_MS
      if (!started) continue
    }
    restMs -= TICK_MS
    let step = TICK_MS
    const isThere = arrived[index] === 1
    if (!isThere) {
      concealed += TICK_MS
      // Nothing later is known: time waits. A hole with sound behind it is passed.
      if (newest <= index && next < order.length) step = 0
    } else {
      delaySum += delayMs
      speech++
      const high = target.ms + BUCKET_MS
      if (restMs <= 0 && delayMs > high) {
        step += delayMs > 4 * high ? 4 * PIECE_MS : PIECE_MS
        restMs = REST_MS
      } else if (restMs <= 0 && delayMs < target.ms) {
        step = Math.max(0, step - PIECE_MS)
        restMs = REST_MS
      }
    }
    headMs += step
    while (index < sent && trace.sendMs[index]! + trace.packetMs <= headMs) {
      // Stretching may run into a packet that has not come; it was not heard.
      if (arrived[index] === 1) played++
      index++
      if (index < sent && arrived[index] !== 1) headMs = Math.min(headMs, trace.sendMs[index]!)
    }
  }
  return scoreTrace(
    'neteq-model',
    speech === 0 ? 0 : delaySum / speech,
    sent === 0 ? 0 : 1 - played / sent,
    sent === 0 ? 0 : concealed / (sent * trace.packetMs),
  )
}
