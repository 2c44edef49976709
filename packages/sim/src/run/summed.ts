/**
 * Counts and times added up: plain data of numbers, in lists of one length or in records whose names may differ. What is added
 * to what follows from the shape, so that a figure which is new is summed as well.
 *
 * @param all - at least one, all of one shape
 */
export function summed<T>(all: readonly T[], factor: number = 1): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of the shape of each
  return add(all, factor) as T
}

function add(all: readonly unknown[], factor: number): unknown {
  const [first] = all
  if (typeof first !== 'object') return factor * all.reduce((sum: number, each) => sum + Number(each), 0)
  const parts = new Map<string, unknown[]>()
  for (const each of all) {
    for (const [name, part] of Object.entries(Object(each))) {
      const own = parts.get(name)
      if (own === undefined) parts.set(name, [part])
      else own.push(part)
    }
  }
  const sums = [...parts].map(([name, own]): [string, unknown] => [name, add(own, factor)])
  return Array.isArray(first) ? sums.map(([, sum]) => sum) : Object.fromEntries(sums)
}
