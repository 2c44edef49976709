import { isRecord, numberOf, Refusal, wholeOf } from './reference-case.ts'

/** A figure that a case expects. */
export interface Expected {
  /** Key of the measure in the case, with the type before it where a case has several: `type0.Pab`, `EW[2]`. */
  readonly measure: string
  readonly value: number
  /** Half-width of the source's own 95 % interval; 0 for an exact value. */
  readonly plusMinus: number
  /** Replications from which the source has it, where it gives no interval; 0 otherwise. */
  readonly replications: number
  /** What rounding to the digits given can hide: half a unit of the last. */
  readonly rounding: number
}

/** The figures under `expect`, flattened; what is neither a number nor made of numbers comes back as a refusal. */
export function expectedOf(given: Readonly<Record<string, unknown>>): {
  readonly figures: readonly Expected[]
  readonly refused: ReadonlyMap<string, string>
} {
  const { expect } = given
  if (!isRecord(expect)) throw new Refusal('expect is missing: a map from measure to figure')
  const figures: Expected[] = []
  const refused = new Map<string, string>()
  const read = (measure: string, value: unknown): void => {
    if (typeof value === 'number' && Number.isFinite(value)) figures.push(exact(measure, value))
    else if (Array.isArray(value)) for (const [at, item] of value.entries()) read(`${measure}[${at}]`, item)
    else if (isRecord(value) && typeof value['value'] === 'number') figures.push(estimated(measure, value))
    else if (isRecord(value)) for (const [key, item] of Object.entries(value)) read(`${measure}.${key}`, item)
    else refused.set(measure, `${JSON.stringify(value)} is no number`)
  }
  for (const [measure, value] of Object.entries(expect)) read(measure, value)
  if (figures.length === 0 && refused.size === 0) throw new Refusal('expect is empty')
  return { figures, refused }
}

/** A figure without error. */
export function exact(measure: string, value: number): Expected {
  return { measure, value, plusMinus: 0, replications: 0, rounding: lastDigit(value) / 2 }
}

/** A figure with an error of its own: `{ value, plusMinus }`, or `{ value, replications }`. */
function estimated(measure: string, given: Readonly<Record<string, unknown>>): Expected {
  const plusMinus = given['plusMinus'] === undefined ? 0 : numberOf(given, 'plusMinus')
  const replications = given['replications'] === undefined ? 0 : wholeOf(given, 'replications', 2)
  return { ...exact(measure, numberOf(given, 'value', -Infinity)), plusMinus, replications }
}

/** One unit of the last decimal of a number as it is written. */
function lastDigit(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e')
  return 10 ** (Number(exponent) - (mantissa.split('.')[1] ?? '').length)
}
