import type { CryptoLine, Direction, MediaDescription, RtpFormat, SessionDescription } from './session-description.ts'

/** What is spoken: keys of a stream stand in its description (RFC 4568) or there are none. DTLS (`UDP/TLS/RTP/SAVPF`, RFC 5764) is not. */
const PROTOCOLS = new Set(['RTP/AVP', 'RTP/AVPF', 'RTP/SAVP', 'RTP/SAVPF'])

/** What this side can do in an audio stream, and where it receives. */
export interface AudioCapability {
  readonly address: string
  readonly port: number
  /** In the order of preference; dynamic payload types are those this side would choose itself. */
  readonly formats: readonly RtpFormat[]
  /** What this side wants: `sendonly` to put the other on hold, `inactive` on both. Default `sendrecv`. */
  readonly direction?: Direction
  readonly ptimeMs?: number
  /** Chooses among the offered keys and gives this side's, or `undefined` to refuse a stream that wants SRTP. */
  readonly secure?: (offered: readonly CryptoLine[]) => CryptoLine | undefined
}

/** An answer, and what was agreed for the first audio stream. */
export interface Agreement {
  readonly answer: SessionDescription
  /** Index of the stream that was accepted; −1 when none was: refuse the offer with 488. */
  readonly stream: number
  /** The format to send with: the first common one in the offerer's order. RFC 3264 §6.1 */
  readonly format: RtpFormat | undefined
  /** RFC 4733 events, where both sides know them at the clock of the format. */
  readonly events: RtpFormat | undefined
  readonly direction: Direction
}

/** What is told of a session's own description. */
export interface SessionOrigin {
  readonly user: string
  readonly id: string
  /** Goes up by one with each description of the session that differs. RFC 3264 §5 */
  readonly version: string
}

/**
 * Answers an offer: the first audio stream with a common format is accepted, every other stream is refused with port 0, in the offer's order.
 * RFC 3264 §6
 */
export function answerOffer(offer: SessionDescription, mine: AudioCapability, origin: SessionOrigin): Agreement {
  let stream = -1
  let format: RtpFormat | undefined
  let events: RtpFormat | undefined
  let direction: Direction = 'inactive'
  const media = offer.media.map((offered, at) => {
    const common = stream < 0 ? commonFormats(offered, mine) : []
    const voice = common.find(({ encoding }) => isVoice(encoding))
    const crypto = isSecure(offered) ? mine.secure?.(offered.cryptos) : undefined
    if (voice === undefined || (isSecure(offered) && crypto === undefined)) return refused(offered)
    stream = at
    format = voice
    events = common.find((other) => other.encoding === 'TELEPHONE-EVENT' && other.clockHz === voice.clockHz)
    direction = answeredDirection(offered.direction, mine.direction ?? 'sendrecv')
    return accepted(offered, events === undefined ? [voice] : [voice, events], mine, direction, crypto)
  })
  const answer: SessionDescription = { origin: { ...origin, address: mine.address }, name: '-', media }
  return { answer, stream, format, events, direction }
}

/** An offer of one audio stream with all that this side can do. RFC 3264 §5 */
export function makeOffer(mine: AudioCapability, origin: SessionOrigin, crypto?: CryptoLine): SessionDescription {
  const stream: MediaDescription = {
    kind: 'audio',
    port: mine.port,
    protocol: crypto === undefined ? 'RTP/AVP' : 'RTP/SAVP',
    formats: mine.formats,
    formatList: mine.formats.map(({ payloadType }) => String(payloadType)),
    address: mine.address,
    direction: mine.direction ?? 'sendrecv',
    ptimeMs: mine.ptimeMs,
    cryptos: crypto === undefined ? [] : [crypto],
    rtcpMux: false,
    rtcpPort: undefined,
  }
  return { origin: { ...origin, address: mine.address }, name: '-', media: [stream] }
}

/** The direction to answer with: each side sends only what the other will take. RFC 3264 §6.1 */
export function answeredDirection(offered: Direction, wanted: Direction): Direction {
  const send = sends(wanted) && receives(offered)
  const receive = receives(wanted) && sends(offered)
  if (send && receive) return 'sendrecv'
  if (send) return 'sendonly'
  return receive ? 'recvonly' : 'inactive'
}

/** The offered formats that this side knows, with the offer's payload types, in the offer's order. */
function commonFormats(offered: MediaDescription, mine: AudioCapability): RtpFormat[] {
  if (offered.kind !== 'audio' || offered.port === 0 || !PROTOCOLS.has(offered.protocol)) return []
  return offered.formats.filter((format) =>
    mine.formats.some(
      (own) => own.encoding === format.encoding && own.clockHz === format.clockHz && own.channels === format.channels,
    ),
  )
}

function accepted(
  offered: MediaDescription,
  formats: readonly RtpFormat[],
  mine: AudioCapability,
  direction: Direction,
  crypto: CryptoLine | undefined,
): MediaDescription {
  return {
    ...offered,
    port: mine.port,
    formats: formats.map((format) =>
      format.encoding === 'TELEPHONE-EVENT' ? { ...format, parameters: '0-16' } : format,
    ),
    formatList: formats.map(({ payloadType }) => String(payloadType)),
    address: mine.address,
    direction,
    ptimeMs: mine.ptimeMs,
    cryptos: crypto === undefined ? [] : [crypto],
    rtcpPort: undefined,
  }
}

function refused(offered: MediaDescription): MediaDescription {
  return { ...offered, port: 0, formats: [], cryptos: [] }
}

function isVoice(encoding: string): boolean {
  return encoding !== 'TELEPHONE-EVENT' && encoding !== 'CN' && encoding !== 'RED'
}

function isSecure({ protocol }: MediaDescription): boolean {
  return protocol.startsWith('RTP/SAVP')
}

function sends(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'sendonly'
}

function receives(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'recvonly'
}
