import { RtpView } from '../rtp/rtp-view.ts'
import { isRtcp } from '../rtp/payload-map.ts'
import { distance16 } from '../rtp/sequence.ts'
import type { CapturedFrame } from './capture-reader.ts'
import { UdpFinder } from './udp-finder.ts'

/** A stream that was found. */
export interface FoundStream {
  readonly ssrc: number
  readonly source: string
  readonly target: string
  /** Position in the order found. */
  readonly index: number
}

/** Receives the packets of streams found. The view is right only during the call. */
export type StreamPacketHandler = (stream: FoundStream, packet: RtpView, timeMs: number) => void

/** Packets that must follow each other before a flow is believed to be RTP. */
const PROOF = 3
/** Packets of a candidate that are kept: those that prove it, each with a copy of itself. */
const MAX_HELD = 2 * PROOF
const MAX_CANDIDATES = 4096
/** Bytes of candidates that are kept, whatever length their packets have. */
const MAX_HELD_BYTES = 32 << 20
const MAX_STREAMS = 10_000

interface Candidate {
  found: FoundStream | undefined
  lastSeq: number
  lastTs: number
  proof: number
  /** Copies of the packets that prove it: they belong to the stream too. */
  held: { bytes: Uint8Array; timeMs: number }[]
}

/**
 * Finds RTP among all UDP of a capture, with no signalling: a flow (addresses, ports, SSRC) whose packets parse and whose numbers
 * follow each other three times. RTCP is told apart. Candidates and streams are bounded in number, candidates in bytes as well. O(1) a frame.
 */
export class StreamFinder {
  /** UDP datagrams seen. */
  datagrams = 0
  /** RTCP datagrams seen. */
  rtcp = 0
  /** Streams found. */
  streams = 0
  readonly #onPacket: StreamPacketHandler
  readonly #udp = new UdpFinder()
  readonly #view = new RtpView()
  readonly #heldView = new RtpView()
  readonly #flows = new Map<string, Candidate>()
  #candidates = 0
  #heldBytes = 0

  constructor(onPacket: StreamPacketHandler) {
    this.#onPacket = onPacket
  }

  /** Takes a frame. */
  frame(frame: CapturedFrame): void {
    const udp = this.#udp
    if (!udp.find(frame)) return
    this.datagrams++
    const bytes = frame.bytes.subarray(udp.offset, udp.offset + udp.length)
    if (isRtcp(bytes)) {
      this.rtcp++
      return
    }
    const view = this.#view
    if (view.parse(bytes) !== 'ok' || view.payloadBytes === 0) return
    const source = udp.source()
    const target = udp.target()
    const key = `${source}>${target}/${view.ssrc}`
    const flow = this.#flows.get(key)
    if (flow === undefined) this.#propose(key, bytes, frame.timeMs)
    else if (flow.found !== undefined) this.#onPacket(flow.found, view, frame.timeMs)
    else this.#prove(flow, source, target, bytes, frame.timeMs)
  }

  #propose(key: string, bytes: Uint8Array, timeMs: number): void {
    if (this.#candidates >= MAX_CANDIDATES) this.#forgetOldest()
    this.#candidates++
    const { seq16: lastSeq, rtpTs: lastTs } = this.#view
    const flow: Candidate = { found: undefined, lastSeq, lastTs, proof: 1, held: [] }
    this.#flows.set(key, flow)
    this.#hold(flow, bytes, timeMs)
  }

  #prove(flow: Candidate, source: string, target: string, bytes: Uint8Array, timeMs: number): void {
    const view = this.#view
    const step = distance16(view.seq16, flow.lastSeq)
    // A capture of several interfaces has each packet twice, which proves nothing either way.
    if (step === 0 && view.rtpTs === flow.lastTs) {
      if (flow.held.length < MAX_HELD) this.#hold(flow, bytes, timeMs)
      return
    }
    // Numbers near each other, and time that does not run back by hours, are not chance.
    const follows = step !== 0 && Math.abs(step) < 50 && Math.abs((view.rtpTs - flow.lastTs) | 0) < 0x400_0000
    flow.proof = follows ? flow.proof + 1 : 1
    if (!follows) this.#release(flow)
    flow.lastSeq = view.seq16
    flow.lastTs = view.rtpTs
    if (flow.held.length === MAX_HELD) this.#heldBytes -= flow.held.shift()!.bytes.length
    this.#hold(flow, bytes, timeMs)
    if (flow.proof < PROOF || this.streams >= MAX_STREAMS) return
    const found = { ssrc: view.ssrc, source, target, index: this.streams++ }
    flow.found = found
    this.#candidates--
    for (const held of flow.held) {
      if (this.#heldView.parse(held.bytes) === 'ok') this.#onPacket(found, this.#heldView, held.timeMs)
    }
    this.#release(flow)
  }

  #hold(flow: Candidate, bytes: Uint8Array, timeMs: number): void {
    flow.held.push({ bytes: bytes.slice(), timeMs })
    this.#heldBytes += bytes.length
    while (this.#heldBytes > MAX_HELD_BYTES && this.#candidates > 1) this.#forgetOldest(flow)
  }

  #release(flow: Candidate): void {
    for (const { bytes } of flow.held) this.#heldBytes -= bytes.length
    flow.held = []
  }

  /** The candidate proposed first gives way; streams found stay. O(candidates), and only under a flood. */
  #forgetOldest(but?: Candidate): void {
    for (const [key, flow] of this.#flows) {
      if (flow.found !== undefined || flow === but) continue
      this.#release(flow)
      this.#flows.delete(key)
      this.#candidates--
      return
    }
  }
}
