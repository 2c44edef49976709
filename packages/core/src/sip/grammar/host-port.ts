import { ALPHANUMERIC, isOf, readNumber, sliceTrimmed } from './characters.ts'

/** A host name or address, an IPv6 address without its brackets, and a port where one is named. */
export interface HostPort {
  readonly host: string
  readonly port: number | undefined
}

/** Reads `host`, `host:port`, `[v6]`, `[v6]:port`; `undefined` for anything else. RFC 3261 §25.1, RFC 5118 §4 */
export function readHostPort(text: string): HostPort | undefined {
  if (text.startsWith('[')) {
    const close = text.indexOf(']')
    if (close < 0) return undefined
    const host = withoutThirdColon(text.slice(1, close))
    return isIpv6(host) ? withPort(host, text.slice(close + 1)) : undefined
  }
  const colon = text.indexOf(':')
  const host = colon < 0 ? text : text.slice(0, colon)
  return isHost(host) ? withPort(host, colon < 0 ? '' : text.slice(colon)) : undefined
}

/** The grammar of RFC 3261 has one colon too many before an IPv4 tail, and is to be tolerated. RFC 5118 §4.10 */
function withoutThirdColon(host: string): string {
  const at = host.indexOf(':::')
  return at >= 0 && host.includes('.', at) && !host.includes(':', at + 3)
    ? host.slice(0, at) + host.slice(at + 1)
    : host
}

/** The host as it stands in a message: IPv6 addresses in brackets. */
function writeHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}

/** `host` or `host:port`. */
export function writeHostPort({ host, port }: HostPort): string {
  return port === undefined ? writeHost(host) : `${writeHost(host)}:${port}`
}

function withPort(host: string, rest: string): HostPort | undefined {
  if (rest === '') return { host, port: undefined }
  const bare = sliceTrimmed(rest, 0)
  if (bare === '') return { host, port: undefined }
  if (!bare.startsWith(':')) return undefined
  const port = readNumber(sliceTrimmed(bare, 1), 65_535)
  return port === undefined ? undefined : { host, port }
}

function isHost(text: string): boolean {
  if (text.length > 255 || text === '') return false
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i)
    // An underscore is no legal host name and stands in many all the same.
    if (!isOf(code, ALPHANUMERIC) && code !== 0x2d && code !== 0x2e && code !== 0x5f) return false
  }
  return isOf(text.charCodeAt(0), ALPHANUMERIC) || text.startsWith('_')
}

/** Hexadecimal groups and `::`, an IPv4 tail allowed; a zone (`%eth0`) is not. RFC 3261 §25.1 (IPv6address) */
function isIpv6(text: string): boolean {
  if (text.length > 45 || !text.includes(':')) return false
  const halves = text.split('::')
  if (halves.length > 2) return false
  let groups = 0
  for (const half of halves) {
    if (half === '') continue
    const pieces = half.split(':')
    for (const [at, piece] of pieces.entries()) {
      if (piece.includes('.')) {
        const last = at === pieces.length - 1 && half === halves.at(-1)
        if (!last || !/^\d{1,3}(?:\.\d{1,3}){3}$/.test(piece)) return false
        groups += 2
      } else {
        if (!/^[\da-fA-F]{1,4}$/.test(piece)) return false
        groups += 1
      }
    }
  }
  return halves.length === 2 ? groups <= 7 : groups === 8
}
