import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { ContactTypeSpec } from '../scenario.ts'
import type { Path } from '../source.ts'
import type { Context } from './context.ts'

/** Finds the types that a selector names: a type, one part of a split (`vip/guangzhou`) or all of it (`vip`). */
export class TypeSelector {
  readonly #byName: ReadonlyMap<string, readonly ContactTypeSpec[]>
  readonly #context: Context

  constructor(types: readonly ContactTypeSpec[], context: Context) {
    const byName = new Map<string, ContactTypeSpec[]>()
    for (const type of types) {
      byName.set(type.id, [type])
      if (type.id !== type.base) byName.set(type.base, [...(byName.get(type.base) ?? []), type])
    }
    this.#byName = byName
    this.#context = context
  }

  /** The types that a selector names; none when there is no such type. */
  find(selector: string): readonly ContactTypeSpec[] {
    return this.#byName.get(selector) ?? []
  }

  /** As {@link find}, but an unknown type is a mistake at `path`. */
  select(selector: string, path: Path): readonly ContactTypeSpec[] {
    const found = this.find(selector)
    if (found.length === 0) {
      const problem = `there is no contact type ${show(selector)}`
      this.#context.issues.add('unknown-name', path, problem, suggest(selector, [...this.#byName.keys()]))
    }
    return found
  }

  /**
   * What a map with selectors as keys says of every single type; a key that names one part of a split overrules one
   * that names all of it. Unknown types are mistakes under `path`.
   */
  perType<Value>(record: Readonly<Record<string, Value>> | undefined, path: Path): Map<string, Value> {
    const result = new Map<string, Value>()
    for (const [selector, value] of wholesFirst(record)) {
      for (const type of this.select(selector, [...path, selector])) result.set(type.id, value)
    }
    return result
  }
}

/** The entries of a map with selectors as keys, parts of splits last, so that they overrule. */
export function wholesFirst<Value>(record: Readonly<Record<string, Value>> | undefined): [string, Value][] {
  return Object.entries(record ?? {}).toSorted(([a], [b]) => Number(isPart(a)) - Number(isPart(b)))
}

/** Whether the selector names one part of a split. */
export function isPart(selector: string): boolean {
  return selector.includes('/')
}
