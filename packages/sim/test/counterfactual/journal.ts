import { journalLine } from '@strowger/acd'
import { compileModel } from '../../src/model/compile.ts'
import { headOf } from '../../src/run/journal-head.ts'
import { Simulation } from '../../src/run/simulation.ts'
import type { Scenario } from '../../src/scenario/scenario.ts'

/** The journal of a replication. */
export function journalOf(scenario: Scenario, replication = 0): string {
  const model = compileModel(scenario)
  const { seed } = scenario.run
  let journal = `${headOf(scenario, model, seed, replication)}\n`
  new Simulation(model, seed, replication, { journal: (command) => (journal += `${journalLine(command)}\n`) }).run()
  return journal
}
