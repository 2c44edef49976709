import type { SrtpReceiver } from '@strowger/core'
import type { LegConnection, RefusedCounts } from './leg.ts'

/** A leg's wire: a socket, or what a test or a bench puts in its place. */
export interface LegOutlet {
  /** What was not let through to the leg so far. */
  readonly refused: Readonly<RefusedCounts>
  /** Says where the other side is, and how its packets are protected. */
  aim(connection: LegConnection, srtp: SrtpReceiver | undefined): void
  /** Sends RTP, protected if it is to be; the bytes are not changed before seven more were sent. */
  sendRtp(bytes: Uint8Array): void
  /** Sends RTCP. */
  sendRtcp(bytes: Uint8Array): void
  /** Lets the wire go. */
  close(): void
}

/** What a leg is by chance: whoever opens it draws it. RFC 3550 §5.1, §8.1 */
export interface LegIdentity {
  readonly ssrc: number
  /** First sequence number and timestamp. */
  readonly sequence: number
  readonly timestamp: number
  /** Seed of when reports are sent. */
  readonly seed: number
  /** Canonical name, the same for all legs of a host. */
  readonly cname: string
  /** Base64 of the key and salt that protect what is sent, where SRTP is agreed. */
  readonly srtpKey: string
}
