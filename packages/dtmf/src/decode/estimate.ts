import { residualWithoutDialTone, RESIDUAL_SAMPLES } from './residual.ts'
import { PairFit } from './pair-fit.ts'
import { PairModel } from './pair-model.ts'

/** Length of the looks outside a signal, and the guard that keeps its ramps out of them. */
const OUTSIDE_SAMPLES = 96
const GUARD_SAMPLES = 32

/** Residual power, against the weaker tone's squared amplitude, that no dial tone needs to excuse. */
const CLEAN = 0.02

// Scratch of all estimates: nothing in it outlives a call, and a thousand channels need not have a thousand of it.
const model = new PairModel()
const outsideModel = new PairModel()
const wholeFit = new PairFit()
const firstFit = new PairFit()
const secondFit = new PairFit()
const thirdFit = new PairFit()
const outsideFit = new PairFit()
const residual = new Float64Array(RESIDUAL_SAMPLES)

/** Two tones measured over a whole stretch: frequencies, amplitudes, and what else is in and around it. */
export class PairEstimate {
  lowRadians = 0
  highRadians = 0
  lowAmplitude = 0
  highAmplitude = 0
  /** Change of the faster-moving frequency along the stretch, in radians per sample: 0 for a tone, not for a voice. */
  drift = 0
  /** Mean square of the two tones together, and of all else but dial tone. */
  tonePower = 0
  residualPower = 0
  /** Power of a tone just outside, as a share of its own inside; the larger share of the two tones. */
  spillBefore = 0
  spillAfter = 0
  /** Power just outside beyond what, by the residual, was there all the time, as a share of the power inside. */
  excessBefore = 0
  excessAfter = 0

  /** Measures the frequencies in `samples[from .. from + count)`, starting from values already close. O(count). */
  measureFrequencies(samples: Int16Array, from: number, count: number, lowRadians: number, highRadians: number): void {
    this.lowRadians = lowRadians
    this.highRadians = highRadians
    this.#refine(samples, from, count)
    this.#refine(samples, from, count)
  }

  /** Then measures the levels there, and what else there is. O(count). */
  measureLevels(samples: Int16Array, from: number, count: number): void {
    model.prepare(count, this.lowRadians, this.highRadians)
    const whole = wholeFit.fit(samples, from, model)
    this.lowAmplitude = whole.lowAmplitude
    this.highAmplitude = whole.highAmplitude
    this.tonePower = whole.explained / count
    this.residualPower = Math.max(0, whole.energy - whole.explained) / count
    // What is already next to nothing need not be searched for a dial tone.
    if (this.residualPower > CLEAN * Math.min(this.lowAmplitude, this.highAmplitude) ** 2) {
      const length = Math.min(count, RESIDUAL_SAMPLES)
      whole.residualInto(samples, from, length, model, residual)
      this.residualPower = residualWithoutDialTone(residual, length) / length
    }
    this.spillBefore = this.spillAfter = this.excessBefore = this.excessAfter = 0
  }

  /** Measures what stands before a start at `at`. */
  measureBefore(samples: Int16Array, at: number): void {
    const from = at - GUARD_SAMPLES - OUTSIDE_SAMPLES
    if (from < 0) return
    this.spillBefore = this.#spill(samples, from)
    this.excessBefore = this.#excess()
  }

  /** Measures what stands after an end at `at`, as far as it lies within `filled` samples. */
  measureAfter(samples: Int16Array, at: number, filled: number): void {
    const from = at + GUARD_SAMPLES
    if (from + OUTSIDE_SAMPLES > filled) return
    this.spillAfter = this.#spill(samples, from)
    this.excessAfter = this.#excess()
  }

  /** One step towards the frequencies at which the phases of three thirds advance as they should. */
  #refine(samples: Int16Array, from: number, count: number): void {
    const part = Math.floor(count / 3)
    model.prepare(part, this.lowRadians, this.highRadians)
    const first = firstFit.fit(samples, from, model)
    const second = secondFit.fit(samples, from + part, model)
    const third = thirdFit.fit(samples, from + 2 * part, model)
    const low12 = advance(first.lowRe, first.lowIm, second.lowRe, second.lowIm, this.lowRadians * part)
    const low23 = advance(second.lowRe, second.lowIm, third.lowRe, third.lowIm, this.lowRadians * part)
    const high12 = advance(first.highRe, first.highIm, second.highRe, second.highIm, this.highRadians * part)
    const high23 = advance(second.highRe, second.highIm, third.highRe, third.highIm, this.highRadians * part)
    this.drift = Math.max(Math.abs(low23 - low12), Math.abs(high23 - high12)) / part
    this.lowRadians += (low12 + low23) / (2 * part)
    this.highRadians += (high12 + high23) / (2 * part)
  }

  #spill(samples: Int16Array, from: number): number {
    outsideModel.prepare(OUTSIDE_SAMPLES, this.lowRadians, this.highRadians)
    const outside = outsideFit.fit(samples, from, outsideModel)
    return Math.max(outside.lowAmplitude / this.lowAmplitude, outside.highAmplitude / this.highAmplitude) ** 2
  }

  #excess(): number {
    const outside = outsideFit.energy / OUTSIDE_SAMPLES
    return Math.max(0, (outside - this.residualPower) / (this.tonePower + this.residualPower))
  }
}

/** Phase by which `b` is ahead of `a` beyond `expected`, in (−π, π]. */
function advance(aRe: number, aIm: number, bRe: number, bIm: number, expected: number): number {
  const angle = Math.atan2(bIm * aRe - bRe * aIm, bRe * aRe + bIm * aIm) - expected
  return angle - 2 * Math.PI * Math.round(angle / (2 * Math.PI))
}
