import { compileModel, estimates, loadScenario, overall, Simulation } from '@strowger/sim'
import { printOutcome } from '../outcome.ts'
import { type ModelName, scenarioText } from './models.ts'

const [model, calls] = process.argv.slice(2)

printOutcome(() => {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the suite names it
  const text = scenarioText(model as ModelName, Number(calls))
  const scenario = loadScenario('bench.yaml', { read: () => text, resolve: (_, path) => path })
  const observation = new Simulation(compileModel(scenario), 1, 0).run()
  const { abandonRate, meanWaitMs, occupancy } = estimates(overall([observation]))
  return {
    work: observation.simulated,
    results: { abandonment: abandonRate.mean, meanWaitS: meanWaitMs.mean / 1000, occupancy: occupancy.mean },
  }
})
