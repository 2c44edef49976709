import type { z } from 'zod'

import { duration, label, numberFrom, section } from './value.ts'
import type { RawDuration, RawLabel } from './value.ts'

/** A site as written. */
export interface RawSite {
  readonly label?: RawLabel | undefined
}

/** What it takes to move a call, as written. */
export interface RawMoving {
  readonly cost?: number | undefined
  readonly delay?: RawDuration | undefined
}

/** A place where agents sit or calls come in. */
export const site: z.ZodType<RawSite> = section('a site, such as {} or { label: Shenzhen }', {
  label: label.optional().describe('What people call it. Default: its name.'),
}).meta({ id: 'site' })

/** What it takes to move a call from the site where it comes in to the site of its agent. */
export const moving: z.ZodType<RawMoving> = section('what moving a call takes, such as { cost: 0.3, delay: 2s }', {
  cost: numberFrom(0, 1e9, 'an amount of money, 0 or more').optional().describe('Money for each call. Default: 0.'),
  delay: duration.optional().describe('How much longer caller and agent are busy with it. Default: 0.'),
}).meta({ id: 'moving' })
