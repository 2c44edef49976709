/** Names that a policy may be configured with. */
export interface ExchangeNames {
  readonly types: readonly string[]
  readonly groups: readonly string[]
  readonly skills: readonly string[]
}

/** The names of random exchanges when a policy's module gives none. */
export const DEFAULT_NAMES: ExchangeNames = {
  types: ['orders', 'complaints', 'sales'],
  groups: ['front', 'desk', 'partner'],
  skills: ['english', 'vip', 'billing'],
}
