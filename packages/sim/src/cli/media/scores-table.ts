import type { TraceScore } from '@strowger/core'
import { table } from '../../report/table.ts'

const HEAD = ['policy', 'delay', 'unplayed', 'concealed', 'R', 'MOS', 'below the optimum']

/** Policies of one trace, the offline optimum last, as a table. */
export function scoresTable(scores: readonly TraceScore[]): string {
  const best = scores.at(-1)?.r ?? 0
  const rows = scores.map(({ policy, delayMs, unplayed, concealed, r, mos }) => [
    policy,
    `${delayMs.toFixed(1)} ms`,
    `${(100 * unplayed).toFixed(2)} %`,
    `${(100 * concealed).toFixed(2)} %`,
    r.toFixed(1),
    mos.toFixed(2),
    (best - r).toFixed(1),
  ])
  return table([HEAD, ...rows])
}
