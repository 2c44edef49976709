import { basename } from 'node:path'
import type { Contender, Experiment } from '../experiment/experiment.ts'
import { isExperiment, loadExperiment } from '../experiment/load.ts'
import { readMerged } from '../scenario/inherit.ts'
import { loadScenario } from '../scenario/load.ts'
import { scenarioFiles } from './files.ts'
import { CommandLineMistake } from './mistake.ts'

/** The scenarios that a command line names: two files or more, or one experiment file. */
export function experimentOf(command: string, files: readonly string[]): Experiment {
  const [first, second] = files
  if (first !== undefined && second === undefined) {
    if (isExperiment(readMerged(first, scenarioFiles))) return loadExperiment(first, scenarioFiles)
    throw new CommandLineMistake(`${first}: is one scenario — give two or more to ${command}, or an experiment file`)
  }
  const contenders = files.map((file): Contender => ({
    id: shortName(file, files),
    file,
    scenario: loadScenario(file, scenarioFiles),
  }))
  if (new Set(files).size < files.length) throw new CommandLineMistake(`${command}: a file is given twice`)
  return { name: contenders.map(({ scenario }) => scenario.name).join(' / '), contenders, claims: [] }
}

/** The file's name without ending where that tells the files apart, the path otherwise. */
function shortName(file: string, files: readonly string[]): string {
  const plain = (path: string) => basename(path).replace(/\.(?:ya?ml|json)$/, '')
  return files.filter((other) => plain(other) === plain(file)).length === 1 ? plain(file) : file
}
