import { createHash } from 'node:crypto'
import type { AcdEvent } from '@strowger/acd'

const SHOWN_DIGITS = 16

/** A hash of events: equal where the same was decided at the same times. What `ref` means is the host's: it is left out. */
export class EventDigest {
  readonly #hash = createHash('sha256')
  #count = 0

  /** Events taken in. */
  get count(): number {
    return this.#count
  }

  readonly add = (event: AcdEvent): void => {
    this.#count += 1
    this.#hash.update(`${JSON.stringify({ ...event, ref: undefined })}\n`)
  }

  /** The first digits of SHA-256, hexadecimal. */
  get digest(): string {
    return this.#hash.copy().digest('hex').slice(0, SHOWN_DIGITS)
  }
}
