export { ReplicationStore, type StorePurpose } from './replication-store.ts'
export { WorkerPool } from './worker-pool.ts'
