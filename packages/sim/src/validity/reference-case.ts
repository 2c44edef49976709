import { StrowgerError } from '@strowger/acd'

/** A case with known answers, as a file gives it: which other keys it has depends on its model. */
export interface ReferenceCase {
  readonly id: string
  /** Where the expected figures come from, in words. */
  readonly source: string
  readonly given: Readonly<Record<string, unknown>>
}

/** Why a case, or one of its figures, cannot be judged. */
export class Refusal extends Error {
  override readonly name: string = 'Refusal'
}

/**
 * Reads a file of cases: a JSON list of objects, each with an id of its own.
 *
 * @throws StrowgerError when the text is no such list; what a single case lacks is found when it is planned.
 */
export function readCases(text: string, file: string): ReferenceCase[] {
  let list: unknown
  try {
    list = JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw mistake(file, 'not-json', '', text.slice(0, 40), `not JSON: ${reason}`, 'give a JSON list of cases', cause)
  }
  if (!Array.isArray(list)) {
    throw mistake(file, 'no-list', '', list, 'no list of cases', 'write [{ "id": …, "model": …, "expect": … }, …]')
  }
  const seen = new Set<string>()
  return list.map((item: unknown, at) => {
    if (!isRecord(item)) throw mistake(file, 'no-case', `[${at}]`, item, 'no case', 'write an object with an id')
    const { id, source } = item
    if (typeof id !== 'string' || id === '') {
      throw mistake(file, 'no-id', `[${at}].id`, id, 'no id', 'give every case a text as id')
    }
    if (seen.has(id)) throw mistake(file, 'id-twice', `[${at}].id`, id, `the id ${id} again`, 'give each its own')
    seen.add(id)
    return { id, source: typeof source === 'string' ? source : '', given: item }
  })
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A number among the parameters of a case, or of a part of it.
 *
 * @throws Refusal when it is missing or outside [least, ∞).
 */
export function numberOf(given: Readonly<Record<string, unknown>>, key: string, least = 0): number {
  const value = given[key]
  if (value === undefined) throw new Refusal(`${key} is missing`)
  if (typeof value !== 'number' || !Number.isFinite(value) || value < least) {
    throw new Refusal(`${key}: ${JSON.stringify(value)} is no number of at least ${least}`)
  }
  return value
}

/**
 * A list of numbers among the parameters of a case.
 *
 * @throws Refusal when it is missing, empty, or a member is outside [0, ∞).
 */
export function numbersOf(given: Readonly<Record<string, unknown>>, key: string): number[] {
  const list = given[key]
  if (!Array.isArray(list) || list.length === 0) throw new Refusal(`${key} is no list of numbers`)
  return list.map((value: unknown, at) => numberOf({ [`${key}[${at}]`]: value }, `${key}[${at}]`))
}

/**
 * A whole number among the parameters of a case.
 *
 * @throws Refusal when it is missing, not whole or below `least`.
 */
export function wholeOf(given: Readonly<Record<string, unknown>>, key: string, least: number): number {
  const value = numberOf(given, key, least)
  if (!Number.isInteger(value)) throw new Refusal(`${key}: ${value} is no whole number`)
  return value
}

function mistake(
  file: string,
  code: string,
  path: string,
  value: unknown,
  problem: string,
  remedy: string,
  cause?: unknown,
): StrowgerError {
  const place = path === '' ? file : `${file}: ${path}`
  return new StrowgerError(code, path, value, remedy, { message: `${place}: ${problem} — ${remedy}`, cause })
}
