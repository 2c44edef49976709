import { z } from 'zod'

import type { Weekday } from '../clock.ts'
import { clock, listOf, positiveDuration, section, weekday, wholeFrom } from './value.ts'

/** A break as written. */
export interface RawBreak {
  readonly at: string
  readonly for: string
  readonly stagger?: string | undefined
}

/** A shift as written. */
export interface RawShift {
  readonly from: string
  readonly to: string
  readonly agents: number
  readonly stagger?: string | undefined
  readonly breaks?: readonly RawBreak[] | undefined
  readonly days?: readonly Weekday[] | undefined
}

/** Numbers of agents by interval, as written. */
export interface RawStaffing {
  readonly interval: string
  readonly agents: readonly number[]
  readonly leaving?: 'chosen' | 'first-free' | undefined
}

/** A number of agents. */
export const agents = (): z.ZodNumber => wholeFrom(0, 1_000_000, 'a whole number of agents, 0 or more')

const pause: z.ZodType<RawBreak> = section('a break, such as { at: "12:00", for: 30m }', {
  at: clock.describe('When it begins, as a time of the day on which the run starts.'),
  for: positiveDuration.describe(
    'How long it lasts, in full: it begins when what the agent has in hand is done, and ends so much later.',
  ),
  stagger: positiveDuration
    .optional()
    .describe('Agents of the shift take it one after the other, spread evenly over so long. Default: all at once.'),
}).meta({ id: 'break' })

/** A shift. */
export const shift: z.ZodType<RawShift> = section('a shift, such as { from: "08:00", to: "16:00", agents: 40 }', {
  from: clock.describe('Start, as a time of the day on which the run starts.'),
  to: clock.describe('End, after the start; up to "48:00" for the next day. A conversation under way is finished.'),
  agents: agents().describe('Agents in the shift.'),
  stagger: positiveDuration
    .optional()
    .describe('Agents come and go one after the other, spread evenly over so long. Default: all at once.'),
  breaks: listOf('a list of breaks', pause).optional().describe('Breaks and lunches. Default: none.'),
  days: listOf('a list of weekdays, such as [mon, tue]', weekday)
    .optional()
    .describe('Weekdays (of run.weekday) on which the shift is worked. Default: all.'),
}).meta({ id: 'shift' })

/** Numbers of agents by interval. */
export const staffing: z.ZodType<RawStaffing> = section('staffing, such as { interval: 1h, agents: [4, 6, 5] }', {
  interval: positiveDuration.describe('Length of an interval.'),
  agents: listOf('a list of numbers of agents', agents()).describe(
    'Agents in each interval from run.startsAt on; the last number stays. When it falls, idle agents go at once, and ' +
      'then as leaving says.',
  ),
  leaving: z
    .enum(['first-free', 'chosen'], { error: 'first-free or chosen' })
    .optional()
    .describe(
      'Who goes where more are busy than may stay. first-free: whoever is free first. chosen: it is fixed at once who, each ' +
        'after what it has in hand, unless the number has risen again by then. Default: first-free.',
    ),
}).meta({ id: 'staffing' })
