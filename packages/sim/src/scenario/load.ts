import { readMerged } from './inherit.ts'
import { IssueList } from './issue.ts'
import { resolve } from './resolve/resolve.ts'
import type { Scenario } from './scenario.ts'
import { rawScenario } from './schema/scenario.ts'
import type { SourceMap } from './source.ts'
import { validate } from './validate.ts'

/** How {@link loadScenario} reaches files: the host's business, so that scenarios also load from memory. */
export interface ScenarioIo {
  /** The text of the file; may throw, which becomes a `ScenarioError` with code `unreadable`. */
  readonly read: (path: string) => string
  /** The path of `relative` as written in the file `from`. */
  readonly resolve: (from: string, relative: string) => string
}

/**
 * Reads a scenario and everything it extends, checks it and resolves it to plain data.
 *
 * @throws ScenarioError for every mistake in the files.
 */
export function loadScenario(path: string, io: ScenarioIo): Scenario {
  return scenarioFrom(readMerged(path, io), io)
}

/**
 * The scenario of a file that was read and merged, and perhaps changed since.
 *
 * @throws ScenarioError for every mistake in it.
 */
export function scenarioFrom(root: SourceMap, io: ScenarioIo): Scenario {
  const issues = new IssueList(root)
  const scenario = resolve(validate(rawScenario, root, issues), root, issues, (from, relative) =>
    io.read(io.resolve(from, relative)),
  )
  issues.throwIfAny()
  return scenario
}
