import { StrowgerError } from '@strowger/acd'
import { show } from '../scenario/issue.ts'

/** Kinds of a caller's mistakes with recorded logs. */
export type LogMistakeCode =
  | 'unknown-log-format'
  | 'unknown-column'
  | 'unknown-type'
  | 'no-calls'
  | 'not-in-this-mode'
  | 'several-groups'

/** A caller's mistake with a log, told in one line: `<source>: <problem> (<value>); <remedy>`. */
export function logMistake(
  code: LogMistakeCode,
  source: string,
  value: unknown,
  problem: string,
  remedy: string,
): StrowgerError {
  const shown = value === undefined || value === '' ? '' : ` (${show(value)})`
  const message = `${source}: ${problem}${shown}; ${remedy}`.replaceAll(/[\r\n\u2028\u2029]+/g, ' ')
  return new StrowgerError(code, source, value, remedy, { message })
}
