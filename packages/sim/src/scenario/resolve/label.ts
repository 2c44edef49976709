import type { Label } from '../scenario.ts'
import type { RawLabel } from '../schema/value.ts'

/** A label in both languages: each falls back to the other, both to the name. */
export function resolveLabel(raw: RawLabel | undefined, name: string): Label {
  if (raw === undefined) return { en: name, zh: name }
  if (typeof raw === 'string') return { en: raw, zh: raw }
  const either = raw.en ?? raw.zh ?? name
  return { en: raw.en ?? either, zh: raw.zh ?? either }
}
