import type { Requirement } from '@strowger/acd'

/** What agents must hold, as a scenario says it. */
export interface Required {
  readonly requires?: ReadonlyMap<string, number>
  readonly requirement?: string
}

/** What the engine is told that agents must hold: levels, or an expression that says them, too. */
export function requirementOf({ requires = new Map(), requirement }: Required): Requirement {
  if (requirement === undefined) return Object.fromEntries(requires)
  return [...[...requires].map(([skill, level]) => `\`${skill}\` >= ${level}`), `(${requirement})`].join(' and ')
}
