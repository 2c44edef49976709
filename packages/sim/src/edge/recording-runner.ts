import { compileModel } from '../model/compile.ts'
import type { Runner } from '../run/batch.ts'
import { Simulation } from '../run/simulation.ts'
import { ContactRecorder } from './contact-records.ts'
import type { RecordFile } from './record-file.ts'

/**
 * Runs replications in this thread and writes a record of each contact as it ends: records stream, nothing is kept. The
 * observations are those of any other runner.
 */
export function recordingRunner(file: RecordFile): Runner {
  return {
    run: (batch, onObservation) => {
      const model = compileModel(batch.scenario, batch.recorded)
      const observations = batch.replications.map((replication) => {
        const recorder = new ContactRecorder(replication, file.write)
        const { observe } = recorder
        const observation = new Simulation(model, batch.seed, replication, { observe }).run()
        recorder.finish()
        onObservation?.(replication, observation)
        return observation
      })
      return Promise.resolve(observations)
    },
  }
}
