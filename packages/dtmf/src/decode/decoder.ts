import type { Law } from '../companding/g711.ts'
import { DtmfError } from '../digit/error.ts'
import { digitAt, HIGH_GROUP_HZ, LOW_GROUP_HZ, type Digit } from '../digit/digit.ts'
import { dbm0OfAmplitude } from '../level/dbm0.ts'
import type { DecoderPreset, PresetName } from '../preset/preset.ts'
import { choosePreset } from '../preset/choose.ts'
import { Resampler, type Samples } from '../resample/resampler.ts'
import type { Coding } from './front.ts'
import type { FrontBuild } from './front-choice.ts'
import { type FrontSeat, frontSeatFor } from './front-seat.ts'
import { limitsOf } from './limits.ts'
import { hzOfRadians, RATE_HZ } from './plan.ts'
import type { HeardPair } from './heard-pair.ts'
import { Receiver } from './receiver.ts'
import { FRAME_SAMPLES } from './windows.ts'

/** A digit that was heard. */
export interface DtmfDigit {
  readonly digit: Digit
  /** Start of the signal since the first sample, in ms: its half-amplitude point. */
  readonly startMs: number
  readonly durationMs: number
  /** Power of both tones together, in dBm0. */
  readonly levelDbm0: number
  /** High group over low group, in dB. */
  readonly twistDb: number
  /** Deviation of the tone that is further off (in proportion), in Hz. */
  readonly frequencyErrorHz: number
}

/** How to listen. */
export interface DecoderOptions {
  /** Limits of an administration by name, or one's own. Default: the strictest of all together. */
  readonly preset?: PresetName | DecoderPreset
  /** Rate of the samples, in Hz; anything but 8000 is resampled. */
  readonly sampleRateHz?: number
  /** Which of the two equal builds of the front test runs. Default: SIMD where the engine has it. */
  readonly build?: FrontBuild
}

/** Silence that brings out what is still in doubt when a stream ends. */
const FLUSH_SAMPLES = 1024
const NOTHING: readonly DtmfDigit[] = []

/**
 * Hears DTMF digits in a stream of audio (ITU-T Q.23, Q.24). The digits are a function of the samples alone, not of how
 * they are cut into chunks. A digit is reported once its end is certain, some 40 ms after it; until then it is `active`.
 */
export class DtmfDecoder {
  readonly #seat: FrontSeat
  #isClosed = false
  readonly #receiver: Receiver
  readonly #resampler: Resampler | undefined
  readonly #heard: DtmfDigit[] = []

  /** @throws DtmfError `bad-rate` for a rate it cannot resample, `bad-option` for a preset that is none. */
  constructor(options: DecoderOptions = {}) {
    const preset = choosePreset(options.preset)
    const limits = limitsOf(preset)
    this.#seat = frontSeatFor(this, limits, options.build)
    this.#receiver = new Receiver(limits, this.#seat, (pair) => this.#heard.push(digitOf(pair)))
    const rate = options.sampleRateHz ?? RATE_HZ
    this.#resampler = rate === RATE_HZ ? undefined : new Resampler(rate, RATE_HZ)
  }

  /** The digit that is sounding, once it is certain to be one: what a host mutes. */
  get active(): { readonly digit: Digit; readonly startMs: number } | undefined {
    const hearing = this.#receiver.hearing
    return hearing && { digit: digitAt(hearing.row, hearing.column), startMs: (hearing.startSample / RATE_HZ) * 1000 }
  }

  /** Hears `samples` and returns the digits that became certain; the array is the decoder's until the next call. */
  push(samples: Samples): readonly DtmfDigit[] {
    this.#forget()
    if (this.#resampler) this.#resample(samples, this.#resampler)
    else {
      for (let from = 0; from < samples.length; from += FRAME_SAMPLES) {
        // A view only where a chunk is cut, which is rare: a whole one costs no allocation.
        const piece = samples.length <= FRAME_SAMPLES ? samples : samples.subarray(from, from + FRAME_SAMPLES)
        write(piece, this.#seat.front.frame)
        this.#take(piece.length, 'linear')
      }
    }
    return this.#heard.length === 0 ? NOTHING : this.#heard
  }

  /** Hears bytes of G.711, as {@link push} does samples; at 8 kHz only. */
  pushG711(codes: Uint8Array, law: Law): readonly DtmfDigit[] {
    this.#forget()
    for (let from = 0; from < codes.length; from += FRAME_SAMPLES) {
      const piece = codes.length <= FRAME_SAMPLES ? codes : codes.subarray(from, from + FRAME_SAMPLES)
      this.#seat.front.frameCodes.set(piece)
      this.#take(piece.length, law)
    }
    return this.#heard.length === 0 ? NOTHING : this.#heard
  }

  /** Ends the stream, as silence would, and returns the digits that it brings out. */
  end(): readonly DtmfDigit[] {
    this.#forget()
    const tail = this.#resampler ? Math.ceil((FLUSH_SAMPLES * this.#resampler.fromHz) / RATE_HZ) : FLUSH_SAMPLES
    return this.push(new Int16Array(tail))
  }

  /** Gives the decoder's memory back now and not when it is collected: for who makes thousands. It hears nothing after that. */
  close(): void {
    this.#isClosed = true
    this.#seat.leave()
  }

  #resample(samples: Samples, resampler: Resampler): void {
    const inputs = inputsThatFit(resampler, FRAME_SAMPLES)
    for (let from = 0; from < samples.length; from += inputs) {
      this.#take(resampler.pushInto(samples.subarray(from, from + inputs), this.#seat.front.frame), 'linear')
    }
  }

  #take(count: number, coding: Coding): void {
    const { front, channel } = this.#seat
    if (front.take(channel, count, coding)) this.#receiver.listen()
  }

  #forget(): void {
    if (this.#isClosed) throw new DtmfError('bad-option', 'decoder', 'closed', 'must be one that was not closed')
    if (this.#heard.length > 0) this.#heard.length = 0
  }
}

/** Hears all digits of a whole recording. O(length). */
export function decodeDtmf(samples: Samples, options: DecoderOptions = {}): DtmfDigit[] {
  const decoder = new DtmfDecoder(options)
  const digits = [...decoder.push(samples), ...decoder.end()]
  decoder.close()
  return digits
}

function inputsThatFit(resampler: Resampler, room: number): number {
  return Math.max(0, Math.floor(((room - 1) * resampler.fromHz) / resampler.toHz))
}

function write(samples: Samples, out: Int16Array): void {
  if (samples instanceof Int16Array) {
    out.set(samples)
    return
  }
  for (let index = 0; index < samples.length; index++) {
    const sample = Math.round(samples[index]! * 32768)
    out[index] = sample > 32767 ? 32767 : sample < -32768 ? -32768 : sample
  }
}

/** What is told of a digit. */
export function digitOf(pair: HeardPair): DtmfDigit {
  const low = hzOfRadians(pair.lowRadians) - LOW_GROUP_HZ[pair.row]!
  const high = hzOfRadians(pair.highRadians) - HIGH_GROUP_HZ[pair.column]!
  const lowIsWorse = Math.abs(low) / LOW_GROUP_HZ[pair.row]! > Math.abs(high) / HIGH_GROUP_HZ[pair.column]!
  return {
    digit: digitAt(pair.row, pair.column),
    startMs: (pair.startSample / RATE_HZ) * 1000,
    durationMs: ((pair.endSample - pair.startSample) / RATE_HZ) * 1000,
    levelDbm0: dbm0OfAmplitude(Math.hypot(pair.lowAmplitude, pair.highAmplitude)),
    twistDb: 20 * Math.log10(pair.highAmplitude / pair.lowAmplitude),
    frequencyErrorHz: lowIsWorse ? low : high,
  }
}
