import type { AudioDecoder } from '../codec/codec.ts'
import { Aim } from './aim.ts'
import { Assembly } from './assembly.ts'
import type { DelayPolicy } from './delay-policy.ts'
import type { PacketStore } from './packet-store.ts'
import type { JitterStatistics, PullOutcome } from './statistics.ts'
import { Stretcher } from './stretcher.ts'
import type { Pace } from './stretcher.ts'
import type { Timeline } from './timeline.ts'
import { UNSET } from './timeline.ts'
import type { TransitFloor } from './transit-floor.ts'

/** Nothing for this long is a pause of the sender, not a hole to hide: silence is given, and the delay starts afresh. */
const PAUSE_MS = 4000

/**
 * Gives out samples when they are due. The delay held is how far the clock is ahead of the queue's head. A hole is concealed
 * and time goes on; when nothing at all is there, sound is concealed and the media time *waits*, so that what comes late
 * is still heard and the delay comes back by playing faster.
 */
export class Playout {
  readonly #floor: TransitFloor
  readonly #policy: DelayPolicy
  readonly #statistics: JitterStatistics
  readonly #timeline: Timeline
  readonly #assembly: Assembly
  readonly #stretcher: Stretcher
  readonly #aim: Aim
  readonly #elastic: boolean
  readonly #ceilingMs: number
  readonly #msPerTick: number
  readonly #pauseSamples: number

  constructor(
    clockHz: number,
    store: PacketStore,
    floor: TransitFloor,
    policy: DelayPolicy,
    decoders: readonly (AudioDecoder | undefined)[],
    statistics: JitterStatistics,
    timeline: Timeline,
  ) {
    this.#floor = floor
    this.#policy = policy
    this.#elastic = policy.elastic
    this.#ceilingMs = policy.ceilingMs
    this.#statistics = statistics
    this.#timeline = timeline
    this.#msPerTick = 1000 / clockHz
    this.#pauseSamples = (PAUSE_MS * clockHz) / 1000
    this.#aim = new Aim(this.#msPerTick)
    this.#stretcher = new Stretcher(clockHz)
    this.#assembly = new Assembly(
      clockHz,
      this.#stretcher.historySamples,
      policy.elastic,
      store,
      timeline,
      decoders,
      statistics,
    )
  }

  /** See `JitterBuffer.delayMs`. */
  delayMs(nowMs: number): number {
    return nowMs - this.headTs * this.#msPerTick - this.#floor.ms
  }

  /** Media time of the sample that the next pull gives first. */
  get headTs(): number {
    return this.#timeline.endTs - this.#assembly.queue.length
  }

  /** See `JitterBuffer.waitingMs`. */
  get waitingMs(): number {
    return (this.#timeline.newestTs - this.headTs) * this.#msPerTick
  }

  /** What was hidden while waiting was a pause. */
  forgive(): void {
    this.#assembly.forgive()
  }

  /** See `JitterBuffer.pull`. */
  pull(out: Int16Array, nowMs: number): PullOutcome {
    const slot = this.#assembly.passable(out.length)
    if (slot >= 0 && this.#isEven(out.length, nowMs)) return this.#assembly.pass(out, slot)
    const next = this.#assembly.joinable(out.length)
    if (next >= 0 && this.#staysEven(out.length, nowMs)) return this.#assembly.join(out, next)
    return this.#assemble(out, nowMs)
  }

  #assemble(out: Int16Array, nowMs: number): PullOutcome {
    const count = out.length
    const assembly = this.#assembly
    if (!this.#timeline.started && !this.#start(nowMs, count)) {
      out.fill(0)
      return 'silence'
    }
    assembly.recall()
    assembly.outcome = 'normal'
    const { queue } = assembly
    if (this.delayMs(nowMs) > this.#ceilingMs) assembly.leaveOut(this.#spare(nowMs))
    if (queue.length < count) assembly.fill(count, this.#spare(nowMs))
    const pace = this.#pace(count, nowMs, 0)
    const outcome = pace === 'even' ? undefined : this.#stretch(out, pace, nowMs)
    if (outcome !== undefined) return outcome
    if (queue.length < count) this.#starve(count - queue.length)
    queue.readInto(out, 0, count)
    return assembly.outcome
  }

  #start(nowMs: number, count: number): boolean {
    if (this.#timeline.nextSeq === UNSET) return false
    // When the next pull would be further from the target than this one, this is the one.
    if (this.delayMs(nowMs) + (count * this.#msPerTick) / 2 < this.#policy.targetMs) return false
    this.#timeline.started = true
    return true
  }

  /** Samples of delay beyond the target: a hole or a pause may take them away. */
  #spare(nowMs: number): number {
    return Math.round((this.delayMs(nowMs) - this.#policy.targetMs - this.#aim.reachMs) / this.#msPerTick)
  }

  /** Delay beyond the aim, when `more` samples than there are will have been decoded. */
  #excessMs(count: number, nowMs: number, more: number): number {
    const timeline = this.#timeline
    const delayMs = nowMs - (timeline.endTs + more) * this.#msPerTick - this.#floor.ms
    const queuedMs = (this.#assembly.queue.length + more) * this.#msPerTick
    return this.#aim.excessMs(count, timeline.packetSamples, this.#policy.targetMs, delayMs, queuedMs)
  }

  /** Whether a pull is played as it is when nothing waits decoded. */
  #isEven(count: number, nowMs: number): boolean {
    const timeline = this.#timeline
    const msPerTick = this.#msPerTick
    const delayMs = nowMs - timeline.endTs * msPerTick - this.#floor.ms
    if (!this.#elastic) return delayMs <= this.#ceilingMs
    const policy = this.#policy
    const lateMs = delayMs - (timeline.newestTs - timeline.endTs) * msPerTick
    // What needs no thought is decided here; `#pace` would come to the same.
    if (
      lateMs <= policy.alarmMs &&
      this.#aim.holds(count, timeline.packetSamples, policy.targetMs, delayMs) &&
      !this.#stretcher.rests
    ) {
      return true
    }
    return this.#pace(count, nowMs, 0) === 'even'
  }

  /** Whether a pull for which one more packet is decoded is played as it is. */
  #staysEven(count: number, nowMs: number): boolean {
    if (this.delayMs(nowMs) > this.#ceilingMs) return false
    return this.#pace(count, nowMs, this.#timeline.packetSamples) === 'even'
  }

  /** How this pull should be played, when `more` samples than there are will have been decoded. */
  #pace(count: number, nowMs: number, more: number): Pace {
    if (!this.#elastic) return this.delayMs(nowMs) > this.#ceilingMs ? 'faster' : 'even'
    const waitingMs = this.waitingMs
    const lateMs = this.delayMs(nowMs) - waitingMs
    const restMs = waitingMs - count * this.#msPerTick
    return this.#stretcher.pace(this.#excessMs(count, nowMs, more), restMs, lateMs, this.#policy.alarmMs)
  }

  #stretch(out: Int16Array, pace: Pace, nowMs: number): PullOutcome | undefined {
    const assembly = this.#assembly
    if (!this.#elastic) return undefined
    if (pace !== 'faster') {
      const added = this.#stretcher.slow(out, assembly.queue, pace === 'spike')
      this.#statistics.addedSamples += added
      return added === 0 ? undefined : 'slowed'
    }
    const excessMs = this.#excessMs(out.length, nowMs, 0)
    assembly.fill(out.length + this.#stretcher.wantedSamples(excessMs, out.length), this.#spare(nowMs))
    const removed = this.#stretcher.accelerate(out, assembly.queue, excessMs)
    this.#statistics.removedSamples += removed
    return removed === 0 ? undefined : 'accelerated'
  }

  /** Less than a pull is there and nothing follows. */
  #starve(short: number): void {
    const assembly = this.#assembly
    const timeline = this.#timeline
    if (timeline.inNoise) {
      assembly.pause(short)
      timeline.endTs += short
    } else if (assembly.concealedRun > this.#pauseSamples) {
      assembly.pause(short)
      timeline.pause()
    } else {
      assembly.wait(short)
    }
  }

  /** Forgets the stream. */
  reset(): void {
    this.#assembly.reset()
    this.#timeline.reset()
  }
}
