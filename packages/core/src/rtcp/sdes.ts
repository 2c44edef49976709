import { RTCP_BYE, RTCP_SDES } from './compound.ts'
import type { RtcpCursor } from './compound.ts'
import { get32, put32, putHeader } from './octets.ts'

/** Items of a source description. RFC 3550 §6.5 */
export type SdesItemName = 'cname' | 'name' | 'email' | 'phone' | 'loc' | 'tool' | 'note' | 'priv'

const ITEM_NAMES: readonly SdesItemName[] = ['cname', 'name', 'email', 'phone', 'loc', 'tool', 'note', 'priv']

/** One source's description. Values are the bytes as UTF-8; PRIV keeps its prefix bytes inside. */
export interface SdesChunk {
  ssrc: number
  items: { name: SdesItemName; value: Uint8Array }[]
}

/** Reads the chunks that `cursor` stands on; items of unknown type are skipped; `undefined` when malformed. O(bytes). */
export function readSdes(cursor: RtcpCursor): SdesChunk[] | undefined {
  if (cursor.packetType !== RTCP_SDES) return undefined
  const { bytes, end } = cursor
  const chunks: SdesChunk[] = []
  let at = cursor.offset + 4
  for (let i = 0; i < cursor.count; i++) {
    if (at + 5 > end) return undefined
    const chunk: SdesChunk = { ssrc: get32(bytes, at), items: [] }
    at += 4
    while (at < end && bytes[at] !== 0) {
      const length = bytes[at + 1]
      if (length === undefined || at + 2 + length > end) return undefined
      const name = ITEM_NAMES[bytes[at]! - 1]
      if (name !== undefined) chunk.items.push({ name, value: bytes.slice(at + 2, at + 2 + length) })
      at += 2 + length
    }
    if (at >= end) return undefined
    // The list ends with a zero byte, and zeros up to the next word.
    at += 4 - ((at - cursor.offset) & 3)
    chunks.push(chunk)
  }
  return chunks
}

/** Writes chunks at `out[at …]` and returns the length, 0 when it does not fit, or an item is past 255 bytes. O(bytes). */
export function writeSdesInto(out: Uint8Array, at: number, chunks: readonly SdesChunk[]): number {
  let length = 4
  for (const chunk of chunks) {
    let bytes = 4
    for (const item of chunk.items) {
      if (item.value.length > 255) return 0
      bytes += 2 + item.value.length
    }
    length += (bytes + 4) & ~3
  }
  if (chunks.length > 31 || at + length > out.length) return 0
  out.fill(0, at, at + length)
  putHeader(out, at, chunks.length, RTCP_SDES, length)
  let next = at + 4
  for (const chunk of chunks) {
    put32(out, next, chunk.ssrc)
    next += 4
    for (const item of chunk.items) {
      out[next] = ITEM_NAMES.indexOf(item.name) + 1
      out[next + 1] = item.value.length
      out.set(item.value, next + 2)
      next += 2 + item.value.length
    }
    next += 4 - ((next - at) & 3)
  }
  return length
}

/** Who leaves, and why. RFC 3550 §6.6 */
export interface Bye {
  ssrcs: number[]
  /** UTF-8 bytes of the reason, at most 255. */
  reason?: Uint8Array
}

/** Reads the BYE that `cursor` stands on; `undefined` when malformed. O(sources). */
export function readBye(cursor: RtcpCursor): Bye | undefined {
  if (cursor.packetType !== RTCP_BYE) return undefined
  const { bytes, offset, end } = cursor
  let at = offset + 4
  if (at + cursor.count * 4 > end) return undefined
  const bye: Bye = { ssrcs: [] }
  for (let i = 0; i < cursor.count; i++, at += 4) bye.ssrcs.push(get32(bytes, at))
  if (at < end) {
    const length = bytes[at]!
    if (at + 1 + length > end) return undefined
    bye.reason = bytes.slice(at + 1, at + 1 + length)
  }
  return bye
}

/** Writes a BYE at `out[at …]` and returns the length, 0 when it does not fit. O(sources). */
export function writeByeInto(out: Uint8Array, at: number, bye: Bye): number {
  const reason = bye.reason
  const length = 4 + bye.ssrcs.length * 4 + (reason === undefined ? 0 : (reason.length + 4) & ~3)
  if (bye.ssrcs.length > 31 || (reason !== undefined && reason.length > 255) || at + length > out.length) return 0
  out.fill(0, at, at + length)
  putHeader(out, at, bye.ssrcs.length, RTCP_BYE, length)
  bye.ssrcs.forEach((ssrc, i) => put32(out, at + 4 + i * 4, ssrc))
  if (reason !== undefined) {
    const text = at + 4 + bye.ssrcs.length * 4
    out[text] = reason.length
    out.set(reason, text + 1)
  }
  return length
}
