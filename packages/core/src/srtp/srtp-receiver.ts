import { get32, put32 } from '../rtcp/octets.ts'
import type { Cryptography } from './cryptography.ts'
import { ReplayWindow } from './replay-window.ts'
import { counterBlockInto, sessionKeys } from './session-keys.ts'
import type { SessionKeys } from './session-keys.ts'
import { RTCP_TAG_BYTES, checkedTagBytes, lifetimesOf } from './suite.ts'
import type { KeyLifetimes, SrtpMaster } from './suite.ts'

/** What became of a protected packet. Everything but `ok` leaves it as it came, and of no use. */
export type SrtpVerdict = 'ok' | 'malformed' | 'unauthentic' | 'replayed' | 'expired'

/** Sources that one key may have at once: a phone has one, and one more after it begins anew. */
const MAX_SOURCES = 8
const NO_MKI = new Uint8Array(0)
const RTP_HEADER_BYTES = 12

/** What is known of one source: which of its indices came. */
interface KnownSource {
  readonly rtp: ReplayWindow
  readonly rtcp: ReplayWindow
}

/**
 * Takes the protection off what the other side sends, in place. RFC 3711. Total on any bytes: a packet that is not authentic, or
 * came before, is counted and told, never thrown. The rollover counter follows loss and reordering by the index nearest to the
 * highest one (§3.3.1, appendix A), and learns nothing of packets that are not authentic. Of a key that has had all the packets it may protect nothing
 * is taken any more (RFC 4568 §6.1); packets that were lost are not known of, so that this is never too early. O(length), no allocation but the
 * ciphers'; memory for eight sources at most, the one known longest gives way.
 */
export class SrtpReceiver {
  readonly #rtp: SessionKeys
  readonly #rtcp: SessionKeys
  readonly #tagBytes: number
  readonly #mki: Uint8Array
  readonly #sources = new Map<number, KnownSource>()
  readonly #counter = new Uint8Array(16)
  readonly #rollover = new Uint8Array(4)
  readonly #tag = new Uint8Array(20)
  /** Packets taken, and refused by verdict. */
  readonly counts: Record<SrtpVerdict, number> = { ok: 0, malformed: 0, unauthentic: 0, replayed: 0, expired: 0 }
  readonly #lifetimes: KeyLifetimes
  readonly #taken = { rtp: 0, rtcp: 0 }
  /** Length of the packet that was taken last, without protection. */
  length = 0

  /** @throws StrowgerError when suite, key or salt are not right */
  constructor(cryptography: Cryptography, master: SrtpMaster) {
    this.#tagBytes = checkedTagBytes(master)
    this.#mki = master.mki ?? NO_MKI
    this.#lifetimes = lifetimesOf(master)
    this.#rtp = sessionKeys(cryptography, master, 'rtp')
    this.#rtcp = sessionKeys(cryptography, master, 'rtcp')
  }

  /** Takes the protection off an RTP packet; its `length` is then set. */
  unprotect(bytes: Uint8Array, length: number = bytes.length): SrtpVerdict {
    const end = length - this.#tagBytes - this.#mki.length
    if (this.#taken.rtp >= this.#lifetimes.rtp) return this.#count('expired')
    const payload = payloadOffset(bytes, end)
    if (payload === 0 || !this.#hasMki(bytes, end)) return this.#count('malformed')
    const ssrc = get32(bytes, 8)
    const window = this.#sources.get(ssrc)?.rtp
    const index = nearestIndex(window === undefined ? -1 : window.highest, (bytes[2]! << 8) | bytes[3]!)
    if (index < 0 || window?.isReplayed(index) === true) return this.#count('replayed')
    const rolls = Math.floor(index / 0x1_0000)
    put32(this.#rollover, 0, rolls)
    this.#rtp.authenticator.digestInto(this.#tag, bytes, 0, end, this.#rollover)
    if (!this.#isTag(bytes, end + this.#mki.length, this.#tagBytes)) return this.#count('unauthentic')
    counterBlockInto(this.#counter, this.#rtp.salt, ssrc, (rolls >>> 16) & 0xffff, (index % 0x1_0000_0000) >>> 0)
    this.#rtp.cipher.applyInto(bytes, payload, end, this.#counter)
    this.#learn(ssrc).rtp.accept(index)
    this.#taken.rtp += 1
    this.length = end
    return this.#count('ok')
  }

  /** Takes the protection off an RTCP datagram; its `length` is then set. §3.4 */
  unprotectRtcp(bytes: Uint8Array, length: number = bytes.length): SrtpVerdict {
    const end = length - RTCP_TAG_BYTES - this.#mki.length
    const plainEnd = end - 4
    if (this.#taken.rtcp >= this.#lifetimes.rtcp) return this.#count('expired')
    if (length > bytes.length || plainEnd < 8 || !this.#hasMki(bytes, end)) return this.#count('malformed')
    const ssrc = get32(bytes, 4)
    const word = get32(bytes, plainEnd)
    const index = word & 0x7fff_ffff
    if (this.#sources.get(ssrc)?.rtcp.isReplayed(index) === true) return this.#count('replayed')
    this.#rtcp.authenticator.digestInto(this.#tag, bytes, 0, end, undefined)
    if (!this.#isTag(bytes, end + this.#mki.length, RTCP_TAG_BYTES)) return this.#count('unauthentic')
    // The first bit says whether it is encrypted at all.
    if (word >= 0x8000_0000) {
      counterBlockInto(this.#counter, this.#rtcp.salt, ssrc, 0, index)
      this.#rtcp.cipher.applyInto(bytes, 8, plainEnd, this.#counter)
    }
    this.#learn(ssrc).rtcp.accept(index)
    this.#taken.rtcp += 1
    this.length = plainEnd
    return this.#count('ok')
  }

  #count(verdict: SrtpVerdict): SrtpVerdict {
    this.counts[verdict]++
    return verdict
  }

  #hasMki(bytes: Uint8Array, at: number): boolean {
    const mki = this.#mki
    for (let i = 0; i < mki.length; i++) if (bytes[at + i] !== mki[i]) return false
    return true
  }

  /** Compares in a time that does not tell how much agreed. */
  #isTag(bytes: Uint8Array, at: number, tagBytes: number): boolean {
    let difference = 0
    for (let i = 0; i < tagBytes; i++) difference |= bytes[at + i]! ^ this.#tag[i]!
    return difference === 0
  }

  /** The source, known from now on. */
  #learn(ssrc: number): KnownSource {
    const sources = this.#sources
    const known = sources.get(ssrc)
    if (known !== undefined) return known
    if (sources.size === MAX_SOURCES) sources.delete(sources.keys().next().value!)
    const source = { rtp: new ReplayWindow(), rtcp: new ReplayWindow() }
    sources.set(ssrc, source)
    return source
  }
}

/** Where the payload begins, after sources and extension, which stay in the clear; 0 when this is no RTP packet up to `end`. */
function payloadOffset(bytes: Uint8Array, end: number): number {
  if (end < RTP_HEADER_BYTES || end > bytes.length || bytes[0]! >> 6 !== 2) return 0
  let offset = RTP_HEADER_BYTES + ((bytes[0]! & 0x0f) << 2)
  if ((bytes[0]! & 0x10) !== 0) {
    if (offset + 4 > end) return 0
    offset += 4 + (((bytes[offset + 2]! << 8) | bytes[offset + 3]!) << 2)
  }
  return offset > end ? 0 : offset
}

/** The index of a number nearest to the highest one; below 0 where it would lie before the first rollover. RFC 3711 §3.3.1 */
function nearestIndex(highest: number, seq16: number): number {
  if (highest < 0) return seq16
  const step = ((seq16 - highest) << 16) >> 16
  return highest + step
}
