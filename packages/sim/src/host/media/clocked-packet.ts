import type { AudioPacket, RtpView } from '@strowger/core'

const NO_BYTES = new Uint8Array(0)

/**
 * An RTP packet with its timestamp in samples: G.722 counts 8000 a second and has 16 000 (RFC 3551 §4.5.2), and a jitter buffer
 * knows one clock. One object for all packets of a leg.
 */
export class ClockedPacket implements AudioPacket {
  readonly #factor: number
  payloadType = 0
  seq16 = 0
  rtpTs = 0
  ssrc = 0
  bytes: Uint8Array = NO_BYTES
  payloadOffset = 0
  payloadBytes = 0

  /** @param factor - samples a tick of the timestamp: 1 or 2 */
  constructor(factor: number) {
    this.#factor = factor
  }

  /** Looks at a packet. */
  read(view: RtpView): this {
    this.payloadType = view.payloadType
    this.seq16 = view.seq16
    // Modulo 2³²: the doubled clock wraps as the clock does.
    this.rtpTs = (view.rtpTs * this.#factor) >>> 0
    this.ssrc = view.ssrc
    this.bytes = view.bytes
    this.payloadOffset = view.payloadOffset
    this.payloadBytes = view.payloadBytes
    return this
  }
}
