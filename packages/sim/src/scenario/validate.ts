import type { z } from 'zod'

import type { IssueList } from './issue.ts'
import { show } from './issue.ts'
import { nearest, suggest } from './nearest.ts'
import { rawScenario } from './schema/scenario.ts'
import type { RawScenario } from './schema/scenario.ts'
import { nodeAt, toPlain } from './source.ts'
import type { Path, SourceMap, SourceNode } from './source.ts'
import { bestBranch, isOfOtherKind } from './union.ts'

/**
 * The scenario when its shape and ranges are right; references are not looked up yet.
 *
 * @throws ScenarioError with every mistake of shape and range.
 */
export function validate(root: SourceMap, issues: IssueList): RawScenario {
  const result = rawScenario.safeParse(toPlain(root))
  if (result.success) return result.data
  const reporter = new Reporter(root, issues)
  for (const issue of result.error.issues) reporter.report(issue, [])
  return issues.throwAll()
}

type Issue = z.core.$ZodIssue

class Reporter {
  readonly #root: SourceNode
  readonly #issues: IssueList

  constructor(root: SourceNode, issues: IssueList) {
    this.#root = root
    this.#issues = issues
  }

  report(issue: Issue, base: Path): void {
    const path = [...base, ...issue.path.filter((step) => typeof step !== 'symbol')]
    const remedy = `write ${issue.message}`
    if (issue.code === 'unrecognized_keys') {
      // The schema's message for unknown keys is the list of the known ones.
      const known = issue.message.split(', ')
      for (const key of issue.keys) this.#issues.add('unknown-key', [...path, key], 'unknown key', suggest(key, known))
    } else if (issue.code === 'invalid_key') {
      this.#issues.add('bad-name', path, 'this name cannot be used', `write ${issue.issues[0]?.message ?? 'a name'}`)
    } else if (issue.code === 'invalid_union' && !isOfOtherKind(issue)) {
      for (const inner of bestBranch(issue.errors)) this.report(inner, path)
    } else {
      this.#reportValue(issue, path, remedy)
    }
  }

  #reportValue(issue: Issue, path: Path, remedy: string): void {
    const node = nodeAt(this.#root, path)
    if (node === undefined) {
      this.#issues.add('missing-key', path, 'is missing', remedy)
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
      const isTextAsked = issue.code === 'invalid_type' && issue.expected === 'string' && typeof value !== 'string'
      const better = isTextAsked ? `${remedy}: quotes make a text of it, "${value}"` : remedy
      this.#issues.add('wrong-type', path, `${show(value)} is a ${typeNameOf(value)}`, better)
    } else {
      const near = nearest(String(value), optionsOf(issue))
      const better = near === undefined ? remedy : `did you mean ${show(near)}?`
      this.#issues.add('wrong-value', path, `${show(value)} is not understood`, better)
    }
  }
}

function isBareNumber(value: string | number | boolean): boolean {
  return typeof value === 'number' ? value >= 0 : typeof value === 'string' && /^\d+(?:\.\d+)?$/.test(value)
}

function isOutOfRange(issue: Issue, value: string | number | boolean): boolean {
  if (issue.code === 'custom') return true
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
