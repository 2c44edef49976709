import { StrowgerError } from '@strowger/acd'
import { parsePath } from '../scenario/set-at.ts'
import type { Path } from '../scenario/source.ts'

/** A parameter that a sweep varies: a place in the scenario file, and the values it takes. */
export interface Factor {
  /** As written: the name in tables. */
  readonly name: string
  readonly path: Path
  /** A list, for a grid only; or a range, of which a grid takes the steps and another design any point. */
  readonly values: FactorValues
}

/** Values: texts as the scenario file would have them, or a range with a unit. */
export type FactorValues =
  | { readonly kind: 'list'; readonly texts: readonly string[] }
  | {
      readonly kind: 'range'
      readonly low: number
      readonly high: number
      readonly step: number | undefined
      /** Both ends, and the step, are whole numbers: so is every value. */
      readonly whole: boolean
      /** What stands behind the number, as `m` in 2m..5m; '' for a bare number. */
      readonly unit: string
      /** Decimals that were written at most. */
      readonly decimals: number
    }

const RANGE = /^(\d+(?:\.\d+)?)([a-z]*)\.\.(\d+(?:\.\d+)?)([a-z]*)(?:\/(\d+(?:\.\d+)?)([a-z]*))?$/
const MOST_STEPS = 10_000

/**
 * Reads `path=1,2,5`, `path=4..8` (whole numbers: step 1), `path=2m..5m/30s`… with one unit throughout: `path=60s..300s/30s`.
 *
 * @throws StrowgerError `not-a-factor` with what would be right
 */
export function parseFactor(text: string): Factor {
  const equals = text.indexOf('=')
  const name = text.slice(0, Math.max(0, equals))
  const path = parsePath(name)
  const given = text.slice(equals + 1)
  if (path === undefined || given === '') throw mistake(text, 'write path=values, such as groups.front.agents=4..8')
  const range = RANGE.exec(given)
  if (range === null) {
    if (given.includes('..')) throw mistake(text, 'write a range as 4..8, 0.5..0.9/0.1 or 60s..300s/30s')
    const texts = given.split(',').map((each) => each.trim())
    if (texts.includes('')) throw mistake(text, 'write values with commas between them, such as 4,6,8')
    return { name, path, values: { kind: 'list', texts } }
  }
  const [, lowText = '', unit = '', highText = '', highUnit = '', stepText, stepUnit = ''] = range
  const low = Number(lowText)
  const high = Number(highText)
  const written = [lowText, highText, ...(stepText === undefined ? [] : [stepText])]
  const whole = written.every((each) => !each.includes('.'))
  const step = stepText === undefined ? (whole && unit === '' ? 1 : undefined) : Number(stepText)
  if (unit !== highUnit || (stepText !== undefined && unit !== stepUnit)) {
    throw mistake(text, 'write one unit throughout, such as 60s..300s/30s')
  }
  if (!(low < high)) throw mistake(text, 'write the smaller end first')
  if (step !== undefined && (!(step > 0) || (high - low) / step > MOST_STEPS)) {
    throw mistake(text, `write a step that gives at most ${MOST_STEPS} values`)
  }
  const decimals = Math.max(...written.map((each) => each.split('.')[1]?.length ?? 0))
  return { name, path, values: { kind: 'range', low, high, step, whole: whole && unit === '', unit, decimals } }
}

/** The values of a factor on a grid, as texts for the scenario file. @throws StrowgerError for a range without a step */
export function gridValues({ name, values }: Factor): string[] {
  if (values.kind === 'list') return [...values.texts]
  const { low, high, step, unit, decimals } = values
  if (step === undefined) throw mistake(name, 'a grid needs a step: write low..high/step, or --design lhs')
  // Half a step of room, for sums of steps that are not exact.
  const count = Math.floor((high - low) / step + 1e-9) + 1
  return Array.from({ length: count }, (_, at) => `${Number((low + at * step).toFixed(decimals + 6))}${unit}`)
}

/** The value at u in (0, 1) of a factor's range: whole numbers equally often. @throws StrowgerError for a list */
export function valueAt({ name, values }: Factor, u: number): string {
  if (values.kind === 'list') throw mistake(name, 'this design needs a range: write low..high')
  const { low, high, whole, unit } = values
  if (whole) return `${Math.min(high, low + Math.floor(u * (high - low + 1)))}`
  return `${Number((low + u * (high - low)).toPrecision(6))}${unit}`
}

function mistake(text: string, remedy: string): StrowgerError {
  return new StrowgerError('not-a-factor', '--vary', text, remedy)
}
