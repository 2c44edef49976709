import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadSolver } from '../../src/edge/linear-program.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { replicate } from '../../src/run/replications.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import { cover } from '../../src/staffing/interval/cover.ts'
import { IntervalEvaluator, missedIntervals } from '../../src/staffing/interval/evaluator.ts'
import { type IntervalProblem, type Plan, planned } from '../../src/staffing/interval/problem.ts'
import { evaluateRoster, rosterCost, rostered } from '../../src/staffing/interval/roster.ts'
import { staffedScenarioText } from '../../src/staffing/interval/scenario-text.ts'
import { findIntervalStaffing } from '../../src/staffing/interval/search.ts'
import type { SolveProgram } from '../../src/staffing/program.ts'
import { filesOf } from '../scenario/small-scenario.ts'
import { type ScenarioText, textOf } from '../support/scenario.ts'
import { exponential, intervalProblem } from './interval-problem.ts'

const HOUR_MS = 3_600_000
const call = { handlingTime: exponential('3m'), patience: exponential('3m') }
const DAY: ScenarioText = {
  run: { duration: '5h', startsAt: '08:00' },
  types: { call: { ...call, arrivals: { interval: '1h', perHour: [40, 90, 60, 90, 40] } } },
  groups: { g: { agents: 9 } },
}
const raw = { targets: ['serviceLevel >= 80%'], intervalMs: HOUR_MS }

let solve: SolveProgram
beforeAll(async () => {
  solve = await loadSolver()
})

/** The cheapest cover by trying all of up to four agents in each shift. */
function cheapestByTrying(problem: IntervalProblem, plan: Plan): number {
  const { columns } = problem
  let cheapest = Infinity
  const counts = columns.map(() => 0)
  const covers = () =>
    plan.every(([needed], interval) => {
      const [from, to] = [interval * HOUR_MS, (interval + 1) * HOUR_MS]
      const there = columns.reduce((sum, { fromMs, toMs, breaks }, at) => {
        const away = breaks.some(({ atMs, lengthMs }) => atMs < to && atMs + lengthMs > from)
        return sum + (fromMs <= from && toMs >= to && !away ? counts[at]! : 0)
      }, 0)
      return there >= needed!
    })
  const visit = (at: number): void => {
    if (rosterCost(problem, counts) >= cheapest) return
    if (at === columns.length) {
      if (covers()) cheapest = rosterCost(problem, counts)
      return
    }
    for (let agents = 0; agents <= 3; agents += 1) {
      counts[at] = agents
      visit(at + 1)
    }
    counts[at] = 0
  }
  visit(0)
  return cheapest
}

describe('the cheapest cover', () => {
  it('costs what that of trying all shifts costs', () => {
    const shifts = [
      { lasts: '3h', from: '08:00', to: '13:00' },
      { lasts: '5h', from: '08:00', to: '13:00', breaks: [{ after: '2h', for: '30m' }] },
      { lasts: '1h', from: '09:00', to: '10:00', costFactor: 1.5 },
    ]
    const problem = intervalProblem(DAY, { ...raw, shifts })
    expect(problem.columns.map(({ fromMs, toMs }) => [fromMs, toMs].map((ms) => ms / HOUR_MS))).toEqual([
      [0, 3],
      [1, 4],
      [2, 5],
      [0, 5],
      [1, 2],
    ])
    const needs = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(needs, (agents) => {
        const plan = agents.map((each) => [each])
        const found = cover(problem, plan, solve)
        const counts = 'counts' in found ? found.counts : []
        expect(rosterCost(problem, counts)).toBeCloseTo(cheapestByTrying(problem, plan), 9)
      }),
      { numRuns: 8 },
    )
  })

  it('makes up for who will be absent, and tells where no shift is', () => {
    const shifts = [{ lasts: '2h', from: '08:00', to: '10:00' }]
    const groups = { g: { shifts: [{ from: '08:00', to: '13:00', agents: 3 }], absence: 0.25 } }
    const problem = intervalProblem({ ...DAY, groups }, { ...raw, shifts })
    expect(cover(problem, [[3], [2], [0], [0], [0]], solve)).toEqual({ counts: [4] })
    expect(cover(problem, [[3], [2], [0], [1], [0]], solve)).toEqual({ uncovered: { interval: 3, variable: 0 } })
  })
})

describe('a roster', () => {
  const shifts = [
    { lasts: '3h', from: '08:00', to: '13:00' },
    { lasts: '5h', from: '08:00', to: '13:00', breaks: [{ after: '2h', for: '30m' }] },
  ]

  it('meets the targets in every interval with its breaks and absences, and does not with an agent fewer', async () => {
    const groups = { g: { shifts: [{ from: '08:00', to: '13:00', agents: 9 }], absence: 0.1, lateness: '3m' } }
    const problem = intervalProblem({ ...DAY, groups }, { ...raw, shifts })
    const [seed, replications] = [3, 8]
    const result = await findIntervalStaffing(inThread, problem, solve, { seed, replications })
    if ('problem' in result) throw new Error(result.problem)
    const { counts, onDuty, cost } = result.roster!
    const evaluator = new IntervalEvaluator(inThread, problem, seed, replications)
    expect(missedIntervals(await evaluateRoster(problem, counts, evaluator))).toEqual([])
    for (const [at, agents] of counts.entries()) {
      if (agents === 0) continue
      const fewer = await evaluateRoster(problem, counts.with(at, agents - 1), evaluator)
      expect(missedIntervals(fewer).length, `shift ${at}`).toBeGreaterThan(0)
    }
    expect(cost).toBe(rosterCost(problem, counts))
    expect(onDuty.map(([agents]) => agents)).toEqual([
      counts[0]! + counts[3]!,
      counts[0]! + counts[1]! + counts[3]!,
      counts[0]! + counts[1]! + counts[2]!,
      counts[1]! + counts[2]! + counts[3]!,
      counts[2]! + counts[3]!,
    ])
  })

  it('is not there where a time has no shift', async () => {
    const problem = intervalProblem(DAY, { ...raw, shifts: [{ lasts: '2h', from: '08:00', to: '11:00' }] })
    const result = await findIntervalStaffing(inThread, problem, solve, { seed: 1, replications: 4 })
    expect(result).toEqual({ problem: 'uncovered', interval: 3, variable: 0 })
  })

  it('and a plan, written as a file, are the scenarios that were simulated', () => {
    const groups = { g: { shifts: [{ from: '08:00', to: '13:00', agents: 9 }], absence: 0.1 } }
    const text = { ...DAY, groups }
    const problem = intervalProblem(text, { ...raw, shifts })
    for (const scenario of [planned(problem, [[3], [6], [5], [6], [3]]), rostered(problem, [2, 1, 0, 4])]) {
      const io = filesOf({
        'base.yaml': textOf(text),
        'roster.yaml': staffedScenarioText('base.yaml', problem.asWritten, scenario),
      })
      const written = loadScenario('roster.yaml', io)
      const options = { replications: 2 }
      expect(replicate(written, options).observations).toEqual(replicate(scenario, options).observations)
    }
  })

  it.each([
    [{ lasts: '2h', from: '07:00', to: '10:00' }, /"07:00" is outside the run.*"08:00"/],
    [{ lasts: '4h', from: '10:00', to: '13:00' }, /4h from "10:00" on end after "13:00"/],
    [{ lasts: '2h', from: '08:00', to: '13:00', breaks: [{ after: '100m', for: '30m' }] }, /not inside a shift of 2h/],
    [{ lasts: '2h', from: '08:00', to: '13:00', groups: ['h'] }, /nothing is called "h"/],
  ])('of %j is a mistake', (shift, why) => {
    expect(() => intervalProblem(DAY, { ...raw, shifts: [shift] })).toThrow(why)
  })
})
