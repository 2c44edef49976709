import { readLifetime } from '../../srtp/sdes.ts'
import { readNumber } from '../grammar/characters.ts'
import type { CryptoLine, Direction, MediaDescription, RtpFormat, SessionDescription } from './session-description.ts'
import { STATIC_FORMATS } from './static-formats.ts'

/** Streams and lines beyond these make a description malformed: memory stays bounded whatever comes. */
const MAX_MEDIA = 16
const MAX_LINES = 1000

/** Lines of the session part or of one stream, by type, in order. */
interface Section {
  readonly lines: (readonly [type: string, value: string])[]
}

const decoder = new TextDecoder()

/**
 * Reads a session description; `undefined` when it is malformed. Total, O(length). Lines that are not understood are passed over, as
 * RFC 8866 §5 asks for attributes; an unknown line type is tolerated too.
 */
export function readSdp(body: Uint8Array | string): SessionDescription | undefined {
  const text = typeof body === 'string' ? body : decoder.decode(body)
  const lines = text.split('\n', MAX_LINES + 1)
  if (lines.length > MAX_LINES) return undefined
  const sections: Section[] = [{ lines: [] }]
  for (const raw of lines) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (line === '') continue
    if (!/^[a-z]=/.test(line)) return undefined
    if (line.startsWith('m=')) sections.push({ lines: [] })
    sections.at(-1)!.lines.push([line.charAt(0), line.slice(2)])
  }
  const [session, ...streams] = sections
  if (session === undefined || first(session, 'v')?.trim() !== '0' || streams.length > MAX_MEDIA) return undefined
  const origin = readOrigin(first(session, 'o') ?? '')
  if (origin === undefined) return undefined
  const media: MediaDescription[] = []
  for (const stream of streams) {
    const description = readMedia(stream, session)
    if (description === undefined) return undefined
    media.push(description)
  }
  return { origin, name: first(session, 's') ?? '-', media }
}

function readOrigin(line: string): SessionDescription['origin'] | undefined {
  const [user, id, version, , , address] = line.trim().split(/\s+/)
  if (address === undefined || user === undefined || id === undefined || version === undefined) return undefined
  return { user, id, version, address }
}

function readMedia(section: Section, session: Section): MediaDescription | undefined {
  const [kind, portText = '', protocol, ...formatList] = first(section, 'm')!.trim().split(/\s+/)
  const port = readNumber(portText.split('/', 1)[0]!, 65_535)
  if (kind === undefined || protocol === undefined || port === undefined || formatList.length > 64) return undefined
  const address = readConnection(first(section, 'c') ?? first(session, 'c'))
  if (address === undefined) return undefined
  const isRtp = /^RTP\/|\/RTP\//.test(protocol)
  const ptime = attribute(section, 'ptime')
  return {
    kind,
    port,
    protocol,
    formats: isRtp ? readFormats(section, formatList) : [],
    formatList,
    address,
    direction: reached(address, readDirection(section) ?? readDirection(session) ?? 'sendrecv'),
    ptimeMs: ptime === undefined ? undefined : readNumber(ptime.trim(), 1000),
    cryptos: attributes(section, 'crypto').flatMap((value) => readCrypto(value) ?? []),
    rtcpMux: section.lines.some(([type, value]) => type === 'a' && value.trim() === 'rtcp-mux'),
    rtcpPort: readNumber((attribute(section, 'rtcp') ?? '').split(' ', 1)[0]!, 65_535),
  }
}

/** Address of a `c=` line; the unspecified address where there is none (a stream that is refused may lack it). */
function readConnection(line: string | undefined): string | undefined {
  if (line === undefined) return '0.0.0.0'
  const [net, type, address] = line.trim().split(/\s+/)
  if (net !== 'IN' || (type !== 'IP4' && type !== 'IP6') || address === undefined) return undefined
  return address.split('/', 1)[0]!
}

function readFormats(section: Section, list: readonly string[]): RtpFormat[] {
  const formats: RtpFormat[] = []
  const maps = attributes(section, 'rtpmap')
  const parameterLines = attributes(section, 'fmtp')
  for (const text of list) {
    const payloadType = readNumber(text, 127)
    if (payloadType === undefined) continue
    const format = readMap(maps, payloadType) ?? STATIC_FORMATS.get(payloadType)
    if (format !== undefined) formats.push({ ...format, parameters: ofPayload(parameterLines, payloadType) ?? '' })
  }
  return formats
}

function readMap(maps: readonly string[], payloadType: number): RtpFormat | undefined {
  const [encoding, clock = '', channels = '1'] = (ofPayload(maps, payloadType) ?? '').split('/')
  const clockHz = readNumber(clock, 1_000_000)
  if (encoding === undefined || encoding === '' || clockHz === undefined || clockHz === 0) return undefined
  return {
    payloadType,
    encoding: encoding.toUpperCase(),
    clockHz,
    channels: readNumber(channels, 255) ?? 1,
    parameters: '',
  }
}

/** What stands after the payload type in the attribute of that type. */
function ofPayload(values: readonly string[], payloadType: number): string | undefined {
  for (const value of values) {
    const space = value.indexOf(' ')
    if (space > 0 && readNumber(value.slice(0, space), 127) === payloadType) return value.slice(space + 1).trim()
  }
  return undefined
}

function readDirection(section: Section): Direction | undefined {
  for (const [type, value] of section.lines) {
    if (type !== 'a') continue
    const word = value.trim()
    if (word === 'sendrecv' || word === 'sendonly' || word === 'recvonly' || word === 'inactive') return word
  }
  return undefined
}

/** Nothing may be sent to the unspecified address: so phones of RFC 2543 put a call on hold. RFC 3264 §8.4 */
function reached(address: string, direction: Direction): Direction {
  if (address !== '0.0.0.0' && address !== '::') return direction
  return direction === 'sendrecv' || direction === 'sendonly' ? 'sendonly' : 'inactive'
}

function readCrypto(value: string): CryptoLine | undefined {
  const [tagText = '', suite, key, ...parameters] = value.trim().split(/\s+/)
  const tag = readNumber(tagText, 999_999_999)
  if (tag === undefined || suite === undefined || key?.startsWith('inline:') !== true) return undefined
  const [keyAndSalt, ...fields] = key.slice(7).split('|')
  // Of several keys, or with an MKI, packets look otherwise than a key alone tells: such a line is passed over. RFC 4568 §7.1.2
  if (keyAndSalt === undefined || key.includes(';') || fields.some((field) => field.includes(':'))) return undefined
  const [lifetimeText, ...more] = fields
  const lifetimePackets = lifetimeText === undefined ? undefined : readLifetime(lifetimeText)
  if (more.length > 0 || (lifetimeText !== undefined && lifetimePackets === undefined)) return undefined
  const lifetime = lifetimePackets !== undefined && { lifetimePackets }
  return { tag, suite, key: keyAndSalt, ...lifetime, parameters: parameters.join(' ') }
}

function first(section: Section, type: string): string | undefined {
  return section.lines.find(([known]) => known === type)?.[1]
}

function attributes(section: Section, name: string): string[] {
  const values: string[] = []
  for (const [type, value] of section.lines) {
    if (type === 'a' && value.startsWith(`${name}:`)) values.push(value.slice(name.length + 1))
  }
  return values
}

function attribute(section: Section, name: string): string | undefined {
  return attributes(section, name)[0]
}
