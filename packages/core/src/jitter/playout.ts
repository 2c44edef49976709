import type { AudioDecoder } from '../codec/codec.ts'
import { ComfortNoise } from '../conceal/comfort-noise.ts'
import { Concealer } from '../conceal/concealer.ts'
import type { DelayPolicy } from './delay-policy.ts'
import { AUDIO, NOISE, OTHER } from './packet-store.ts'
import type { PacketStore } from './packet-store.ts'
import { SampleQueue } from './sample-queue.ts'
import type { JitterStatistics, PullOutcome } from './statistics.ts'
import { Stretcher } from './stretcher.ts'
import type { Pace } from './stretcher.ts'
import type { TransitFloor } from './transit-floor.ts'

/** Nothing for this long is a pause of the sender, not a hole to hide: silence is given, and the delay starts afresh. */
const PAUSE_MS = 4000
/** The floor moves by a few ms as the fastest packets come and go; delay does not follow each of them by a whole grain. */
const LACK_SLACK_MS = 2
const EXCESS_SLACK_MS = 4
/** No number: extended ones are positive. An integer, so that the field stays one. */
const UNSET = -1

/**
 * Gives out samples when they are due. The queue holds decoded sound up to the media time `#endTs`; the delay held is how far
 * the clock is ahead of the queue's head. A hole is concealed and time goes on; when nothing at all is there, sound is
 * concealed and the media time *waits*, so that what comes late is still heard and the delay comes back by playing faster.
 */
export class Playout {
  readonly #store: PacketStore
  readonly #floor: TransitFloor
  readonly #policy: DelayPolicy
  readonly #decoders: readonly (AudioDecoder | undefined)[]
  readonly #statistics: JitterStatistics
  readonly #queue: SampleQueue
  readonly #concealer: Concealer
  readonly #noise = new ComfortNoise()
  readonly #stretcher: Stretcher
  readonly #msPerTick: number
  readonly #pauseSamples: number
  readonly #history: number
  #started = false
  #nextSeq = UNSET
  #highestSeq = UNSET
  #newestTs = 0
  #endTs = 0
  #inNoise = false

  constructor(
    clockHz: number,
    store: PacketStore,
    floor: TransitFloor,
    policy: DelayPolicy,
    decoders: readonly (AudioDecoder | undefined)[],
    statistics: JitterStatistics,
  ) {
    this.#store = store
    this.#floor = floor
    this.#policy = policy
    this.#decoders = decoders
    this.#statistics = statistics
    this.#msPerTick = 1000 / clockHz
    this.#pauseSamples = (PAUSE_MS * clockHz) / 1000
    this.#concealer = new Concealer(clockHz)
    this.#stretcher = new Stretcher(clockHz)
    this.#history = Math.max(this.#concealer.historySamples, this.#stretcher.historySamples)
    // Room for the longest packet (120 ms and more) after a full pull with all that a stretch may want.
    this.#queue = new SampleQueue(this.#history, Math.round(clockHz * 0.5))
  }

  /** See `JitterBuffer.delayMs`. */
  delayMs(nowMs: number): number {
    return nowMs - this.headTs * this.#msPerTick - this.#floor.ms
  }

  /** See `JitterBuffer.playheadTs`. */
  get headTs(): number {
    return this.#endTs - this.#queue.length
  }

  /** See `JitterBuffer.waitingMs`. */
  get waitingMs(): number {
    return (this.#newestTs - this.headTs) * this.#msPerTick
  }

  /** Whether that packet's time has gone. */
  isPast(extSeq: number, extTs: number, samples: number): boolean {
    // Within a hole that is being concealed the number is yet to come, but its time may have gone. In a pause it has not.
    if (extSeq >= this.#nextSeq) return samples > 0 && this.#started && extTs < this.#endTs && !this.#inNoise
    if (this.#started || this.#nextSeq === UNSET) return this.#started
    // Not playing yet: an earlier packet than the first becomes the first.
    this.#nextSeq = extSeq
    this.#endTs = extTs
    return false
  }

  /** Lets the oldest go until `extSeq` fits the ring. */
  makeRoom(extSeq: number): void {
    const store = this.#store
    if (this.#nextSeq === UNSET) return
    while (extSeq - this.#nextSeq >= store.capacity) {
      const slot = store.find(this.#nextSeq++)
      if (slot < 0) continue
      store.take(slot)
      this.#statistics.skipped++
    }
  }

  /** Notes a packet put into the store. */
  stored(extSeq: number, extTs: number, samples: number): void {
    if (samples !== this.#packetSamples && samples > 0) {
      this.#packetSamples = samples
      this.#grainOf = 0
    }
    if (this.#nextSeq === UNSET) {
      // The number that was waited for: it was a pause, and nothing was lost.
      if (extSeq === this.#resumeSeq) this.#forgive()
      this.#waited = 0
      this.#nextSeq = extSeq
      this.#highestSeq = extSeq
      this.#endTs = extTs
      this.#newestTs = extTs + samples
      return
    }
    if (extSeq > this.#highestSeq) this.#highestSeq = extSeq
    if (extTs + samples > this.#newestTs) this.#newestTs = extTs + samples
  }

  /** See `JitterBuffer.pull`. */
  pull(out: Int16Array, nowMs: number): PullOutcome {
    const count = out.length
    const queue = this.#queue
    if (this.#canPass(count) && this.#pace(count, nowMs) === 'even') return this.#pass(out)
    if (!this.#started && !this.#start(nowMs, count)) {
      out.fill(0)
      return 'silence'
    }
    if (this.#passed > 0) this.#recall()
    if (queue.length < count) this.#fill(count, nowMs)
    const pace = this.#pace(count, nowMs)
    const outcome = pace === 'even' ? undefined : this.#stretch(out, pace, nowMs)
    if (outcome !== undefined) return outcome
    if (queue.length >= count) {
      queue.readInto(out, 0, count)
      return this.#outcome
    }
    return this.#starve(out)
  }

  /** How this pull should be played. */
  #pace(count: number, nowMs: number): Pace {
    const policy = this.#policy
    if (!policy.elastic) return 'even'
    const delayMs = this.delayMs(nowMs)
    const waitingMs = this.waitingMs
    const pullMs = count * this.#msPerTick
    const excessMs = this.#excessMs(count, nowMs)
    return this.#stretcher.pace(excessMs, waitingMs - pullMs, delayMs - waitingMs, policy.alarmMs)
  }

  /** The common case: the next packet is exactly one pull and follows what was heard. */
  #canPass(count: number): boolean {
    if (this.#queue.length > 0 || !this.#started || this.#concealer.run > 0) return false
    const store = this.#store
    const slot = store.find(this.#nextSeq)
    if (slot < 0 || store.samples(slot) !== count || store.timestamp(slot) !== this.#endTs) return false
    return store.kind(slot) === AUDIO && this.#decoders[store.payloadType(slot)]!.stateless
  }

  /** Decodes straight to the ear. The past that concealment needs is not copied: it is decoded again when it is needed. */
  #pass(out: Int16Array): PullOutcome {
    const store = this.#store
    const slot = store.find(this.#nextSeq)
    const decoder = this.#decoders[store.payloadType(slot)]!
    const got = decoder.decodeInto(out, 0, store.bytes(slot), store.offset(slot), store.length(slot))
    if (got < out.length) out.fill(0, got)
    store.take(slot)
    this.#nextSeq++
    this.#endTs += out.length
    this.#inNoise = false
    this.#statistics.played++
    this.#passed++
    return 'normal'
  }

  /** Decodes the packets passed last into the queue's past. */
  #recall(): void {
    const queue = this.#queue
    const store = this.#store
    const wanted = Math.min(this.#passed, Math.ceil(this.#history / Math.max(1, this.#packetSamples)))
    for (let seq = this.#nextSeq - wanted; seq < this.#nextSeq; seq++) {
      const slot = store.peek(seq)
      if (slot < 0 || !queue.reserve(store.samples(slot))) continue
      const decoder = this.#decoders[store.payloadType(slot)]
      if (decoder === undefined) continue
      const bytes = store.bytes(slot)
      queue.tail += decoder.decodeInto(queue.samples, queue.tail, bytes, store.offset(slot), store.length(slot))
      queue.skip()
    }
    this.#passed = 0
  }

  #passed = 0
  #outcome: PullOutcome = 'normal'

  #start(nowMs: number, count: number): boolean {
    if (this.#nextSeq === UNSET) return false
    const delayMs = this.delayMs(nowMs)
    // The next pull would be later than the target: start now.
    if (delayMs + (count * this.#msPerTick) / 2 < this.#policy.targetMs) return false
    this.#started = true
    return true
  }

  /**
   * Delay held beyond what is aimed at. A pull needs a packet at the tick before its sound is due, so with ticks and packets
   * of grain g = gcd(pull, packet) only delays one grain apart differ in what they catch, and the least of each is the one with
   * a packet's start at the tick. Aimed at is the lowest of those that serves the target; a pull of more than a grain
   * needs packets that begin up to `pull − g` later.
   */
  #excessMs(count: number, nowMs: number): number {
    if (count !== this.#grainOf) {
      this.#grainOf = count
      const grain = greatestCommonDivisor(count, Math.max(1, this.#packetSamples))
      this.#grainMs = grain * this.#msPerTick
      this.#reachMs = (count - grain) * this.#msPerTick
    }
    const grainMs = this.#grainMs
    const wantedMs = this.#policy.targetMs + this.#reachMs
    const delayMs = nowMs - this.#endTs * this.#msPerTick - this.#floor.ms
    const queuedMs = this.#queue.length * this.#msPerTick
    // How many grains the delay at the next packet's start may go down (or must go up).
    const spareMs = delayMs - wantedMs
    if (spareMs < -LACK_SLACK_MS) return queuedMs - grainMs * Math.ceil((-LACK_SLACK_MS - spareMs) / grainMs)
    if (spareMs > grainMs + EXCESS_SLACK_MS)
      return queuedMs + grainMs * Math.floor((spareMs - EXCESS_SLACK_MS) / grainMs)
    return queuedMs
  }

  #packetSamples = 0
  #grainOf = 0
  #grainMs = 0
  #reachMs = 0

  /** Decodes and fills holes until `count` samples wait, or nothing more is known. */
  #fill(count: number, nowMs: number): void {
    const queue = this.#queue
    const store = this.#store
    this.#outcome = 'normal'
    while (queue.length < count) {
      const slot = store.find(this.#nextSeq)
      if (slot >= 0 && this.#advance(slot)) continue
      const next = slot >= 0 ? slot : this.#findNext()
      if (next < 0) return
      const gap = store.timestamp(next) - this.#endTs
      const seq = slot >= 0 ? this.#nextSeq : this.#found
      if (gap <= 0) {
        this.#skipTo(seq)
        continue
      }
      this.#bridge(next, seq, gap, count - queue.length, nowMs)
    }
  }

  #found = 0

  /** The slot of the lowest number waiting past `#nextSeq`. O(hole). */
  #findNext(): number {
    const store = this.#store
    if (store.size === 0) return -1
    for (let seq = this.#nextSeq + 1; seq <= this.#highestSeq; seq++) {
      const slot = store.find(seq)
      if (slot < 0) continue
      this.#found = seq
      return slot
    }
    return -1
  }

  #skipTo(seq: number): void {
    this.#statistics.missing += seq - this.#nextSeq
    this.#nextSeq = seq
  }

  /** Takes the packet of `#nextSeq` when its time has come; false when it lies in the future. */
  #advance(slot: number): boolean {
    const store = this.#store
    const kind = store.kind(slot)
    if (kind === OTHER) {
      store.take(slot)
      this.#nextSeq++
      return true
    }
    const ahead = store.timestamp(slot) - this.#endTs
    if (ahead > 0) return false
    if (kind === NOISE) {
      this.#noise.describe(store.bytes(slot), store.offset(slot), store.length(slot))
      this.#inNoise = true
      store.take(slot)
      this.#nextSeq++
      return true
    }
    const samples = store.samples(slot)
    if (ahead < 0 && this.#inNoise) {
      // Speech begins later than the pause was filled: that is a longer delay, not a late packet.
      this.#endTs = store.timestamp(slot)
      return true
    }
    if (ahead < 0 || !this.#queue.reserve(samples)) {
      // Time already played, by a sender whose packets overlap, or absurdly long: nothing of it can be used.
      store.take(slot)
      this.#nextSeq++
      this.#statistics.skipped++
      return true
    }
    this.#decode(slot, samples)
    return true
  }

  #decode(slot: number, samples: number): void {
    const queue = this.#queue
    const store = this.#store
    const at = queue.tail
    const decoder = this.#decoders[store.payloadType(slot)]!
    const got = decoder.decodeInto(queue.samples, at, store.bytes(slot), store.offset(slot), store.length(slot))
    store.take(slot)
    this.#nextSeq++
    queue.tail = at + got
    this.#endTs += samples
    this.#inNoise = false
    this.#statistics.played++
    if (this.#concealer.run > 0) {
      this.#concealer.merge(queue.samples, at, got)
      this.#waited = 0
    }
  }

  /** Something known lies `gap` ticks ahead of what was decoded: silence of the sender, or a loss. */
  #bridge(next: number, seq: number, gap: number, wanted: number, nowMs: number): void {
    const queue = this.#queue
    const lost = seq > this.#nextSeq
    const excess = (this.delayMs(nowMs) - this.#policy.targetMs - this.#reachMs) / this.#msPerTick
    if (!lost || this.#inNoise) {
      this.#forgive()
      // In a pause the delay is set to the target for nothing: wait longer or less.
      const room = Math.max(0, Math.round(gap - Math.max(0, excess)))
      const extra = Math.min(0, Math.round(excess))
      if (room - extra <= 0 || gap > this.#pauseSamples) {
        this.#endTs += gap
        return
      }
      const span = Math.min(wanted, room - extra)
      this.#pause(span)
      // What is beyond the gap's own length is delay added: media time does not move for it.
      this.#endTs += Math.min(span, room)
      if (span >= room) this.#endTs = this.#store.timestamp(next)
      return
    }
    if (excess >= gap && this.#policy.elastic) {
      // Late anyway: leaving the hole out brings the delay back and hides nothing.
      this.#concealer.extend(queue.samples, queue.tail, 0)
      this.#endTs += gap
      this.#skipTo(seq)
      return
    }
    const span = Math.min(gap, wanted)
    this.#conceal(span)
    this.#endTs += span
    if (span === gap) this.#skipTo(seq)
  }

  /** What was concealed while waiting turns out to have been the sender's silence: nothing was lost. */
  #forgive(): void {
    this.#statistics.concealedSamples -= this.#waited
    this.#statistics.pausedSamples += this.#waited
    this.#waited = 0
  }

  #waited = 0

  #conceal(span: number): void {
    const queue = this.#queue
    queue.reserve(span)
    this.#concealer.extend(queue.samples, queue.tail, span)
    queue.tail += span
    this.#statistics.concealedSamples += span
    this.#outcome = 'concealed'
  }

  #pause(span: number): void {
    const queue = this.#queue
    queue.reserve(span)
    if (this.#noise.known) this.#noise.generateInto(queue.samples, queue.tail, span)
    else queue.samples.fill(0, queue.tail, queue.tail + span)
    queue.tail += span
    this.#concealer.reset()
    this.#outcome = this.#noise.known ? 'comfort-noise' : 'silence'
  }

  /** Less than a pull is there and nothing follows. */
  #starve(out: Int16Array): PullOutcome {
    const queue = this.#queue
    const short = out.length - queue.length
    if (this.#inNoise) {
      this.#pause(short)
      this.#endTs += short
    } else if (this.#concealer.run > this.#pauseSamples) {
      this.#pause(short)
      this.#started = false
      this.#restartAtNext()
    } else {
      this.#conceal(short)
      this.#waited += short
    }
    queue.readInto(out, 0, out.length)
    return this.#outcome
  }

  #restartAtNext(): void {
    this.#resumeSeq = this.#nextSeq
    this.#nextSeq = UNSET
  }

  #resumeSeq = UNSET

  #stretch(out: Int16Array, pace: Pace, nowMs: number): PullOutcome | undefined {
    const queue = this.#queue
    const count = out.length
    if (pace === 'faster') {
      const excessMs = this.#excessMs(count, nowMs)
      const want = this.#stretcher.wantedSamples(excessMs, count)
      this.#fill(count + want, nowMs)
      const removed = this.#stretcher.accelerate(out, queue, excessMs)
      if (removed === 0) return undefined
      this.#statistics.removedSamples += removed
      return 'accelerated'
    }
    const added = this.#stretcher.slow(out, queue, pace === 'spike')
    if (added === 0) return undefined
    this.#statistics.addedSamples += added
    return 'slowed'
  }

  /** Forgets the stream. */
  reset(): void {
    this.#queue.clear()
    this.#concealer.reset()
    this.#noise.reset()
    this.#started = false
    this.#inNoise = false
    this.#passed = 0
    this.#waited = 0
    this.#endTs = 0
    this.#newestTs = 0
    this.#nextSeq = UNSET
    this.#highestSeq = UNSET
  }
}

function greatestCommonDivisor(a: number, b: number): number {
  let x = a
  let y = b
  while (y > 0) [x, y] = [y, x % y]
  return x
}
