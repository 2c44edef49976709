import type { FeatureCodes } from './feature-codes.ts'

/** What an agent asks for by keys in a conversation; `number` where it takes one. */
export interface KeyedFeature {
  readonly feature: 'hold' | 'consult' | 'complete' | 'conference' | 'cancel' | 'transfer'
  readonly number: string
}

const AT_ONCE = ['hold', 'complete', 'conference', 'cancel'] as const
const WITH_NUMBER = ['consult', 'transfer'] as const
/** A code that is not finished after so long is forgotten, ms. */
const FORGET_MS = 8_000
const LONGEST = 24

/**
 * Reads feature codes out of the keys that an agent presses while it talks. A code begins with `*`; one that takes a number ends with `#`. What
 * begins no code is forgotten: callers' machines are dialled through the host as well.
 */
export class KeyReader {
  readonly #codes: FeatureCodes
  #keys = ''
  #lastMs = -Infinity

  constructor(codes: FeatureCodes) {
    this.#codes = codes
  }

  /** A key was pressed; returns the feature that it completes. */
  press(key: string, nowMs: number): KeyedFeature | undefined {
    if (nowMs - this.#lastMs > FORGET_MS) this.#keys = ''
    this.#lastMs = nowMs
    this.#keys = this.#keys === '' && key !== '*' ? '' : `${this.#keys}${key}`
    if (this.#keys.length > LONGEST) this.#keys = ''
    const done = this.#completed()
    if (done !== undefined) this.#keys = ''
    return done
  }

  #completed(): KeyedFeature | undefined {
    for (const feature of AT_ONCE) if (this.#keys === this.#codes[feature]) return { feature, number: '' }
    if (!this.#keys.endsWith('#')) return undefined
    const entered = this.#keys.slice(0, -1)
    this.#keys = ''
    for (const feature of WITH_NUMBER) {
      const code = this.#codes[feature]
      if (entered.startsWith(code) && entered.length > code.length) {
        return { feature, number: entered.slice(code.length) }
      }
    }
    return undefined
  }
}
