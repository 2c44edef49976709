import type { AttributeKinds, AttributeValues } from '../expression/attributes.ts'

/** Attributes of one subject as values by name; texts that are none of the declared ones are left out. */
export function valuesOf(kinds: AttributeKinds, record: Float64Array, first: number): AttributeValues {
  const values: Record<string, number | boolean | string> = {}
  for (const [place, [name, kind]] of Object.entries(kinds).entries()) {
    const value = record[first + place]!
    if (kind === 'truth') values[name] = value !== 0
    else if (typeof kind === 'string') values[name] = value
    else if (kind[value] !== undefined) values[name] = kind[value]
  }
  return values
}

/** The same values where the kinds may be others: what does not fit is left out. */
export function fitting(kinds: AttributeKinds, values: AttributeValues): AttributeValues {
  const fits = ([name, value]: readonly [string, number | boolean | string]): boolean => {
    const kind = kinds[name]
    if (kind === undefined) return false
    if (typeof kind !== 'string') return typeof value === 'string'
    return kind === 'truth' ? typeof value === 'boolean' : typeof value === 'number'
  }
  return Object.fromEntries(Object.entries(values).filter(fits))
}
