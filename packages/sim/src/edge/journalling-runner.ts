import { extname } from 'node:path'
import { compileModel } from '../model/compile.ts'
import type { Runner } from '../run/batch.ts'
import { headOf } from '../run/journal-head.ts'
import { Simulation } from '../run/simulation.ts'
import { EventDigest } from './event-digest.ts'
import { JournalFile } from './journal-file.ts'

/** A journal that was written, and what its engine decided. */
export interface WrittenJournal {
  readonly path: string
  readonly commands: number
  readonly events: EventDigest
}

/**
 * Runs replications in this thread and writes the engine's journal of each: to `path` where there is one, else to
 * `name.0.ext`, `name.1.ext`, … The observations are those of any other runner.
 */
export function journallingRunner(path: string, onWritten: (journal: WrittenJournal) => void): Runner {
  return {
    run: (batch, onObservation) => {
      const { scenario, seed, replications } = batch
      const model = compileModel(scenario, batch.recorded)
      const observations = replications.map((replication) => {
        const own = replications.length === 1 ? path : numbered(path, replication)
        const file = new JournalFile(own, headOf(scenario, model, seed, replication))
        const events = new EventDigest()
        try {
          const options = { journal: file.write, observe: events.add }
          const observation = new Simulation(model, seed, replication, options).run()
          onObservation?.(replication, observation)
          return observation
        } finally {
          file.close()
          onWritten({ path: own, commands: file.commands, events })
        }
      })
      return Promise.resolve(observations)
    },
  }
}

function numbered(path: string, replication: number): string {
  const end = extname(path)
  return `${path.slice(0, path.length - end.length)}.${replication}${end}`
}
