import type { AudioDecoder } from '../codec/codec.ts'
import { StrowgerError, inRange } from '../error/strowger-error.ts'
import { SequenceExtender, TimestampExtender } from '../rtp/sequence.ts'
import type { DelayPolicy } from './delay-policy.ts'
import { AUDIO, NOISE, OTHER, PacketStore } from './packet-store.ts'
import { Playout } from './playout.ts'
import type { InsertResult, PullOutcome } from './statistics.ts'
import { JitterStatistics } from './statistics.ts'
import { Timeline } from './timeline.ts'
import { TransitFloor } from './transit-floor.ts'

/** What the buffer reads of a packet; `RtpView` is one. The bytes are kept by reference (see `copyBytes`), the object is not. */
export interface AudioPacket {
  readonly payloadType: number
  readonly seq16: number
  readonly rtpTs: number
  readonly ssrc: number
  readonly bytes: Uint8Array
  readonly payloadOffset: number
  readonly payloadBytes: number
}

/** Settings of `JitterBuffer`. */
export interface JitterBufferOptions {
  /** Decoder of each audio payload type; all have the same clock. Types absent here are neither audio nor a loss. */
  decoders: ReadonlyMap<number, AudioDecoder>
  /** How much delay to hold: `FixedPolicy`, `AdaptivePolicy`, or another. */
  policy: DelayPolicy
  /** Payload type of comfort noise; RFC 3389's static 13 unless said. */
  comfortNoiseType?: number
  /** Packets kept at most, rounded up to a power of two; 512 is ten seconds of 20 ms. */
  capacity?: number
  /**
   * Memory for the payload of each packet, into which it is copied; longer payloads are dropped. 0 keeps a reference instead:
   * then the bytes given to `insert` must stay unchanged until 100 ms after they were played, for concealment decodes
   * them again (Node's datagrams do). Set it when one receive buffer is reused.
   */
  copyBytes?: number
  /** Window of the transit floor. */
  floorWindowMs?: number
}

/** A number this far behind the played one is an old packet; further, two in a row make a restart. */
const MAX_BEHIND = 3000
/** A timestamp further than this from the last is a restart of the sender's clock. */
const MAX_TIME_JUMP_MS = 60_000

/**
 * Turns packets that come when they like into samples that are due now. Sans-I/O: `insert` each packet as it comes, `pull`
 * every 10–60 ms, of any length and whatever the packets' length is. Memory is bounded whatever arrives; after
 * construction nothing is allocated. Not for several sources at once: another SSRC restarts it.
 *
 * insert → numbers extended → PacketStore → Playout (fill, stretch, conceal) → pull; TransitFloor → DelayPolicy → target
 */
export class JitterBuffer {
  /** Counters. */
  readonly statistics: JitterStatistics = new JitterStatistics()
  readonly #decoders = new Array<AudioDecoder | undefined>(128).fill(undefined)
  readonly #policy: DelayPolicy
  readonly #kinds = new Uint8Array(128).fill(OTHER)
  readonly #maxTimeJump: number
  readonly #copyBytes: number
  readonly #store: PacketStore
  readonly #floor: TransitFloor
  readonly #timeline: Timeline
  readonly #playout: Playout
  readonly #sequence = new SequenceExtender()
  readonly #timestamps = new TimestampExtender()
  readonly #msPerTick: number
  #ssrc = -1
  #suspectSeq = -1

  /** @throws StrowgerError when the decoders are none or have different clocks, or an option is out of range */
  constructor(options: JitterBufferOptions) {
    let clockHz = 0
    for (const [payloadType, decoder] of options.decoders) {
      this.#decoders[inRange('decoders.key', payloadType, 0, 127)] = decoder
      this.#kinds[payloadType] = AUDIO
      if (clockHz !== 0 && decoder.clockHz !== clockHz) {
        throw new StrowgerError(
          'invalid-option',
          'decoders.clockHz',
          decoder.clockHz,
          `expected ${clockHz} like the first`,
        )
      }
      clockHz = decoder.clockHz
    }
    inRange('decoders.clockHz', clockHz, 1000, 192_000)
    this.#msPerTick = 1000 / clockHz
    this.#policy = options.policy
    const noise = inRange('comfortNoiseType', options.comfortNoiseType ?? 13, 0, 127)
    if (this.#kinds[noise] === OTHER) this.#kinds[noise] = NOISE
    this.#maxTimeJump = (MAX_TIME_JUMP_MS * clockHz) / 1000
    const capacity = inRange('capacity', options.capacity ?? 512, 4, 1 << 15)
    this.#copyBytes = inRange('copyBytes', options.copyBytes ?? 0, 0, 65_535)
    this.#store = new PacketStore(2 ** Math.ceil(Math.log2(capacity)), this.#copyBytes)
    this.#floor = new TransitFloor(inRange('floorWindowMs', options.floorWindowMs ?? 2000, 100, 600_000))
    this.#timeline = new Timeline(this.#store, this.statistics)
    this.#playout = new Playout(
      clockHz,
      this.#store,
      this.#floor,
      this.#policy,
      this.#decoders,
      this.statistics,
      this.#timeline,
    )
  }

  /** Delay that the policy wants, above the fastest recent packet. */
  get targetMs(): number {
    return this.#policy.targetMs
  }

  /** Delay of what the next pull gives first, above the fastest recent packet; `NaN` before the first packet. */
  delayMs(nowMs: number): number {
    return this.#playout.delayMs(nowMs)
  }

  /** Timestamp, as on the wire, of the sample that the next pull gives first: with `nowMs` it says when speech was heard. */
  get playheadRtpTs(): number {
    return (this.#timestamps.first + this.#playout.headTs) >>> 0
  }

  /** Sound waiting, decoded or not, up to the newest packet; gaps count. */
  get waitingMs(): number {
    return this.#playout.waitingMs
  }

  /**
   * Takes a packet of redundancy (RFC 2198): it fills a hole if it comes in time, and teaches nothing about the
   * network, for it was sent late on purpose. O(1).
   */
  insertRedundant(packet: AudioPacket): InsertResult {
    const step = this.#sequence.step(packet.seq16)
    // Only what lies behind the newest of the same source: redundancy begins nothing.
    if (packet.ssrc !== this.#ssrc || step >= 0 || step < -MAX_BEHIND) return 'dropped'
    const decoder = this.#decoders[packet.payloadType]
    if (decoder === undefined) return 'dropped'
    const extSeq = this.#sequence.highest + step
    const extTs = this.#timestamps.last + this.#timestamps.step(packet.rtpTs)
    const { bytes, payloadOffset, payloadBytes } = packet
    if (this.#copyBytes > 0 && payloadBytes > this.#copyBytes) return 'dropped'
    const samples = decoder.samplesIn(bytes, payloadOffset, payloadBytes)
    if (this.#store.find(extSeq) >= 0) return 'duplicate'
    if (this.#timeline.isPast(extSeq, extTs, samples)) return 'late'
    this.#store.put(extSeq, extTs, AUDIO, packet.payloadType, samples, bytes, payloadOffset, payloadBytes)
    this.#timeline.stored(extSeq, extTs, samples)
    this.statistics.recovered++
    return 'stored'
  }

  /** Takes a parsed packet that arrived at `nowMs`. O(1). */
  insert(packet: AudioPacket, nowMs: number): InsertResult {
    this.statistics.inserted++
    const payloadType = packet.payloadType
    const kind = this.#kinds[payloadType]!
    const seq16 = packet.seq16
    const rtpTs = packet.rtpTs
    let result: InsertResult = 'stored'
    if (
      packet.ssrc !== this.#ssrc ||
      this.#isJump(this.#sequence.step(seq16)) ||
      (kind !== OTHER && Math.abs(this.#timestamps.step(rtpTs)) > this.#maxTimeJump)
    ) {
      result = this.#unexpected(packet.ssrc, seq16, kind)
      if (result === 'dropped') return result
    }
    const before = this.#sequence.highest
    const extSeq = this.#sequence.extend(seq16)
    if (extSeq < before) this.statistics.reordered++
    // The clock of an event does not move with the sound's.
    const extTs = kind === OTHER ? this.#timestamps.last : this.#timestamps.extend(rtpTs)
    const bytes = packet.bytes
    const offset = packet.payloadOffset
    const length = packet.payloadBytes
    let samples = 0
    if (this.#copyBytes > 0 && length > this.#copyBytes) return this.#drop()
    if (kind !== OTHER) {
      if (kind === AUDIO) samples = this.#decoders[payloadType]!.samplesIn(bytes, offset, length)
      const delayMs = this.#floor.measure(nowMs - extTs * this.#msPerTick, nowMs)
      this.#policy.arrived(delayMs, samples * this.#msPerTick)
    }
    const store = this.#store
    if (store.find(extSeq) >= 0) {
      this.statistics.duplicates++
      return 'duplicate'
    }
    if (this.#timeline.isPast(extSeq, extTs, samples)) {
      this.statistics.late++
      return 'late'
    }
    // A number that would overwrite one still waiting: the oldest give way, so memory is bounded.
    this.#timeline.makeRoom(extSeq)
    store.put(extSeq, extTs, kind, payloadType, samples, bytes, offset, length)
    if (this.#timeline.stored(extSeq, extTs, samples)) this.#playout.forgive()
    return result
  }

  #isJump(step: number): boolean {
    return step > this.#store.capacity || step < -MAX_BEHIND
  }

  /** A new source, or numbers or time that do not follow: one stray is noise, its successor makes a new beginning. */
  #unexpected(ssrc: number, seq16: number, kind: number): InsertResult {
    if (ssrc !== this.#ssrc) {
      // An event is no start: its timestamp does not move.
      if (kind === OTHER) return this.#drop()
      const result = this.#ssrc === -1 ? 'stored' : this.#restart()
      this.#ssrc = ssrc
      return result
    }
    if (this.#isJump(this.#sequence.step(seq16)) && seq16 !== this.#suspectSeq) {
      this.#suspectSeq = (seq16 + 1) & 0xffff
      return this.#drop()
    }
    this.#restart()
    this.#ssrc = ssrc
    return 'restart'
  }

  #drop(): InsertResult {
    this.statistics.dropped++
    return 'dropped'
  }

  #restart(): InsertResult {
    this.statistics.restarts++
    this.reset()
    return 'restart'
  }

  /** Fills all of `out`, which stays the caller's, with what is due at `nowMs`. O(out), more where it stretches or conceals. */
  pull(out: Int16Array, nowMs: number): PullOutcome {
    const outcome = this.#playout.pull(out, nowMs)
    this.statistics.pulls[outcome]++
    this.statistics.samples += out.length
    return outcome
  }

  /** Forgets the stream, and what was learnt of its network: as after construction, but for the counters. */
  reset(): void {
    this.statistics.dropped += this.#store.size
    this.#store.clear()
    this.#floor.reset()
    this.#policy.reset()
    this.#sequence.reset()
    this.#timestamps.reset()
    this.#playout.reset()
    this.#ssrc = -1
    this.#suspectSeq = -1
  }
}
