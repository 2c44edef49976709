import { type MeasureName, MEASURES } from '../measure/measure.ts'
import { parseDuration } from '../scenario/duration.ts'
import { suggest } from '../scenario/nearest.ts'
import type { StaffingTarget } from './problem.ts'

const SHAPE = /^(?:(.+?)\s*:\s*)?([A-Za-z]+)\s*(<=|>=)\s*([\d.]+\s*(?:%|[a-z]+)?)(?:\s+on\s+([\d.]+)\s*%\s+of\s+days)?$/
const RIGHT = 'write it as "vip: serviceLevel >= 80%", "abandonRate <= 3%" or "serviceLevel >= 80% on 90% of days"'

/** Reads a target; what is wrong and what would be right otherwise. */
export function parseTarget(text: string): StaffingTarget | { readonly problem: string; readonly remedy: string } {
  const match = SHAPE.exec(text.trim())
  if (match === null) return { problem: `${JSON.stringify(text)} is not a target`, remedy: RIGHT }
  const [, type, name = '', sign, written = '', days] = match
  const measure = MEASURES.find((each) => each.name === name)
  if (measure === undefined) {
    const remedy = suggest(
      name,
      MEASURES.map((each) => each.name),
    )
    return { problem: `there is no measure ${JSON.stringify(name)}`, remedy }
  }
  const bound = boundOf(measure.name, written)
  const share = days === undefined ? undefined : Number(days) / 100
  if (bound === undefined) return { problem: `${JSON.stringify(written)} is not a bound of ${name}`, remedy: RIGHT }
  if (share !== undefined && !(share > 0 && share < 1)) {
    return { problem: `${days} % of days cannot be tested`, remedy: 'write more than 0 % and less than 100 %' }
  }
  return {
    text: text.trim(),
    type,
    measure: measure.name,
    direction: sign === '>=' ? 'at-least' : 'at-most',
    bound,
    onShareOfDays: share,
  }
}

function boundOf(name: MeasureName, written: string): number | undefined {
  const { unit } = MEASURES.find((each) => each.name === name)!
  if (unit === 'ms') return parseDuration(written)
  const value = Number(written.replace(/\s*%$/, ''))
  if (!Number.isFinite(value)) return undefined
  if (unit === 'contacts') return written.endsWith('%') ? undefined : value
  const share = written.endsWith('%') ? value / 100 : value
  return share >= 0 && share <= 1 ? share : undefined
}
