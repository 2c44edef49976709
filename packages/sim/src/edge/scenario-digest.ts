import { createHash } from 'node:crypto'
import type { Batch } from '../run/batch.ts'
import { version } from '../version.ts'

/** A hash of what decides a batch's observations but for their numbers: scenario, recorded contacts, seed, program. */
export function batchDigest({ scenario, recorded, seed, antithetic = false, detail }: Batch): string {
  return digestOf({ version, scenario, recorded, seed, antithetic, detail })
}

/** A hash of plain data with maps; the order of a map's entries counts, as it does in scenarios. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, plainly)).digest('hex')
}

/** Maps and numbers without JSON, so that no two scenarios that differ look alike. */
function plainly(_: string, value: unknown): unknown {
  if (value instanceof Map) return { map: [...value] }
  if (value instanceof Float64Array) return { numbers: [...value] }
  return typeof value === 'number' && !Number.isFinite(value) ? { number: String(value) } : value
}
