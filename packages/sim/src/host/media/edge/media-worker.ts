import { parentPort, workerData } from 'node:worker_threads'
import type { MediaCommand } from '../media-command.ts'
import { MediaThread } from './media-thread.ts'
import type { MediaThreadOptions } from './media-thread.ts'

const options: MediaThreadOptions = workerData
const thread = new MediaThread(options, (telling) => parentPort?.postMessage(telling))

parentPort?.on('message', (command: MediaCommand) => thread.do(command))
