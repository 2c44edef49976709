import type { Contestant } from './contest.ts'

/** A table of speed; tables of the same name are run together. */
export interface Suite {
  readonly name: string
  readonly title: string
  /** What one unit of work is, e.g. `calls`. */
  readonly unit: string
  readonly rounds: number
  /** The first is ours; the others are what it is compared with. */
  readonly contestants: readonly Contestant[]
}
