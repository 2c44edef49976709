import { beforeAll, describe, expect, it } from 'vitest'
import { loadSolver } from '../../src/edge/linear-program.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { IntervalEvaluator, missedIntervals } from '../../src/staffing/interval/evaluator.ts'
import { type IntervalProblem, type Plan, planCost } from '../../src/staffing/interval/problem.ts'
import { findIntervalStaffing, type IntervalResult } from '../../src/staffing/interval/search.ts'
import type { SolveProgram } from '../../src/staffing/program.ts'
import { erlangA } from '../../src/theory/erlang-a.ts'
import { timeVarying } from '../../src/theory/time-varying.ts'
import type { ScenarioText } from '../support/scenario.ts'
import { exponential, intervalProblem } from './interval-problem.ts'

const HOUR_MS = 3_600_000

let solve: SolveProgram
beforeAll(async () => {
  solve = await loadSolver()
})

async function found(problem: IntervalProblem, seed: number, replications: number): Promise<IntervalResult> {
  const result = await findIntervalStaffing(inThread, problem, solve, { seed, replications })
  if ('problem' in result) throw new Error(result.problem)
  return result
}

/** Hours with these rates; calls of three minutes, callers who are as patient. */
const day = (perHour: readonly number[]): ScenarioText => ({
  run: { duration: `${perHour.length}h` },
  serviceLevel: { threshold: '1ms' },
  types: {
    call: { arrivals: { interval: '1h', perHour }, handlingTime: exponential('3m'), patience: exponential('3m') },
  },
  groups: { g: { agents: 9 } },
})

describe('fewest agents in each interval', () => {
  it('are those of Erlang A where the rate is constant', async () => {
    const system = { offeredErlangs: 5, meanHandlingMs: 180_000, meanPatienceMs: 180_000 }
    const exact = 7
    const [enough, few] = [exact, exact - 1].map((agents) => erlangA({ ...system, agents }).pAbandon)
    // Between the two, so that the callers of a sample do not decide.
    const target = Math.sqrt(enough! * few!)
    const problem = intervalProblem(day([100, 100, 100]), {
      targets: [`abandonRate <= ${target}`],
      intervalMs: HOUR_MS,
    })
    const { plan } = await found(problem, 4, 24)
    expect(plan.slice(1)).toEqual([[exact], [exact]])
    // The first begins with nobody on the line.
    expect(plan[0]![0]).toBeLessThanOrEqual(exact)
  })

  it('hold the chance of a wait at its target through a day that rises and falls, by the exact chain of the day', async () => {
    const target = 0.3
    const perHour = [40, 90, 120, 70]
    const replications = 20
    const problem = intervalProblem(day(perHour), {
      targets: [`serviceLevel >= ${1 - target}`],
      intervalMs: HOUR_MS,
    })
    const { plan, check } = await found(problem, 2, replications)
    const waits = (agents: Plan) =>
      timeVarying({
        periods: perHour.map((rate, at) => ({ durationMs: HOUR_MS, perHour: rate, agents: agents[at]![0]! })),
        meanHandlingMs: 180_000,
        meanPatienceMs: 180_000,
        mostWaiting: 30,
      }).periods.map(({ pWait }) => pWait)
    for (const [at, wait] of waits(plan).entries()) {
      const { standardError, estimate } = check.results[at]![0]!
      expect(Math.abs(1 - estimate.mean - wait)).toBeLessThan(4 * standardError)
      expect(wait).toBeLessThan(target + 3 * standardError)
      const fewer = plan.with(at, [plan[at]![0]! - 1])
      expect(waits(fewer)[at]!).toBeGreaterThan(target - 3 * standardError)
    }
  })

  it('of two groups: every interval meets every target, and none does with an agent fewer', async () => {
    const call = { handlingTime: exponential('3m'), patience: exponential('3m') }
    const text: ScenarioText = {
      run: { duration: '3h' },
      skills: { a: {}, b: {} },
      types: {
        a: { ...call, requires: ['a'], arrivals: { interval: '1h', perHour: [40, 120, 60] } },
        b: { ...call, requires: ['b'], arrivals: { interval: '1h', perHour: [20, 30, 60] } },
      },
      groups: { own: { agents: 5, skills: ['a'] }, both: { agents: 5, skills: ['a', 'b'] } },
    }
    const raw = { targets: ['a: serviceLevel >= 80%', 'b: abandonRate <= 5%'], costs: { both: 1.3 } }
    const problem = intervalProblem(text, { ...raw, intervalMs: HOUR_MS })
    const { plan, cost } = await found(problem, 1, 6)
    const evaluator = new IntervalEvaluator(inThread, problem, 1, 6)
    expect(missedIntervals(await evaluator.plan(plan))).toEqual([])
    for (const [interval, staffing] of plan.entries()) {
      for (const [at, agents] of staffing.entries()) {
        if (agents === 0) continue
        const fewer = plan.with(interval, staffing.with(at, agents - 1))
        expect(missedIntervals(await evaluator.plan(fewer)).length, `${interval} ${at}`).toBeGreaterThan(0)
      }
    }
    expect(cost).toBe(planCost(problem, plan))
  })

  it('are none where nobody comes, and are not found within limits that are too low', async () => {
    const raw = { targets: ['asaMs <= 10s'], intervalMs: HOUR_MS }
    const { plan } = await found(intervalProblem(day([0, 60, 0]), raw), 1, 8)
    expect([plan[0], plan[2]]).toEqual([[0], [0]])
    expect(plan[1]![0]).toBeGreaterThan(3)
    const few = intervalProblem(day([60, 60]), { ...raw, limits: { g: [0, 2] } })
    expect(await findIntervalStaffing(inThread, few, solve, { seed: 1, replications: 4 })).toEqual({
      problem: 'no-way',
    })
  })

  it.each([
    [{ intervalMs: 1000 }, /more than 2000 intervals.*longer interval/],
    [{ intervalMs: HOUR_MS, targets: ['c: asaMs <= 10s'] }, /no contact type "c"/],
  ])('%j is a mistake', (raw, why) => {
    expect(() => intervalProblem(day([60]), { targets: ['asaMs <= 10s'], ...raw })).toThrow(why)
  })

  it('are of days', () => {
    const steady = { ...day([60]), run: { mode: 'steady', warmUp: '1h', duration: '2h' } }
    const types = { call: { arrivals: { perHour: 60 }, handlingTime: '3m' } }
    expect(() => intervalProblem({ ...steady, types }, { targets: ['asaMs <= 10s'], intervalMs: HOUR_MS })).toThrow(
      /a steady state has no intervals.*mode: day/,
    )
  })
})
