import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** Whether the value is not even of the kind (text, map, list) that the schema of the issue asks for. */
export function isOfOtherKind(issue: Issue): boolean {
  if (issue.code !== 'invalid_union') return false
  return issue.errors.every((branch) => branch.some((inner) => isRootMismatch(inner)))
}

/**
 * The mistakes of the alternative that the writer most likely meant: of the right kind, with the fewest and smallest
 * mistakes. A missing key weighs more than a value out of range; an unknown key or a wrong type still more.
 */
export function bestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] {
  let best: readonly Issue[] = []
  let bestWeight = Infinity
  for (const branch of branches) {
    if (branch.some((issue) => isRootMismatch(issue))) continue
    const weight = branch.reduce((sum, issue) => sum + weightOf(issue), 0)
    if (weight < bestWeight) {
      best = branch
      bestWeight = weight
    }
  }
  return best
}

function isRootMismatch(issue: Issue): boolean {
  if (issue.path.length > 0) return false
  return issue.code === 'invalid_type' || issue.code === 'invalid_value' || isOfOtherKind(issue)
}

function weightOf(issue: Issue): number {
  if (issue.code === 'unrecognized_keys') return 3 * issue.keys.length
  if (issue.code !== 'invalid_type' && issue.code !== 'invalid_value') return 1
  return issue.input === undefined ? 2 : 3
}
