import { z } from 'zod'

import { preference, requirement, ring } from './beside.ts'
import type { RawPreference, RawRing } from './beside.ts'
import { positiveDuration, section, skillLevels } from './value.ts'
import type { RawSkillLevels } from './value.ts'

/** What is asked of agents after a wait, as written. */
export interface RawRelaxation {
  readonly after: string
  readonly requires?: RawSkillLevels | undefined
  readonly requirement?: string | undefined
  readonly prefers?: readonly RawPreference[] | undefined
  readonly ring?: RawRing | undefined
}

/** What is asked of agents after a wait. */
export const relaxation: z.ZodType<RawRelaxation> = section(
  'a relaxation, such as { after: 30s, requires: { english: 1 } }',
  {
    after: positiveDuration.describe('How long the contact must have waited.'),
    requires: skillLevels('required skills')
      .optional()
      .describe('What an agent must have from then on, in place of requires and requirement before. [] for nothing.'),
    requirement: requirement
      .optional()
      .describe('The same as an expression over skills; with requires, both must be met.'),
    prefers: z
      .array(preference, { error: 'a list of preferences' })
      .optional()
      .describe('Whom it prefers from then on, [] for nobody. Default: as before.'),
    ring: ring.optional().describe('How it rings from then on. Default: as before.'),
  },
).meta({ id: 'relaxation' })
