import type { SrtpSuite } from '@strowger/core'
import type {
  Agreement,
  AudioCapability,
  CryptoLine,
  Direction,
  MediaDescription,
  RtpFormat,
  SessionDescription,
} from '@strowger/core/sip'
import { answerOffer, makeOffer } from '@strowger/core/sip'
import type { HostConfig } from '../config/host-config.ts'
import type { LegCodec, LegConnection, LegOpened } from '../media/leg.ts'

const FORMATS: Readonly<Record<'PCMA' | 'PCMU' | 'G722', RtpFormat>> = {
  PCMU: { payloadType: 0, encoding: 'PCMU', clockHz: 8000, channels: 1, parameters: '' },
  PCMA: { payloadType: 8, encoding: 'PCMA', clockHz: 8000, channels: 1, parameters: '' },
  G722: { payloadType: 9, encoding: 'G722', clockHz: 8000, channels: 1, parameters: '' },
}
const EVENTS: RtpFormat = {
  payloadType: 101,
  encoding: 'TELEPHONE-EVENT',
  clockHz: 8000,
  channels: 1,
  parameters: '0-16',
}
const CODECS: Readonly<Record<string, LegCodec>> = { PCMU: 'pcmu', PCMA: 'pcma', G722: 'g722' }
const SUITES: readonly SrtpSuite[] = ['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32']
const PTIME_MS = 20

/** What this side offers and takes in the audio of a call, and what it comes to. RFC 3264, RFC 4568 */
export class AudioTerms {
  readonly #media: HostConfig['media']
  readonly #address: string
  readonly #formats: readonly RtpFormat[]

  constructor(media: HostConfig['media'], publicAddress: string) {
    this.#media = media
    this.#address = publicAddress
    this.#formats = [...media.codecs.map((codec) => FORMATS[codec]), EVENTS]
  }

  /** An offer of this side. `version` goes up with each description of the call. */
  offer(opened: LegOpened, version: number, direction: Direction = 'sendrecv'): SessionDescription {
    const crypto: CryptoLine | undefined =
      this.#media.srtp === 'required' ? { tag: 1, suite: SUITES[0]!, key: opened.srtpKey, parameters: '' } : undefined
    return makeOffer(this.#capability(opened, direction), originOf(opened, version), crypto)
  }

  /** The answer to an offer; its `stream` is −1 when there is nothing in common. */
  answer(offer: SessionDescription, opened: LegOpened, version: number): Agreement {
    const { srtp } = this.#media
    const capability = this.#capability(opened, 'sendrecv')
    const agreement = answerOffer(
      offer,
      { ...capability, secure: (offered) => chosen(offered, opened) },
      originOf(opened, version),
    )
    const stream = offer.media[agreement.stream]
    if (stream === undefined) return agreement
    const isSecure = stream.protocol.startsWith('RTP/SAVP')
    return (srtp === 'required' && !isSecure) || (srtp === 'off' && isSecure) ? { ...agreement, stream: -1 } : agreement
  }

  /** What an offer of the other side, answered so, means for the media. */
  ofAnswered(offer: SessionDescription, { stream, format, events, direction }: Agreement): LegConnection | undefined {
    const remote = offer.media[stream]
    if (remote === undefined || format === undefined) return undefined
    return connectionOf(remote, format, events, direction, chosenCrypto(remote.cryptos))
  }

  /** What the other side's answer to this side's offer means for the media; `undefined` when nothing was agreed. */
  ofAnswer(answer: SessionDescription): LegConnection | undefined {
    const remote = answer.media.find(({ kind, port }) => kind === 'audio' && port > 0)
    const format = remote?.formats.find(({ encoding }) => Object.hasOwn(CODECS, encoding))
    if (remote === undefined || format === undefined) return undefined
    const events = remote.formats.find(({ encoding }) => encoding === 'TELEPHONE-EVENT')
    return connectionOf(remote, format, events, opposite(remote.direction), chosenCrypto(remote.cryptos))
  }

  #capability({ port }: LegOpened, direction: Direction): AudioCapability {
    return { address: this.#address, port, formats: this.#formats, direction, ptimeMs: PTIME_MS }
  }
}

function connectionOf(
  remote: MediaDescription,
  format: RtpFormat,
  events: RtpFormat | undefined,
  direction: Direction,
  crypto: LegConnection['srtp'],
): LegConnection | undefined {
  const codec = CODECS[format.encoding]
  if (codec === undefined) return undefined
  const { address, port, rtcpPort, ptimeMs } = remote
  return {
    remote: rtcpPort === undefined ? { address, port } : { address, port, rtcpPort },
    codec,
    payloadType: format.payloadType,
    ...(events !== undefined && { telephoneEventPayloadType: events.payloadType }),
    ptimeMs: ptimeMs !== undefined && ptimeMs >= 10 && ptimeMs <= 120 && ptimeMs % 10 === 0 ? ptimeMs : PTIME_MS,
    direction,
    ...(crypto !== undefined && { srtp: crypto }),
  }
}

function originOf({ leg, port }: LegOpened, version: number) {
  return { user: '-', id: `${leg}${port}`, version: String(version) }
}

function chosen(offered: readonly CryptoLine[], { srtpKey }: LegOpened): CryptoLine | undefined {
  const line = offered.find(isTaken)
  return line && { tag: line.tag, suite: line.suite, key: srtpKey, parameters: '' }
}

function chosenCrypto(lines: readonly CryptoLine[]): LegConnection['srtp'] {
  const line = lines.find(isTaken)
  const suite = SUITES.find((each) => each === line?.suite)
  if (line === undefined || suite === undefined) return undefined
  const { key, lifetimePackets } = line
  return { suite, key, ...(lifetimePackets !== undefined && { lifetimePackets }) }
}

/**
 * A line of a known suite that asks for nothing else: but for the size of the other side's window, session parameters turn parts of the protection off
 * or change keys, and such a line is passed over. RFC 4568 §6.3, §7.1.2
 */
function isTaken({ suite, parameters }: CryptoLine): boolean {
  return SUITES.some((known) => known === suite) && /^(?:WSH=\d{1,5} ?)*$/.test(parameters)
}

function opposite(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly'
  return direction === 'recvonly' ? 'sendonly' : direction
}
