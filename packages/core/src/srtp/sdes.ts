import { MASTER_KEY_BYTES, MASTER_SALT_BYTES, isSrtpSuite } from './suite.ts'
import type { SrtpMaster } from './suite.ts'

const KEY_AND_SALT_BYTES = MASTER_KEY_BYTES + MASTER_SALT_BYTES
const MAX_MKI_BYTES = 128

/** A key as a session description offers or answers it. RFC 4568 §9.1 */
export interface SdesKey {
  /** Ties answer to offer, 1 … 999 999 999. */
  readonly tag: number
  readonly master: SrtpMaster
}

/**
 * Reads the value of `a=crypto`: `1 AES_CM_128_HMAC_SHA1_80 inline:<base64>|2^20|1:4`. `undefined` when it is malformed, of
 * another suite, or asks for what is not done here (several keys, session parameters that turn parts of protection off or other
 * key derivation rates): such a line is passed over and the next one is tried, as RFC 4568 §7.1.2 wants. Total, O(length).
 */
export function readSdesKey(value: string): SdesKey | undefined {
  const [tagText = '', suite = '', keys = '', ...parameters] = value.trim().split(/\s+/)
  if (!/^[1-9]\d{0,8}$/.test(tagText) || !isSrtpSuite(suite) || !keys.startsWith('inline:')) {
    return undefined
  }
  // The window's size is the receiver's own matter; all other parameters change what goes over the wire.
  if (keys.includes(';') || parameters.some((parameter) => !/^WSH=\d{1,5}$/.test(parameter))) return undefined
  const [base64 = '', ...fields] = keys.slice('inline:'.length).split('|')
  const bytes = readKeyAndSalt(base64)
  if (bytes === undefined) return undefined
  const mkiField = fields.at(-1)?.includes(':') === true ? fields.pop() : undefined
  const [lifetimeText, ...more] = fields
  const mki = mkiField === undefined ? undefined : readMki(mkiField)
  const lifetime = lifetimeText === undefined ? undefined : readLifetime(lifetimeText)
  if (more.length > 0 || (mkiField !== undefined && mki === undefined)) return undefined
  if (lifetimeText !== undefined && lifetime === undefined) return undefined
  const master = {
    suite,
    ...bytes,
    ...(mki !== undefined && { mki }),
    ...(lifetime !== undefined && { lifetimePackets: lifetime }),
  }
  return { tag: Number(tagText), master }
}

/** The value of `a=crypto` for a key. The opposite of {@link readSdesKey}. */
export function writeSdesKey({ tag, master }: SdesKey): string {
  const lifetime = master.lifetimePackets === undefined ? '' : `|${master.lifetimePackets}`
  const mki = master.mki === undefined || master.mki.length === 0 ? '' : `|${mkiValue(master.mki)}:${master.mki.length}`
  return `${tag} ${master.suite} inline:${writeKeyAndSalt(master)}${lifetime}${mki}`
}

/** Key and salt of their base64; `undefined` when it is not 30 bytes. RFC 4568 §6.1 */
export function readKeyAndSalt(base64: string): { key: Uint8Array; salt: Uint8Array } | undefined {
  // 30 bytes are 40 characters without padding.
  if (!/^[A-Za-z0-9+/]{40}$/.test(base64)) return undefined
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  return { key: bytes.subarray(0, MASTER_KEY_BYTES), salt: bytes.subarray(MASTER_KEY_BYTES, KEY_AND_SALT_BYTES) }
}

/** Base64 of key and salt. */
export function writeKeyAndSalt({ key, salt }: { readonly key: Uint8Array; readonly salt: Uint8Array }): string {
  return btoa(String.fromCharCode(...key, ...salt))
}

/** A lifetime of RFC 4568 §6.1, `2^20` or a number, in packets; `undefined` when it is none or past 2⁴⁸. */
export function readLifetime(text: string): number | undefined {
  const power = /^2\^(\d{1,2})$/.exec(text)
  if (power !== null) return Number(power[1]) <= 48 ? 2 ** Number(power[1]) : undefined
  return /^[1-9]\d{0,14}$/.test(text) && Number(text) <= 2 ** 48 ? Number(text) : undefined
}

/** `value:length`, the value in decimal, to its bytes. */
function readMki(text: string): Uint8Array | undefined {
  const parts = /^(\d{1,310}):([1-9]\d{0,2})$/.exec(text)
  if (parts === null) return undefined
  const length = Number(parts[2])
  let value = BigInt(parts[1]!)
  if (length > MAX_MKI_BYTES || value >= 1n << BigInt(8 * length)) return undefined
  const mki = new Uint8Array(length)
  for (let i = length - 1; i >= 0; i--) {
    mki[i] = Number(value & 0xffn)
    value >>= 8n
  }
  return mki
}

function mkiValue(mki: Uint8Array): bigint {
  let value = 0n
  for (const byte of mki) value = (value << 8n) | BigInt(byte)
  return value
}
