import { beforeAll, describe, expect, it } from 'vitest'
import { loadSolver } from '../../src/edge/linear-program.ts'
import { jsonStaffing, staffReport } from '../../src/report/staff-report.ts'
import { inThread } from '../../src/run/in-thread.ts'
import { replicate } from '../../src/run/replications.ts'
import { IssueList } from '../../src/scenario/issue.ts'
import { parseScenario } from '../../src/scenario/parse.ts'
import { Evaluator, isMet } from '../../src/staffing/evaluate.ts'
import { problemOf } from '../../src/staffing/load.ts'
import { costOf, staffed, type Staffing, type StaffingProblem } from '../../src/staffing/problem.ts'
import type { SolveProgram } from '../../src/staffing/program.ts'
import { findStaffing } from '../../src/staffing/search.ts'
import { agentsForAbandonment } from '../../src/theory/staffing.ts'
import { loadText } from '../scenario/small-scenario.ts'
import { scenarioOf, type ScenarioText } from '../support/scenario.ts'

const exponential = (mean: string) => ({ distribution: 'exponential', mean })

/** Mistakes would go to a list about a file that is not there. */
function problem(text: ScenarioText, raw: Parameters<typeof problemOf>[1]): StaffingProblem {
  const issues = new IssueList(parseScenario('strowger: 1', 'test.yaml'))
  const made = problemOf(scenarioOf(text), raw, issues)
  issues.throwIfAny()
  return made
}

/** Three groups, two types: small enough to try every staffing. */
const W_DESIGN: ScenarioText = {
  run: { mode: 'steady', warmUp: '10m', duration: '4h' },
  skills: { a: {}, b: {} },
  types: {
    a: { requires: ['a'], arrivals: { perHour: 90 }, handlingTime: exponential('60s'), patience: exponential('2m') },
    b: { requires: ['b'], arrivals: { perHour: 70 }, handlingTime: exponential('60s'), patience: exponential('2m') },
  },
  groups: {
    ga: { agents: 2, skills: ['a'] },
    gb: { agents: 2, skills: ['b'] },
    both: { agents: 1, skills: ['a', 'b'] },
  },
}

let solve: SolveProgram
beforeAll(async () => {
  solve = await loadSolver()
})

describe('a staffing whose agents sit at another site than the calls come in', () => {
  it('moves each call that it answers, at the price of each, and tells so', async () => {
    const scenario = loadText(`strowger: 1
name: All from afar
run: { duration: 4h, replications: 5 }
sites: { north: {}, south: {} }
moving: { cost: 2.5 }
types: { call: { site: north, arrivals: { perHour: 60 }, handlingTime: 3m, patience: 2m } }
groups: { desk: { site: south, agents: 3 } }
`)
    const issues = new IssueList(parseScenario('strowger: 1', 'test.yaml'))
    const afar = problemOf(scenario, { targets: ['abandonRate <= 5%'] }, issues)
    const { moved } = await new Evaluator(inThread, afar, 4).after([4], 5)
    const { observations } = replicate(staffed(scenario, afar.variables, [4]), { replications: 5, seed: 4 })
    const answered = observations.reduce((sum, { byType }) => sum + byType[0]!.answered, 0) / 5
    const figures = new Map(moved.map(({ name, estimate }) => [name, estimate.mean]))
    expect(answered).toBeGreaterThan(200)
    expect(figures.get('moved')).toBeCloseTo(answered, 9)
    expect(figures.get('movedShare')).toBe(1)
    expect(figures.get('movingCost')).toBeCloseTo(2.5 * answered, 9)

    const found = await findStaffing(inThread, afar, solve, { seed: 4, replications: 5, most: 5, proof: 20 })
    expect(staffReport(afar, found!, 'again', 'en')).toContain('what moving cost')
    expect(jsonStaffing(afar, found!)).toMatchObject({ moved: { movedShare: { mean: 1 } } })
  })
})

describe('the cheapest staffing', () => {
  it.each([
    [1, 1, 1.15],
    [1, 0.8, 1.3],
  ] as const)('is that of trying all of them on the same callers, for costs %d, %d, %d', async (ga, gb, both) => {
    const limits = { ga: [0, 6], gb: [0, 6], both: [0, 6] } as const
    const targets = ['a: abandonRate <= 5%', 'b: serviceLevel >= 85%']
    const w = problem(W_DESIGN, { targets, costs: { ga, gb, both }, limits })
    const options = { seed: 3, replications: 6, most: 6, proof: 400 }
    const found = await findStaffing(inThread, w, solve, options)
    const evaluator = new Evaluator(inThread, w, 3)
    let cheapest = Infinity
    for (let x = 0; x <= 6; x += 1) {
      for (let y = 0; y <= 6; y += 1) {
        for (let z = 0; z <= 6; z += 1) {
          const staffing: Staffing = [x, y, z]
          // Without anybody for a type its callers need not be simulated.
          if (x + z === 0 || y + z === 0 || costOf(w.variables, staffing) >= cheapest) continue
          if (isMet(await evaluator.after(staffing, 6))) cheapest = costOf(w.variables, staffing)
        }
      }
    }
    expect(found!.cost).toBe(cheapest)
    expect(found!.lowerBound).toBe(cheapest)
    expect(found!.proven).not.toBe('open')
    expect(found!.workBound).toBeLessThanOrEqual(cheapest)
    expect(isMet(found!.chosenOn)).toBe(true)
  })

  it('of one group is the number that Erlang A says, and a bound is kept when the proof is cut short', async () => {
    const target = 0.03
    const single: ScenarioText = {
      run: { mode: 'steady', warmUp: '20m', duration: '20h' },
      types: { call: { arrivals: { perHour: 400 }, handlingTime: exponential('3m'), patience: exponential('3m') } },
      groups: { g: { agents: 5 } },
    }
    const exact = agentsForAbandonment({
      offeredErlangs: 20,
      meanHandlingMs: 180_000,
      meanPatienceMs: 180_000,
      targetAbandonment: target,
    })
    const one = problem(single, { targets: [`abandonRate <= ${target}`] })
    const options = { seed: 1, replications: 8, most: 64, proof: 50 }
    const found = await findStaffing(inThread, one, solve, options)
    expect(found!.staffing).toEqual([exact])
    expect(found!.proven).toBe('optimal')
    // Independent callers agree.
    expect(isMet(found!.check)).toBe(true)
    const cut = await findStaffing(inThread, one, solve, { ...options, proof: 0 })
    expect(cut!.cost).toBe(exact)
    expect(cut!.lowerBound).toBeLessThanOrEqual(exact)
    expect(cut!.lowerBound).toBeGreaterThanOrEqual(cut!.workBound)
  })

  it('may have to hold on a share of the days', async () => {
    const days: ScenarioText = { ...W_DESIGN, run: { duration: '4h' } }
    const raw = { limits: { ga: [0, 9], gb: [0, 9], both: [0, 9] } } as const
    const options = { seed: 2, replications: 20, most: 20, proof: 20 }
    const average = await findStaffing(
      inThread,
      problem(days, { ...raw, targets: ['serviceLevel >= 80%'] }),
      solve,
      options,
    )
    const most = await findStaffing(
      inThread,
      problem(days, { ...raw, targets: ['serviceLevel >= 80% on 90% of days'] }),
      solve,
      options,
    )
    expect(most!.cost).toBeGreaterThan(average!.cost)
    expect(most!.chosenOn.results[0]!.estimate.mean).toBeGreaterThanOrEqual(0.9)
  })

  it('is not there when the limits are too low', async () => {
    const limits = { ga: [0, 1], gb: [0, 1], both: [0, 0] } as const
    const few = problem(W_DESIGN, { targets: ['abandonRate <= 1%'], limits })
    const options = { seed: 1, replications: 4, most: 4, proof: 10 }
    expect(await findStaffing(inThread, few, solve, options)).toBeUndefined()
  })
})

describe('a staffing problem', () => {
  it('has a variable for each shift, which costs its part of the run, and one for groups together', () => {
    const text: ScenarioText = {
      ...W_DESIGN,
      run: { duration: '8h', startsAt: '08:00' },
      groups: {
        ga: {
          shifts: [
            { from: '08:00', to: '12:00', agents: 2 },
            { from: '12:00', to: '16:00', agents: 2 },
          ],
          skills: ['a'],
        },
        gb: { agents: 2, skills: ['b'] },
        both: { agents: 1, skills: ['a', 'b'] },
      },
    }
    const raw = { targets: ['serviceLevel >= 80%'], costs: { ga: 3, gb: 2 }, together: { rest: ['gb', 'both'] } }
    const { variables } = problem(text, raw)
    expect(variables.map(({ name, cost, places }) => [name, cost, places.length])).toEqual([
      ['rest', 3, 2],
      ['ga 1', 1.5, 1],
      ['ga 2', 1.5, 1],
    ])
  })

  it.each([
    [{ targets: ['serviceLvel >= 80%'] }, /no measure "serviceLvel".*serviceLevel/],
    [{ targets: ['serviceLevel = 80%'] }, /not a target/],
    [{ targets: ['serviceLevel >= 80s'] }, /not a bound/],
    [{ targets: ['serviceLevel >= 180%'] }, /not a bound/],
    [{ targets: ['c: serviceLevel >= 80%'] }, /no contact type "c"/],
    [{ targets: ['serviceLevel >= 80% on 100% of days'] }, /100 % of days/],
    [{ targets: ['asaMs <= 20s'], costs: { gc: 1 } }, /no agent group "gc"/],
    [{ targets: ['asaMs <= 20s'], limits: { gc: [1, 2] } }, /nothing is called "gc"/],
    [{ targets: ['asaMs <= 20s'], limits: { ga: [2, 1] } }, /2 is more than 1/],
    [{ targets: ['asaMs <= 20s'], together: { x: ['ga'], y: ['ga', 'gb'] } }, /ga is in two levels/],
  ] as const)('%j is a mistake', (raw, why) => {
    expect(() => problem(W_DESIGN, raw as Parameters<typeof problemOf>[1])).toThrow(why)
  })
})
