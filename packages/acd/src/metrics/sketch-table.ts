import { GONE } from './interval-ring.ts'
import { QuantileSketch } from './quantile-sketch.ts'

/** Sketches per key and interval, made when first needed; what left the ring lives on in one per key. There may be more keys than at first. */
export class SketchTable {
  #keys: number
  readonly #rows: number
  readonly #relativeError: number
  readonly #sketches: (QuantileSketch | undefined)[]

  constructor(keys: number, kept: number, relativeError: number) {
    this.#keys = keys
    this.#rows = kept + 1
    this.#relativeError = relativeError
    this.#sketches = new Array<QuantileSketch | undefined>(keys * this.#rows).fill(undefined)
  }

  /** Takes in a value; `slot` may be {@link GONE}. */
  add(key: number, slot: number, value: number): void {
    this.#at(key, slot).add(value)
  }

  /** Takes in a value that belongs to no interval. */
  addForEver(key: number, value: number): void {
    while (this.#keys <= key) {
      for (let row = 0; row < this.#rows; row += 1) this.#sketches.push(undefined)
      this.#keys += 1
    }
    this.#at(key, GONE).add(value)
  }

  /** Frees a slot for a new interval. */
  clear(slot: number): void {
    for (let key = 0; key < this.#keys; key += 1) {
      const sketch = this.#sketches[key * this.#rows + slot]
      if (sketch === undefined || sketch.count === 0) continue
      this.#at(key, GONE).merge(sketch)
      sketch.clear()
    }
  }

  /** Merges a key's values of one slot into `into`. */
  mergeSlot(key: number, slot: number, into: QuantileSketch): void {
    const sketch = slot === GONE ? undefined : this.#sketches[key * this.#rows + slot]
    if (sketch !== undefined) into.merge(sketch)
  }

  /** Merges a key's values of all time into `into`. */
  mergeAll(key: number, into: QuantileSketch): void {
    for (let row = 0; row < this.#rows; row += 1) {
      const sketch = this.#sketches[key * this.#rows + row]
      if (sketch !== undefined) into.merge(sketch)
    }
  }

  #at(key: number, slot: number): QuantileSketch {
    const at = key * this.#rows + (slot === GONE ? this.#rows - 1 : slot)
    const known = this.#sketches[at]
    if (known !== undefined) return known
    const made = new QuantileSketch(this.#relativeError)
    this.#sketches[at] = made
    return made
  }
}
