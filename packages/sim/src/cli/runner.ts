import { availableParallelism } from 'node:os'
import { ReplicationStore } from '../edge/replication-store.ts'
import { digestOf } from '../edge/scenario-digest.ts'
import { SparingRunner } from '../edge/sparing-runner.ts'
import { WorkerPool } from '../edge/worker-pool.ts'
import type { Runner } from '../run/batch.ts'
import { inThread } from '../run/in-thread.ts'
import { version } from '../version.ts'
import type { RunnerOptions } from './options.ts'

/**
 * Calls `use` with what runs its replications: as many threads as asked for, and the file of finished ones.
 *
 * @param purpose - everything that decides the replications but the seed: a file that was begun for another is refused
 */
export async function withRunner<R>(
  { workers, resume }: Pick<RunnerOptions, 'resume' | 'workers'>,
  seed: number,
  purpose: unknown,
  use: (runner: Runner) => Promise<R>,
): Promise<R> {
  const pool = poolOf(workers)
  const runner = pool ?? inThread
  const store =
    resume === undefined
      ? undefined
      : new ReplicationStore(resume, { digest: digestOf({ version, purpose }), seed }, runner)
  if (store !== undefined && store.found > 0) {
    process.stderr.write(`${store.found} replications were finished before: ${resume}\n`)
  }
  try {
    return await use(store ?? runner)
  } finally {
    store?.close()
    await pool?.close()
  }
}

/** Without a number of threads: as many as there are cores, once there is work for them. */
function poolOf(workers: number | undefined): SparingRunner | WorkerPool | undefined {
  if (workers === undefined) {
    const cores = availableParallelism()
    return cores === 1 ? undefined : new SparingRunner(cores)
  }
  return workers === 1 ? undefined : new WorkerPool(workers)
}
