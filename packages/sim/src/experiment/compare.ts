import { type ReplicationOptions, type Replications, replicate } from '../run/replications.ts'
import type { Contender, Experiment } from './experiment.ts'
import { judge, type JudgedClaim } from './verdict.ts'

/** Every scenario of an experiment, run on the same callers, and what that says of the claims. */
export interface Comparison {
  readonly experiment: Experiment
  readonly seed: number
  readonly replications: number
  /** By the contenders' ids, in their order. */
  readonly runs: ReadonlyMap<string, Replications>
  readonly claims: readonly JudgedClaim[]
}

/** Runs an experiment: the n-th replication of every scenario has the same callers. */
export function compare(
  experiment: Experiment,
  options: Pick<ReplicationOptions, 'onProgress' | 'replications' | 'seed'> = {},
): Comparison {
  const { contenders } = experiment
  const first = contenders[0]!.scenario.run
  const seed = options.seed ?? experiment.seed ?? first.seed
  const replications = options.replications ?? experiment.replications ?? first.replications
  const runs = new Map<string, Replications>()
  const runOne = ({ id, scenario }: Contender, at: number): void => {
    const onProgress = (done: number) =>
      options.onProgress?.(at * replications + done, contenders.length * replications)
    runs.set(id, replicate(scenario, { seed, replications, onProgress }))
  }
  for (const [at, contender] of contenders.entries()) runOne(contender, at)
  return { experiment, seed, replications, runs, claims: experiment.claims.map((claim) => judge(claim, runs)) }
}
