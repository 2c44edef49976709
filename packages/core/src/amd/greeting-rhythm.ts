import type { CompleteAmdOptions } from './amd-options.ts'

/** Who the rhythm of a greeting says has answered, and why. */
export type RhythmVerdict =
  | 'silence-after-greeting'
  | 'long-greeting'
  | 'many-words'
  | 'long-word'
  | 'initial-silence'
  | 'undecided'

/**
 * Words and silences of whoever has answered. People say a word or two and wait; a machine goes on. O(1), no allocation.
 */
export class GreetingRhythm {
  readonly #options: CompleteAmdOptions
  /** Words that are over, and how long they were together. */
  #words = 0
  #saidMs = 0
  /** Voice of the word that is being said, and the silence in it so far. */
  #wordMs = 0
  #gapMs = 0
  /** Since the last word that was one, or the answer. */
  #quietMs = 0
  /** The same when the present one began. */
  #quietBeforeMs = 0

  constructor(options: CompleteAmdOptions) {
    this.#options = options
  }

  /** Silence since the last word, or the answer. */
  get quietMs(): number {
    return this.#quietMs
  }

  /** Takes what comes next: so much voice, or so much silence. */
  take(isVoice: boolean, ms: number): RhythmVerdict {
    this.#quietMs += ms
    this.#quietBeforeMs += ms
    if (isVoice) {
      if (this.#wordMs === 0) this.#quietBeforeMs = this.#quietMs
      this.#wordMs += ms
      this.#gapMs = 0
      if (this.#isWord) this.#quietMs = 0
    } else if (this.#wordMs > 0) {
      this.#gapMs += ms
      if (this.#gapMs >= this.#options.betweenWordsSilenceMs) this.#endWord()
    }
    return this.#verdict()
  }

  /** What was taken for a word that is being said was none. */
  revoke(): void {
    if (this.#wordMs === 0) return
    this.#quietMs = this.#quietBeforeMs
    this.#wordMs = 0
    this.#gapMs = 0
  }

  get #isWord(): boolean {
    return this.#wordMs >= this.#options.minimumWordLengthMs
  }

  #endWord(): void {
    if (this.#isWord) {
      this.#words += 1
      this.#saidMs += this.#wordMs
    }
    this.#wordMs = 0
    this.#gapMs = 0
  }

  #verdict(): RhythmVerdict {
    const { greetingMs, maximumNumberOfWords, maximumWordLengthMs, afterGreetingSilenceMs, initialSilenceMs } =
      this.#options
    const words = this.#words + (this.#isWord ? 1 : 0)
    const saidMs = this.#saidMs + (this.#isWord ? this.#wordMs : 0)
    if (saidMs >= greetingMs) return 'long-greeting'
    if (words > maximumNumberOfWords) return 'many-words'
    if (this.#wordMs >= maximumWordLengthMs) return 'long-word'
    // Who has just begun to speak is heard out.
    if (this.#wordMs > 0) return 'undecided'
    if (words > 0) return this.#quietMs >= afterGreetingSilenceMs ? 'silence-after-greeting' : 'undecided'
    return this.#quietMs >= initialSilenceMs ? 'initial-silence' : 'undecided'
  }
}
