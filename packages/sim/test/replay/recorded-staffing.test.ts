import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { readLog } from '../../src/replay/log-format.ts'
import { recordedDays } from '../../src/replay/recorded-day.ts'
import { recordedPresence } from '../../src/replay/recorded-presence.ts'
import { shiftsOf, wholeAgents } from '../../src/replay/recorded-staffing.ts'
import { logOf, NONE, row, smallBank } from './small-log.ts'

const MINUTE = 60_000

/** An hour's calls, answered at once: agent, minute of the hour, minutes of talk. */
function dayOf(...calls: readonly (readonly [agent: string, at: number, talk: number])[]) {
  const rows = calls.map(([server, at, talk]) => {
    const clock = `10:${String(at).padStart(2, '0')}:00`
    return row({ server, vru: [clock, clock, '0'], queue: NONE, service: [clock, clock, String(60 * talk)] })
  })
  return recordedDays(readLog(logOf(...rows), 'log').calls, smallBank().run).days
}

describe('who was there', () => {
  it('an agent is there from call to call unless the pause is longer', () => {
    const [day] = dayOf(['A', 0, 5], ['B', 2, 3], ['A', 15, 5], ['A', 31, 1])
    const at = (minute: number) => 10 * 60 * MINUTE + minute * MINUTE
    expect(recordedPresence(day!, 10 * MINUTE)).toEqual([
      { agent: 'A', fromMs: at(0), toMs: at(20) },
      { agent: 'B', fromMs: at(2), toMs: at(5) },
      { agent: 'A', fromMs: at(31), toMs: at(32) },
    ])
    expect(recordedPresence(day!, 11 * MINUTE)).toHaveLength(2)
    expect(recordedPresence(day!, 0)).toHaveLength(4)
  })
})

describe('a timetable of whole agents', () => {
  it('keeps the agent-hours, to half an agent at any time', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 50, noNaN: true }), { maxLength: 48 }), (mean) => {
        let owed = 0
        for (const [slot, agents] of wholeAgents(mean).entries()) {
          owed += mean[slot]! - agents
          if (Math.abs(owed) > 0.5 + 1e-9) return false
        }
        return true
      }),
    )
  })

  it('is worked in shifts that have as many agents in every slot, and as few starts as can be', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(6), { maxLength: 48 }), (agents) => {
        const shifts = shiftsOf(agents, MINUTE)
        const starting = agents.reduce((sum, now, slot) => sum + Math.max(0, now - (agents[slot - 1] ?? 0)), 0)
        expect(shifts.reduce((sum, shift) => sum + shift.agents, 0)).toBe(starting)
        for (const [slot, wanted] of agents.entries()) {
          const there = shifts.filter(({ fromMs, toMs }) => fromMs <= slot * MINUTE && slot * MINUTE < toMs)
          expect(there.reduce((sum, shift) => sum + shift.agents, 0)).toBe(wanted)
        }
      }),
    )
  })
})
