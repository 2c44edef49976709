import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scenarioFiles } from '../../src/cli/files.ts'
import { compare } from '../../src/experiment/compare.ts'
import { loadExperiment } from '../../src/experiment/load.ts'
import { summarise } from '../../src/report/summary.ts'
import { replicate } from '../../src/run/replications.ts'
import { loadScenario } from '../../src/scenario/load.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'
import { ROOT } from '../support/command.ts'

const folder = join(ROOT, 'examples/scenarios')

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.yaml'))
  .sort()
const textOf = (file: string) => readFileSync(join(folder, file), 'utf8')

/** Files that are only there for others to extend. */
const bases = new Set(
  files.flatMap((file) =>
    [...textOf(file).matchAll(/^extends: *(\S+)/gm)].map(([, base]) => join(dirname(file), base ?? '')),
  ),
)

/** Files that are scenarios by themselves. */
const scenarios = files.filter((file) => /^(?:strowger|extends):/m.test(textOf(file)) && !bases.has(file))

/** The same scenario for at most an hour and a half of a steady run: full length is another test's. */
function shortened(scenario: Scenario): Scenario {
  if (scenario.run.mode === 'day') return scenario
  return { ...scenario, run: { ...scenario.run, durationMs: Math.min(scenario.run.durationMs, 5_400_000) } }
}

describe('the examples', () => {
  it('are found', () => {
    expect(scenarios).toContain(join('theory', 'erlang-a-100.yaml'))
    expect(scenarios.length).toBeGreaterThanOrEqual(5)
  })

  it.each(scenarios)('%s loads and runs', (file) => {
    const scenario = loadScenario(join(folder, file), scenarioFiles)
    const { measures, unfinished } = summarise(replicate(shortened(scenario), { replications: 2 }), file)
    expect(unfinished).toBe(0)
    // What a log brings is not there without the log.
    if (scenario.types.every(({ arrivals }) => arrivals.kind === 'recorded')) expect(measures.offered.mean).toBe(0)
    else {
      expect(measures.answered.mean).toBeGreaterThan(100)
      expect(measures.serviceLevel.mean).toBeGreaterThan(0.2)
    }
  })

  it('china-mobile-10086: three modes on the same callers, every claim judged', async () => {
    const experiment = loadExperiment(join(folder, 'china-mobile-10086/experiment.yaml'), scenarioFiles)
    const { runs, claims } = await compare(experiment, { replications: 4 })
    const offered = [...runs.values()].map(({ observations }) =>
      observations.map(({ byType }) => byType.map((tally) => tally.offered)),
    )
    expect(offered).toHaveLength(3)
    expect(offered[1]).toEqual(offered[0])
    expect(offered[2]).toEqual(offered[0])
    const agents = experiment.contenders.map(({ scenario }) =>
      scenario.groups.reduce((sum, { shifts }) => sum + shifts.reduce((all, shift) => all + shift.agents, 0), 0),
    )
    expect(new Set(agents).size).toBe(1)
    expect(claims.length).toBe(experiment.claims.length)
    for (const { claim, verdict } of claims) expect(verdict === 'untested').toBe('untested' in claim)
  })
})
