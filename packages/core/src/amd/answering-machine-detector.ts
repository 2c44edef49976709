import { levelDbov } from '../level/level-meter.ts'
import { type AmdOptions, type CompleteAmdOptions, completeAmdOptions } from './amd-options.ts'
import { GreetingRhythm, type RhythmVerdict } from './greeting-rhythm.ts'
import { LineVoice } from './line-voice.ts'
import { MachineTone, type ToneHeard } from './machine-tone.ts'
import { pureToneHz } from './pure-tone.ts'

/** Who has answered a call; `network`: nobody, a special information tone says so. */
export type AnsweredBy = 'human' | 'machine' | 'network' | 'unsure'

/** By what it was told. */
export type AnswerCause =
  /** A word or two, then silence: human. */
  | 'silence-after-greeting'
  /** Machine, by what was said. */
  | 'long-greeting'
  | 'many-words'
  | 'long-word'
  /** Machine: its tone was heard. */
  | 'tone'
  /** Network. */
  | 'special-information'
  /** Unsure: nothing was said. */
  | 'initial-silence'
  /** Unsure: the analysis has taken as long as it may. */
  | 'out-of-time'

/** By what a machine was told to record: its tone was over, or it said nothing more. */
export type RecordsBy = 'tone' | 'silence'

const BLOCK_MS = 20
/** Quieter tones are crosstalk and hum. */
const LEAST_TONE_DBOV = -50
/** A greeting's own pauses are shorter; a machine without a tone records when it is over. */
const MACHINE_SILENCE_MS = 2500

const BY: Readonly<Record<Exclude<RhythmVerdict, 'undecided'>, AnsweredBy>> = {
  'silence-after-greeting': 'human',
  'long-greeting': 'machine',
  'many-words': 'machine',
  'long-word': 'machine',
  'initial-silence': 'unsure',
}

/**
 * Tells whether a person or a machine has answered a call, by the rhythm of what is said and by the machine's tone (answering-machine
 * detection, AMD), and when a machine has begun to record. Hears from the moment of answer, in frames of any size: it looks at blocks of 20 ms,
 * whatever they come in. Deterministic; O(samples), no allocation after it was made.
 */
export class AnsweringMachineDetector {
  readonly #options: CompleteAmdOptions
  readonly #block: Int16Array
  readonly #voice: LineVoice
  readonly #rhythm: GreetingRhythm
  readonly #tone = new MachineTone(BLOCK_MS)
  #filled = 0
  #heardMs = 0
  /** Sound that is a tone or a vowel as pure: which, what follows tells. */
  #withheldMs = 0
  #by: AnsweredBy | undefined
  #cause: AnswerCause | undefined
  #decidedMs = Number.NaN
  #records: RecordsBy | undefined
  #recordsMs = Number.NaN

  /** @throws StrowgerError when an option is out of range */
  constructor(options: AmdOptions = {}) {
    this.#options = completeAmdOptions(options)
    const { clockHz, silenceThreshold } = this.#options
    this.#block = new Int16Array((clockHz * BLOCK_MS) / 1000)
    this.#voice = new LineVoice(clockHz, silenceThreshold)
    this.#rhythm = new GreetingRhythm(this.#options)
  }

  /** Who has answered; undefined while it is not known. Does not change any more. */
  get by(): AnsweredBy | undefined {
    return this.#by
  }

  /** By what that was told. */
  get cause(): AnswerCause | undefined {
    return this.#cause
  }

  /** When it was known, ms of sound since the answer; `NaN` before. */
  get decidedMs(): number {
    return this.#decidedMs
  }

  /** Of a machine: it records, and why that is known; undefined until then. */
  get records(): RecordsBy | undefined {
    return this.#records
  }

  /** When that was known, ms of sound since the answer; `NaN` before. */
  get recordsMs(): number {
    return this.#recordsMs
  }

  /** Nothing more is to be known: further sound is not looked at. */
  get isOver(): boolean {
    return this.#records !== undefined || (this.#by !== undefined && this.#by !== 'machine')
  }

  /** Hears `count` samples from `at`. Any samples. */
  hear(samples: Int16Array, at: number = 0, count: number = samples.length - at): void {
    const block = this.#block
    for (let i = 0; i < count && !this.isOver; i++) {
      block[this.#filled++] = samples[at + i]!
      if (this.#filled < block.length) continue
      this.#filled = 0
      this.#look()
    }
  }

  #look(): void {
    const block = this.#block
    this.#heardMs += BLOCK_MS
    const level = levelDbov(block)
    const hz = level > LEAST_TONE_DBOV ? pureToneHz(block, this.#options.clockHz) : 0
    // A tone teaches nothing of the line's noise.
    const isVoice = hz > 0 || this.#voice.isVoice(block, level)
    if (this.#voice.wasNoise) this.#rhythm.revoke()
    const heard = this.#tone.take(hz)
    this.#ofTone(heard)
    if (heard === 'maybe') this.#withheldMs += BLOCK_MS
    else {
      if (heard === 'nothing') this.#ofVoice(isVoice)
      this.#withheldMs = 0
    }
    if (this.#heardMs >= this.#options.totalAnalysisTimeMs) this.#decide('unsure', 'out-of-time')
  }

  #ofTone(heard: ToneHeard): void {
    if (heard === 'special-information') this.#decide('network', heard)
    if (heard === 'beep' || heard === 'beep-over') this.#decide('machine', 'tone')
    if (heard === 'beep-over') this.#mayRecord('tone')
  }

  #ofVoice(isVoice: boolean): void {
    // It was an even vowel.
    if (this.#withheldMs > 0) this.#ofRhythm(this.#rhythm.take(true, this.#withheldMs))
    this.#ofRhythm(this.#rhythm.take(isVoice, BLOCK_MS))
  }

  #ofRhythm(verdict: RhythmVerdict): void {
    if (verdict !== 'undecided') this.#decide(BY[verdict], verdict)
    if (this.#rhythm.quietMs >= MACHINE_SILENCE_MS) this.#mayRecord('silence')
  }

  #decide(by: AnsweredBy, cause: AnswerCause): void {
    if (this.#by !== undefined) return
    this.#by = by
    this.#cause = cause
    this.#decidedMs = this.#heardMs
  }

  #mayRecord(by: RecordsBy): void {
    if (this.#by !== 'machine' || this.#records !== undefined) return
    this.#records = by
    this.#recordsMs = this.#heardMs
  }
}
