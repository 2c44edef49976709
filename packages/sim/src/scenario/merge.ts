import { POLICIES_OF_KEY, POLICY_KEYS } from './policies.ts'
import type { Path, SourceMap, SourceNode } from './source.ts'

/**
 * A scenario file laid over the one that it extends: maps are merged key by key, lists and single values replaced, and
 * a null removes the base's key. Nothing is changed in place; places are kept. O(keys of `over`).
 *
 * Some keys of the base give way as a whole, since their old neighbours would make no sense: see {@link displaced}.
 */
export function mergeOver(base: SourceMap, over: SourceMap, path: Path = []): SourceMap {
  const entries = new Map(base.entries)
  for (const key of displaced(base, over, path)) entries.delete(key)
  for (const [key, value] of over.entries) {
    const below = entries.get(key)
    if (below !== undefined && isNull(value)) {
      // `skills: { vip: }` declares a skill, here as in a file of its own.
      if (path[0] !== 'skills') entries.delete(key)
    } else if (below?.kind === 'map' && value.kind === 'map') {
      entries.set(key, mergeOver(below, value, [...path, key]))
    } else {
      entries.set(key, value)
    }
  }
  return { kind: 'map', at: over.at, entries }
}

/** Keys of the base that cannot stand beside what the upper file says. */
function displaced(base: SourceMap, over: SourceMap, path: Path): Iterable<string> {
  // Arrivals have several forms; a distribution that is named anew has parameters of its own.
  if (path.length === 3 && path[0] === 'types' && path[2] === 'arrivals') return base.entries.keys()
  // Above, names are chosen freely, and a type or a group may be called anything.
  if (path.length >= 3 && over.entries.get('distribution')?.kind === 'scalar') return base.entries.keys()
  if (path[0] === 'groups' && path.length === 2) {
    const forms = ['agents', 'shifts', 'staffing']
    const given = forms.find((form) => over.entries.has(form))
    if (given !== undefined) return forms.filter((form) => form !== given)
  }
  const policy = over.entries.get('policy')
  const isPolicy = path[0] === 'routing' && path.slice(1).every((step) => POLICY_KEYS.has(String(step)))
  if (isPolicy && policy?.kind === 'scalar') {
    const { value } = policy
    return [...POLICIES_OF_KEY].flatMap(([key, owners]) => (owners.some((owner) => owner === value) ? [] : [key]))
  }
  return []
}

function isNull(node: SourceNode): boolean {
  return node.kind === 'scalar' && node.value === null
}
