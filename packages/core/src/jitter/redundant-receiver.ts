import { RedundancyCursor } from '../rtp/redundancy.ts'
import type { RtpView } from '../rtp/rtp-view.ts'
import type { AudioPacket, JitterBuffer } from './jitter-buffer.ts'
import type { InsertResult } from './statistics.ts'

/** A block of a redundant packet as a packet of its own. */
class BlockPacket implements AudioPacket {
  payloadType = 0
  seq16 = 0
  rtpTs = 0
  ssrc = 0
  bytes: Uint8Array = new Uint8Array(0)
  payloadOffset = 0
  payloadBytes = 0
}

/**
 * Feeds RED packets to a jitter buffer: the primary block as the packet, the older ones into the holes they fill. Blocks are taken to
 * be the packets just before, the last block one number behind; a packet whose blocks are malformed is dropped. RFC 2198 §5.
 * O(blocks), no allocation. Reuse one.
 */
export class RedundantReceiver {
  readonly #buffer: JitterBuffer
  readonly #cursor = new RedundancyCursor()
  readonly #block = new BlockPacket()
  /** Packets that could not be read. */
  malformed = 0

  constructor(buffer: JitterBuffer) {
    this.#buffer = buffer
  }

  /** Takes a packet of the RED payload type; says what became of the primary block. */
  insert(packet: RtpView, nowMs: number): InsertResult {
    const cursor = this.#cursor
    const { bytes, payloadOffset, payloadBytes } = packet
    let blocks = 0
    if (!cursor.start(bytes, payloadOffset, payloadBytes)) {
      this.malformed++
      return 'dropped'
    }
    while (cursor.next()) blocks++
    const block = this.#block
    block.bytes = bytes
    block.ssrc = packet.ssrc
    // The primary first: it tells the buffer where the stream is.
    let result: InsertResult = 'dropped'
    for (let pass = 0; pass < 2; pass++) {
      const primary = pass === 0
      cursor.start(bytes, payloadOffset, payloadBytes)
      for (let behind = blocks - 1; cursor.next(); behind--) {
        if (cursor.primary !== primary) continue
        block.payloadType = cursor.payloadType
        block.seq16 = (packet.seq16 - behind) & 0xffff
        block.rtpTs = (packet.rtpTs - cursor.timestampOffset) >>> 0
        block.payloadOffset = cursor.offset
        block.payloadBytes = cursor.length
        if (primary) result = this.#buffer.insert(block, nowMs)
        else if (cursor.length > 0) this.#buffer.insertRedundant(block)
      }
    }
    return result
  }
}
