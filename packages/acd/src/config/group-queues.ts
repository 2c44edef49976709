import { StrowgerError } from '../errors/strowger-error.ts'
import type { AgentGroupConfig, ContactTypeConfig } from './config.ts'

const MOST_PRIORITY = 255

/** Per group, the priority of each type by number; undefined where all are alike. */
export type QueuePriorities = readonly (Uint8Array | undefined)[]

/** How groups serve types, by number. */
export interface GroupQueues {
  /** Per type, how long a contact must have waited before each group's agents take it, ms. */
  readonly delaysMs: readonly Float64Array[]
  readonly priorities: QueuePriorities
}

/** @throws StrowgerError `unknown-type`, `other-tenant`, `out-of-range` with the path of the first mistake */
export function compileGroupQueues(
  groups: readonly AgentGroupConfig[],
  types: readonly ContactTypeConfig[],
  typeNumbers: ReadonlyMap<string, number>,
): GroupQueues {
  const delaysMs = types.map(() => new Float64Array(groups.length))
  const priorities = groups.map(({ queues = {}, tenant }, group) => {
    const byType = new Uint8Array(types.length)
    for (const [name, { delayMs = 0, priority = 0 }] of Object.entries(queues)) {
      const path = `groups[${group}].queues.${name}`
      const type = typeNumbers.get(name)
      if (type === undefined) throw new StrowgerError('unknown-type', path, name, 'one of the names in types')
      if (types[type]!.tenant !== tenant) {
        throw new StrowgerError('other-tenant', path, name, 'a type of the same tenant')
      }
      if (!(delayMs >= 0 && delayMs < Infinity)) {
        throw new StrowgerError('out-of-range', `${path}.delayMs`, delayMs, '0 ms or more, finite')
      }
      if (!(Number.isInteger(priority) && priority >= 0 && priority <= MOST_PRIORITY)) {
        const right = `a whole number from 0 to ${MOST_PRIORITY}, larger first`
        throw new StrowgerError('out-of-range', `${path}.priority`, priority, right)
      }
      delaysMs[type]![group] = delayMs
      byType[type] = priority
    }
    return byType.some((priority) => priority > 0) ? byType : undefined
  })
  return { delaysMs, priorities }
}

/** Those of the groups that take a contact which has waited so long. */
export function openAfter(groups: Uint8Array, delaysMs: Float64Array, waitedMs: number): Uint8Array {
  return groups.map((may, group) => (delaysMs[group]! <= waitedMs ? may : 0))
}
