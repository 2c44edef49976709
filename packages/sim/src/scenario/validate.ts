import type { z } from 'zod'

import type { IssueList } from './issue.ts'
import { show } from './issue.ts'
import { nearest, suggest } from './nearest.ts'
import { formatPath } from './path.ts'
import { nodeAt, toPlain } from './source.ts'
import type { Path, SourceMap, SourceNode } from './source.ts'
import { bestBranch, isOfOtherKind } from './union.ts'

/**
 * The plain value when its shape and ranges are those of the schema; references are not looked up yet.
 *
 * @throws ScenarioError with every mistake of shape and range.
 */
export function validate<T>(schema: z.ZodType<T>, root: SourceMap, issues: IssueList): T {
  const result = schema.safeParse(toPlain(root), { reportInput: true })
  if (result.success) return result.data
  new Reporter(root, issues).reportAll(result.error.issues, [])
  return issues.throwAll()
}

type Issue = z.core.$ZodIssue

class Reporter {
  readonly #root: SourceNode
  readonly #issues: IssueList
  /** Paths of known keys that were mistyped, and so are not missing as well. */
  readonly #mistyped = new Set<string>()

  constructor(root: SourceNode, issues: IssueList) {
    this.#root = root
    this.#issues = issues
  }

  reportAll(issues: readonly Issue[], base: Path): void {
    const unknownFirst = issues.toSorted((a, b) => Number(isUnknownKey(b)) - Number(isUnknownKey(a)))
    for (const issue of unknownFirst) this.#report(issue, base)
  }

  #report(issue: Issue, base: Path): void {
    const path = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')]
    if (issue.code === 'unrecognized_keys') {
      // The schema's message for unknown keys is the list of the known ones.
      for (const key of issue.keys) this.#reportUnknown(key, path, issue.message.split(', '))
    } else if (issue.code === 'invalid_key') {
      this.#issues.add('bad-name', path, 'this name cannot be used', `write ${issue.issues[0]?.message ?? 'a name'}`)
    } else if (issue.code === 'invalid_union' && !isOfOtherKind(issue)) {
      this.reportAll(bestBranch(issue.errors), path)
    } else {
      this.#reportValue(issue, path, `write ${issue.message}`)
    }
  }

  #reportUnknown(key: string, path: Path, known: readonly string[]): void {
    const absent = known.filter((name) => nodeAt(this.#root, [...path, name]) === undefined)
    const meant = nearest(key, absent)
    if (meant !== undefined) this.#mistyped.add(formatPath([...path, meant]))
    this.#issues.add('unknown-key', [...path, key], 'unknown key', suggest(key, meant === undefined ? known : absent))
  }

  #reportValue(issue: Issue, path: Path, remedy: string): void {
    const node = nodeAt(this.#root, path)
    if (node === undefined) {
      if (!this.#mistyped.has(formatPath(path))) this.#issues.add('missing-key', path, 'is missing', remedy)
    } else if (node.kind !== 'scalar') {
      const isEmpty = node.kind === 'list' && node.items.length === 0
      this.#issues.add('wrong-type', path, `holds ${isEmpty ? 'an empty list' : `a ${node.kind}`}`, remedy)
    } else if (node.value === null) {
      this.#issues.add('missing-key', path, 'nothing is written after the key', remedy)
    } else {
      this.#reportScalar(issue, path, node.value, remedy)
    }
  }

  #reportScalar(issue: Issue, path: Path, value: string | number | boolean, remedy: string): void {
    if (/^a (?:duration|distribution)/.test(issue.message) && isBareNumber(value)) {
      const guess = `write ${show(`${value}s`)} if seconds are meant (units: ms, s, m, h, d)`
      this.#issues.add('missing-unit', path, `${show(value)} has no unit`, guess)
    } else if (isOutOfRange(issue, value)) {
      this.#issues.add('out-of-range', path, `${show(value)} is out of range`, remedy)
    } else if (issue.code === 'invalid_type' || (issue.code === 'invalid_union' && issue.errors.length > 0)) {
      const isTextAsked = issue.code === 'invalid_type' && issue.expected === 'string'
      const isText =
        isTextAsked && typeof value !== 'string' && !/^a (?:duration|distribution|time)/.test(issue.message)
      const better = isText ? `write it in quotes, as a text: "${value}"` : remedy
      this.#issues.add('wrong-type', path, `${show(value)} is a ${typeNameOf(value)}`, better)
    } else {
      const near = typeof value === 'string' ? nearest(value, optionsOf(issue)) : undefined
      const better = near === undefined ? remedy : `did you mean ${show(near)}?`
      this.#issues.add('wrong-value', path, `${show(value)} is not understood`, better)
    }
  }
}

function isUnknownKey(issue: Issue): boolean {
  return issue.code === 'unrecognized_keys'
}

/** A number above 0 without a unit; 0 needs none, and is out of range where it is not allowed. */
function isBareNumber(value: string | number | boolean): boolean {
  return (
    Number(value) > 0 && (typeof value === 'number' || (typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value)))
  )
}

function isOutOfRange(issue: Issue, value: string | number | boolean): boolean {
  if (issue.code === 'custom') return true
  if (/^a (?:duration|distribution)/.test(issue.message)) {
    return typeof value === 'number' ? value <= 0 : /^-\d/.test(String(value))
  }
  const expectsNumber = issue.code === 'invalid_type' && (issue.expected === 'number' || issue.expected === 'int')
  return typeof value === 'number' && (expectsNumber || issue.code === 'too_small' || issue.code === 'too_big')
}

function typeNameOf(value: string | number | boolean): string {
  return typeof value === 'string' ? 'text' : typeof value === 'number' ? 'number' : 'truth value'
}

function optionsOf(issue: Issue): readonly string[] {
  if (issue.code === 'invalid_value') return issue.values.map(String)
  return issue.code === 'invalid_union' && 'options' in issue ? (issue.options?.map(String) ?? []) : []
}
