const SECTION = 0x0a0d_0d0a
const INTERFACE = 1
const SIMPLE = 3
const ENHANCED = 6
const OPTION_RESOLUTION = 9
const OPTION_OFFSET = 14
/** No date is further from the epoch: such a time is invented, and milliseconds cannot be added to it. */
const MOST_MS = 8.64e15
/** More interfaces than this are invented. */
const MAX_INTERFACES = 4096

/**
 * Reads the blocks of a pcapng file one by one: sections of either byte order, interfaces with their clocks, enhanced and simple
 * packets; others are passed over. draft-ietf-opsawg-pcapng §4. Total: offsets are checked before they are used.
 */
export class PcapngBlocks {
  /** Where the frame starts in the block. */
  frameOffset = 0
  /** Bytes captured of it. */
  frameBytes = 0
  /** Its time in ms since the epoch; 0 for simple packets, which have none. */
  timeMs = 0
  /** Its link type. */
  linkType = 1
  /** Whether the last block was one of ours but made no sense. */
  malformed = false
  #little = true
  #interfaces: { linkType: number; unitsPerMs: number; offsetMs: number }[] = []

  /** Length of the block that `view` starts with; 0 when more bytes are needed. */
  blockBytes(view: DataView): number {
    if (view.byteLength < 12) return 0
    if (view.getUint32(0, true) === SECTION) {
      const little = view.getUint32(8, true) === 0x1a2b_3c4d
      if (!little && view.getUint32(8, false) !== 0x1a2b_3c4d) return 1
      this.#little = little
    }
    return view.getUint32(4, this.#little)
  }

  /** Reads a block that is all there; true when it holds a frame. */
  read(view: DataView, length: number): boolean {
    this.malformed = false
    const type = view.getUint32(0, this.#little)
    if (type === SECTION) this.#interfaces = []
    else if (type === INTERFACE) this.#readInterface(view, length)
    else if (type === ENHANCED) return this.#readEnhanced(view, length)
    else if (type === SIMPLE) return this.#readSimple(view, length)
    return false
  }

  #readInterface(view: DataView, length: number): void {
    if (length < 20 || this.#interfaces.length >= MAX_INTERFACES) {
      this.malformed = true
      return
    }
    const described = { linkType: view.getUint16(8, this.#little), unitsPerMs: 1000, offsetMs: 0 }
    for (let at = 16; at + 4 <= length - 4;) {
      const code = view.getUint16(at, this.#little)
      const size = view.getUint16(at + 2, this.#little)
      if (code === 0 || at + 4 + size > length - 4) break
      if (code === OPTION_RESOLUTION && size >= 1) {
        const value = view.getUint8(at + 4)
        described.unitsPerMs = ((value & 0x80) === 0 ? 10 ** value : 2 ** (value & 0x7f)) / 1000
      } else if (code === OPTION_OFFSET && size >= 8) {
        described.offsetMs = Number(view.getBigInt64(at + 4, this.#little)) * 1000
      }
      at += 4 + ((size + 3) & ~3)
    }
    this.#interfaces.push(described)
  }

  #readEnhanced(view: DataView, length: number): boolean {
    const source = length < 32 ? undefined : this.#interfaces[view.getUint32(8, this.#little)]
    const captured = length < 32 ? 0 : view.getUint32(20, this.#little)
    if (source === undefined || captured > length - 32) {
      this.malformed = true
      return false
    }
    const units = view.getUint32(12, this.#little) * 0x1_0000_0000 + view.getUint32(16, this.#little)
    const timeMs = units / source.unitsPerMs + source.offsetMs
    if (!(Math.abs(timeMs) <= MOST_MS)) {
      this.malformed = true
      return false
    }
    this.timeMs = timeMs
    this.linkType = source.linkType
    this.frameOffset = 28
    this.frameBytes = captured
    return true
  }

  #readSimple(view: DataView, length: number): boolean {
    const source = this.#interfaces[0]
    if (source === undefined || length < 16) {
      this.malformed = true
      return false
    }
    this.timeMs = 0
    this.linkType = source.linkType
    this.frameOffset = 12
    this.frameBytes = Math.min(view.getUint32(8, this.#little), length - 16)
    return true
  }
}
