import { put32 } from '../rtcp/octets.ts'
import { RtpView } from '../rtp/rtp-view.ts'
import type { Cryptography } from './cryptography.ts'
import { counterBlockInto, sessionKeys } from './session-keys.ts'
import type { SessionKeys } from './session-keys.ts'
import { RTCP_TAG_BYTES, checkedTagBytes, lifetimesOf } from './suite.ts'
import type { KeyLifetimes, SrtpMaster } from './suite.ts'

const NO_MKI = new Uint8Array(0)

/**
 * Protects what one source sends, in place. RFC 3711. The packets must be its own in their order of sequence numbers (a wrap of the
 * number is a new rollover); a source that begins anew needs a new sender and, by §9.1, a new key. When the key has protected all the packets that it
 * may, nothing is protected any more (§9.2). O(length), no allocation but the ciphers'.
 */
export class SrtpSender {
  readonly #rtp: SessionKeys
  readonly #rtcp: SessionKeys
  readonly #tagBytes: number
  readonly #mki: Uint8Array
  readonly #view = new RtpView()
  readonly #counter = new Uint8Array(16)
  readonly #rollover = new Uint8Array(4)
  readonly #tag = new Uint8Array(20)
  readonly #lifetimes: KeyLifetimes
  #rolls = 0
  #lastSeq16 = -1
  #protected = 0
  #rtcpIndex = 0

  /** @throws StrowgerError when suite, key or salt are not right */
  constructor(cryptography: Cryptography, master: SrtpMaster) {
    this.#tagBytes = checkedTagBytes(master)
    this.#mki = master.mki ?? NO_MKI
    this.#lifetimes = lifetimesOf(master)
    this.#rtp = sessionKeys(cryptography, master, 'rtp')
    this.#rtcp = sessionKeys(cryptography, master, 'rtcp')
  }

  /** Bytes that protection adds to a packet of RTP, and of RTCP. */
  get rtpOverheadBytes(): number {
    return this.#mki.length + this.#tagBytes
  }

  /** See `rtpOverheadBytes`. */
  get rtcpOverheadBytes(): number {
    return 4 + this.#mki.length + RTCP_TAG_BYTES
  }

  /**
   * Protects the RTP packet `bytes[0 … length)` and returns its new length; 0 when it is no RTP, there is no room for
   * `rtpOverheadBytes` behind it, or the key may protect no more: then it must not be sent.
   */
  protect(bytes: Uint8Array, length: number): number {
    const view = this.#view
    if (this.#protected >= this.#lifetimes.rtp) return 0
    if (length + this.rtpOverheadBytes > bytes.length || view.parse(bytes, 0, length) !== 'ok') return 0
    this.#protected += 1
    const seq16 = view.seq16
    if (seq16 < this.#lastSeq16) this.#rolls++
    this.#lastSeq16 = seq16
    const low = ((this.#rolls << 16) | seq16) >>> 0
    counterBlockInto(this.#counter, this.#rtp.salt, view.ssrc, (this.#rolls >>> 16) & 0xffff, low)
    this.#rtp.cipher.applyInto(bytes, view.payloadOffset, length, this.#counter)
    put32(this.#rollover, 0, this.#rolls)
    this.#rtp.authenticator.digestInto(this.#tag, bytes, 0, length, this.#rollover)
    return this.#append(bytes, length, this.#tagBytes)
  }

  /** Protects a compound RTCP datagram, from its ninth byte on; 0 when it is shorter, there is no room for `rtcpOverheadBytes`, or the key may protect no more. §3.4 */
  protectRtcp(bytes: Uint8Array, length: number): number {
    if (length < 8 || length + this.rtcpOverheadBytes > bytes.length) return 0
    const index = this.#rtcpIndex
    if (index >= this.#lifetimes.rtcp) return 0
    this.#rtcpIndex = index + 1
    const ssrc = ((bytes[4]! << 24) | (bytes[5]! << 16) | (bytes[6]! << 8) | bytes[7]!) >>> 0
    counterBlockInto(this.#counter, this.#rtcp.salt, ssrc, 0, index)
    this.#rtcp.cipher.applyInto(bytes, 8, length, this.#counter)
    // The first bit says that it is encrypted.
    put32(bytes, length, index | 0x8000_0000)
    this.#rtcp.authenticator.digestInto(this.#tag, bytes, 0, length + 4, undefined)
    return this.#append(bytes, length + 4, RTCP_TAG_BYTES)
  }

  #append(bytes: Uint8Array, length: number, tagBytes: number): number {
    const mki = this.#mki
    for (let i = 0; i < mki.length; i++) bytes[length + i] = mki[i]!
    const at = length + mki.length
    for (let i = 0; i < tagBytes; i++) bytes[at + i] = this.#tag[i]!
    return at + tagBytes
  }
}
