import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { MediaCommand } from '../media-command.ts'
import { MediaThread } from './media-thread.ts'
import type { MediaTelling, MediaThreadOptions } from './media-thread.ts'

/** The sources run as they are in tests, and are built to JavaScript otherwise. */
const WORKER_FILE = new URL(
  import.meta.url.endsWith('.ts') ? './media-worker.ts' : './media-worker.js',
  import.meta.url,
)

/** Threads that this machine runs at once. */
export const CORES: number = availableParallelism()

/** What a server says of a thread; the rest is the machine's and the process's. */
export type ThreadSettings = Omit<MediaThreadOptions, 'cname' | 'timeOrigin'>

/** One name for all legs of a process, that tells nothing of it. RFC 7022 §4.2 */
const CNAME = randomBytes(12).toString('base64')

function optionsOf(settings: ThreadSettings): MediaThreadOptions {
  return { ...settings, cname: CNAME, timeOrigin: performance.timeOrigin }
}

/** A way to a media thread. */
export interface ThreadLink {
  post(command: MediaCommand): void
  /** Ends the thread at once. */
  end(): Promise<void>
}

/** Starts a media thread as a worker. `onLost` is told why, when it ends by itself. */
export function workerLink(
  settings: ThreadSettings,
  onTelling: (telling: MediaTelling) => void,
  onLost: (problem: string) => void,
): ThreadLink {
  const worker = new Worker(WORKER_FILE, { workerData: optionsOf(settings), name: 'media' })
  let problem = 'the media thread ended'
  let isEnding = false
  worker.on('message', onTelling)
  worker.on('error', (error) => {
    problem = error instanceof Error ? error.message : String(error)
  })
  worker.on('exit', () => {
    if (!isEnding) onLost(problem)
  })
  return {
    post: (command) => worker.postMessage(command),
    end: async () => {
      isEnding = true
      await worker.terminate()
    },
  }
}

/** A media thread within the caller's: for tests, and for hosts of few calls. */
export function inlineLink(settings: ThreadSettings, onTelling: (telling: MediaTelling) => void): ThreadLink {
  const thread = new MediaThread(optionsOf(settings), onTelling)
  return {
    post: (command) => thread.do(command),
    end: () => Promise.resolve(),
  }
}
