import { inRange } from '../error/strowger-error.ts'

/**
 * Hands out even ports of a range, one pair (RTP, RTCP) each, the longest unused first: late packets of a call that ended should not
 * find another call. RFC 3550 §11. O(1).
 */
export class PortPool {
  readonly #free: number[] = []

  /** @throws StrowgerError when the range is empty or out of range */
  constructor(first: number, last: number) {
    inRange('first', first, 1, 65_534)
    inRange('last', last, first, 65_535)
    for (let port = first + (first & 1); port + 1 <= last; port += 2) this.#free.push(port)
    inRange('ports', this.#free.length, 1, 65_535)
  }

  /** Pairs not in use. */
  get available(): number {
    return this.#free.length
  }

  /** The next even port; `undefined` when all are in use. */
  take(): number | undefined {
    return this.#free.shift()
  }

  /** Gives one back. */
  give(port: number): void {
    if (!this.#free.includes(port)) this.#free.push(port)
  }
}
