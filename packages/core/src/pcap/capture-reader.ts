import { PcapngBlocks } from './pcapng.ts'

/** One captured frame. `bytes` is a view that is right only during the call. */
export interface CapturedFrame {
  /** The frame as captured, from its link layer on. */
  readonly bytes: Uint8Array
  /** When, in ms since the epoch or since the recording began. */
  readonly timeMs: number
  /** Kind of link, a LINKTYPE number of tcpdump.org; `LINK_RTPDUMP` when there is none. */
  readonly linkType: number
}

/** A record of an rtpdump file: no headers below RTP. */
export const LINK_RTPDUMP = -1
/** A frame longer than this is garbage: the reader stops rather than wait for it. */
export const MAX_FRAME_BYTES = 0x4_0000

/** What a capture is. */
export type CaptureKind = 'unknown' | 'pcap' | 'pcapng' | 'rtpdump' | 'not-a-capture'

/**
 * Reads pcap (either byte order, µs or ns), pcapng and rtpdump files that come in pieces of any size. Total on any bytes: what is
 * cut or makes no sense is counted in `malformed` and reading stops; memory is bounded by the longest frame and the longest
 * piece.
 */
export class CaptureReader {
  /** What the file is, by its first bytes. */
  kind: CaptureKind = 'unknown'
  /** Frames given out. */
  frames = 0
  /** Records that made no sense. */
  malformed = 0
  readonly #onFrame: (frame: CapturedFrame) => void
  #rest = new Uint8Array(0)
  #stopped = false
  #littleEndian = true
  #fractionsPerMs = 1000
  #linkType = 1
  #pcapng: PcapngBlocks | undefined
  #rtpdumpStartMs = 0

  constructor(onFrame: (frame: CapturedFrame) => void) {
    this.#onFrame = onFrame
  }

  /** Takes the next piece of the file. O(bytes). */
  push(piece: Uint8Array): void {
    if (this.#stopped) return
    let bytes = piece
    if (this.#rest.length > 0) {
      bytes = new Uint8Array(this.#rest.length + piece.length)
      bytes.set(this.#rest)
      bytes.set(piece, this.#rest.length)
    }
    let at = 0
    for (;;) {
      const next = this.#record(bytes, at)
      if (next === STOP) {
        this.#stopped = true
        this.#rest = new Uint8Array(0)
        return
      }
      if (next === MORE) break
      at = next
    }
    this.#rest = bytes.slice(at)
  }

  /** Says that the file ended; a record cut short is counted. */
  end(): void {
    if (!this.#stopped && this.#rest.length > 0) this.malformed++
    this.#stopped = true
  }

  #record(bytes: Uint8Array, at: number): number {
    const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at)
    switch (this.kind) {
      case 'unknown':
        return this.#opening(bytes, at, view)
      case 'pcap':
        return this.#pcapRecord(bytes, at, view)
      case 'pcapng':
        return this.#pcapngBlock(bytes, at, view)
      case 'rtpdump':
        return this.#rtpdumpRecord(bytes, at, view)
      case 'not-a-capture':
        return STOP
    }
  }

  #opening(bytes: Uint8Array, at: number, view: DataView): number {
    if (view.byteLength < 24) return MORE
    const magic = view.getUint32(0, true)
    const swapped = view.getUint32(0, false)
    if (magic === 0x0a0d_0d0a) {
      this.kind = 'pcapng'
      this.#pcapng = new PcapngBlocks()
      return at
    }
    if (isPcapMagic(magic) || isPcapMagic(swapped)) {
      this.kind = 'pcap'
      this.#littleEndian = isPcapMagic(magic)
      this.#fractionsPerMs = (this.#littleEndian ? magic : swapped) === NANOSECOND_MAGIC ? 1_000_000 : 1000
      // The upper half may say that there is a checksum behind each frame, and how long it is. draft-ietf-opsawg-pcap §4
      this.#linkType = view.getUint32(20, this.#littleEndian) & 0xffff
      return at + 24
    }
    if (text(bytes, at, 12) === '#!rtpplay1.0') return this.#rtpdumpOpening(bytes, at, view)
    this.kind = 'not-a-capture'
    this.malformed++
    return STOP
  }

  #pcapRecord(bytes: Uint8Array, at: number, view: DataView): number {
    if (view.byteLength < 16) return MORE
    const little = this.#littleEndian
    const length = view.getUint32(8, little)
    if (length > MAX_FRAME_BYTES) return this.#garbage()
    if (view.byteLength < 16 + length) return MORE
    const timeMs = view.getUint32(0, little) * 1000 + view.getUint32(4, little) / this.#fractionsPerMs
    this.#give(bytes.subarray(at + 16, at + 16 + length), timeMs, this.#linkType)
    return at + 16 + length
  }

  #pcapngBlock(bytes: Uint8Array, at: number, view: DataView): number {
    const blocks = this.#pcapng!
    const length = blocks.blockBytes(view)
    if (length === 0) return MORE
    if (length < 12 || length > MAX_FRAME_BYTES * 2 || (length & 3) !== 0) return this.#garbage()
    if (view.byteLength < length) return MORE
    if (blocks.read(view, length)) {
      const start = at + blocks.frameOffset
      this.#give(bytes.subarray(start, start + blocks.frameBytes), blocks.timeMs, blocks.linkType)
    } else if (blocks.malformed) this.malformed++
    return at + length
  }

  #rtpdumpOpening(bytes: Uint8Array, at: number, view: DataView): number {
    let line = at
    while (line < bytes.length && bytes[line] !== 0x0a) line++
    const header = line + 1 - at
    if (header > 200) return this.#garbage()
    if (view.byteLength < header + 16) return MORE
    this.kind = 'rtpdump'
    this.#rtpdumpStartMs = view.getUint32(header, false) * 1000 + view.getUint32(header + 4, false) / 1000
    return line + 1 + 16
  }

  #rtpdumpRecord(bytes: Uint8Array, at: number, view: DataView): number {
    if (view.byteLength < 8) return MORE
    const length = view.getUint16(0, false)
    if (length < 8) return this.#garbage()
    if (view.byteLength < length) return MORE
    // A packet length of 0 marks RTCP.
    if (view.getUint16(2, false) > 0) {
      this.#give(bytes.subarray(at + 8, at + length), this.#rtpdumpStartMs + view.getUint32(4, false), LINK_RTPDUMP)
    }
    return at + length
  }

  #give(bytes: Uint8Array, timeMs: number, linkType: number): void {
    this.frames++
    this.#onFrame({ bytes, timeMs, linkType })
  }

  #garbage(): number {
    this.malformed++
    return STOP
  }
}

const MORE = -1
const STOP = -2
const NANOSECOND_MAGIC = 0xa1b2_3c4d

function isPcapMagic(magic: number): boolean {
  return magic === 0xa1b2_c3d4 || magic === NANOSECOND_MAGIC
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length))
}
