/** Who sends. RFC 8866 §6.7 */
export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

/** How one payload type is coded. RFC 8866 §6.6 */
export interface RtpFormat {
  readonly payloadType: number
  /** Name of the encoding in upper case: `PCMU`, `PCMA`, `G722`, `TELEPHONE-EVENT`. */
  readonly encoding: string
  /** Clock of the RTP timestamp; 8000 for G.722 too. RFC 3551 §4.5.2 */
  readonly clockHz: number
  readonly channels: number
  /** Format parameters as they stand after the payload type; empty when there are none. */
  readonly parameters: string
}

/** A key for SRTP in the description itself. RFC 4568 §9.1 */
export interface CryptoLine {
  readonly tag: number
  /** `AES_CM_128_HMAC_SHA1_80`, … */
  readonly suite: string
  /** Key and salt in base64, after `inline:`. */
  readonly key: string
  /** Packets that the key may protect, where the line says so. RFC 4568 §6.1 */
  readonly lifetimePackets?: number
  /** Session parameters as they came; empty when there are none. */
  readonly parameters: string
}

/** One stream. RFC 8866 §5.14 */
export interface MediaDescription {
  /** `audio`, `video`, `image`, … */
  readonly kind: string
  /** 0: the stream is refused or closed. */
  readonly port: number
  /** `RTP/AVP`, `RTP/SAVP`, … */
  readonly protocol: string
  /** In the order of preference; of streams that are not RTP, empty. */
  readonly formats: readonly RtpFormat[]
  /** The format list as it came. */
  readonly formatList: readonly string[]
  /** Address of the stream: its own, or that of the session. */
  readonly address: string
  /** As it is meant: `sendonly` or `inactive` at the unspecified address, which receives nothing. RFC 3264 §8.4 */
  readonly direction: Direction
  /** Packet length that the receiver would like, ms; `undefined` when it does not say. */
  readonly ptimeMs: number | undefined
  readonly cryptos: readonly CryptoLine[]
  /** RTP and RTCP on one port. RFC 5761 */
  readonly rtcpMux: boolean
  /** Port of RTCP where it is not the next one. RFC 3605 */
  readonly rtcpPort: number | undefined
}

/** A session and its streams. RFC 8866 */
export interface SessionDescription {
  /** `username sess-id sess-version nettype addrtype address`, apart. */
  readonly origin: {
    readonly user: string
    readonly id: string
    readonly version: string
    readonly address: string
  }
  readonly name: string
  readonly media: readonly MediaDescription[]
}
