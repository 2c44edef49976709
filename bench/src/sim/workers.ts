import { loadScenario, estimates, overall } from '@strowger/sim'
import { WorkerPool } from '@strowger/sim/edge'
import { printMeasured } from '../outcome.ts'
import { scenarioText } from './models.ts'

// Replications of M/M/100 + M on so many worker threads.

const [workers, calls, replications] = process.argv.slice(2).map(Number)
const text = scenarioText('agents-100', calls!, replications)
const scenario = loadScenario('bench.yaml', { read: () => text, resolve: (_, path) => path })
const pool = new WorkerPool(workers!)

const startedNs = process.hrtime.bigint()
const observations = await pool.run({
  scenario,
  seed: 1,
  replications: Array.from({ length: replications! }, (_, at) => at),
})
const seconds = Number(process.hrtime.bigint() - startedNs) / 1e9
await pool.close()

const { abandonRate, meanWaitMs, occupancy } = estimates(overall(observations))
printMeasured({
  work: observations.reduce((sum, { simulated }) => sum + simulated, 0),
  seconds,
  results: { abandonment: abandonRate.mean, meanWaitS: meanWaitMs.mean / 1000, occupancy: occupancy.mean },
})
