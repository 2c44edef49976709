import { LINK_RTPDUMP } from './capture-reader.ts'
import type { CapturedFrame } from './capture-reader.ts'

const ETHERTYPE_IPV4 = 0x0800
const ETHERTYPE_IPV6 = 0x86dd
const UDP = 17

/**
 * Finds the UDP payload in a captured frame, without allocating; reuse one. Ethernet with VLAN tags, Linux cooked (both), BSD
 * loopback, raw IP; IPv4 and IPv6 with its extension headers. Fragments but the first are passed over. Total.
 */
export class UdpFinder {
  /** First byte of the payload, an index into the frame's bytes. */
  offset = 0
  /** Its length as captured. */
  length = 0
  sourcePort = 0
  targetPort = 0
  #bytes: Uint8Array = new Uint8Array(0)
  #ip = 0
  #version = 0

  /** Whether there is a UDP payload. O(headers). */
  find(frame: CapturedFrame): boolean {
    const { bytes, linkType } = frame
    this.#bytes = bytes
    this.#version = 0
    if (linkType === LINK_RTPDUMP) {
      this.offset = 0
      this.length = bytes.length
      this.sourcePort = 0
      this.targetPort = 0
      return true
    }
    const ip = networkOffset(bytes, linkType)
    return ip >= 0 && ip < bytes.length && this.#findIp(bytes, ip)
  }

  #findIp(bytes: Uint8Array, ip: number): boolean {
    this.#ip = ip
    this.#version = bytes[ip]! >> 4
    if (this.#version === 4) {
      const header = (bytes[ip]! & 0x0f) << 2
      if (header < 20 || ip + header > bytes.length || bytes[ip + 9] !== UDP) return false
      // Offset of the fragment; the first one has the UDP header.
      if ((get16(bytes, ip + 6) & 0x1fff) !== 0) return false
      return this.#findUdp(bytes, ip + header, Math.min(bytes.length, ip + get16(bytes, ip + 2)))
    }
    if (this.#version !== 6 || ip + 40 > bytes.length) return false
    let next = bytes[ip + 6]!
    let at = ip + 40
    const end = Math.min(bytes.length, at + get16(bytes, ip + 4))
    // Hop-by-hop, routing, destination options and fragment headers.
    while (next === 0 || next === 43 || next === 60 || next === 44) {
      if (at + 8 > end) return false
      if (next === 44 && (get16(bytes, at + 2) & 0xfff8) !== 0) return false
      const size = next === 44 ? 8 : (bytes[at + 1]! + 1) << 3
      next = bytes[at]!
      at += size
    }
    return next === UDP && this.#findUdp(bytes, at, end)
  }

  #findUdp(bytes: Uint8Array, at: number, end: number): boolean {
    if (at + 8 > end) return false
    this.sourcePort = get16(bytes, at)
    this.targetPort = get16(bytes, at + 2)
    this.offset = at + 8
    this.length = Math.min(end - at - 8, Math.max(0, get16(bytes, at + 4) - 8))
    return true
  }

  /** The sender as `address:port`. Allocates. */
  source(): string {
    return this.#address(this.#version === 4 ? 12 : 8, this.sourcePort)
  }

  /** The receiver as `address:port`. Allocates. */
  target(): string {
    return this.#address(this.#version === 4 ? 16 : 24, this.targetPort)
  }

  #address(offset: number, port: number): string {
    const at = this.#ip + offset
    if (this.#version === 4) return `${this.#bytes.subarray(at, at + 4).join('.')}:${port}`
    if (this.#version !== 6) return '-'
    const words = Array.from({ length: 8 }, (_, i) => get16(this.#bytes, at + 2 * i).toString(16))
    return `[${words.join(':')}]:${port}`
  }
}

/** Where IP begins in a frame of that link type; −1 when it is not IP, or cut. */
function networkOffset(bytes: Uint8Array, linkType: number): number {
  switch (linkType) {
    case 1:
      return etherPayload(bytes, 12)
    case 113:
      return etherPayload(bytes, 14)
    case 276:
      return bytes.length < 20 || !isIp(get16(bytes, 0)) ? -1 : 20
    case 0:
    case 108:
      return 4
    case 12:
    case 14:
    case 101:
    case 228:
    case 229:
      return 0
    default:
      return -1
  }
}

/** Skips VLAN tags from the EtherType at `at`. */
function etherPayload(bytes: Uint8Array, at: number): number {
  for (let type = at; type + 2 <= bytes.length; type += 4) {
    const value = get16(bytes, type)
    if (isIp(value)) return type + 2
    if (value !== 0x8100 && value !== 0x88a8 && value !== 0x9100) return -1
  }
  return -1
}

function isIp(etherType: number): boolean {
  return etherType === ETHERTYPE_IPV4 || etherType === ETHERTYPE_IPV6
}

function get16(bytes: Uint8Array, at: number): number {
  return (bytes[at]! << 8) | bytes[at + 1]!
}
