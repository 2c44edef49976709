import { StrowgerError } from '../error/strowger-error.ts'

/** Suites of RFC 4568 §6.2: AES-128 in counter mode, HMAC-SHA1 of 80 or 32 bits. RTCP always has 80. */
export type SrtpSuite = 'AES_CM_128_HMAC_SHA1_80' | 'AES_CM_128_HMAC_SHA1_32'

/** Bytes of a master key. */
export const MASTER_KEY_BYTES = 16
/** Bytes of a master salt. */
export const MASTER_SALT_BYTES = 14
/** Bytes of the tag on RTCP. RFC 4568 §6.2 */
export const RTCP_TAG_BYTES = 10

/** A master key and what goes with it, for one direction. */
export interface SrtpMaster {
  readonly suite: SrtpSuite
  /** 16 bytes. */
  readonly key: Uint8Array
  /** 14 bytes. */
  readonly salt: Uint8Array
  /** Master key identifier that each packet carries; empty or absent is none. RFC 3711 §3.1 */
  readonly mki?: Uint8Array
  /** Packets of RTP, and as many of RTCP, that the key may protect, of all its sources; the most of the suite where absent. RFC 4568 §6.1 */
  readonly lifetimePackets?: number
}

/** Packets that a key may protect, by protocol. */
export interface KeyLifetimes {
  readonly rtp: number
  readonly rtcp: number
}

/** What no key of these suites outlives. RFC 3711 §9.2, RFC 4568 §6.2 */
const MOST_PACKETS: KeyLifetimes = { rtp: 2 ** 48, rtcp: 2 ** 31 }

/** How long a key lives: as its master says, and no longer than its suite lets it. */
export function lifetimesOf({ lifetimePackets = Infinity }: SrtpMaster): KeyLifetimes {
  return {
    rtp: Math.min(lifetimePackets, MOST_PACKETS.rtp),
    rtcp: Math.min(lifetimePackets, MOST_PACKETS.rtcp),
  }
}

const RTP_TAG_BYTES: Readonly<Record<SrtpSuite, number>> = {
  AES_CM_128_HMAC_SHA1_80: 10,
  AES_CM_128_HMAC_SHA1_32: 4,
}

/** Whether a name is that of a suite spoken here. */
export function isSrtpSuite(name: string): name is SrtpSuite {
  return Object.hasOwn(RTP_TAG_BYTES, name)
}

/**
 * Checks a master and returns the length of its tag.
 * @throws StrowgerError when suite or lengths are not right
 */
export function checkedTagBytes({ suite, key, salt, mki, lifetimePackets }: SrtpMaster): number {
  if (!isSrtpSuite(suite)) {
    throw new StrowgerError('unsupported', 'master.suite', suite, 'AES_CM_128_HMAC_SHA1_80 or AES_CM_128_HMAC_SHA1_32')
  }
  if (key.length !== MASTER_KEY_BYTES) {
    throw new StrowgerError('out-of-range', 'master.key.length', key.length, `expected ${MASTER_KEY_BYTES}`)
  }
  if (salt.length !== MASTER_SALT_BYTES) {
    throw new StrowgerError('out-of-range', 'master.salt.length', salt.length, `expected ${MASTER_SALT_BYTES}`)
  }
  if (mki !== undefined && mki.length > 128) {
    throw new StrowgerError('out-of-range', 'master.mki.length', mki.length, 'expected at most 128')
  }
  if (lifetimePackets !== undefined && !(lifetimePackets >= 1)) {
    throw new StrowgerError('out-of-range', 'master.lifetimePackets', lifetimePackets, 'expected 1 or more')
  }
  return RTP_TAG_BYTES[suite]
}
