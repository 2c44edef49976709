import type { Weekday } from '../scenario/clock.ts'
import type { ShiftSpec } from '../scenario/scenario.ts'
import type { RecordedDay } from './recorded-day.ts'
import { recordedPresence } from './recorded-presence.ts'

/** How a timetable is made from a log. */
export interface StaffingOptions {
  /** Pause between two calls up to which an agent counts as there, ms; see {@link recordedPresence}. */
  readonly longestPauseMs: number
  /** Length of the slots of the timetable, ms. */
  readonly slotMs: number
}

/**
 * Mean number of agents who were there on the days of a weekday, by slot from time zero; the small hours of the next
 * date follow where calls went past midnight. Empty for a weekday without days.
 */
export function meanPresent(days: readonly RecordedDay[], weekday: Weekday, options: StaffingOptions): number[] {
  const { longestPauseMs, slotMs } = options
  const same = days.filter((day) => day.weekday === weekday)
  const presentMs: number[] = []
  for (const { fromMs, toMs } of same.flatMap((day) => recordedPresence(day, longestPauseMs))) {
    const last = Math.floor((toMs - 1) / slotMs)
    while (presentMs.length <= last) presentMs.push(0)
    for (let slot = Math.floor(fromMs / slotMs); slot <= last; slot += 1) {
      presentMs[slot]! += Math.min(toMs, (slot + 1) * slotMs) - Math.max(fromMs, slot * slotMs)
    }
  }
  return presentMs.map((ms) => ms / (slotMs * same.length))
}

/**
 * Whole numbers of agents that keep the agent-hours of a fractional timetable: what rounding gives or takes in one slot
 * is made up for in the next.
 */
export function wholeAgents(mean: readonly number[]): number[] {
  let owed = 0
  return mean.map((agents) => {
    owed += agents
    const whole = Math.max(0, Math.round(owed))
    owed -= whole
    return whole
  })
}

/**
 * Shifts that put so many agents into each slot, as long as they can be: those who come last leave first. Agents who
 * are relieved finish their call beside their relief, so that many short shifts would be more staff than was meant.
 */
export function shiftsOf(agents: readonly number[], slotMs: number, days?: readonly Weekday[]): ShiftSpec[] {
  const shifts: ShiftSpec[] = []
  const open: { fromSlot: number; agents: number }[] = []
  let there = 0
  for (let slot = 0; slot <= agents.length; slot += 1) {
    const wanted = agents[slot] ?? 0
    if (wanted > there) open.push({ fromSlot: slot, agents: wanted - there })
    for (let tooMany = there - wanted; tooMany > 0;) {
      const last = open.at(-1)!
      const leave = Math.min(tooMany, last.agents)
      const shift = { fromMs: last.fromSlot * slotMs, toMs: slot * slotMs, agents: leave }
      shifts.push(days === undefined ? shift : { ...shift, days })
      tooMany -= leave
      last.agents -= leave
      if (last.agents === 0) open.pop()
    }
    there = wanted
  }
  return shifts.sort((a, b) => a.fromMs - b.fromMs || b.toMs - a.toMs)
}
