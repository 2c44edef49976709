import { formatClock } from '../../scenario/clock.ts'
import { formatDuration } from '../../scenario/duration.ts'
import type { Scenario, ShiftSpec } from '../../scenario/scenario.ts'

/**
 * A scenario file that is another one with these agents: groups by interval, or in shifts within the day of the start.
 *
 * @param base - path of the other file, from where this one will be
 * @param original - what the other file says
 */
export function staffedScenarioText(base: string, original: Scenario, { run, groups }: Scenario): string {
  const clock = (ms: number) => `'${formatClock(run.startsAtMs + ms)}'`
  const shiftText = ({ fromMs, toMs, agents, breaks = [] }: ShiftSpec) => {
    const pauses = breaks.map(({ atMs, lengthMs }) => `{ at: ${clock(atMs)}, for: ${formatDuration(lengthMs)} }`)
    const rest = pauses.length > 0 ? `, breaks: [${pauses.join(', ')}]` : ''
    return `      - { from: ${clock(fromMs)}, to: ${clock(toMs)}, agents: ${agents}${rest} }`
  }
  const lines = groups.flatMap(({ id, staffing, shifts }, at) => {
    const name = `  ${JSON.stringify(id)}:`
    if (staffing !== undefined) {
      const levels = `{ interval: ${formatDuration(staffing.intervalMs)}, agents: [${staffing.agents.join(', ')}] }`
      // They are those who are there: what a roster loses has no meaning for them, and is taken from the other file.
      const gone = (['absence', 'lateness', 'breakOverrun'] as const).filter(
        (key) => original.groups[at]![key] !== undefined,
      )
      return [name, `    staffing: ${levels}`, ...gone.map((key) => `    ${key}: null`)]
    }
    if (shifts.length === 0) return [name, '    agents: 0']
    return [name, '    shifts:', ...shifts.map(shiftText)]
  })
  return ['strowger: 1', `extends: ${JSON.stringify(base)}`, 'groups:', ...lines, ''].join('\n')
}
