import { StrowgerError } from '@strowger/acd'

/** The kinds of mistakes in a scenario file. */
export type ScenarioErrorCode =
  | 'unreadable'
  | 'not-yaml'
  | 'empty-file'
  | 'too-many-aliases'
  | 'extends-cycle'
  | 'duplicate-key'
  | 'unknown-key'
  | 'missing-key'
  | 'wrong-type'
  | 'wrong-value'
  | 'missing-unit'
  | 'out-of-range'
  | 'bad-name'
  | 'conflicting-keys'
  | 'unknown-skill'
  | 'unknown-name'
  | 'listed-twice'
  | 'shift-ends-before-it-starts'
  | 'shift-outside-run'
  | 'does-not-cover-run'
  | 'not-in-this-mode'
  | 'no-agents'
  | 'lacks-skill'
  | 'serves-nothing'
  | 'served-by-nobody'

/** One mistake in a scenario file. */
export interface ScenarioIssue {
  readonly code: ScenarioErrorCode
  readonly file: string
  /** From 1 on; undefined when the file could not be read. */
  readonly line: number | undefined
  /** Dotted, as `groups.front.shifts[1].to`; '' for the whole file. */
  readonly path: string
  /** As given; undefined when something is missing. */
  readonly value: unknown
  /** What is wrong, with the value. */
  readonly problem: string
  /** What would be right. */
  readonly remedy: string
  /** `<file>:<line>: <path>: <problem>; <remedy>`, one line. */
  readonly message: string
}

/** Mistakes in a scenario file: the first is told in the message, all that were found are `issues`. */
export class ScenarioError extends StrowgerError {
  override readonly name: string = 'ScenarioError'
  declare readonly code: ScenarioErrorCode
  readonly file: string
  readonly line: number | undefined
  /** In the order of the files and of their lines; at least one. */
  readonly issues: readonly ScenarioIssue[]

  constructor(issues: readonly [ScenarioIssue, ...ScenarioIssue[]], cause?: unknown) {
    const first = issues[0]
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : ''
    super(first.code, first.path, first.value, first.remedy, { message: first.message + more, cause })
    this.file = first.file
    this.line = first.line
    this.issues = issues
  }
}
