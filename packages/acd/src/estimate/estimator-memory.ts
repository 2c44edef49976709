/**
 * What an estimator has learnt, as data that survives JSON. Lists under `byType` and `byGroup`, at any depth, are by the
 * numbers of types and groups: the engine puts them in order when a new configuration numbers these otherwise.
 */
export type EstimatorMemory =
  | null
  | number
  | string
  | boolean
  | readonly EstimatorMemory[]
  | { readonly [key: string]: EstimatorMemory }

/**
 * The memory under a configuration with other numbers; null stands for what is new there.
 *
 * @param types - by new number, the old one; −1 where there was none
 * @param groups - the same of groups
 */
export function renumberedMemory(
  memory: EstimatorMemory,
  types: readonly number[],
  groups: readonly number[],
): EstimatorMemory {
  if (memory === null || typeof memory !== 'object') return memory
  if (isList(memory)) return memory.map((each) => renumberedMemory(each, types, groups))
  return Object.fromEntries(
    Object.entries(memory).map(([key, value]) => {
      const order = key === 'byType' ? types : key === 'byGroup' ? groups : undefined
      const inOrder = order === undefined || !isList(value) ? value : order.map((number) => value[number] ?? null)
      return [key, renumberedMemory(inOrder, types, groups)]
    }),
  )
}

/** `Array.isArray` does not narrow lists that are read only. */
function isList(memory: EstimatorMemory): memory is readonly EstimatorMemory[] {
  return Array.isArray(memory)
}
