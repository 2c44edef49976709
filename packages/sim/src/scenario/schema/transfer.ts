import type { z } from 'zod'

import { probability } from './caller.ts'
import { listOf, section, text } from './value.ts'

/** A transfer as written: to another contact type, or out of the house. */
export interface RawTransfer {
  readonly to?: string | undefined
  readonly out?: string | undefined
  readonly probability: number
  readonly from?: readonly string[] | undefined
}

/** How conversations of a type go on elsewhere. */
export const transfer: z.ZodType<RawTransfer> = section('a transfer, such as { to: complaints, probability: 0.1 }', {
  to: text('the name of a contact type')
    .optional()
    .describe('The caller waits anew, as a contact of this type, with its age kept. Either this or out.'),
  out: text('a name of your own')
    .optional()
    .describe('The call leaves the house, to a partner, say; counted under this name. Either this or to.'),
  probability: probability().describe('Probability that a conversation ends so, when its talk is over.'),
  from: listOf('a list of agent groups', text('the name of an agent group'))
    .optional()
    .describe('Only conversations with agents of these groups. Default: with anybody.'),
}).meta({ id: 'transfer' })
