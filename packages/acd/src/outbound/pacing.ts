/** Agents above which the lines are those of so many, in proportion: no power of a probability underflows below. */
const MOST_AGENTS = 200
const LEAST_ANSWER_RATE = 0.05
/** Calls after which the past counts half. */
const MEMORY = 1000
/** Calls that count as answered before any was made: a new campaign dials one line for each agent. */
const PRIOR = 10

/**
 * Lines to have in flight for so many idle agents, when each call is answered with probability `answerRate`: the most
 * for which, of all that are answered, at most the share `cap` finds no agent, E[(X − agents)⁺] ≤ cap · E[X] with X
 * binomial. Reckons with no agent becoming free meanwhile, so it errs to the safe side. O(lines).
 */
export function linesFor(agents: number, answerRate: number, cap: number): number {
  if (agents <= 0) return 0
  if (agents > MOST_AGENTS) return Math.floor((linesFor(MOST_AGENTS, answerRate, cap) * agents) / MOST_AGENTS)
  const p = Math.max(answerRate, LEAST_ANSWER_RATE)
  if (p >= 1) return agents
  // Of X ~ Bin(lines, p): P(X = agents − 1), P(X ≥ agents), E[(X − agents)⁺]; each from those of one line less.
  let lines = agents - 1
  let justBelow = p ** (agents - 1)
  let atLeast = 0
  let excess = 0
  for (;;) {
    const nextExcess = excess + p * atLeast
    if (nextExcess > cap * (lines + 1) * p) return lines
    excess = nextExcess
    atLeast += p * justBelow
    lines += 1
    justBelow *= ((1 - p) * lines) / (lines - agents + 1)
    // Every agent has a caller already: more lines can only be abandoned.
    if (atLeast > 1 - 1e-12) return lines
  }
}

/** What a campaign has learnt, as data. */
export interface PaceSnapshot {
  readonly dialled: number
  readonly answered: number
  readonly noAgent: number
}

/** How often calls of a campaign are answered, and how often nobody was there for who did; the past fades. */
export class Pace {
  #dialled = 0
  #answered = 0
  #noAgent = 0

  /** A call has come to something: an answer or none. */
  ended(answered: boolean): void {
    this.#dialled += 1
    if (answered) this.#answered += 1
    if (this.#dialled < 2 * MEMORY) return
    this.#dialled /= 2
    this.#answered /= 2
    this.#noAgent /= 2
  }

  /** Somebody answered, and no agent came in time. */
  letGo(): void {
    this.#noAgent += 1
  }

  /** Lines to have in flight. While more were let go than the cap allows, one for each agent. */
  lines(agents: number, cap: number): number {
    if (this.#noAgent > cap * this.#answered) return Math.max(0, agents)
    return linesFor(agents, (this.#answered + PRIOR) / (this.#dialled + PRIOR), cap)
  }

  snapshot(): PaceSnapshot {
    return { dialled: this.#dialled, answered: this.#answered, noAgent: this.#noAgent }
  }

  restore({ dialled, answered, noAgent }: PaceSnapshot): void {
    this.#dialled = dialled
    this.#answered = answered
    this.#noAgent = noAgent
  }
}
