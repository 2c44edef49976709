import type { IssueList } from '../issue.ts'
import type { RawScenario } from '../schema/scenario.ts'
import type { RunSpec } from '../scenario.ts'
import type { SourceMap } from '../source.ts'

/** What every step of resolving needs: the checked scenario, its places, and where mistakes go. */
export interface Context {
  readonly raw: RawScenario
  readonly root: SourceMap
  readonly run: RunSpec
  readonly issues: IssueList
  /** The text of a file named in the scenario, relative to the file that names it; throws when there is none. */
  readonly read: (from: string, relative: string) => string
}
