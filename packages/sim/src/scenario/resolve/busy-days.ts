import { show } from '../issue.ts'
import { suggest } from '../nearest.ts'
import type { BusyDaySpec } from '../arrival-spec.ts'
import type { RawBusyDays, RawCorrelations } from '../schema/days.ts'
import { keysAt } from '../source.ts'
import type { Context } from './context.ts'
import { durationMs } from './time.ts'

const PATH = ['busyDays']

/** Busy days by family of types; correlations that cannot be together are a mistake. */
export function resolveBusyDays(raw: RawBusyDays, context: Context): BusyDaySpec {
  const { issues, root, run } = context
  if (run.mode === 'steady') {
    issues.add('not-in-this-mode', PATH, 'busy days have no steady state', 'remove them, or write mode: day')
  }
  const families = keysAt(root, ['types'])
  for (const name of Object.keys(raw.cvByType ?? {})) known(name, [...PATH, 'cvByType', name], families, context)
  if (raw.betweenIntervals !== undefined && raw.interval === undefined) {
    const problem = 'a correlation between intervals has no meaning with one factor for the whole run'
    issues.add('conflicting-keys', [...PATH, 'betweenIntervals'], problem, 'write an interval, such as "30m"')
  }
  return {
    law: raw.law ?? 'gamma',
    families,
    cvs: families.map((name) => raw.cvByType?.[name] ?? raw.cv ?? 0),
    root: rootOf(raw.betweenTypes ?? 1, families, context),
    intervalMs: raw.interval === undefined ? Infinity : durationMs(raw.interval),
    betweenIntervals: raw.betweenIntervals ?? 0,
  }
}

function rootOf(raw: RawCorrelations, families: readonly string[], context: Context): number[][] {
  const matrix = families.map((a) => families.map((b) => (a === b ? 1 : typeof raw === 'number' ? raw : 0)))
  const path = [...PATH, 'betweenTypes']
  if (typeof raw !== 'number') {
    for (const [a, row] of Object.entries(raw)) {
      for (const [b, value] of Object.entries(row)) {
        const [i, j] = [known(a, [...path, a], families, context), known(b, [...path, a, b], families, context)]
        if (i < 0 || j < 0 || i === j) continue
        matrix[i]![j] = value
        matrix[j]![i] = value
      }
    }
  }
  const root = cholesky(matrix)
  if (root !== undefined) return root
  const remedy = 'write correlations closer to 0'
  context.issues.add('out-of-range', path, 'no numbers have these correlations with each other', remedy)
  return matrix
}

/** The lower triangular L with L·Lᵀ = matrix (A.-L. Cholesky 1910); undefined when the matrix is not positive semidefinite. */
function cholesky(matrix: readonly (readonly number[])[]): number[][] | undefined {
  const size = matrix.length
  const root = matrix.map(() => Array.from({ length: size }, () => 0))
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let rest = matrix[i]![j]!
      for (let k = 0; k < j; k += 1) rest -= root[i]![k]! * root[j]![k]!
      if (i === j) {
        if (rest < -1e-12) return undefined
        root[i]![i] = Math.sqrt(Math.max(0, rest))
      } else if (root[j]![j]! > 1e-9) root[i]![j] = rest / root[j]![j]!
      else if (Math.abs(rest) > 1e-9) return undefined
    }
  }
  return root
}

function known(name: string, path: readonly string[], families: readonly string[], { issues }: Context): number {
  const at = families.indexOf(name)
  if (at < 0) issues.add('unknown-name', path, `there is no contact type ${show(name)}`, suggest(name, families))
  return at
}
