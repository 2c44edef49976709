import { Xoshiro128 } from '../../src/random/xoshiro128.ts'
import { muLawCode, muLawSample } from '../../src/codec/g711-law.ts'

/** What is heard from the moment of answer on, made up: words of syllables, silence, tones, and the noise of a line. */
export class Answer {
  readonly hz: number
  readonly #random: Xoshiro128
  readonly #samples: number[] = []
  readonly #pitchHz: number

  constructor(seed: number, hz: number = 8000) {
    this.hz = hz
    this.#random = new Xoshiro128(seed)
    this.#pitchHz = this.between(95, 230)
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.#random.uniform()
  }

  get lengthMs(): number {
    return (this.#samples.length * 1000) / this.hz
  }

  silence(ms: number): this {
    for (let left = this.#count(ms); left > 0; left--) this.#samples.push(0)
    return this
  }

  /** A tone of one frequency or several, of this amplitude together. */
  tone(hz: number | readonly number[], ms: number, amplitude: number = 6000): this {
    const parts = typeof hz === 'number' ? [hz] : hz
    const count = this.#count(ms)
    for (let i = 0; i < count; i++) {
      const sum = parts.reduce((total, each) => total + Math.sin((2 * Math.PI * each * i) / this.hz), 0)
      this.#samples.push((amplitude * sum) / parts.length)
    }
    return this
  }

  /** A word of about that length: syllables of harmonics under two formants, some of which begin with a hiss. */
  word(ms: number): this {
    const syllables = Math.max(1, Math.round(ms / this.between(150, 230)))
    for (let nth = 0; nth < syllables; nth++) this.#syllable(ms / syllables)
    return this
  }

  /** Words without a pause of a sentence between them, for about so long. */
  phrase(ms: number): this {
    const until = this.lengthMs + ms
    while (this.lengthMs < until) {
      this.word(Math.min(this.between(180, 600), Math.max(120, until - this.lengthMs)))
      if (this.#random.chance(0.5)) this.silence(this.between(20, 120))
    }
    return this
  }

  #count(ms: number): number {
    return Math.round((ms * this.hz) / 1000)
  }

  #syllable(ms: number): void {
    const count = this.#count(ms)
    const pitchHz = this.#pitchHz * this.between(0.85, 1.2)
    const glide = this.between(-0.25, 0.15)
    const formants = [this.between(280, 780), this.between(950, 2300)]
    const loudness = this.between(0.5, 1)
    const hiss = this.#random.chance(0.4) ? this.between(0.1, 0.3) : 0
    const harmonics = Math.floor(3400 / pitchHz)
    const weights = Array.from({ length: harmonics }, (_, k) => {
      const hz = pitchHz * (k + 1)
      return formants.reduce(
        (sum, formant, nth) => sum + (nth === 0 ? 1 : 0.4) / (1 + ((hz - formant) / 120) ** 2),
        0.02,
      )
    })
    let phase = this.#random.uniform()
    for (let i = 0; i < count; i++) {
      const position = i / count
      phase += (pitchHz * (1 + glide * position)) / this.hz
      const envelope = Math.sin(Math.PI * Math.min(1, position + 0.03)) ** 0.6
      let value = 0
      if (position < hiss) value = 0.5 * (this.#random.uniform() - 0.5)
      else for (let k = 0; k < harmonics; k++) value += weights[k]! * Math.sin(2 * Math.PI * (k + 1) * phase)
      this.#samples.push(5000 * loudness * envelope * value)
    }
  }

  /**
   * All of it as a telephone gives it: speech at this level over the noise of the line, by µ-law.
   *
   * @param speechDbov - of the loudest 20 ms
   */
  heard(speechDbov: number = -16, noiseDbov: number = -60): Int16Array {
    const block = this.hz / 50
    let most = 1
    for (let at = 0; at < this.#samples.length; at += block) {
      let energy = 0
      for (let i = at; i < Math.min(at + block, this.#samples.length); i++) energy += this.#samples[i]! ** 2
      most = Math.max(most, energy / block)
    }
    const gain = (32_768 * 10 ** (speechDbov / 20)) / Math.sqrt(most)
    const noise = 32_768 * 10 ** (noiseDbov / 20)
    let low = 0
    return Int16Array.from(this.#samples, (sample) => {
      // Noise of rooms and lines has more of the low.
      low = 0.7 * low + 0.714 * this.#random.normal()
      const sum = Math.round(gain * sample + noise * low)
      return muLawSample(muLawCode(Math.max(-32_635, Math.min(32_635, sum))))
    })
  }
}

/** Who answers, of a made-up collection; each with the beginning of silence that lifting a receiver takes. */
export const PEOPLE = {
  'one word, "hello?"': (a: Answer) => a.silence(a.between(100, 1200)).word(a.between(200, 550)).silence(4500),
  'two words, "Smith, hello?"': (a: Answer) =>
    a
      .silence(a.between(100, 1000))
      .word(a.between(200, 450))
      .silence(a.between(80, 250))
      .word(a.between(200, 450))
      .silence(4500),
  'a firm, "Smith and sons, good morning"': (a: Answer) =>
    a.silence(a.between(100, 800)).phrase(a.between(900, 1700)).silence(4500),
  'says nothing': (a: Answer) => a.silence(8000),
} as const satisfies Record<string, (answer: Answer) => Answer>

export const MACHINES = {
  'a long greeting and a tone': (a: Answer) => {
    a.silence(a.between(200, 1500))
    for (let nth = Math.round(a.between(2, 4)); nth > 0; nth--)
      a.phrase(a.between(900, 2500)).silence(a.between(200, 650))
    return a
      .silence(a.between(100, 800))
      .tone(a.between(520, 2000), a.between(180, 900), a.between(2500, 7000))
      .silence(4000)
  },
  'a short greeting and a tone, "leave a message"': (a: Answer) =>
    a
      .silence(a.between(200, 1000))
      .phrase(a.between(900, 1500))
      .silence(a.between(100, 600))
      .tone(a.between(520, 2000), a.between(180, 900), a.between(2500, 7000))
      .silence(4000),
  'a tone alone': (a: Answer) =>
    a
      .silence(a.between(300, 1800))
      .tone(a.between(520, 2000), a.between(180, 900), a.between(2500, 7000))
      .silence(4000),
  'a long greeting without a tone': (a: Answer) => {
    a.silence(a.between(200, 1500))
    for (let nth = Math.round(a.between(2, 4)); nth > 0; nth--)
      a.phrase(a.between(900, 2500)).silence(a.between(200, 650))
    return a.silence(6000)
  },
} as const satisfies Record<string, (answer: Answer) => Answer>
