import type { HostClock } from '../clock/host-clock.ts'

/** Node fires a timer with a longer delay at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1

/** The wall clock, but never back: it may be set back while a host runs. */
export class WallClock implements HostClock {
  readonly #startMs = Date.now() - performance.now()

  nowMs(): number {
    return Math.floor(this.#startMs + performance.now())
  }

  at(atMs: number, fire: () => void): () => void {
    let timer: NodeJS.Timeout
    const arm = () => {
      const delayMs = Math.ceil(atMs - this.nowMs())
      timer = delayMs > LONGEST_DELAY_MS ? setTimeout(arm, LONGEST_DELAY_MS) : setTimeout(fire, Math.max(0, delayMs))
    }
    arm()
    return () => {
      clearTimeout(timer)
    }
  }
}
