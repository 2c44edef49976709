import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { parseScenario } from '../scenario/parse.ts'
import { CommandLineMistake } from './mistake.ts'

/** The scenario that a path names: a file, or in a folder the one that all others there extend. */
export function scenarioIn(path: string): string {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  const files = readdirSync(path).filter((name) => /\.ya?ml$/.test(name))
  const bases = files.map((name) => join(path, name)).filter(isBase)
  const [only] = bases
  if (bases.length === 1 && only !== undefined) return only
  const found = bases.length === 0 ? 'no scenario' : `several: ${bases.join(', ')}`
  throw new CommandLineMistake(`${path}: is a folder with ${found} — give one file`)
}

/** A scenario of its own, neither an experiment nor laid over another. */
function isBase(file: string): boolean {
  const { entries } = parseScenario(readFileSync(file, 'utf8'), file)
  return entries.has('types') && entries.has('groups') && !entries.has('extends')
}
