import { eModel, mosOfR } from './e-model.ts'

/** Quality of one interval, or of a call. */
export interface QualityFigure {
  /** R of ITU-T G.107. */
  readonly r: number
  /** MOS-CQE of R. */
  readonly mos: number
  /** Mean one-way delay the interval had, in ms. */
  readonly delayMs: number
  /** Share of sound lost, 0 … 1. */
  readonly loss: number
}

/**
 * R and MOS by interval and by call, from what is heard: feed it each pull's delay and whether it was hidden. The figure of either
 * is that of its own mean delay and loss with the burst ratio of its own runs; G.107, Bpl of G.711 with concealment. O(1).
 */
export class QualityMeter {
  readonly #ie: number
  readonly #bpl: number
  #delay = 0
  #heard = 0
  #hidden = 0
  /** Runs of what was hidden; one that goes on from the interval before is one of each. */
  #runs = 0
  #wasHidden = false
  #callDelay = 0
  #callHeard = 0
  #callHidden = 0
  #callRuns = 0

  constructor(ie: number = 0, bpl: number = 25.1) {
    this.#ie = ie
    this.#bpl = bpl
  }

  /** Takes one pull: one-way delay in ms, and whether most of it was concealed. */
  take(delayMs: number, concealed: boolean): void {
    if (concealed) {
      if (!this.#wasHidden) this.#callRuns++
      if (!this.#wasHidden || this.#heard + this.#hidden === 0) this.#runs++
      this.#hidden++
    } else {
      this.#heard++
      this.#delay += delayMs
    }
    this.#wasHidden = concealed
  }

  /** The interval's figure, and starts the next; `undefined` when nothing was pulled. */
  takeInterval(): QualityFigure | undefined {
    if (this.#heard + this.#hidden === 0) return undefined
    const figure = this.#figure(this.#delay, this.#heard, this.#hidden, this.#runs)
    this.#callDelay += this.#delay
    this.#callHeard += this.#heard
    this.#callHidden += this.#hidden
    this.#delay = 0
    this.#heard = 0
    this.#hidden = 0
    this.#runs = 0
    return figure
  }

  /** The call's figure so far, the running interval included; `undefined` when nothing was pulled. */
  call(): QualityFigure | undefined {
    const heard = this.#callHeard + this.#heard
    const hidden = this.#callHidden + this.#hidden
    if (heard + hidden === 0) return undefined
    return this.#figure(this.#callDelay + this.#delay, heard, hidden, this.#callRuns)
  }

  #figure(delaySum: number, heard: number, hidden: number, runs: number): QualityFigure {
    const loss = hidden / (heard + hidden)
    const delayMs = heard === 0 ? 0 : delaySum / heard
    const burstRatio = runs === 0 ? 1 : Math.max(1, (hidden / runs) * (1 - loss))
    const r = eModel({ delayMs, loss, burstRatio, ie: this.#ie, bpl: this.#bpl })
    return { r, mos: mosOfR(r), delayMs, loss }
  }
}
