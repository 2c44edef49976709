import type { SrtpSuite } from '@strowger/core'
import type { Direction } from '@strowger/core/sip'

/** One media connection of the host: a caller, an agent's phone, a supervisor's. Given out by `MediaServer.openLeg`. */
export type LegId = number

/** One playing of prompts or of a tone. Given out by `MediaServer.play`. */
export type PlayId = number

/** What sound is coded as. G.711 has clocks of 8000; G.722 sounds at 16 000 and says 8000 (RFC 3551 §4.5.2); L16 as told. */
export type LegCodec = 'pcmu' | 'pcma' | 'g722' | 'l16'

/** What signalling agreed for a leg: everything that changes with a re-INVITE. */
export interface LegConnection {
  /** Where the other side's description says it is. RTCP goes to the next port unless said. */
  readonly remote: { readonly address: string; readonly port: number; readonly rtcpPort?: number }
  readonly codec: LegCodec
  readonly payloadType: number
  /** Clock of `l16`: 8000 or 16 000 (when left out). */
  readonly l16Hz?: 8000 | 16_000
  /** Payload type of RFC 4733 events with the codec's clock, both ways. */
  readonly telephoneEventPayloadType?: number
  /** Length of the packets sent: 10–120 ms in tens. */
  readonly ptimeMs: number
  /** As seen from here: `sendonly` and `inactive` hear nothing, `recvonly` and `inactive` send nothing. */
  readonly direction: Direction
  /** Suite agreed, and the other side's key and salt in base64 with the packets it may protect; one's own is `LegOpened.srtpKey`. */
  readonly srtp?: { readonly suite: SrtpSuite; readonly key: string; readonly lifetimePackets?: number }
  /** Whether digits are listened for in the sound; true unless said. */
  readonly inbandDigits?: boolean
  /** Whether an address that proves itself while the negotiated one is silent is believed (NAT); true unless said. */
  readonly learnsSource?: boolean
}

/** What a new leg is told of itself, for the description that signalling sends. */
export interface LegOpened {
  readonly leg: LegId
  readonly port: number
  /** The next port; the same with `rtcpMux`. */
  readonly rtcpPort: number
  /** 30 random bytes in base64: key and salt for what this leg sends, should SRTP be agreed. */
  readonly srtpKey: string
}

/** What a leg's media were like, when it is closed. */
export interface LegQuality {
  readonly packetsReceived: number
  readonly packetsSent: number
  /** Packets that the numbers say were sent to us and never came; duplicates make it less. */
  readonly packetsLost: number
  /** Interarrival jitter of RFC 3550, ms. */
  readonly jitterMs: number
  /** Share of the sound heard that concealment made. */
  readonly concealedShare: number
  /** R of ITU-T G.107 and its MOS; `undefined` when nothing was heard. */
  readonly r: number | undefined
  readonly mos: number | undefined
  /** By RTCP, ms; `undefined` when the other side never reported. */
  readonly roundTripMs: number | undefined
  /** Loss that the other side reported last, 0 … 1; `undefined` when it never did. */
  readonly remoteLossShare: number | undefined
  readonly refused: RefusedCounts
}

/** What came and was not taken, by reason. */
export interface RefusedCounts {
  /** No RTP or RTCP by its form, or of a payload type that was not agreed. */
  malformed: number
  /** From another source than the leg's. */
  foreign: number
  /** Of a source that has not proved itself yet. */
  learning: number
  /** Past the packet rate of a leg. */
  overRate: number
  /** SRTP whose authentication failed. */
  unauthentic: number
  /** SRTP heard twice, or too old to tell. */
  replayed: number
  /** Under a key that has protected all the packets it may. */
  expired: number
  /** For a leg that hears nothing by its direction, or is not connected yet. */
  unwanted: number
}
