import { z } from 'zod'

import { SERVICE_LEVEL_DEFINITIONS } from '../service-level.ts'
import type { ServiceLevelDefinition } from '../service-level.ts'
import { duration, section } from './value.ts'
import type { RawDuration } from './value.ts'

/** A service level as written. */
export interface RawServiceLevel {
  readonly threshold: RawDuration
  readonly definition?: ServiceLevelDefinition | undefined
}

/** What is timely, and of whom. */
export const serviceLevel: z.ZodType<RawServiceLevel> = section('a service level, such as { threshold: 20s }', {
  threshold: duration.describe('T: waiting time within which an answer counts as timely.'),
  definition: z
    .enum(SERVICE_LEVEL_DEFINITIONS, { error: SERVICE_LEVEL_DEFINITIONS.join(', ') })
    .optional()
    .describe(
      'Answered within T ÷ … offered: offered + handed on − blocked; answered: the answered; patient: as offered, less who gave ' +
        'up within T; served: as offered, and who gave up within T counts as answered. Default: offered.',
    ),
}).meta({ id: 'serviceLevel' })
