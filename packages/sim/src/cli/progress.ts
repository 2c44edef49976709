const QUIET_MS = 2000
const REFRESH_MS = 200
const BAR = 30

/** Progress on standard error: only on a terminal, only for work that takes more than two seconds. */
export class Progress {
  readonly #what: string
  readonly #startedMs: number = performance.now()
  #shownMs = 0

  /** @param what - said before the bar */
  constructor(what: string) {
    this.#what = what
  }

  /** `done` of `of` are done. */
  readonly at = (done: number, of: number): void => {
    const nowMs = performance.now()
    const elapsedMs = nowMs - this.#startedMs
    if (!process.stderr.isTTY || elapsedMs < QUIET_MS || nowMs - this.#shownMs < REFRESH_MS) return
    this.#shownMs = nowMs
    const filled = Math.round((BAR * done) / of)
    const leftS = Math.ceil((elapsedMs * (of - done)) / done / 1000)
    const bar = '█'.repeat(filled) + '░'.repeat(BAR - filled)
    process.stderr.write(`\r\u001B[K${this.#what} ${bar} ${done}/${of}, ${leftS} s left`)
  }

  /** Takes the bar away and returns the seconds that the work took. */
  end(): number {
    if (this.#shownMs > 0) process.stderr.write('\r\u001B[K')
    return (performance.now() - this.#startedMs) / 1000
  }
}

/** Says on standard error how fast the simulation was: its place is not in results, which are the same every time. */
export function saySpeed(contacts: number, seconds: number): void {
  const perSecond = Math.round(contacts / seconds)
  process.stderr.write(`${contacts} calls simulated in ${seconds.toFixed(2)} s: ${perSecond} calls per second\n`)
}
