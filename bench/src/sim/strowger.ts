import { compileModel, estimates, loadScenario, overall, Simulation } from '@strowger/sim'
import { printOutcome } from '../outcome.ts'

const calls = Number(process.argv[2])
const seconds = Math.round((calls / 1900) * 3600)

const text = `
strowger: 1
name: M/M/100 + M
run: { mode: steady, duration: ${seconds}s }
types:
  call:
    arrivals: { perHour: 1900 }
    handlingTime: { distribution: exponential, mean: 180s }
    patience: { distribution: exponential, mean: 360s }
groups: { agents: { agents: 100 } }
`

printOutcome(() => {
  const scenario = loadScenario('bench.yaml', { read: () => text, resolve: (_, path) => path })
  const observation = new Simulation(compileModel(scenario), 1, 0).run()
  const { abandonRate, meanWaitMs, occupancy } = estimates(overall([observation]))
  return {
    work: observation.simulated,
    results: { abandonment: abandonRate.mean, meanWaitS: meanWaitMs.mean / 1000, occupancy: occupancy.mean },
  }
})
