import type { Label } from './scenario.ts'

/** Places where agents sit and calls come in, and what it takes to move a call from one to another. */
export interface SitesSpec {
  readonly places: readonly { readonly id: string; readonly label: Label }[]
  /** Money for each call that is moved. */
  readonly cost: number
  readonly delayMs: number
}
