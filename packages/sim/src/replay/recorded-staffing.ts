import type { Weekday } from '../scenario/clock.ts'
import type { ShiftSpec } from '../scenario/scenario.ts'

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
