/** Addresses that begin with the same bits. */
export interface AddressRange {
  readonly bits: bigint
  /** How many bits count. */
  readonly length: number
  readonly isV6: boolean
}

const V4_BITS = 32
const V6_BITS = 128

/** Reads `192.0.2.1`, `192.0.2.0/24`, `2001:db8::/32`; `undefined` when it is none. RFC 4632, RFC 4291 §2.3 */
export function readRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/')
  const address = readAddress(slash < 0 ? text : text.slice(0, slash))
  if (address === undefined) return undefined
  const most = address.isV6 ? V6_BITS : V4_BITS
  const given = slash < 0 ? String(most) : text.slice(slash + 1)
  const length = Number(given)
  if (!/^\d{1,3}$/.test(given) || length > most) return undefined
  return { ...address, length }
}

/** Reads an address; one of version 4 inside version 6 (`::ffff:192.0.2.1`) is the one inside. */
function readAddress(text: string): { readonly bits: bigint; readonly isV6: boolean } | undefined {
  if (!text.includes(':')) {
    const bits = readV4(text)
    return bits === undefined ? undefined : { bits, isV6: false }
  }
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(text)
  if (mapped !== null) return readAddress(mapped[1]!)
  const bits = readV6(text)
  return bits === undefined ? undefined : { bits, isV6: true }
}

/** One text for all ways to write an address; what is none is itself. */
export function canonicalAddress(text: string): string {
  const address = readAddress(text)
  return address === undefined ? text : `${address.isV6 ? 6 : 4} ${address.bits.toString(16)}`
}

/** True when the address lies in one of the ranges. O(ranges) */
export function isInside(address: string, ranges: readonly AddressRange[]): boolean {
  const read = readAddress(address)
  if (read === undefined) return false
  return ranges.some(({ bits, length, isV6 }) => {
    if (isV6 !== read.isV6) return false
    const rest = BigInt((isV6 ? V6_BITS : V4_BITS) - length)
    return read.bits >> rest === bits >> rest
  })
}

function readV4(text: string): bigint | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  let bits = 0n
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined
    bits = (bits << 8n) | BigInt(part)
  }
  return bits
}

function readV6(text: string): bigint | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')))
  const missing = 8 - groups.reduce((sum, half) => sum + half.length, 0)
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined
  const all = [
    ...groups[0]!,
    ...Array.from({ length: halves.length === 2 ? missing : 0 }, () => '0'),
    ...(groups[1] ?? []),
  ]
  let bits = 0n
  for (const group of all) {
    if (!/^[\da-f]{1,4}$/i.test(group)) return undefined
    bits = (bits << 16n) | BigInt(Number.parseInt(group, 16))
  }
  return bits
}
