import { describe, expect, it } from 'vitest'

import { recordedFigures } from '../../src/replay/recorded-figures.ts'
import { replay, type ReplayOptions } from '../../src/replay/replay.ts'
import { summarise } from '../../src/report/summary.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { bankLog, bankScenario, hasBankLog, TRAINING } from './bank-log.ts'
import { daysOf, PRESENCE_PAUSE_MIN, timetable, TIMETABLE_PAUSE_MIN } from './bank-timetable.ts'

/*
 * How the two pauses were chosen: on January to March alone, what came closest to the abandonment of the three months
 * taken together (the timetable, which is the same in all) or of each (the agents of each day; least squares). Takes
 * half a minute and is no test of every day, so it is a study: npm run study
 */
const CANDIDATES_MIN = [5, 6, 7, 8, 9, 10, 12, 15, 20, 25, 30, 40]
const REPLICATIONS = 5

interface Count {
  readonly abandoned: number
  readonly offered: number
}

function replayed(scenario: Scenario, options: ReplayOptions): Count[] {
  return TRAINING.map((month) => {
    const run = replay(bankLog(month).calls, scenario, month, { replications: REPLICATIONS, ...options })
    const { abandoned, offered } = summarise(run, month).measures
    return { abandoned: abandoned.mean, offered: offered.mean }
  })
}

function rate(counts: readonly Count[]): number {
  return counts.reduce((sum, each) => sum + each.abandoned, 0) / counts.reduce((sum, each) => sum + each.offered, 0)
}

function best(score: (pauseMin: number) => number): number {
  const scored = CANDIDATES_MIN.map((pauseMin) => ({ pauseMin, miss: score(pauseMin) }))
  console.log(
    scored.map(({ pauseMin, miss }) => `${pauseMin} min: off by ${(100 * miss).toFixed(2)} points`).join('\n'),
  )
  return scored.toSorted((a, b) => a.miss - b.miss)[0]!.pauseMin
}

describe.skipIf(!hasBankLog)('the longest pause of an agent who is there', () => {
  const scenario = hasBankLog ? bankScenario() : undefined
  const recorded = (): Count[] =>
    TRAINING.map((month) => {
      const { abandoned, offered } = recordedFigures(bankLog(month).calls, [], 0).measures
      return { abandoned: abandoned.mean, offered: offered.mean }
    })

  it('in the timetable', () => {
    const [group] = scenario!.groups
    const was = rate(recorded())
    const chosen = best((pauseMin) => {
      const shifts = timetable(daysOf(TRAINING), pauseMin * 60_000)
      return Math.abs(rate(replayed({ ...scenario!, groups: [{ ...group!, shifts }] }, {})) - was)
    })
    expect(chosen).toBe(TIMETABLE_PAUSE_MIN)
  })

  it('with the agents of each day', () => {
    const was = recorded()
    const chosen = best((pauseMin) => {
      const is = replayed(scenario!, { longestPauseMs: pauseMin * 60_000 })
      const squares = is.map((each, month) => (rate([each]) - rate([was[month]!])) ** 2)
      return Math.sqrt(squares.reduce((sum, square) => sum + square, 0) / squares.length)
    })
    expect(chosen).toBe(PRESENCE_PAUSE_MIN)
  })
})
