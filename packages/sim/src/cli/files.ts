import { readFileSync, writeFileSync } from 'node:fs'
import { isAbsolute, join, dirname } from 'node:path'
import type { ScenarioIo } from '../scenario/load.ts'

/** Scenarios from the file system; `extends` is relative to the file that says it. */
export const scenarioFiles: ScenarioIo = {
  read: (path) => readFileSync(path, 'utf8'),
  resolve: (from, relative) => (isAbsolute(relative) ? relative : join(dirname(from), relative)),
}

/** Writes a text to a file, or to standard output for `-`. */
export function writeTo(path: string, text: string): void {
  // Synchronous, so that a pipe gets all of it before the process ends.
  writeFileSync(path === '-' ? process.stdout.fd : path, text)
}
