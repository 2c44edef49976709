import { StrowgerError } from '../errors/strowger-error.ts'
import type { BilingualLabel } from '../metrics/label.ts'

/** One thing that earns points: quality, system operation, knowledge, typing, workload (Foshan's five), or others. */
export interface PointsPart {
  readonly name: string
  readonly label: BilingualLabel
  /** Points of a full score; a score is 0..1 of it. */
  readonly points: number
}

/** Parts that earn points, and the grades that points set, rising. */
export interface GradeScheme {
  readonly parts: readonly PointsPart[]
  readonly grades: readonly { readonly name: string; readonly fromPoints: number }[]
}

/** An agent's points and grade. */
export interface Grading {
  readonly points: number
  /** Undefined while a part is missing, or below the lowest grade. */
  readonly grade: string | undefined
  readonly missing: readonly string[]
}

/** Foshan Unicom's five parts, 20 points each: the parts are the operation's, the points are ours to choose. */
export const FOSHAN_PARTS: readonly PointsPart[] = [
  { name: 'quality', label: { en: 'quality', zh: '质量' }, points: 20 },
  { name: 'operation', label: { en: 'system operation', zh: '系统操作' }, points: 20 },
  { name: 'knowledge', label: { en: 'knowledge', zh: '业务知识' }, points: 20 },
  { name: 'typing', label: { en: 'typing', zh: '打字' }, points: 20 },
  { name: 'workload', label: { en: 'workload', zh: '工作量' }, points: 20 },
]

/**
 * Points of an agent from scores by part, and the grade they set. A part without a score earns nothing and is told.
 *
 * @throws StrowgerError `out-of-range` for a score that is not 0..1, or grades that do not rise
 */
export function gradeOf({ parts, grades }: GradeScheme, scores: Readonly<Record<string, number>>): Grading {
  for (const [at, { fromPoints }] of grades.entries()) {
    const before = grades[at - 1]?.fromPoints ?? -Infinity
    if (fromPoints > before) continue
    throw new StrowgerError('out-of-range', `grades[${at}].fromPoints`, fromPoints, `more than ${before}`)
  }
  let points = 0
  const missing: string[] = []
  for (const { name, points: most } of parts) {
    const score = scores[name]
    if (score === undefined) missing.push(name)
    else if (score >= 0 && score <= 1) points += score * most
    else throw new StrowgerError('out-of-range', `scores.${name}`, score, 'a share of the full score, 0 to 1')
  }
  const reached = grades.findLast(({ fromPoints }) => points >= fromPoints)
  return { points, grade: missing.length === 0 ? reached?.name : undefined, missing }
}
