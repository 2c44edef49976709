import { digitFrom, type Digit } from '../digit/digit.ts'

/** The two bodies of SIP INFO that carry a key: Cisco's `dtmf-relay`, with a duration, and the bare `dtmf`. */
export type InfoContentType = 'application/dtmf-relay' | 'application/dtmf'

/** A key of a SIP INFO request. */
export interface InfoKey {
  readonly signal: Digit | 'flash'
  /** As the sender says; `undefined` when it does not. */
  readonly durationMs: number | undefined
}

/** Longest body that is looked at; a key needs thirty bytes. */
const MAX_BODY_LENGTH = 1024
/** Some senders write RFC 4733 event codes for what is no decimal digit. */
const SIGNAL_CODES: Readonly<Record<string, Digit | 'flash'>> = {
  '10': '*',
  '11': '#',
  '12': 'A',
  '13': 'B',
  '14': 'C',
  '15': 'D',
  '16': 'flash',
  flash: 'flash',
  hf: 'flash',
  '!': 'flash',
}

/**
 * Reads the body of an INFO request; `contentType` may carry parameters. Total: `undefined` when it is no key. O(length).
 */
export function readInfo(contentType: string, body: string): InfoKey | undefined {
  if (body.length > MAX_BODY_LENGTH) return undefined
  const type = contentType.split(';', 1)[0]!.trim().toLowerCase()
  if (type === 'application/dtmf') return readBare(body)
  return type === 'application/dtmf-relay' ? readRelay(body) : undefined
}

/** The body that says a key. Durations are whole milliseconds; `application/dtmf` has none. */
export function writeInfo(contentType: InfoContentType, signal: Digit | 'flash', durationMs = 160): string {
  if (contentType === 'application/dtmf') return signal === 'flash' ? '!' : signal
  return `Signal=${signal === 'flash' ? 'flash' : signal}\r\nDuration=${Math.max(1, Math.round(durationMs))}\r\n`
}

function readBare(body: string): InfoKey | undefined {
  // Some senders put the relay's lines under the bare type.
  if (/^\s*signal\s*=/i.test(body)) return readRelay(body)
  const signal = signalFrom(body.trim())
  return signal && { signal, durationMs: undefined }
}

function readRelay(body: string): InfoKey | undefined {
  let signal: Digit | 'flash' | undefined
  let durationMs: number | undefined
  for (const line of body.split(/\r\n|\r|\n/)) {
    const equals = line.indexOf('=')
    if (equals < 0) continue
    const name = line.slice(0, equals).trim().toLowerCase()
    const value = line.slice(equals + 1).trim()
    if (name === 'signal') signal = signalFrom(value)
    else if (name === 'duration' && /^\d{1,7}$/.test(value)) durationMs = Number(value)
  }
  return signal && { signal, durationMs }
}

function signalFrom(text: string): Digit | 'flash' | undefined {
  return (
    digitFrom(text) ?? (Object.hasOwn(SIGNAL_CODES, text.toLowerCase()) ? SIGNAL_CODES[text.toLowerCase()] : undefined)
  )
}
