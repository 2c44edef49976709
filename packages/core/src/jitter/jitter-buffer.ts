import type { AudioDecoder } from '../codec/codec.ts'
import { StrowgerError, inRange } from '../error/strowger-error.ts'
import type { DelayPolicy } from './delay-policy.ts'
import { Numbering } from './numbering.ts'
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

/** A timestamp further than this from the last is a restart of the sender's clock. */
const MAX_TIME_JUMP_MS = 60_000
/** More than any datagram. */
const MOST_BYTES = 0xfff_ffff

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
  /** Longest payload taken. */
  readonly #mostBytes: number
  readonly #store: PacketStore
  readonly #floor: TransitFloor
  readonly #timeline: Timeline
  readonly #playout: Playout
  readonly #numbering: Numbering
  readonly #msPerTick: number

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
    const capacity = inRange('capacity', options.capacity ?? 512, 4, 1 << 15)
    const copyBytes = inRange('copyBytes', options.copyBytes ?? 0, 0, 65_535)
    this.#mostBytes = copyBytes > 0 ? copyBytes : MOST_BYTES
    this.#store = new PacketStore(2 ** Math.ceil(Math.log2(capacity)), copyBytes)
    this.#numbering = new Numbering(this.#store.capacity, (MAX_TIME_JUMP_MS * clockHz) / 1000)
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
    return (this.#numbering.timestamps.first + this.#playout.headTs) >>> 0
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
    const numbering = this.#numbering
    // Only what lies behind the newest of the same source: redundancy begins nothing.
    const behind = numbering.behind(packet.ssrc, packet.seq16)
    const decoder = this.#decoders[packet.payloadType]
    if (behind === 0 || decoder === undefined) return 'dropped'
    const extSeq = numbering.sequence.highest + behind
    const extTs = numbering.timestamps.last + numbering.timestamps.step(packet.rtpTs)
    const { bytes, payloadOffset, payloadBytes } = packet
    if (payloadBytes > this.#mostBytes) return 'dropped'
    const samples = decoder.samplesIn(bytes, payloadOffset, payloadBytes)
    if (this.#store.find(extSeq) >= 0) return 'duplicate'
    if (this.#timeline.isPast(extSeq, extTs, samples)) return 'late'
    this.#store.put(extSeq, extTs, AUDIO, packet.payloadType, samples, bytes, payloadOffset, payloadBytes)
    this.#timeline.stored(extSeq, extTs, samples)
    this.statistics.recovered++
    return 'stored'
  }

  /**
   * Takes a parsed packet that arrived at `nowMs`. O(1). Written out here is what happens to the next packet of sound; all others go
   * through `#insertAny`, for engines inline a certain amount into one function, and each call beyond costs as much as all the rest.
   */
  insert(packet: AudioPacket, nowMs: number): InsertResult {
    this.statistics.inserted++
    const payloadType = packet.payloadType
    const numbering = this.#numbering
    if (this.#kinds[payloadType] !== AUDIO || !numbering.succeeds(packet)) return this.#insertAny(packet, nowMs)
    const { bytes, payloadOffset, payloadBytes } = packet
    if (payloadBytes > this.#mostBytes) return this.#drop()
    const samples = this.#decoders[payloadType]!.samplesIn(bytes, payloadOffset, payloadBytes)
    const { extSeq, extTs } = numbering
    const msPerTick = this.#msPerTick
    this.#policy.arrived(this.#floor.measure(nowMs - extTs * msPerTick, nowMs), samples * msPerTick)
    if (!this.#timeline.extend(extSeq, extTs, samples)) return this.#place(packet, AUDIO, payloadType, samples)
    this.#store.put(extSeq, extTs, AUDIO, payloadType, samples, bytes, payloadOffset, payloadBytes)
    return 'stored'
  }

  /** Any packet: the next one, or reordered, lost ones before it, an event, noise, the first of a stream. */
  #insertAny(packet: AudioPacket, nowMs: number): InsertResult {
    const payloadType = packet.payloadType
    const kind = this.#kinds[payloadType]!
    const numbering = this.#numbering
    const follows = numbering.follow(packet, kind === OTHER)
    if (follows === 'stray') return this.#drop()
    if (follows !== 'follows') this.#begin(packet, kind, follows === 'restarts')
    else if (numbering.reordered) this.statistics.reordered++
    if (packet.payloadBytes > this.#mostBytes) return this.#drop()
    const samples =
      kind === AUDIO
        ? this.#decoders[payloadType]!.samplesIn(packet.bytes, packet.payloadOffset, packet.payloadBytes)
        : 0
    if (kind !== OTHER) {
      const delayMs = this.#floor.measure(nowMs - numbering.extTs * this.#msPerTick, nowMs)
      this.#policy.arrived(delayMs, samples * this.#msPerTick)
    }
    const result = this.#place(packet, kind, payloadType, samples)
    return result === 'stored' && follows === 'restarts' ? 'restart' : result
  }

  #begin(packet: AudioPacket, kind: number, restarts: boolean): void {
    if (restarts) {
      this.statistics.restarts++
      this.reset()
    }
    this.#numbering.begin(packet, kind === OTHER)
  }

  /** Stores the packet whose numbers were just extended, unless it is known or its time has gone. */
  #place(packet: AudioPacket, kind: number, payloadType: number, samples: number): InsertResult {
    const { extSeq, extTs } = this.#numbering
    const store = this.#store
    const timeline = this.#timeline
    if (store.find(extSeq) >= 0) {
      this.statistics.duplicates++
      return 'duplicate'
    }
    if (timeline.isPast(extSeq, extTs, samples)) {
      this.statistics.late++
      return 'late'
    }
    // A number that would overwrite one still waiting: the oldest give way, so memory is bounded.
    if (extSeq - timeline.nextSeq >= store.capacity) timeline.makeRoom(extSeq)
    store.put(extSeq, extTs, kind, payloadType, samples, packet.bytes, packet.payloadOffset, packet.payloadBytes)
    if (timeline.stored(extSeq, extTs, samples)) this.#playout.forgive()
    return 'stored'
  }

  #drop(): InsertResult {
    this.statistics.dropped++
    return 'dropped'
  }

  /** Fills all of `out`, which stays the caller's, with what is due at `nowMs`. O(out), more where it stretches or conceals. */
  pull(out: Int16Array, nowMs: number): PullOutcome {
    const outcome = this.#playout.pull(out, nowMs)
    // A name that is known costs nothing, one that is looked up as much as the rest.
    if (outcome === 'normal') this.statistics.pulls.normal++
    else this.statistics.pulls[outcome]++
    this.statistics.samples += out.length
    return outcome
  }

  /** Forgets the stream, and what was learnt of its network: as after construction, but for the counters. */
  reset(): void {
    this.statistics.dropped += this.#store.size
    this.#store.clear()
    this.#floor.reset()
    this.#policy.reset()
    this.#numbering.reset()
    this.#playout.reset()
  }
}
