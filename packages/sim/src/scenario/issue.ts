import { ScenarioError } from '../errors/scenario-error.ts'
import type { ScenarioErrorCode, ScenarioIssue } from '../errors/scenario-error.ts'
import { invariant } from '../errors/invariant.ts'
import { formatPath } from './path.ts'
import { locate, nodeAt, toPlain } from './source.ts'
import type { Path, SourceNode } from './source.ts'

const SHOWN_CHARACTERS = 60

/** A value as it is shown in a message: JSON, shortened, on one line. */
export function show(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const json = (JSON.stringify(value) ?? 'nothing').replaceAll(/[\u2028\u2029]/g, ' ')
  return json.length > SHOWN_CHARACTERS ? `${json.slice(0, SHOWN_CHARACTERS)}…` : json
}

/** An issue with its one-line message. */
function makeIssue(issue: Omit<ScenarioIssue, 'message'>): ScenarioIssue {
  const place = issue.line === undefined ? issue.file : `${issue.file}:${issue.line}`
  const path = issue.path === '' ? '' : `${issue.path}: `
  const message = `${place}: ${path}${issue.problem}; ${issue.remedy}`
  return { ...issue, message: message.replaceAll(/[\r\n\u2028\u2029]+/g, ' ') }
}

/** Throws a single mistake that makes it pointless to look for others. */
export function fail(issue: Omit<ScenarioIssue, 'message'>, cause?: unknown): never {
  throw new ScenarioError([makeIssue(issue)], cause)
}

/** Collects the mistakes of one scenario and finds their places in the files it came from. */
export class IssueList {
  readonly #root: SourceNode
  readonly #issues: ScenarioIssue[] = []

  constructor(root: SourceNode) {
    this.#root = root
  }

  get isEmpty(): boolean {
    return this.#issues.length === 0
  }

  /** Adds the mistake at `path`; the value shown to programs is what stands there. */
  add(code: ScenarioErrorCode, path: Path, problem: string, remedy: string): void {
    const { file, line } = locate(this.#root, path)
    const node = nodeAt(this.#root, path)
    const value = node === undefined ? undefined : toPlain(node)
    this.#issues.push(makeIssue({ code, file, line, path: formatPath(path), value, problem, remedy }))
  }

  /** @throws ScenarioError when there are mistakes. */
  throwIfAny(): void {
    if (this.#issues.length > 0) this.throwAll()
  }

  /** @throws ScenarioError always: the mistakes of the scenario's own file first, each file by lines. */
  throwAll(): never {
    const own = this.#root.at.file
    const sorted = this.#issues.toSorted((a, b) => {
      if (a.file !== b.file) return a.file === own ? -1 : b.file === own ? 1 : a.file < b.file ? -1 : 1
      return (a.line ?? 0) - (b.line ?? 0)
    })
    const [first, ...others] = sorted
    invariant(first !== undefined, 'there is a mistake')
    throw new ScenarioError([first, ...others])
  }
}
