/** A tone is one when it has gone on for so long: vowels that are as pure do not. */
const TONE_MS = 140
/** One that goes on for longer is no beep: a fax, a line that is being tested. */
const LONGEST_BEEP_MS = 3000
/** A tone wanders no more than that. */
const STEADY_HZ = 16
/** Blocks in a row that a click may spoil within one tone. */
const SPOILED_BLOCKS = 1

/** Networks' tones of one frequency (400 to 450 Hz, ITU-T E.180 Supplement 2) are about here: beeps of the same are told by what follows. */
const PROGRESS_HZ = [380, 500] as const
/** Longer is ringing, or goes on. The busy tone comes again within so long. */
const LONGEST_BUSY_MS = 650
const BUSY_AGAIN_MS = 800

/** The three tones of a special information tone, ITU-T E.180 §8: each within 50 Hz, 330 ms ± 70 ms long, no more than 30 ms apart. */
const SPECIAL_HZ = [950, 1400, 1800] as const
const SPECIAL_OFF_HZ = 60
const LONGEST_SPECIAL_MS = 460
const SPECIAL_GAP_MS = 80

/** What a tone has turned out to be so far. */
export type ToneHeard =
  /** No tone. */
  | 'nothing'
  /** A tone, or a vowel that is as pure. */
  | 'maybe'
  /** A tone that is a machine's or the network's, or one of the network. */
  | 'tone'
  /** A machine's tone sounds. */
  | 'beep'
  /** It is over: who speaks now is recorded. */
  | 'beep-over'
  /** The network says that the call went wrong. */
  | 'special-information'

/** Follows single tones from block to block, and tells a machine's from a network's. O(1), no allocation. */
export class MachineTone {
  readonly #blockMs: number
  #hz = 0
  #lengthMs = 0
  #spoiled = 0
  /** Tones of a special information tone that have been heard so far. */
  #special = 0
  /** A tone that has ended, and may be a network's by what follows it within this time. */
  #waitMs = 0
  /** One like a busy tone has ended so long ago. */
  #sinceBusyMs = Number.POSITIVE_INFINITY

  constructor(blockMs: number) {
    this.#blockMs = blockMs
  }

  /** Takes the next block: the frequency of its tone, 0 when there is none. */
  take(hz: number): ToneHeard {
    this.#sinceBusyMs += this.#blockMs
    if (hz > 0 && this.#lengthMs > 0 && Math.abs(hz - this.#hz) <= STEADY_HZ) return this.#goesOn(hz)
    if (this.#lengthMs >= TONE_MS && this.#spoiled < SPOILED_BLOCKS) {
      this.#spoiled++
      return 'tone'
    }
    const ended = this.#lengthMs >= TONE_MS ? this.#end() : this.#wait()
    this.#hz = hz
    this.#lengthMs = hz > 0 ? this.#blockMs : 0
    this.#spoiled = 0
    return ended === 'nothing' && hz > 0 ? 'maybe' : ended
  }

  #goesOn(hz: number): ToneHeard {
    this.#lengthMs += (1 + this.#spoiled) * this.#blockMs
    this.#spoiled = 0
    // A mean that forgets: the first block holds the edge of the tone.
    this.#hz += (hz - this.#hz) / 4
    if (this.#lengthMs < TONE_MS) return 'maybe'
    if (this.#isNextSpecial()) {
      if (this.#special === SPECIAL_HZ.length - 1) return 'special-information'
      return this.#lengthMs <= LONGEST_SPECIAL_MS ? 'tone' : 'beep'
    }
    return this.#isProgress() || this.#lengthMs > LONGEST_BEEP_MS ? 'tone' : 'beep'
  }

  #isProgress(): boolean {
    return this.#hz >= PROGRESS_HZ[0] && this.#hz <= PROGRESS_HZ[1]
  }

  #isNextSpecial(): boolean {
    return Math.abs(this.#hz - SPECIAL_HZ[this.#special]!) <= SPECIAL_OFF_HZ
  }

  /** A tone is over. */
  #end(): ToneHeard {
    if (this.#isProgress()) return this.#endOfProgress()
    if (this.#isNextSpecial() && this.#lengthMs <= LONGEST_SPECIAL_MS) {
      this.#special = (this.#special + 1) % SPECIAL_HZ.length
      this.#waitMs = SPECIAL_GAP_MS
      return 'tone'
    }
    this.#special = 0
    this.#waitMs = 0
    return this.#lengthMs <= LONGEST_BEEP_MS ? 'beep-over' : 'nothing'
  }

  #endOfProgress(): ToneHeard {
    const isAgain = this.#sinceBusyMs - this.#lengthMs <= BUSY_AGAIN_MS
    const isProgress = isAgain || this.#lengthMs > LONGEST_BUSY_MS
    this.#sinceBusyMs = 0
    this.#special = 0
    this.#waitMs = isProgress ? 0 : BUSY_AGAIN_MS
    return isProgress ? 'nothing' : 'tone'
  }

  /** Nothing that would make a network's tone of the one before: it was a machine's. */
  #wait(): ToneHeard {
    if (this.#waitMs <= 0) return 'nothing'
    this.#waitMs -= this.#blockMs
    if (this.#waitMs > 0) return 'tone'
    this.#special = 0
    return 'beep-over'
  }
}
