import { GONE } from './interval-ring.ts'
import { TALLY_WIDTH } from './interval-tally.ts'

/**
 * Tallies per key (a type, a group, an agent) and interval, in one typed array; what left the ring lives on in one row
 * per key, so that the total is complete. Memory: keys × (intervals + 1) × fields × 8 bytes.
 */
export class TallyTable {
  /** Rows per key: one per slot of the ring, then one for all that is gone. Rows of one slot lie together. */
  readonly #rows: number
  #cells: Float64Array
  #keys: number

  constructor(keys: number, kept: number) {
    this.#rows = kept + 1
    this.#keys = keys
    this.#cells = new Float64Array(keys * this.#rows * TALLY_WIDTH)
  }

  /** Keys there are. */
  get keys(): number {
    return this.#keys
  }

  /** Makes room for key numbers below `keys`. Amortised O(1) per key. */
  grow(keys: number): void {
    const before = this.#keys * TALLY_WIDTH
    if (keys <= this.#keys) return
    this.#keys = Math.max(keys, 2 * this.#keys)
    const after = this.#keys * TALLY_WIDTH
    const cells = new Float64Array(this.#rows * after)
    for (let row = 0; row < this.#rows; row += 1) {
      cells.set(this.#cells.subarray(row * before, (row + 1) * before), row * after)
    }
    this.#cells = cells
  }

  /** Adds to one field of a key; `slot` may be {@link GONE}. O(1). */
  add(key: number, slot: number, column: number, amount: number): void {
    const row = slot === GONE ? this.#rows - 1 : slot
    this.#cells[(row * this.#keys + key) * TALLY_WIDTH + column]! += amount
  }

  /** Frees a slot for a new interval. O(keys). */
  clear(slot: number): void {
    const cells = this.#cells
    const width = this.#keys * TALLY_WIDTH
    const from = slot * width
    const gone = (this.#rows - 1) * width
    for (let at = 0; at < width; at += 1) cells[gone + at]! += cells[from + at]!
    cells.fill(0, from, from + width)
  }

  /** A key's tally in one slot, field by field into `row`; of nothing where the slot is {@link GONE}. */
  readInto(row: Float64Array, key: number, slot: number): Float64Array {
    if (slot === GONE || key >= this.#keys) return row.fill(0)
    const from = (slot * this.#keys + key) * TALLY_WIDTH
    for (let column = 0; column < TALLY_WIDTH; column += 1) row[column] = this.#cells[from + column]!
    return row
  }

  /** A key's tally over all time, field by field into `row`. */
  totalInto(row: Float64Array, key: number): Float64Array {
    row.fill(0)
    if (key >= this.#keys) return row
    for (let slot = 0; slot < this.#rows; slot += 1) {
      const from = (slot * this.#keys + key) * TALLY_WIDTH
      for (let column = 0; column < TALLY_WIDTH; column += 1) row[column]! += this.#cells[from + column]!
    }
    return row
  }
}
