import { readFileSync, writeFileSync, writeSync } from 'node:fs'
import { isAbsolute, join, dirname } from 'node:path'
import type { ScenarioIo } from '../scenario/load.ts'

/** Scenarios from the file system; `extends` is relative to the file that says it. */
export const scenarioFiles: ScenarioIo = {
  read: (path) => readFileSync(path, 'utf8'),
  resolve: (from, relative) => (isAbsolute(relative) ? relative : join(dirname(from), relative)),
}

const BUSY_MS = 5

/** Writes a text to a file, or to standard output for `-`. */
export function writeTo(path: string, text: string): void {
  if (path === '-') writeToStdout(Buffer.from(text))
  else writeFileSync(path, text)
}

/** Synchronously, so that a pipe gets all of it before the process ends. */
function writeToStdout(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(process.stdout.fd, bytes, at)
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      // Whoever reads has seen enough, as `head` does.
      if (code === 'EPIPE') return
      if (code !== 'EAGAIN') throw error
      // Node makes pipes non-blocking; a full one is tried again when the reader may have taken something.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, BUSY_MS)
    }
  }
}
