import type { Runner } from '../run/batch.ts'
import { inThread } from '../run/in-thread.ts'
import { type ReplicationOptions, type Replications, replicateWith } from '../run/replications.ts'
import type { Experiment } from './experiment.ts'
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
export async function compare(
  experiment: Experiment,
  options: Pick<ReplicationOptions, 'antithetic' | 'onProgress' | 'replications' | 'seed'> = {},
  runner: Runner = inThread,
): Promise<Comparison> {
  const { contenders } = experiment
  const { seed, replications } = sizeOf(experiment, options)
  const runs = new Map<string, Replications>()
  for (const [at, { id, scenario }] of contenders.entries()) {
    const onProgress = (done: number) =>
      options.onProgress?.(at * replications + done, contenders.length * replications)
    runs.set(id, await replicateWith(runner, scenario, { ...options, seed, replications, onProgress }))
  }
  return { experiment, seed, replications, runs, claims: experiment.claims.map((claim) => judge(claim, runs)) }
}

/** Seed and replications of an experiment: what is asked for, else its own, else those of its first scenario. */
export function sizeOf(
  experiment: Experiment,
  asked: { readonly seed?: number | undefined; readonly replications?: number | undefined } = {},
): { readonly seed: number; readonly replications: number } {
  const { run } = experiment.contenders[0]!.scenario
  return {
    seed: asked.seed ?? experiment.seed ?? run.seed,
    replications: asked.replications ?? experiment.replications ?? run.replications,
  }
}
