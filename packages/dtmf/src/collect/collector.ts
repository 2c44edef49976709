import type { Digit } from '../digit/digit.ts'
import { rulesOf, type CollectorOptions, type CollectorRules } from './options.ts'

/** Why an entry is over. */
export type CollectEnd =
  /** A terminator was pressed. */
  | 'terminator'
  /** It has as many digits as it may. */
  | 'maximum'
  /** The map has nothing longer. */
  | 'match'
  /** No first digit came, none followed in time, or the whole took too long. */
  | 'first-digit-timeout'
  | 'inter-digit-timeout'
  | 'overall-timeout'
  /** No entry of the map begins so. */
  | 'no-match'
  | 'cancelled'

/** An entry, over. */
export interface Collected {
  readonly digits: string
  readonly end: CollectEnd
  /** Whether the digits can be used: enough of them, and an entry of the map if there is one. */
  readonly valid: boolean
}

/**
 * Collects an entry of a caller, as an IVR asks for one. Sans-I/O: digits and the clock come in, the entry comes out once;
 * the host asks {@link nextDeadlineMs} when to call {@link advance}.
 */
export class DigitCollector {
  readonly #rules: CollectorRules
  #digits = ''
  #state: 'idle' | 'prompting' | 'collecting' | 'done' = 'idle'
  #overallDueMs = Infinity
  #digitDueMs = Infinity

  /** @throws DtmfError `bad-option` naming the number that is out of range. */
  constructor(options: CollectorOptions = {}) {
    this.#rules = rulesOf(options)
  }

  /** The digits so far. */
  get digits(): string {
    return this.#digits
  }

  /** Whether a prompt is to be played on: false from the moment a digit cuts it short. */
  get prompting(): boolean {
    return this.#state === 'prompting'
  }

  /** When {@link advance} has something to say; Infinity when nothing is awaited. */
  nextDeadlineMs(): number {
    return Math.min(this.#overallDueMs, this.#digitDueMs)
  }

  /** Begins an entry at `nowMs`. With `prompt`, the first digit's time runs from {@link promptEnded}. */
  start(nowMs: number, prompt: 'prompt' | 'silence' = 'silence'): void {
    this.#digits = ''
    this.#state = prompt === 'prompt' ? 'prompting' : 'collecting'
    this.#overallDueMs = nowMs + this.#rules.overallMs
    this.#digitDueMs = prompt === 'prompt' ? Infinity : nowMs + this.#rules.firstDigitMs
  }

  /** The prompt is over at `nowMs`. */
  promptEnded(nowMs: number): void {
    if (this.#state !== 'prompting') return
    this.#state = 'collecting'
    this.#digitDueMs = nowMs + this.#rules.firstDigitMs
  }

  /** A digit at `nowMs`. Returns the entry if it is over with it. A digit after a due time-out comes too late. */
  digit(digit: Digit, nowMs: number): Collected | undefined {
    const late = this.advance(nowMs)
    if (late) return late
    if (this.#state === 'prompting') {
      if (!this.#rules.bargeIn) return undefined
      this.#state = 'collecting'
    }
    if (this.#state !== 'collecting') return undefined
    this.#digitDueMs = nowMs + this.#rules.interDigitMs
    const { terminators, eraseDigit, clearDigit, map } = this.#rules
    // A map that wants the digit itself, as `*21#` does, comes before what the digit means otherwise.
    const wanted = map !== undefined && map.match(this.#digits + digit) !== 'none'
    if (terminators.includes(digit) && !wanted) return this.#finish('terminator')
    if (!wanted && (digit === eraseDigit || digit === clearDigit)) {
      this.#digits = digit === eraseDigit ? this.#digits.slice(0, -1) : ''
      return undefined
    }
    this.#digits += digit
    return this.#afterDigit()
  }

  /** Lets time-outs happen that are due at `nowMs`; returns the entry that one of them ends. */
  advance(nowMs: number): Collected | undefined {
    if (this.#state !== 'collecting' && this.#state !== 'prompting') return undefined
    if (nowMs < this.nextDeadlineMs()) return undefined
    if (this.#overallDueMs <= this.#digitDueMs) return this.#finish('overall-timeout')
    return this.#finish(this.#digits === '' ? 'first-digit-timeout' : 'inter-digit-timeout')
  }

  /** Gives up: the caller hung up or was taken away. */
  cancel(): Collected | undefined {
    return this.#state === 'idle' || this.#state === 'done' ? undefined : this.#finish('cancelled')
  }

  #afterDigit(): Collected | undefined {
    const match = this.#rules.map?.match(this.#digits)
    if (match === 'none') return this.#finish('no-match')
    if (match === 'full') return this.#finish('match')
    return this.#digits.length >= this.#rules.maxDigits ? this.#finish('maximum') : undefined
  }

  #finish(end: CollectEnd): Collected {
    this.#state = 'done'
    this.#overallDueMs = this.#digitDueMs = Infinity
    const match = this.#rules.map?.match(this.#digits)
    const fits = match === undefined || match === 'full' || match === 'open'
    const valid = end !== 'cancelled' && end !== 'no-match' && this.#digits.length >= this.#rules.minDigits && fits
    return { digits: this.#digits, end, valid }
  }
}
