import { StrowgerError, inRange } from '../error/strowger-error.ts'
import { STATIC_PAYLOADS } from './tables/static-payloads.ts'

/** What a payload type carries. */
export interface PayloadFormat {
  /** Name as in SDP's `rtpmap`, upper case. */
  readonly encoding: string
  /** Ticks of the timestamp a second. */
  readonly clockHz: number
  /** Interleaved channels. */
  readonly channels: number
}

/** Where a packet of a type goes. `event` is handed on: digits are another package's. `unknown` is counted and dropped. */
export type PayloadKind = 'audio' | 'comfort-noise' | 'event' | 'redundant' | 'unknown'

/**
 * Payload type → format: the static types of RFC 3551, and the dynamic ones that a session agreed. Lookup O(1).
 */
export class PayloadMap {
  readonly #formats = new Array<PayloadFormat | undefined>(128).fill(undefined)

  constructor() {
    for (const [payloadType, encoding, clockHz, channels] of STATIC_PAYLOADS) {
      this.#formats[payloadType] = { encoding, clockHz, channels }
    }
  }

  /**
   * Binds a type as `a=rtpmap` does. A static type may be bound anew, as SDP may.
   * @throws StrowgerError for 72–76, which RTCP multiplexed on the same port would be taken for. RFC 5761 §4
   */
  set(payloadType: number, encoding: string, clockHz: number, channels: number = 1): this {
    inRange('payloadType', payloadType, 0, 127)
    if (payloadType >= 72 && payloadType <= 76) {
      throw new StrowgerError('out-of-range', 'payloadType', payloadType, '72 to 76 collide with RTCP')
    }
    this.#formats[payloadType] = { encoding: encoding.toUpperCase(), clockHz, channels }
    return this
  }

  /** The format of a type; `undefined` when nothing was agreed. */
  get(payloadType: number): PayloadFormat | undefined {
    return this.#formats[payloadType & 0x7f]
  }

  /** Where packets of a type go. */
  kind(payloadType: number): PayloadKind {
    const format = this.#formats[payloadType & 0x7f]
    if (format === undefined) return 'unknown'
    switch (format.encoding) {
      case 'CN':
        return 'comfort-noise'
      case 'TELEPHONE-EVENT':
        return 'event'
      case 'RED':
        return 'redundant'
      default:
        return 'audio'
    }
  }
}

/** Whether a datagram on a shared port is RTCP: its second byte lies in 192 … 223. RFC 5761 §4. O(1), total. */
export function isRtcp(bytes: Uint8Array, length: number = bytes.length): boolean {
  return length >= 8 && bytes[0]! >> 6 === 2 && bytes[1]! >= 192 && bytes[1]! <= 223
}
