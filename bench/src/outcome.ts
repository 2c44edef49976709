import type { Outcome } from './contest.ts'

/** Times `work` and prints the {@link Outcome} of a contestant. */
export function printOutcome(work: () => { readonly work: number; readonly results: Outcome['results'] }): void {
  const startedNs = process.hrtime.bigint()
  const done = work()
  const seconds = Number(process.hrtime.bigint() - startedNs) / 1e9
  printMeasured({ ...done, seconds })
}

/** Prints the {@link Outcome} of a contestant that timed itself. */
export function printMeasured(measured: Omit<Outcome, 'peakBytes'>): void {
  const outcome: Outcome = { ...measured, peakBytes: process.resourceUsage().maxRSS * 1024 }
  process.stdout.write(JSON.stringify(outcome))
}

/** Status of a contestant that cannot run here. */
export const NOT_HERE = 3

/** Ends a contestant that cannot run on this machine: its row is left out. */
export function notHere(why: string): never {
  process.stderr.write(why)
  process.exit(NOT_HERE)
}
