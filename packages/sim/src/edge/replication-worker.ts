import { parentPort } from 'node:worker_threads'
import { KnownBatches } from './known-batches.ts'
import type { WorkerRequest } from './worker-message.ts'

const batches = new KnownBatches()

parentPort?.on('message', (request: WorkerRequest) => {
  parentPort?.postMessage(batches.answer(request))
})
