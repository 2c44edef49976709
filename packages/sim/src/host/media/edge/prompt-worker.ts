import { parentPort } from 'node:worker_threads'
import { makePrompt } from './prompt-maker.ts'

parentPort?.on('message', (path: string) => parentPort?.postMessage(makePrompt(path)))
