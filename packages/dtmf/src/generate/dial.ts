import { positionOf, type Digit } from '../digit/digit.ts'
import { checkedNumber } from '../digit/error.ts'
import { parseKeypadString, type KeypadStep } from './keypad-string.ts'
import { addToneInto, quantizeInto } from './tone.ts'

/** How digits are sent. Every field has the default of {@link SENDER_DEFAULTS}. */
export interface DialOptions {
  readonly sampleRateHz?: number
  /** Level of the low group, in dBm0. */
  readonly levelDbm0?: number
  /** High group above the low one, in dB. */
  readonly twistDb?: number
  readonly durationMs?: number
  /** Silence after each digit, in ms. */
  readonly pauseMs?: number
  /** Length of `,` and `w`, in ms. */
  readonly longPauseMs?: number
  /** Length of `!`, in ms of silence. */
  readonly flashMs?: number
  /** Rise and fall of each digit, in ms, centred on its edges. */
  readonly rampMs?: number
  /** Both frequencies times `1 + frequencyError`. */
  readonly frequencyError?: number
  /** Silence before the first digit, in ms. */
  readonly leadMs?: number
}

/** A sender that every receiver of the table takes: 2 dB of twist for the loss of a line, 70 ms on, 70 ms off. */
export const SENDER_DEFAULTS: Required<DialOptions> = {
  sampleRateHz: 8000,
  levelDbm0: -9,
  twistDb: 2,
  durationMs: 70,
  pauseMs: 70,
  longPauseMs: 2000,
  flashMs: 500,
  rampMs: 2,
  frequencyError: 0,
  leadMs: 20,
}

/** Where a digit of a generated signal stands. */
export interface DialedDigit {
  readonly digit: Digit
  readonly startMs: number
  readonly durationMs: number
}

/** A dialled signal and what is in it. */
export interface Dialed {
  readonly samples: Int16Array
  readonly sampleRateHz: number
  readonly digits: readonly DialedDigit[]
}

/**
 * Sends a dialling string as 16-bit samples. Both sines start at phase zero with every digit, so the signal is a
 * function of its arguments alone, and rise along half a cosine, so it does not click. O(length).
 *
 * @throws DtmfError `bad-digit` for a character no keypad has, `bad-option` for a number out of range.
 */
export function dial(keypad: string, options: DialOptions = {}): Dialed {
  const sender = checked({ ...SENDER_DEFAULTS, ...options })
  const steps = parseKeypadString(keypad)
  const digits: DialedDigit[] = []
  let atMs = sender.leadMs
  for (const step of steps) {
    if (step.kind === 'digit') digits.push({ digit: step.digit, startMs: atMs, durationMs: sender.durationMs })
    atMs += lengthMs(step, sender)
  }
  const rate = sender.sampleRateHz
  const signal = new Float64Array(Math.ceil((atMs + sender.rampMs) * (rate / 1000)))
  for (const { digit, startMs, durationMs } of digits) {
    const { lowHz, highHz } = positionOf(digit)
    const tone = {
      lowHz: lowHz * (1 + sender.frequencyError),
      highHz: highHz * (1 + sender.frequencyError),
      lowDbm0: sender.levelDbm0,
      highDbm0: sender.levelDbm0 + sender.twistDb,
    }
    addToneInto(signal, tone, startMs * (rate / 1000), durationMs * (rate / 1000), sender.rampMs * (rate / 1000), rate)
  }
  return { samples: quantizeInto(signal, new Int16Array(signal.length)), sampleRateHz: rate, digits }
}

function lengthMs(step: KeypadStep, sender: Required<DialOptions>): number {
  if (step.kind === 'digit') return sender.durationMs + sender.pauseMs
  return step.kind === 'flash' ? sender.flashMs : sender.longPauseMs
}

function checked(sender: Required<DialOptions>): Required<DialOptions> {
  checkedNumber('sampleRateHz', sender.sampleRateHz, 4000, 768_000)
  checkedNumber('levelDbm0', sender.levelDbm0, -90, 3.14)
  checkedNumber('twistDb', sender.twistDb, -40, 40)
  checkedNumber('durationMs', sender.durationMs, 1, 600_000)
  checkedNumber('pauseMs', sender.pauseMs, 0, 600_000)
  checkedNumber('longPauseMs', sender.longPauseMs, 0, 600_000)
  checkedNumber('flashMs', sender.flashMs, 0, 600_000)
  checkedNumber('rampMs', sender.rampMs, 0, sender.durationMs)
  checkedNumber('frequencyError', sender.frequencyError, -0.5, 0.5)
  checkedNumber('leadMs', sender.leadMs, 0, 600_000)
  return sender
}
