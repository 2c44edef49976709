import { SequenceExtender, TimestampExtender } from '../rtp/sequence.ts'

/** A number this far behind the played one is an old packet; further, two in a row make a restart. */
const MAX_BEHIND = 3000

/** What is read of a packet here. */
interface NumberedPacket {
  readonly ssrc: number
  readonly seq16: number
  readonly rtpTs: number
}

/** What a packet's numbers say: it follows, begins a stream, begins one anew, or is to be dropped. */
export type Follows = 'follows' | 'begins' | 'restarts' | 'stray'

/**
 * Extends the numbers of a stream and tells when it begins anew: another source, or numbers or a time that do not follow. One
 * stray is noise, its successor makes a new beginning.
 */
export class Numbering {
  readonly sequence: SequenceExtender = new SequenceExtender()
  readonly timestamps: TimestampExtender = new TimestampExtender()
  readonly #mostStep: number
  readonly #mostTicks: number
  /** Source of the stream; −1 before the first. */
  ssrc = -1
  /** Extended numbers of the packet that was asked about last and follows. */
  extSeq = 0
  extTs = 0
  /** Whether that packet came behind a higher number. */
  reordered = false
  #suspectSeq = -1

  /** A number more than `mostStep` ahead, or a timestamp more than `mostTicks` from the last, does not follow. */
  constructor(mostStep: number, mostTicks: number) {
    this.#mostStep = mostStep
    this.#mostTicks = mostTicks
  }

  /** Whether a packet of sound is simply the next one; if so its numbers are extended, else nothing has moved. */
  succeeds(packet: NumberedPacket): boolean {
    if (packet.ssrc !== this.ssrc) return false
    const rtpTs = packet.rtpTs
    const ticks = this.timestamps.step(rtpTs)
    const most = this.#mostTicks
    if (ticks > most || ticks < -most || !this.sequence.take(packet.seq16)) return false
    this.extSeq = this.sequence.highest
    this.extTs = this.timestamps.advance(ticks, rtpTs)
    return true
  }

  /** What a packet is to the stream, whose clock it moves unless it is an event. */
  follow(packet: NumberedPacket, isEvent: boolean): Follows {
    const ssrc = packet.ssrc
    const seq16 = packet.seq16
    const rtpTs = packet.rtpTs
    const step = this.sequence.step(seq16)
    // The clock of an event does not move with the sound's.
    const ticks = isEvent ? 0 : this.timestamps.step(rtpTs)
    const most = this.#mostTicks
    if (ssrc !== this.ssrc || step > this.#mostStep || step < -MAX_BEHIND || ticks > most || ticks < -most) {
      return this.#unexpected(ssrc, seq16, step, isEvent)
    }
    this.reordered = step < 0
    this.extSeq = this.sequence.advance(step)
    this.extTs = isEvent ? this.timestamps.last : this.timestamps.advance(ticks, rtpTs)
    return 'follows'
  }

  #unexpected(ssrc: number, seq16: number, step: number, isEvent: boolean): Follows {
    if (ssrc !== this.ssrc) {
      // An event is no start: its timestamp does not move.
      if (isEvent) return 'stray'
      return this.ssrc === -1 ? 'begins' : 'restarts'
    }
    if ((step > this.#mostStep || step < -MAX_BEHIND) && seq16 !== this.#suspectSeq) {
      this.#suspectSeq = (seq16 + 1) & 0xffff
      return 'stray'
    }
    return 'restarts'
  }

  /** Begins a stream, after a reset, with a packet. */
  begin(packet: NumberedPacket, isEvent: boolean): void {
    this.ssrc = packet.ssrc
    this.reordered = false
    this.extSeq = this.sequence.extend(packet.seq16)
    this.extTs = isEvent ? this.timestamps.last : this.timestamps.extend(packet.rtpTs)
  }

  /** How far behind the newest a number of the same source lies, negative; 0 when it is none of the recent past. */
  behind(ssrc: number, seq16: number): number {
    const step = this.sequence.step(seq16)
    return ssrc === this.ssrc && step < 0 && step >= -MAX_BEHIND ? step : 0
  }

  /** Forgets the stream. */
  reset(): void {
    this.sequence.reset()
    this.timestamps.reset()
    this.ssrc = -1
    this.#suspectSeq = -1
  }
}
