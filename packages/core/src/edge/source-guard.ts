import { inRange } from '../error/strowger-error.ts'

/** Settings of `SourceGuard`. */
export interface SourceGuardOptions {
  /** Packets a second that are let through on average. */
  packetsPerSecond?: number
  /** Packets let through in a burst beyond that. */
  burst?: number
  /** Packets in a row from one address and SSRC before it is believed, and the port latches on to it. */
  proof?: number
  /** Silence of the latched source after which another may take its place. */
  relatchMs?: number
}

/** Why a packet is taken or not. */
export type GuardVerdict = 'accept' | 'learning' | 'foreign' | 'rate'

/**
 * Decides which datagrams are the call's: symmetric RTP latches on to the first address that proves itself, and keeps to it, so
 * that a third party who knows the port cannot inject sound; a token bucket keeps a flood out. Sans-I/O. O(1), no allocation.
 */
export class SourceGuard {
  readonly #perMs: number
  readonly #burst: number
  readonly #proof: number
  readonly #relatchMs: number
  #tokens: number
  #lastMs = Number.NaN
  #address = ''
  #port = 0
  #remote: { readonly address: string; readonly port: number } | undefined
  #lastHeardMs = Number.NEGATIVE_INFINITY
  #expectedAddress = ''
  #expectedPort = 0
  #learns = true
  #candidate = ''
  #candidatePort = 0
  #candidateSsrc = -1
  #candidateSeq = 0
  #run = 0
  /** Datagrams from others than the latched source. */
  foreign = 0
  /** Datagrams past the rate. */
  overRate = 0
  /** Datagrams of a source that had not proved itself yet. */
  learning = 0

  constructor(options: SourceGuardOptions = {}) {
    this.#perMs = inRange('packetsPerSecond', options.packetsPerSecond ?? 250, 1, 1e6) / 1000
    this.#burst = inRange('burst', options.burst ?? 100, 1, 1e6)
    this.#proof = inRange('proof', options.proof ?? 2, 1, 100)
    this.#relatchMs = inRange('relatchMs', options.relatchMs ?? 3000, 0, 3.6e6)
    this.#tokens = this.#burst
  }

  /** Where the other side is, once latched: where to send. */
  get remote(): { readonly address: string; readonly port: number } | undefined {
    return this.#remote
  }

  /**
   * Names the source that signalling negotiated: where to send until another is latched on to. Its own packets are always taken, at
   * once and again; those of others only after proof and while it is silent, so that a NAT between is learnt, or never
   * unless `learns`.
   */
  expect(address: string, port: number, learns: boolean = true): void {
    this.#learns = learns
    if (address === this.#expectedAddress && port === this.#expectedPort) return
    this.#expectedAddress = address
    this.#expectedPort = port
    this.#aim(address, port)
    this.#lastHeardMs = Number.NEGATIVE_INFINITY
  }

  /** Whether datagrams from there are not even worth their authentication now; counts it if so. */
  isForeign(address: string, port: number, nowMs: number): boolean {
    if (address === this.#address && port === this.#port) return false
    if (address === this.#expectedAddress && port === this.#expectedPort) return false
    if (this.#learns && nowMs - this.#lastHeardMs >= this.#relatchMs) return false
    this.foreign++
    return true
  }

  /** Latches at once, as when signalling named the address and no NAT is in between. */
  latch(address: string, port: number, nowMs: number): void {
    this.#aim(address, port)
    this.#lastHeardMs = nowMs
  }

  #aim(address: string, port: number): void {
    this.#address = address
    this.#port = port
    this.#remote = { address, port }
  }

  /** Judges an RTP packet by where it came from. */
  judge(address: string, port: number, ssrc: number, seq16: number, nowMs: number): GuardVerdict {
    if (this.#lastMs === this.#lastMs) {
      this.#tokens = Math.min(this.#burst, this.#tokens + (nowMs - this.#lastMs) * this.#perMs)
    }
    this.#lastMs = nowMs
    if (this.isForeign(address, port, nowMs)) return 'foreign'
    if (address !== this.#address || port !== this.#port) {
      if (address === this.#expectedAddress && port === this.#expectedPort) this.#aim(address, port)
      else return this.#prove(address, port, ssrc, seq16, nowMs)
    }
    if (this.#tokens < 1) {
      this.overRate++
      return 'rate'
    }
    this.#tokens--
    this.#lastHeardMs = nowMs
    return 'accept'
  }

  #prove(address: string, port: number, ssrc: number, seq16: number, nowMs: number): GuardVerdict {
    const same = address === this.#candidate && port === this.#candidatePort && ssrc === this.#candidateSsrc
    const follows = same && ((seq16 - this.#candidateSeq) & 0xffff) === 1
    this.#run = follows ? this.#run + 1 : 1
    this.#candidate = address
    this.#candidatePort = port
    this.#candidateSsrc = ssrc
    this.#candidateSeq = seq16
    if (this.#run < this.#proof) {
      this.learning++
      return 'learning'
    }
    this.latch(address, port, nowMs)
    return 'accept'
  }
}
