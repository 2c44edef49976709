import type { AudioDecoder } from '../codec/codec.ts'
import { ComfortNoise } from '../conceal/comfort-noise.ts'
import { Concealer } from '../conceal/concealer.ts'
import { AUDIO, NOISE, OTHER } from './packet-store.ts'
import type { PacketStore } from './packet-store.ts'
import { SampleQueue } from './sample-queue.ts'
import type { JitterStatistics, PullOutcome } from './statistics.ts'
import type { Timeline } from './timeline.ts'

/** Puts packets, hidden holes and pauses together into one queue of samples. */
export class Assembly {
  /** The samples. */
  readonly queue: SampleQueue
  /** What the last fill was made of: `normal` unless something else was needed. */
  outcome: PullOutcome = 'normal'
  readonly #store: PacketStore
  readonly #timeline: Timeline
  readonly #decoders: readonly (AudioDecoder | undefined)[]
  readonly #statistics: JitterStatistics
  readonly #concealer: Concealer
  readonly #noise = new ComfortNoise()
  readonly #history: number
  readonly #elastic: boolean
  readonly #stateless: boolean
  #passed = 0
  #waited = 0

  constructor(
    clockHz: number,
    stretchHistory: number,
    elastic: boolean,
    store: PacketStore,
    timeline: Timeline,
    decoders: readonly (AudioDecoder | undefined)[],
    statistics: JitterStatistics,
  ) {
    this.#store = store
    this.#timeline = timeline
    this.#decoders = decoders
    this.#statistics = statistics
    this.#elastic = elastic
    this.#stateless = decoders.every((decoder) => decoder?.stateless !== false)
    this.#concealer = new Concealer(clockHz)
    this.#history = Math.max(this.#concealer.historySamples, stretchHistory)
    // Room for the longest packet (120 ms and more) after a full pull with all that a stretch may want.
    this.queue = new SampleQueue(this.#history, Math.round(clockHz * 0.5))
  }

  /** Samples concealed in a row up to now. */
  get concealedRun(): number {
    return this.#concealer.run
  }

  /** The common case: the slot of the next packet when it is exactly one pull and follows what was heard, else −1. O(1). */
  passable(count: number): number {
    const timeline = this.#timeline
    const queue = this.queue
    if (queue.head !== queue.tail || !timeline.started || this.#concealer.run > 0 || !this.#stateless) return -1
    return this.#store.ready(timeline.nextSeq, timeline.endTs, count)
  }

  /** Decodes a `passable` slot straight to the ear. The past is not copied: when concealment needs it, it is decoded again. */
  pass(out: Int16Array, slot: number): PullOutcome {
    const store = this.#store
    const timeline = this.#timeline
    const decoder = this.#decoders[store.payloadType(slot)]!
    const got = decoder.decodeInto(out, 0, store.bytes(slot), store.offset(slot), store.length(slot))
    if (got < out.length) out.fill(0, got)
    store.take(slot)
    timeline.nextSeq++
    timeline.endTs += out.length
    timeline.inNoise = false
    this.#statistics.played++
    this.#passed++
    return 'normal'
  }

  /** The slot of the next packet when it follows and fills a pull together with what waits, as it is after any stretch; else −1. O(1). */
  joinable(count: number): number {
    const timeline = this.#timeline
    const waiting = this.queue.length
    const samples = timeline.packetSamples
    if (waiting >= count || waiting + samples < count || !timeline.started || this.#passed > 0) return -1
    return this.queue.reserve(samples) ? this.#store.ready(timeline.nextSeq, timeline.endTs, samples) : -1
  }

  /** Decodes a `joinable` slot behind what waits, and gives out a pull. */
  join(out: Int16Array, slot: number): PullOutcome {
    this.#decode(slot, this.#timeline.packetSamples)
    this.queue.readInto(out, 0, out.length)
    return 'normal'
  }

  /** Decodes the packets passed last into the queue's past; nothing to do when none were. */
  recall(): void {
    if (this.#passed === 0) return
    const { queue } = this
    const store = this.#store
    const { nextSeq, packetSamples } = this.#timeline
    const wanted = Math.min(this.#passed, Math.ceil(this.#history / Math.max(1, packetSamples)))
    for (let seq = nextSeq - wanted; seq < nextSeq; seq++) {
      const slot = store.peek(seq)
      const decoder = slot < 0 ? undefined : this.#decoders[store.payloadType(slot)]
      if (decoder === undefined || !queue.reserve(store.samples(slot))) continue
      queue.tail += decoder.decodeInto(
        queue.samples,
        queue.tail,
        store.bytes(slot),
        store.offset(slot),
        store.length(slot),
      )
      queue.skip()
    }
    this.#passed = 0
  }

  /**
   * Decodes and fills holes until `count` samples wait, or nothing more is known. `excess` samples of delay may be given up:
   * a hole that long is left out.
   */
  fill(count: number, excess: number): void {
    const { queue } = this
    const store = this.#store
    const timeline = this.#timeline
    this.outcome = 'normal'
    while (queue.length < count) {
      const slot = store.find(timeline.nextSeq)
      if (slot >= 0 && this.#advance(slot)) continue
      const next = slot >= 0 ? slot : timeline.findNext()
      if (next < 0) return
      const gap = store.ahead(next, timeline.endTs)
      const seq = slot >= 0 ? timeline.nextSeq : timeline.found
      if (gap <= 0) timeline.skipTo(seq)
      else if (seq === timeline.nextSeq || timeline.inNoise)
        excess -= this.#bridgePause(gap, count - queue.length, excess)
      else excess -= this.#bridgeLoss(seq, gap, count - queue.length, excess)
    }
  }

  /** Leaves out up to `samples` that wait: decoded ones, then whole packets, but never the newest. */
  leaveOut(samples: number): void {
    const { queue } = this
    const store = this.#store
    const timeline = this.#timeline
    const decoded = Math.max(0, Math.min(queue.length, samples))
    queue.head += decoded
    let left = samples - decoded
    let slot = store.find(timeline.nextSeq)
    while (slot >= 0 && store.kind(slot) === AUDIO && store.ahead(slot, timeline.endTs) === 0) {
      const length = store.samples(slot)
      if (length > left || timeline.endTs + length >= timeline.newestTs) break
      store.take(slot)
      timeline.nextSeq++
      timeline.endTs += length
      left -= length
      this.#statistics.skipped++
      slot = store.find(timeline.nextSeq)
    }
    // What follows is faded in over a continuation of what was heard.
    if (left < samples) this.#concealer.bridge(queue.samples, queue.tail)
  }

  /** Takes the next packet when its time has come; false when it lies in the future. */
  #advance(slot: number): boolean {
    const store = this.#store
    const timeline = this.#timeline
    const kind = store.kind(slot)
    if (kind === OTHER) {
      store.take(slot)
      // Who sends events sends no sound meanwhile, as a rule: its absence is no loss. Sound beside them ends the pause.
      timeline.inNoise = true
      timeline.nextSeq++
      return true
    }
    const ahead = store.ahead(slot, timeline.endTs)
    if (ahead > 0) return false
    if (kind === NOISE) {
      this.#noise.describe(store.bytes(slot), store.offset(slot), store.length(slot))
      timeline.inNoise = true
      store.take(slot)
      timeline.nextSeq++
      return true
    }
    if (ahead < 0 && timeline.inNoise) {
      // Speech begins later than the pause was filled: that is a longer delay, not a late packet.
      timeline.endTs += ahead
      return true
    }
    const samples = store.samples(slot)
    if (ahead < 0 || !this.queue.reserve(samples)) {
      // Time already played, by a sender whose packets overlap, or absurdly long: nothing of it can be used.
      store.take(slot)
      timeline.nextSeq++
      this.#statistics.skipped++
      return true
    }
    this.#decode(slot, samples)
    return true
  }

  #decode(slot: number, samples: number): void {
    const { queue } = this
    const store = this.#store
    const timeline = this.#timeline
    const at = queue.tail
    const decoder = this.#decoders[store.payloadType(slot)]!
    const got = decoder.decodeInto(queue.samples, at, store.bytes(slot), store.offset(slot), store.length(slot))
    // A decoder that gives less than it said leaves silence, or the queue and media time would part.
    if (got < samples) queue.samples.fill(0, at + got, at + samples)
    store.take(slot)
    timeline.nextSeq++
    queue.tail = at + samples
    timeline.endTs += samples
    timeline.inNoise = false
    this.#statistics.played++
    if (this.#concealer.run === 0) return
    this.#concealer.merge(queue.samples, at, samples)
    this.#waited = 0
  }

  /** Silence of the sender up to a known packet. There delay is set to the target for nothing. Returns delay given up. */
  #bridgePause(gap: number, wanted: number, excess: number): number {
    const timeline = this.#timeline
    this.forgive()
    if (excess >= gap) {
      timeline.endTs += gap
      return gap
    }
    // Too much delay shortens the pause; too little is made up by what it lasts longer.
    const room = Math.round(gap - excess)
    const span = Math.min(wanted, room)
    this.pause(span)
    if (span === room) {
      timeline.endTs += gap
      return gap - span
    }
    timeline.endTs += Math.min(span, gap - 1)
    return 0
  }

  /** A loss before a known packet: hidden, or left out when that brings the delay back. Returns delay given up. */
  #bridgeLoss(seq: number, gap: number, wanted: number, excess: number): number {
    const timeline = this.#timeline
    if (this.#elastic && excess >= gap) {
      // What follows is faded in over a continuation, as after any hole.
      this.#concealer.bridge(this.queue.samples, this.queue.tail)
      timeline.endTs += gap
      timeline.skipTo(seq)
      return gap
    }
    const span = Math.min(gap, wanted)
    this.conceal(span)
    timeline.endTs += span
    if (span === gap) timeline.skipTo(seq)
    return 0
  }

  /** What was concealed while waiting turns out to have been the sender's silence: nothing was lost. */
  forgive(): void {
    this.#statistics.concealedSamples -= this.#waited
    this.#statistics.pausedSamples += this.#waited
    this.#waited = 0
  }

  /** Adds `span` samples that stand for time passing while nothing is known; media time waits. */
  wait(span: number): void {
    this.conceal(span)
    this.#waited += span
  }

  /** Adds `span` hidden samples. */
  conceal(span: number): void {
    const { queue } = this
    queue.reserve(span)
    this.#concealer.extend(queue.samples, queue.tail, span)
    queue.tail += span
    this.#statistics.concealedSamples += span
    this.outcome = 'concealed'
  }

  /** Adds `span` samples of the sender's silence. */
  pause(span: number): void {
    const { queue } = this
    queue.reserve(span)
    if (this.#noise.known) this.#noise.generateInto(queue.samples, queue.tail, span)
    else queue.samples.fill(0, queue.tail, queue.tail + span)
    queue.tail += span
    this.#concealer.reset()
    this.outcome = this.#noise.known ? 'comfort-noise' : 'silence'
  }

  /** Forgets the stream. */
  reset(): void {
    this.queue.clear()
    this.#concealer.reset()
    this.#noise.reset()
    this.#passed = 0
    this.#waited = 0
  }
}
