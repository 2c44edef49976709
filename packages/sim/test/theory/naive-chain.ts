import { gammaP } from '../../src/random/incomplete-gamma.ts'
import { betaI } from '../../src/stats/incomplete-beta.ts'

/** M/M/n/K+M by the textbook: all states in an array, sums over them. For small systems only. */
export interface NaiveChain {
  readonly pBlock: number
  readonly pWait: number
  readonly pAbandon: number
  readonly wait: number
  readonly queueLength: number
  /** Mean over arrivals of the wait of those served: first-step analysis, one place nearer at a time. */
  readonly servedWait: number
  readonly occupancy: number
  /** Share that waits and is due within t: a sum over the queue found of the time for it to pass. */
  dueWithin(t: number): number
}

export function naiveChain(load: number, agents: number, impatience: number, lines: number): NaiveChain {
  const weights = [1]
  for (let k = 1; k <= lines; k += 1) {
    const departures = Math.min(k, agents) + Math.max(0, k - agents) * impatience
    weights.push((weights[k - 1]! * load) / departures)
  }
  const total = weights.reduce((a, b) => a + b, 0)
  const p = weights.map((weight) => weight / total)
  const sum = (f: (k: number) => number): number => p.reduce((s, probability, k) => s + probability * f(k), 0)
  const queueLength = sum((k) => Math.max(0, k - agents))
  const servedWaits: number[] = []
  let reach = 1
  let servedWait = 0
  for (let ahead = 0; ahead < lines - agents; ahead += 1) {
    // Of all that can happen next, only this caller's own impatience (one θ of the total) does not bring him nearer.
    const total = agents + (ahead + 1) * impatience
    const nearer = (agents + ahead * impatience) / total
    reach *= nearer
    servedWait = reach / total + nearer * servedWait
    servedWaits.push(servedWait)
  }
  return {
    servedWait: sum((k) => (k >= agents && k < lines ? servedWaits[k - agents]! : 0)),
    pBlock: p[lines]!,
    pWait: sum((k) => (k >= agents && k < lines ? 1 : 0)),
    pAbandon: (impatience * queueLength) / load,
    wait: queueLength / load,
    queueLength,
    occupancy: sum((k) => Math.min(k, agents)) / agents,
    dueWithin: (t) =>
      sum((k) => {
        if (k < agents || k >= lines) return 0
        const ahead = k - agents + 1
        if (impatience === 0) return gammaP(ahead, agents * t)
        const left = Math.exp(-impatience * t)
        return betaI(ahead, agents / impatience, -Math.expm1(-impatience * t), left)
      }),
  }
}
