import type { TrunkGroupConfig } from '../admission/rule-config.ts'
import { StrowgerError } from '../errors/strowger-error.ts'

/** A trunk group with its types resolved. */
export interface CompiledTrunkGroup {
  readonly name: string
  readonly trunks: number
  /** One byte per type: 1 where its contacts come in by these trunks. */
  readonly types: Uint8Array
}

/** @throws StrowgerError with the path of the first mistake */
export function compileTrunkGroups(
  given: readonly TrunkGroupConfig[],
  types: readonly { readonly name: string; readonly tenant?: string | undefined }[],
): CompiledTrunkGroup[] {
  return given.map(({ name, trunks, types: named, tenant }, at) => {
    const path = `trunkGroups[${at}]`
    if (name === '') throw new StrowgerError('missing', `${path}.name`, name, 'the reason that blocked contacts carry')
    if (!(trunks >= 0))
      throw new StrowgerError('out-of-range', `${path}.trunks`, trunks, 'a number of trunks, 0 or more')
    if ((named === undefined) === (tenant === undefined)) {
      throw new StrowgerError('value', path, name, 'either types or tenant')
    }
    for (const [index, each] of (named ?? []).entries()) {
      if (types.some((type) => type.name === each)) continue
      throw new StrowgerError('unknown-type', `${path}.types[${index}]`, each, 'one of the names in types')
    }
    const covers = Uint8Array.from(types, (type) =>
      (named === undefined ? type.tenant === tenant : named.includes(type.name)) ? 1 : 0,
    )
    return { name, trunks, types: covers }
  })
}

/** Trunks in use: of the whole, and of each group of them. A contact keeps the trunk it came in by, whatever it becomes. */
export class TrunkBook {
  readonly #trunks: number = NaN
  declare private readonly groups: readonly CompiledTrunkGroup[]
  readonly #heldOf: Int32Array = new Int32Array(0)
  /** Contacts that hold a trunk. */
  held = 0

  constructor(trunks: number, groups: readonly CompiledTrunkGroup[]) {
    this.#trunks = trunks
    this.groups = groups
    this.#heldOf = new Int32Array(groups.length)
  }

  /** What has no trunk free for a type: the name of a group, '' for the whole; undefined when one is. O(groups). */
  fullFor(type: number): string | undefined {
    if (this.held >= this.#trunks) return ''
    for (let at = 0; at < this.groups.length; at += 1) {
      const { types, trunks, name } = this.groups[at]!
      if (types[type] === 1 && this.#heldOf[at]! >= trunks) return name
    }
    return undefined
  }

  /** A contact that comes in by a type takes a trunk. */
  take(type: number): void {
    this.held += 1
    for (let at = 0; at < this.groups.length; at += 1) this.#heldOf[at]! += this.groups[at]!.types[type]!
  }

  /** It gives it back. */
  free(type: number): void {
    this.held -= 1
    for (let at = 0; at < this.groups.length; at += 1) this.#heldOf[at]! -= this.groups[at]!.types[type]!
  }
}
