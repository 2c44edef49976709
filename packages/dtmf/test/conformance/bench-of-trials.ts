import {
  addToneInto,
  compress,
  DtmfDecoder,
  expand,
  KEYPAD,
  positionOf,
  quantizeInto,
  type DecoderOptions,
  type Digit,
  type DtmfDigit,
  type Law,
} from '../../src/index.ts'

const RATE_HZ = 8000

/** A seeded source of uniform numbers in [0, 1) (mulberry32): every trial can be repeated. */
export function seeded(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** One burst of a test signal. */
export interface Burst {
  readonly digit: Digit
  readonly startMs: number
  readonly durationMs: number
  readonly lowOff?: number
  readonly highOff?: number
  readonly lowOffHz?: number
  readonly highOffHz?: number
  readonly lowDbm0?: number
  readonly highDbm0?: number
  /** Phases in radians; a burst with the same phases as another, counted from the same instant, is its continuation. */
  readonly lowPhase?: number
  readonly highPhase?: number
}

/** What a trial sends, and what it is heard as. */
export interface Trial {
  readonly bursts: readonly Burst[]
  readonly lengthMs: number
  readonly echo?: { readonly delayMs: number; readonly db: number }
  /** Level of white noise over the whole band, in dBm0. */
  readonly noiseDbm0?: number
  readonly addInto?: (signal: Float64Array) => void
}

/** The signal of a trial at 8 kHz, before the codec. */
function signalOf(trial: Trial, random: () => number): Float64Array {
  const signal = new Float64Array(Math.ceil(trial.lengthMs * 8))
  for (const burst of trial.bursts) {
    const { lowHz, highHz } = positionOf(burst.digit)
    const tone = {
      lowHz: lowHz * (1 + (burst.lowOff ?? 0)) + (burst.lowOffHz ?? 0),
      highHz: highHz * (1 + (burst.highOff ?? 0)) + (burst.highOffHz ?? 0),
      lowDbm0: burst.lowDbm0 ?? -10,
      highDbm0: burst.highDbm0 ?? -10,
      lowPhase: burst.lowPhase ?? 2 * Math.PI * random(),
      highPhase: burst.highPhase ?? 2 * Math.PI * random(),
    }
    addToneInto(signal, tone, burst.startMs * 8, burst.durationMs * 8, 0, RATE_HZ)
  }
  if (trial.echo) {
    const delay = Math.round(trial.echo.delayMs * 8)
    const gain = 10 ** (trial.echo.db / 20)
    const direct = signal.slice(0, Math.max(0, signal.length - delay))
    direct.forEach((sample, index) => (signal[index + delay] = (signal[index + delay] ?? 0) + gain * sample))
  }
  if (trial.noiseDbm0 !== undefined) {
    const deviation = (32768 * 10 ** ((trial.noiseDbm0 - 3.14) / 20)) / Math.SQRT2
    signal.forEach((sample, index) => (signal[index] = sample + deviation * gaussian(random)))
  }
  trial.addInto?.(signal)
  return signal
}

/** Sends a trial through a codec and hears it. */
export function hear(trial: Trial, law: Law | 'none', options: DecoderOptions, random: () => number): DtmfDigit[] {
  const signal = signalOf(trial, random)
  const samples = quantizeInto(signal, new Int16Array(signal.length))
  const decoder = new DtmfDecoder(options)
  const heard = [...decoder.push(law === 'none' ? samples : expand(compress(samples, law), law))]
  return [...heard, ...decoder.end()]
}

/** A digit drawn at random, and a lead-in that puts it at a random place on every grid. */
export function randomDigit(random: () => number): { digit: Digit; leadMs: number } {
  return { digit: KEYPAD[Math.floor(random() * 16)] ?? '0', leadMs: 40 + 40 * random() }
}

/** Standard normal deviate by Box and Muller. */
export function gaussian(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
