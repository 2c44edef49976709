import type { RefusedCounts } from './leg.ts'

/** Every count zero. */
export function nothingRefused(): RefusedCounts {
  return { malformed: 0, foreign: 0, learning: 0, overRate: 0, unauthentic: 0, replayed: 0, expired: 0, unwanted: 0 }
}

/** Adds `more` to `counts`. */
export function addRefused(counts: RefusedCounts, more: Readonly<RefusedCounts>): void {
  counts.malformed += more.malformed
  counts.foreign += more.foreign
  counts.learning += more.learning
  counts.overRate += more.overRate
  counts.unauthentic += more.unauthentic
  counts.replayed += more.replayed
  counts.expired += more.expired
  counts.unwanted += more.unwanted
}
