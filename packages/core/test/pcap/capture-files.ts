/** A number as bytes, the most significant first. */
export const be = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, i) => Math.floor(value / 256 ** (bytes - 1 - i)) & 255)
/** A number as bytes, the least significant first. */
export const le = (value: number, bytes: number): number[] => be(value, bytes).toReversed()

/** A datagram and when it was captured. */
export interface Packet {
  payload: Uint8Array
  timeMs: number
}

/** A datagram with its UDP header. */
export function udp(payload: Uint8Array, source: number = 4000, target: number = 5000): number[] {
  return [...be(source, 2), ...be(target, 2), ...be(8 + payload.length, 2), 0, 0, ...payload]
}

/** A datagram with its IPv4 and UDP headers. */
export function ipv4(payload: Uint8Array): number[] {
  const inner = udp(payload)
  return [0x45, 0, ...be(20 + inner.length, 2), 0, 0, 0, 0, 64, 17, 0, 0, 10, 0, 0, 1, 10, 0, 0, 2, ...inner]
}

const ethernet = (payload: Uint8Array): number[] => [
  ...Array.from({ length: 12 }, () => 1),
  0x08,
  0x00,
  ...ipv4(payload),
]

/** A pcap file of Ethernet in a byte order. */
export function pcap(
  packets: readonly Packet[],
  number: (value: number, bytes: number) => number[],
  nanoseconds: boolean,
  linkType: number = 1,
): Uint8Array {
  const bytes = [...number(nanoseconds ? 0xa1b2_3c4d : 0xa1b2_c3d4, 4), ...number(2, 2), ...number(4, 2)]
  bytes.push(...number(0, 8), ...number(65_535, 4), ...number(linkType, 4))
  for (const { payload, timeMs } of packets) {
    const frame = ethernet(payload)
    const rest = Math.round((timeMs % 1000) * (nanoseconds ? 1e6 : 1e3))
    bytes.push(
      ...number(Math.floor(timeMs / 1000), 4),
      ...number(rest, 4),
      ...number(frame.length, 4),
      ...number(frame.length, 4),
    )
    bytes.push(...frame)
  }
  return Uint8Array.from(bytes)
}

/** A pcapng file of one interface whose clock counts 10^−`digits` s. */
export function pcapng(packets: readonly Packet[], digits: number = 9): Uint8Array {
  const block = (type: number, body: number[]): number[] => {
    while (body.length % 4 !== 0) body.push(0)
    return [...le(type, 4), ...le(body.length + 12, 4), ...body, ...le(body.length + 12, 4)]
  }
  const bytes = block(0x0a0d_0d0a, [
    ...le(0x1a2b_3c4d, 4),
    ...le(1, 2),
    ...le(0, 2),
    ...Array.from({ length: 8 }, () => 255),
  ])
  bytes.push(...block(1, [...le(1, 2), 0, 0, ...le(65_535, 4), ...le(9, 2), ...le(1, 2), digits, 0, 0, 0, 0, 0, 0, 0]))
  for (const { payload, timeMs } of packets) {
    const frame = ethernet(payload)
    const units =
      digits < 6 ? BigInt(timeMs / 10 ** (3 - digits)) : BigInt(Math.round(timeMs * 1000)) * 10n ** BigInt(digits - 6)
    const high = Number(units >> 32n)
    const low = Number(units & 0xffff_ffffn)
    bytes.push(
      ...block(6, [
        ...le(0, 4),
        ...le(high, 4),
        ...le(low, 4),
        ...le(frame.length, 4),
        ...le(frame.length, 4),
        ...frame,
      ]),
    )
  }
  return Uint8Array.from(bytes)
}

/** An rtpdump file. */
export function rtpdump(packets: readonly Packet[]): Uint8Array {
  const bytes = [...new TextEncoder().encode('#!rtpplay1.0 10.0.0.1/5000\n'), ...be(0, 4), ...be(0, 4), ...be(0, 8)]
  for (const { payload, timeMs } of packets) {
    bytes.push(...be(payload.length + 8, 2), ...be(payload.length, 2), ...be(timeMs, 4), ...payload)
  }
  return Uint8Array.from(bytes)
}
