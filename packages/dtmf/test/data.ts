import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const SHARED = fileURLToPath(new URL('../../../../shared/data/', import.meta.url))

/** Whether the folder of recordings is beside the checkout; says once, in one line, when it is not. */
export function hasData(folder: string): boolean {
  if (existsSync(SHARED + folder)) return true
  process.stdout.write(`skipped: no recordings in ../shared/data/${folder} beside this checkout\n`)
  return false
}

/** The bytes of a recording. */
export function dataFile(path: string): Uint8Array {
  return readFileSync(SHARED + path)
}
