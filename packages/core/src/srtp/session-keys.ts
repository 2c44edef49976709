import type { CounterCipher, Cryptography, MessageAuthenticator } from './cryptography.ts'
import { MASTER_KEY_BYTES, MASTER_SALT_BYTES } from './suite.ts'
import type { SrtpMaster } from './suite.ts'

const AUTHENTICATION_KEY_BYTES = 20

/** Labels of what is derived. RFC 3711 §4.3.2: encryption, authentication, salt, of RTP and of RTCP. */
const RTP_LABELS = [0, 1, 2] as const
const RTCP_LABELS = [3, 4, 5] as const

/** What protects packets of one kind in one direction. */
export interface SessionKeys {
  readonly cipher: CounterCipher
  readonly authenticator: MessageAuthenticator
  /** 14 bytes. */
  readonly salt: Uint8Array
}

/**
 * One session key by its label: AES of the salt with the label in its eighth byte, in counter mode (key derivation rate 0, so the index
 * is none). RFC 3711 §4.3.1, §4.3.3; vectors in appendix B.3.
 */
export function deriveKey(cryptography: Cryptography, master: SrtpMaster, label: number, length: number): Uint8Array {
  const counter = new Uint8Array(MASTER_KEY_BYTES)
  counter.set(master.salt)
  counter[7]! ^= label
  const out = new Uint8Array(length)
  cryptography.counterCipher(master.key).applyInto(out, 0, length, counter)
  return out
}

/** The session keys of RTP or of RTCP. */
export function sessionKeys(cryptography: Cryptography, master: SrtpMaster, kind: 'rtp' | 'rtcp'): SessionKeys {
  const [encryption, authentication, salt] = kind === 'rtp' ? RTP_LABELS : RTCP_LABELS
  const derive = (label: number, length: number): Uint8Array => deriveKey(cryptography, master, label, length)
  return {
    cipher: cryptography.counterCipher(derive(encryption, MASTER_KEY_BYTES)),
    authenticator: cryptography.authenticator(derive(authentication, AUTHENTICATION_KEY_BYTES)),
    salt: derive(salt, MASTER_SALT_BYTES),
  }
}

/**
 * The first counter block of a packet: salt, source and index XORed in their places. `indexHigh` is the upper 16 bits of the 48-bit index
 * (or 0), `indexLow` the lower 32. RFC 3711 §4.1.1
 *
 * ```
 * | salt: 14 bytes                              | 0 0 |
 *         ^ SSRC at 4 … 7   ^ index at 8 … 13
 * ```
 */
export function counterBlockInto(
  out: Uint8Array,
  salt: Uint8Array,
  ssrc: number,
  indexHigh: number,
  indexLow: number,
): void {
  out.set(salt)
  out[4]! ^= ssrc >>> 24
  out[5]! ^= ssrc >>> 16
  out[6]! ^= ssrc >>> 8
  out[7]! ^= ssrc
  out[8]! ^= indexHigh >>> 8
  out[9]! ^= indexHigh
  out[10]! ^= indexLow >>> 24
  out[11]! ^= indexLow >>> 16
  out[12]! ^= indexLow >>> 8
  out[13]! ^= indexLow
  out[14] = 0
  out[15] = 0
}
