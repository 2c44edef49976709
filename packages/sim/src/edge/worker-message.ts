import type { Batch } from '../run/batch.ts'
import type { Observation } from '../run/observation.ts'

/** What a worker is asked: some replications of a batch. The batch comes with the first request that names it. */
export interface WorkerRequest {
  readonly job: number
  readonly batchId: number
  readonly batch?: Omit<Batch, 'replications'>
  readonly replications: readonly number[]
}

/** What it answers: one observation per replication asked for, or the mistake that stopped it. */
export type WorkerAnswer =
  | { readonly job: number; readonly observations: readonly Observation[] }
  | { readonly job: number; readonly mistake: { readonly name: string; readonly message: string } }
