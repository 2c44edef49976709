import { Xoshiro128 } from '../random/xoshiro128.ts'

const HZ = 8000

/**
 * Something like speech for tests and load: voiced stretches (a pulse train of gliding pitch through three resonances), unvoiced
 * ones (noise through one), and pauses with a faint background, in the proportions of conversation (ITU-T P.59: talkspurts of 1 s,
 * pauses of 1.6 s shortened here to half a second). 8 kHz, deterministic by seed. Allocates the result. O(samples).
 */
export function syntheticSpeech(durationMs: number, seed: number): Int16Array {
  const random = new Xoshiro128(seed)
  const out = new Int16Array(Math.round((durationMs * HZ) / 1000))
  const formants = [new Resonance(), new Resonance(), new Resonance()]
  let at = 0
  while (at < out.length) {
    const spurtEnd = Math.min(out.length, at + Math.round((0.4 + random.exponential(0.7)) * HZ))
    while (at < spurtEnd) at = syllable(out, at, spurtEnd, random, formants)
    const pauseEnd = Math.min(out.length, at + Math.round((0.15 + random.exponential(0.35)) * HZ))
    for (; at < pauseEnd; at++) out[at] = (random.uniform() - 0.5) * 24
  }
  return out
}

function syllable(out: Int16Array, from: number, limit: number, random: Xoshiro128, formants: Resonance[]): number {
  const end = Math.min(limit, from + Math.round((0.08 + 0.15 * random.uniform()) * HZ))
  const voiced = random.chance(0.75)
  const pitchHz = 85 + 130 * random.uniform()
  const glide = 0.8 + 0.4 * random.uniform()
  formants[0]!.tune(300 + 500 * random.uniform(), 80)
  formants[1]!.tune(900 + 1200 * random.uniform(), 120)
  formants[2]!.tune(2300 + 700 * random.uniform(), 200)
  const gain = voiced ? 5000 + 9000 * random.uniform() : 900 + 1500 * random.uniform()
  let phase = 0
  for (let i = from; i < end; i++) {
    const position = (i - from) / (end - from)
    const envelope = Math.sin(Math.PI * Math.min(1, position + 0.02)) ** 0.6
    phase += (pitchHz * (1 + (glide - 1) * position)) / HZ
    let source = (random.uniform() - 0.5) * (voiced ? 0.04 : 1)
    if (phase >= 1) {
      phase -= 1
      if (voiced) source += 1
    }
    let value = 0
    if (voiced) for (const formant of formants) value += formant.pass(source)
    else value = formants[2]!.pass(source)
    out[i] = Math.max(-32_000, Math.min(32_000, value * gain * envelope))
  }
  return end
}

/** A two-pole resonance with unit gain at its peak, roughly. */
class Resonance {
  #a = 0
  #b = 0
  #gain = 1
  #y1 = 0
  #y2 = 0

  tune(hz: number, bandwidthHz: number): void {
    const radius = Math.exp((-Math.PI * bandwidthHz) / HZ)
    this.#a = 2 * radius * Math.cos((2 * Math.PI * hz) / HZ)
    this.#b = -radius * radius
    this.#gain = 1 - radius
  }

  pass(x: number): number {
    const y = this.#gain * 6 * x + this.#a * this.#y1 + this.#b * this.#y2
    this.#y2 = this.#y1
    this.#y1 = y
    return y
  }
}
