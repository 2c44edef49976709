import { cadenceOf } from './cadence.ts'
import { frequencySets, nameFrame, type FrameTone } from './frame.ts'
import { LineFollower, type LineEvent } from './machine.ts'
import type { PlanName, PlanTone, ProgressTone, TonePlan } from './plan.ts'
import { FRAME_SAMPLES, HOP_SAMPLES, Spectrum } from './spectrum.ts'
import { ANSWER_HZ, TONE_PLANS } from './tables/plans.ts'

/** What was heard of a call's progress. */
export type ProgressEvent = LineEvent | { readonly kind: ProgressTone; readonly startMs: number }

/** How to listen. */
export interface ProgressOptions {
  /** The network's tones. Default `north-america`. */
  readonly plan?: PlanName | TonePlan
  /** Level below which all is silence, in dBm0. Default −45. */
  readonly silenceDbm0?: number
}

const HOP_MS = HOP_SAMPLES / 8
/** A plan's tone is over when it has been gone for longer than any off of its cadence. */
const GONE_MS = 6500
/** How long someone must have spoken for a beep to be one, and how lately. */
const VOICE_MS = 400
const VOICE_AGO_MS = 3000
/** Looks in a row that show other frequencies before they are another tone, and not the edge of this one. */
const SET_LOOKS = 4
/** Looks in a row that an edge, or a click, may make unsure. */
const EDGE_LOOKS = 5
/** The longest history of stretches a cadence needs. */
const MAX_STRETCHES = 6

/**
 * Hears how an outgoing call fares, at 8 kHz: dial tone, ringing, busy, congestion by the plan's frequencies and cadences;
 * special information tones; faxes, modems, an answering machine's beep. Each is told once, as soon as it can be no other.
 */
export class CallProgressDetector {
  readonly #sets: { hz: readonly number[]; tones: PlanTone[] }[]
  readonly #silenceDbm0: number
  readonly #spectrum = new Spectrum()
  readonly #window = new Int16Array(FRAME_SAMPLES)
  readonly #frame: FrameTone = { kind: 'silence', hz: 0, set: -1, phase: 0 }
  readonly #lines = new LineFollower()
  #filled = 0
  #looks = 0
  /** The plan's set that sounds or sounded, its stretches, and since when. */
  #set = -1
  #stretches: { on: boolean; lengthMs: number }[] = []
  #startMs = 0
  #otherSetLooks = 0
  #unsureLooks = 0
  #told: ProgressTone | undefined
  #voiceMs = 0
  #voiceAtMs = -Infinity

  constructor(options: ProgressOptions = {}) {
    const plan = typeof options.plan === 'object' ? options.plan : TONE_PLANS[options.plan ?? 'north-america']
    this.#sets = frequencySets(plan.tones)
    this.#silenceDbm0 = options.silenceDbm0 ?? -45
  }

  /** Hears samples at 8 kHz, in chunks of any size, and returns what became certain. */
  push(samples: Int16Array): ProgressEvent[] {
    const events: ProgressEvent[] = []
    for (let from = 0; from < samples.length;) {
      const count = Math.min(FRAME_SAMPLES - this.#filled, samples.length - from)
      this.#window.set(samples.subarray(from, from + count), this.#filled)
      this.#filled += count
      from += count
      if (this.#filled === FRAME_SAMPLES) {
        this.#look(events)
        this.#window.copyWithin(0, HOP_SAMPLES)
        this.#filled -= HOP_SAMPLES
      }
    }
    return events
  }

  #look(events: ProgressEvent[]): void {
    this.#spectrum.look(this.#window, 0)
    const frame = this.#frame
    nameFrame(this.#spectrum, this.#sets, this.#silenceDbm0, frame)
    frame.phase = this.#spectrum.phaseAt(ANSWER_HZ)
    // A look is said to be at its middle.
    const nowMs = this.#looks++ * HOP_MS + FRAME_SAMPLES / 16
    const afterVoice = nowMs - this.#voiceAtMs < VOICE_AGO_MS
    const line = this.#lines.take(frame, nowMs, HOP_MS, afterVoice)
    if (line) events.push(line)
    this.#listenForVoice(nowMs)
    const tone = this.#followPlan(nowMs)
    if (tone) events.push({ kind: tone, startMs: this.#startMs })
  }

  #listenForVoice(nowMs: number): void {
    this.#voiceMs = this.#frame.kind === 'other' ? this.#voiceMs + HOP_MS : Math.max(0, this.#voiceMs - HOP_MS / 4)
    if (this.#voiceMs >= VOICE_MS) this.#voiceAtMs = nowMs
  }

  /** Adds the look to the cadence and returns the tone that it now must be, if it was not told yet. */
  #followPlan(nowMs: number): ProgressTone | undefined {
    const { kind, set } = this.#frame
    this.#otherSetLooks = kind === 'plan' && set !== this.#set ? this.#otherSetLooks + 1 : 0
    if (this.#otherSetLooks >= (this.#set < 0 ? 1 : SET_LOOKS))
      this.#begin(set, nowMs - (this.#otherSetLooks - 1) * HOP_MS)
    const sure = kind === 'plan' || kind === 'silence'
    this.#unsureLooks = sure ? 0 : this.#unsureLooks + 1
    // Someone speaks: no network does that into its own tone.
    if (this.#unsureLooks > EDGE_LOOKS) this.#set = -1
    if (this.#set < 0) return undefined
    const last = this.#addLook(kind === 'plan', sure)
    if (!last.on && last.lengthMs > GONE_MS) {
      this.#set = -1
      return undefined
    }
    const { tones } = this.#sets[this.#set]!
    let match = cadenceOf(tones, this.#stretches)
    // What fits no cadence may still end in the beginning of one.
    while (match === 'none' && this.#stretches.length > 2) {
      this.#startMs += this.#stretches[0]!.lengthMs + this.#stretches[1]!.lengthMs
      this.#stretches.splice(0, 2)
      match = cadenceOf(tones, this.#stretches)
    }
    if (typeof match === 'string' || match.tone === this.#told) return undefined
    this.#told = match.tone
    return match.tone
  }

  /** Lengthens the last stretch or begins another; a look across an edge (not `sure`) goes with what was before it. */
  #addLook(on: boolean, sure: boolean): { readonly on: boolean; readonly lengthMs: number } {
    const last = this.#stretches[this.#stretches.length - 1]
    if (last && (last.on === on || !sure)) {
      last.lengthMs += HOP_MS
      return last
    }
    const next = { on, lengthMs: HOP_MS }
    this.#stretches.push(next)
    if (this.#stretches.length > MAX_STRETCHES) this.#stretches.splice(0, 2)
    return next
  }

  #begin(set: number, nowMs: number): void {
    this.#set = set
    this.#stretches = []
    this.#startMs = nowMs
    this.#told = undefined
    this.#otherSetLooks = 0
  }
}
