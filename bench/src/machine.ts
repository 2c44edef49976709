import { spawnSync } from 'node:child_process'
import { cpus } from 'node:os'

/** What a table was measured on; figures of two machines do not compare, ratios of one table do. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  readonly node: string
  readonly commit: string
}

/** This machine, and the commit of this checkout (`+` when it has been changed). */
export function thisMachine(): Machine {
  const git = (...args: string[]) => spawnSync('git', args, { encoding: 'utf8' }).stdout.trim()
  const changed = git('status', '--porcelain', '--untracked-files=no') === '' ? '' : '+'
  const all = cpus()
  return {
    cpu: all[0]?.model ?? 'unknown',
    cores: all.length,
    node: process.version,
    commit: `${git('rev-parse', '--short', 'HEAD')}${changed}`,
  }
}
