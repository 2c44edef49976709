import type { FrameTone } from './frame.ts'
import type { MachineTone } from './plan.ts'
import { ANSWER_HZ, FAX_CALLING_HZ, SIT_REASONS, SIT_SEGMENTS_HZ } from './tables/plans.ts'

/** Why a call failed, as a special information tone says; `unspecified` by that of ITU-T E.180, which has one for all. */
export type SitReason = (typeof SIT_REASONS)[number]['reason'] | 'unspecified'

/** What a run of one line turned out to be. */
export type LineEvent =
  | { readonly kind: MachineTone; readonly startMs: number; readonly hz: number }
  | { readonly kind: 'sit'; readonly startMs: number; readonly reason: SitReason }

/** ITU-T T.30: 1100 Hz ± 38 Hz for 0.5 s ± 15 %; the look blurs 45 ms. */
const CALLING_OFF_HZ = 38
const CALLING_MS = [380, 640] as const
/** ITU-T T.30: 2100 Hz ± 15 Hz for 2.6 to 4 s; told after one second, in which a modem's phase turns twice. */
const ANSWER_OFF_HZ = 20
const ANSWER_TOLD_MS = 1050
/** Segments of a special information tone last 276, 330 or 380 ms. */
const SIT_MS = [190, 460] as const
/** A segment that is coded is this near to its frequency; any is within the limits of ITU-T E.180. */
const SIT_OFF_HZ = 25
const SIT_LIMIT_HZ = 55
/** Beeps of answering machines, in the field. */
const BEEP_MS = [140, 2600] as const
const BEEP_HZ = [390, 2500] as const
/** A line wanders no more than this within one tone. */
const STEADY_HZ = 16

/** Looks that a turn of phase spoils: as many as hold one instant, and one. */
const TURN_LOOKS = 5
/** Looks after a beep within which it must be silent. */
const BEEP_LOOKS = 6

/** Follows single lines: what machines and special information tones are made of. */
export class LineFollower {
  #hz = 0
  #startMs = 0
  #lengthMs = 0
  #spoiled = 0
  #told = false
  #phases: number[] = []
  #segments: { hz: number; startMs: number; endMs: number }[] = []
  #beep: LineEvent | undefined
  #beepLooks = 0

  /** Takes the look at `nowMs`, of `hopMs`; `afterVoice` whether someone spoke before. Returns what it completes. */
  take(frame: FrameTone, nowMs: number, hopMs: number, afterVoice: boolean): LineEvent | undefined {
    if (this.#goesOn(frame)) {
      this.#lengthMs += hopMs
      this.#phases.push(frame.phase)
      return this.#whileOn()
    }
    const ended = this.#lengthMs > 0 ? this.#onEnd(nowMs, afterVoice) : undefined
    this.#lengthMs = 0
    if (frame.kind === 'line') this.#begin(frame, nowMs, hopMs)
    if (ended?.kind !== 'beep') return ended ?? this.#afterBeep(frame)
    this.#beep = ended
    this.#beepLooks = BEEP_LOOKS
    return this.#afterBeep(frame)
  }

  #begin(frame: FrameTone, nowMs: number, hopMs: number): void {
    this.#hz = frame.hz
    this.#startMs = nowMs
    this.#lengthMs = hopMs
    this.#spoiled = 0
    this.#told = false
    this.#phases = [frame.phase]
  }

  /** The same line again; of an answer tone also looks that a turn of its phase spoils. */
  #goesOn(frame: FrameTone): boolean {
    if (this.#lengthMs === 0) return false
    if (frame.kind === 'line' && Math.abs(frame.hz - this.#hz) <= STEADY_HZ) {
      this.#spoiled = 0
      return true
    }
    return Math.abs(this.#hz - ANSWER_HZ) <= ANSWER_OFF_HZ && frame.kind !== 'silence' && ++this.#spoiled <= TURN_LOOKS
  }

  /** A beep is one when silence follows: the machine listens. */
  #afterBeep(frame: FrameTone): LineEvent | undefined {
    if (!this.#beep) return undefined
    const beep = this.#beep
    if (frame.kind === 'silence' || --this.#beepLooks === 0) this.#beep = undefined
    return frame.kind === 'silence' ? beep : undefined
  }

  #whileOn(): LineEvent | undefined {
    if (this.#told || Math.abs(this.#hz - ANSWER_HZ) > ANSWER_OFF_HZ || this.#lengthMs < ANSWER_TOLD_MS)
      return undefined
    this.#told = true
    return { kind: turnsPhase(this.#phases) ? 'modem-answer' : 'fax-answer', startMs: this.#startMs, hz: this.#hz }
  }

  #onEnd(nowMs: number, afterVoice: boolean): LineEvent | undefined {
    const [hz, startMs, lengthMs] = [this.#hz, this.#startMs, this.#lengthMs]
    if (this.#told) return undefined
    if (isWithin(lengthMs, SIT_MS)) {
      const sit = this.#takeSegment(hz, startMs, nowMs)
      if (sit) return sit
    }
    if (Math.abs(hz - FAX_CALLING_HZ) <= CALLING_OFF_HZ && isWithin(lengthMs, CALLING_MS)) {
      return { kind: 'fax-calling', startMs, hz }
    }
    if (afterVoice && isWithin(lengthMs, BEEP_MS) && isWithin(hz, BEEP_HZ)) return { kind: 'beep', startMs, hz }
    return undefined
  }

  #takeSegment(hz: number, startMs: number, endMs: number): LineEvent | undefined {
    this.#segments = [
      ...this.#segments.filter((segment) => startMs - segment.endMs < 900),
      { hz, startMs, endMs },
    ].slice(-3)
    const [first, second, third] = this.#segments
    if (!first || !second || !third) return undefined
    const isTone = [first, second, third].every(
      (segment, index) => Math.abs(segment.hz - SIT_SEGMENTS_HZ[index]!) <= SIT_LIMIT_HZ,
    )
    if (!isTone) return undefined
    const coded = SIT_REASONS.find(
      ({ firstHz, secondHz }) =>
        Math.abs(first.hz - firstHz) <= SIT_OFF_HZ && Math.abs(second.hz - secondHz) <= SIT_OFF_HZ,
    )
    return { kind: 'sit', startMs: first.startMs, reason: coded?.reason ?? 'unspecified' }
  }
}

function isWithin(value: number, [least, most]: readonly [number, number]): boolean {
  return value >= least && value <= most
}

/** Whether the phase turns over: looks of 64 ms, 100 ms apart, that differ by half a turn beyond the steady drift. */
function turnsPhase(phases: readonly number[]): boolean {
  const steps: number[] = []
  for (let index = 1; index < phases.length; index++) steps.push(wrapped(phases[index]! - phases[index - 1]!))
  const drift = steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0
  for (let index = 5; index < phases.length; index++) {
    if (Math.abs(wrapped(phases[index]! - phases[index - 5]! - 5 * drift)) > 2) return true
  }
  return false
}

function wrapped(angle: number): number {
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))
}
