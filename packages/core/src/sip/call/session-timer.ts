import { readNumber } from '../grammar/characters.ts'
import { readParameters } from '../grammar/parameters.ts'
import type { SipView } from '../message/sip-view.ts'

/** A value of Session-Expires. RFC 4028 §4 */
export interface SessionExpires {
  readonly seconds: number
  readonly refresher: 'uac' | 'uas' | undefined
}

/** Session-Expires of a message; `undefined` without one or when it is malformed. */
export function sessionExpiresOf(message: SipView): SessionExpires | undefined {
  const value = message.header('Session-Expires')
  if (value === undefined) return undefined
  const semicolon = value.indexOf(';')
  const seconds = readNumber((semicolon < 0 ? value : value.slice(0, semicolon)).trim(), 0x7fff_ffff)
  const refresher = readParameters(semicolon < 0 ? '' : value.slice(semicolon + 1))?.get('refresher')
  if (seconds === undefined || seconds === 0) return undefined
  return { seconds, refresher: refresher === 'uac' || refresher === 'uas' ? refresher : undefined }
}

/** Min-SE of a message, s: no interval may be shorter; 0 without one or when it is malformed. RFC 4028 §5 */
export function leastSecondsOf(message: SipView): number {
  const [seconds = ''] = (message.header('Min-SE') ?? '').split(';', 1)
  return readNumber(seconds.trim(), 0x7fff_ffff) ?? 0
}

/** When this side must refresh: in the middle. RFC 4028 §7.2 */
export function refreshAfterMs(seconds: number): number {
  return seconds * 500
}

/** When the side that does not refresh gives up: a third of the interval, at most 32 s, before its end. RFC 4028 §10 */
export function giveUpAfterMs(seconds: number): number {
  return 1000 * (seconds - Math.min(32, seconds / 3))
}
