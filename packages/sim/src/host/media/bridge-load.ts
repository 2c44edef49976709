import { G711, RtpView, Xoshiro128, syntheticSpeech, writeRtpInto } from '@strowger/core'
import type { Cryptography } from '@strowger/core'
import type { LegOutlet } from './leg-outlet.ts'
import { MediaExchange } from './media-exchange.ts'
import { nothingRefused } from './refused.ts'
import { NARROW_HZ, TICK_MS } from './voice-codec.ts'

const FRAME = (NARROW_HZ * TICK_MS) / 1000
const HEADER_BYTES = 12
const SPEECH_MS = 20_000
/** Packets come up to this long after they were due, each by its own chance. */
const JITTER_MS = 15
/** Packets of a leg whose memory takes turns: buffers read them for a while. */
const RING = 32
const NO_PAYLOAD = new Uint8Array(0)

/** Counts what would have gone out. */
class CountingOutlet implements LegOutlet {
  readonly refused = nothingRefused()
  packets = 0

  aim(): void {
    // There is nowhere to aim at.
  }

  sendRtp(): void {
    this.packets++
  }

  sendRtcp(): void {
    // Reports are not counted: there are few.
  }

  close(): void {
    // There is nothing to close.
  }
}

/** What one leg's other side sends. */
class LoadedLeg {
  readonly id: number
  readonly outlet = new CountingOutlet()
  readonly #speech: Uint8Array
  readonly #ring = Array.from({ length: RING }, () => new Uint8Array(HEADER_BYTES + FRAME))
  readonly #header: { payloadType: number; sequence: number; timestamp: number; ssrc: number }
  #at: number

  constructor(id: number, speech: Uint8Array) {
    this.id = id
    this.#speech = speech
    this.#at = (id * 7919 * FRAME) % (speech.length - FRAME)
    this.#header = { payloadType: 0, sequence: id, timestamp: id * 1000, ssrc: id }
  }

  /** The next packet; valid until 31 more were made. */
  next(): Uint8Array {
    const header = this.#header
    const bytes = this.#ring[header.sequence % RING]!
    writeRtpInto(bytes, header, NO_PAYLOAD)
    for (let i = 0; i < FRAME; i++) bytes[HEADER_BYTES + i] = this.#speech[this.#at + i]!
    this.#at = (this.#at + FRAME) % (this.#speech.length - FRAME)
    header.sequence++
    header.timestamp += FRAME
    return bytes
  }
}

/** Settings of `BridgeLoad`. */
export interface BridgeLoadOptions {
  /** Bridged calls, two legs each. */
  readonly calls: number
  readonly seed: number
  readonly cryptography: Cryptography
}

/** What a load came to. */
export interface BridgeLoadReport {
  readonly calls: number
  readonly packetsIn: number
  readonly packetsOut: number
  readonly concealedShare: number
}

/**
 * Bridged calls through the media of a host, without sockets: both sides talk, G.711 in packets of 20 ms with jitter, and digits are
 * listened for on the caller's leg. `tick` is 20 ms of all of them: packets made and read, jitter buffers, digits, mixing, coding,
 * RTP and reports; the host measures how long that takes. Deterministic by seed.
 */
export class BridgeLoad {
  readonly #exchange: MediaExchange
  readonly #legs: readonly LoadedLeg[]
  readonly #random: Xoshiro128
  readonly #view = new RtpView()
  #nowMs = 0

  constructor({ calls, seed, cryptography }: BridgeLoadOptions) {
    this.#random = new Xoshiro128(seed)
    const speech = new G711('mu').encode(syntheticSpeech(SPEECH_MS, seed))
    this.#exchange = new MediaExchange({
      onEvent: () => {},
      cryptography,
      openRecordFile: () => {
        throw new Error('nothing is recorded here')
      },
      silentAfterMs: 10_000,
      comfortNoiseDbov: -65,
      unixMsAtZero: 0,
    })
    this.#legs = Array.from({ length: 2 * calls }, (_, id) => new LoadedLeg(id, speech))
    for (const { id, outlet } of this.#legs) {
      const identity = { ssrc: id + 1, sequence: 0, timestamp: 0, seed: id, cname: 'load', srtpKey: '' }
      this.#exchange.openLeg(id, identity, outlet)
      this.#exchange.connectLeg(
        id,
        {
          remote: { address: '127.0.0.1', port: 9 },
          codec: 'pcmu',
          payloadType: 0,
          ptimeMs: TICK_MS,
          direction: 'sendrecv',
          // Callers dial, agents do not.
          inbandDigits: id % 2 === 0,
        },
        0,
      )
    }
    for (let caller = 0; caller < 2 * calls; caller += 2) {
      this.#exchange.hear(caller, [caller + 1])
      this.#exchange.hear(caller + 1, [caller])
    }
  }

  /** 20 ms of every call. O(calls). */
  tick(): void {
    this.#nowMs += TICK_MS
    const view = this.#view
    for (const leg of this.#legs) {
      const cameMs = this.#nowMs - TICK_MS + this.#random.uniform() * JITTER_MS
      if (view.parse(leg.next()) === 'ok') this.#exchange.takeRtp(leg.id, view, cameMs)
    }
    this.#exchange.tick(this.#nowMs)
  }

  /** Sums so far. O(calls). */
  report(): BridgeLoadReport {
    let packetsIn = 0
    let packetsOut = 0
    let concealed = 0
    for (const { id, outlet } of this.#legs) {
      const quality = this.#exchange.leg(id)!.quality()
      packetsIn += quality.packetsReceived
      packetsOut += outlet.packets
      concealed += quality.concealedShare
    }
    const calls = this.#legs.length / 2
    return { calls, packetsIn, packetsOut, concealedShare: concealed / this.#legs.length }
  }
}
