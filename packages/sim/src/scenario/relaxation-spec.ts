import type { PreferenceSpec, RingSpec } from './beside-spec.ts'

/** What is asked of agents once a contact has waited so long; what is absent stays as it was. */
export interface RelaxationSpec {
  readonly afterMs: number
  /** With `requirement`, in place of what was asked before. */
  readonly requires?: ReadonlyMap<string, number>
  readonly requirement?: string
  readonly prefers?: readonly PreferenceSpec[]
  readonly ring?: RingSpec
}
